"""A stream made of Arrow record batches: BATCH messages for targets that take them, RECORD messages for all others."""

from __future__ import annotations

import abc
import sys
import time
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
from singer_sdk.mapper import SameRecordTransform
from singer_sdk.singerlib.encoding import SingerMessageType
from singer_sdk.streams import Stream
from typing_extensions import override

from tap_common.batch_files import ROWS_PER_FILE, write_batch_files
from tap_common.readers import Readers, output_lock
from tap_common.times import spelled

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from singer_sdk.helpers._batch import BatchConfig

    from tap_common.spool import Spool

_SECONDS_BETWEEN_PROGRESS = 5.0
_ROWS_PER_RECORD_CHUNK = 2_000
_MICROSECONDS_A_DAY = 86_400_000_000


class BatchMessage:
    """A BATCH message of docs/contracts.md: the SDK's, with `time_extracted`."""

    type = SingerMessageType.BATCH

    def __init__(self, stream: str, path: Path, version: int | None, extracted_at: str) -> None:
        """Name one Arrow IPC file."""
        self._message: dict[str, Any] = {
            "type": "BATCH",
            "stream": stream,
            "encoding": {"format": "arrow"},
            "manifest": [path.as_uri()],
            "time_extracted": extracted_at,
        }
        if version is not None:
            self._message["version"] = version

    def to_dict(self) -> dict[str, Any]:
        """Give the message as it is written."""
        return self._message


class Part(Protocol):
    """A piece of a stream that one reader reads, in an order of its own. Most streams are one part: themselves."""

    def record_batches(self) -> Iterator[pa.RecordBatch]:
        """Give the selected columns of the part's rows, column names as in the schema; JSON values as text."""

    def position_after(self, batch: pa.RecordBatch) -> Any:
        """Give what the bookmark needs of a batch, as a plain value; batches come in the order of the part."""

    def advance(self, position: Any) -> None:
        """Move the stream's state to the position of the last row that was just sent."""


class ArrowStream(Stream, abc.ABC):
    """Base class of streams on the column lane. A subclass gives its `parts`."""

    rows_per_file = ROWS_PER_FILE
    readers = Readers(1)
    _stream_version: int | None = None

    @abc.abstractmethod
    def parts(self) -> Sequence[Part]:
        """Decide what this run reads. No part: nothing is read, and the state stays as it is."""

    def complete(self) -> None:
        """Move the stream's state once all rows were sent."""

    def read_again(self, error: Exception) -> bool:  # noqa: ARG002  a hook
        """Tell whether, after this error, the stream may be read once more from its `parts`."""
        return False

    @property
    def activates(self) -> bool:
        """Whether a versioned stream goes live at its end."""
        return True

    @property
    def load_method(self) -> str | None:
        """What the schema's `x-load-method` says, if the stream insists on one."""
        return None

    @property
    def resumes_version(self) -> int | None:
        """The table version that this run goes on with: the target refuses it when the rows before are gone."""
        return None

    @property
    @abc.abstractmethod
    def spool(self) -> Spool:
        """The tap's spool."""

    # -- SDK hooks -----------------------------------------------------------------------------------------------

    @property
    @override
    def emit_activate_version_messages(self) -> bool:
        """Versions go live at their end: the SDK's setting would announce an empty one at the beginning."""
        return False

    @override
    def _write_schema_message(self) -> None:
        with output_lock:
            super()._write_schema_message()

    @override
    def _generate_schema_messages(self) -> Generator[Any, None, None]:
        for message in super()._generate_schema_messages():
            words = {"x-load-method": self.load_method, "x-resumes-version": self.resumes_version}
            message.schema = {**message.schema, **{word: value for word, value in words.items() if value is not None}}
            if self.load_method == "append-only":
                message.key_properties = ()
            yield message

    @override
    def get_batch_config(self, config: Mapping[str, Any]) -> BatchConfig | None:
        batch_config = super().get_batch_config(config)
        if batch_config is None or self.ABORT_AT_RECORD_COUNT is not None:
            return None
        if any(type(stream_map) is not SameRecordTransform for stream_map in self.stream_maps):
            # Stream maps see records only; a mask that were ignored would be a leak (meltano/sdk#1117).
            self.logger.info("stream_maps are set for %s: it takes the row lane", self.name)
            return None
        return batch_config

    @override
    def _sync_batches(self, batch_config: BatchConfig, context: Any = None) -> None:
        with self.get_batch_counter() as files, self.get_record_counter() as rows, self.get_sync_timer():
            progress = Progress(self)

            def send(part: Part, readers: Readers) -> None:
                for file in write_batch_files(
                    part.record_batches(), self.spool, self.name, self.rows_per_file, part.position_after
                ):
                    with output_lock:
                        self._tap.write_message(BatchMessage(self.name, file.path, self._stream_version, _now()))
                        files.increment()
                        rows.increment(file.rows)
                        progress.add(file.rows)
                        part.advance(file.position)
                        self._write_state()
                    readers.check()

            self._send_all(send)

    @override
    def _sync_records(self, context: Any = None, *, write_messages: bool = True) -> Generator[dict[str, Any], Any, Any]:
        plain = all(type(stream_map) is SameRecordTransform for stream_map in self.stream_maps)
        if not write_messages or not plain or self.ABORT_AT_RECORD_COUNT is not None:
            yield from self._sync_records_one_by_one(write_messages=write_messages)
            return
        with self.get_record_counter() as counter, self.get_sync_timer():
            progress = Progress(self)

            def send(part: Part, readers: Readers) -> None:
                for batch in part.record_batches():
                    with output_lock:
                        self._write_records(batch)
                        counter.increment(batch.num_rows)
                        progress.add(batch.num_rows)
                        part.advance(part.position_after(batch))
                        self._write_state()
                    readers.check()

            self._send_all(send)

    def _send_all(self, send: Callable[[Part, Readers], None]) -> None:
        """Send all parts, once more where the stream allows it, and end the stream."""
        while True:
            parts, readers = self.parts(), self.readers.group()
            try:
                readers.each(partial(self._send_part, send, readers), parts)
            except Exception as error:
                if not self.read_again(error):
                    raise
            else:
                break
        if parts:
            with output_lock:
                self._end()

    @staticmethod
    def _send_part(send: Callable[[Part, Readers], None], readers: Readers, part: Part) -> None:
        with readers.one():
            send(part, readers)

    def _sync_records_one_by_one(self, *, write_messages: bool) -> Generator[dict[str, Any], Any, Any]:
        """The SDK's way, a record at a time: for stream maps and for tests that stop after some records."""
        count = 0
        with self.get_record_counter() as counter, self.get_sync_timer():
            parts = self.parts()
            for part in parts:
                for batch in part.record_batches():
                    for record in self._records(batch):
                        self._check_max_record_limit(current_record_index=count)
                        if write_messages:
                            with output_lock:
                                self._write_record_message(record)
                        counter.increment()
                        count += 1
                        yield record
                    part.advance(part.position_after(batch))
        if write_messages and parts:
            with output_lock:
                self._end()

    @override
    def get_records(self, context: Any) -> Iterable[dict[str, Any]]:
        for part in self.parts():
            for batch in part.record_batches():
                yield from self._records(batch)

    # -- records and state ---------------------------------------------------------------------------------------

    @property
    def _json_columns(self) -> set[str]:
        return {
            name
            for name, prop in self.schema["properties"].items()
            if {"object", "array"} & set([prop["type"]] if isinstance(prop.get("type"), str) else prop.get("type", []))
        }

    def _records(self, batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
        json_columns = self._json_columns & set(batch.schema.names)
        for record in batch.to_pylist():
            for name in json_columns:
                if record[name] is not None:
                    record[name] = msgspec.json.decode(record[name])
            yield record

    def _write_records(self, batch: pa.RecordBatch) -> None:
        """Write RECORD messages column by column: values are never conformed one by one, their types are known."""
        json_columns = self._json_columns
        extracted_at = _now()
        encode = msgspec.json.Encoder(decimal_format="string").encode
        head: dict[str, Any] = {"type": "RECORD", "stream": self.name, "time_extracted": extracted_at}
        if self._stream_version is not None:
            head["version"] = self._stream_version
        prefix = encode(head)[:-1] + b',"record":'
        names = batch.schema.names
        out = sys.stdout.buffer
        for start in range(0, batch.num_rows, _ROWS_PER_RECORD_CHUNK):
            chunk = batch.slice(start, _ROWS_PER_RECORD_CHUNK)
            columns = [
                _values(column, is_json=name in json_columns) for name, column in zip(names, chunk.columns, strict=True)
            ]
            rows = zip(*columns, strict=True)
            out.write(b"".join([prefix + encode(dict(zip(names, row, strict=True))) + b"}\n" for row in rows]))
        out.flush()

    def _write_state(self) -> None:
        self.state_manager.is_flushed = False
        self._write_state_message()

    def _end(self) -> None:
        self.complete()
        if self._stream_version is not None and self.activates:
            self._write_activate_version_message(self._stream_version)
        self._write_state()


class Progress:
    """One line every few seconds: rows and rate."""

    def __init__(self, stream: ArrowStream) -> None:
        """Start the clock."""
        self.stream = stream
        self.rows = 0
        self.started = self.last = time.monotonic()

    def add(self, rows: int) -> None:
        """Count rows that were sent."""
        self.rows += rows
        now = time.monotonic()
        if now - self.last >= _SECONDS_BETWEEN_PROGRESS:
            self.last = now
            self.stream.logger.info(
                "%s: %s rows, %s rows/s",
                self.stream.name,
                f"{self.rows:,}",
                f"{self.rows / (now - self.started):,.0f}",
            )


def _values(column: pa.Array, *, is_json: bool) -> list[Any]:
    """Give a column's values as JSON has them; times are spelled by Arrow, for Python's take ten times as long."""
    if is_json:
        return [None if value is None else msgspec.Raw(value.encode()) for value in column.to_pylist()]
    if pa.types.is_timestamp(column.type) or pa.types.is_date32(column.type):
        column = spelled(column)
    elif pa.types.is_time64(column.type):
        # Midnight at the end of a day is a time to PostgreSQL and DuckDB, but Arrow cannot spell it.
        ends = pc.equal(column.cast(pa.int64()), _MICROSECONDS_A_DAY)
        column = pc.if_else(ends, "24:00:00", pc.if_else(ends, None, column).cast(pa.string()))
    elif pa.types.is_temporal(column.type):
        column = column.cast(pa.string())
    return column.to_pylist()  # type: ignore[no-any-return]


def _now() -> str:
    return datetime.now(UTC).isoformat()
