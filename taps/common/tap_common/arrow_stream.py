"""A stream made of Arrow record batches: BATCH messages for targets that take them, RECORD messages for all others."""

from __future__ import annotations

import abc
import sys
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from singer_sdk.mapper import SameRecordTransform
from singer_sdk.singerlib.encoding import SingerMessageType
from singer_sdk.streams import Stream
from typing_extensions import override

from tap_common.batch_files import ROWS_PER_FILE, write_batch_files
from tap_common.progress import Progress
from tap_common.readers import Readers, output_lock
from tap_common.row_lane import record_lines, records

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa
    from singer_sdk.helpers._batch import BatchConfig

    from tap_common.spool import Spool


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
            said = {word: value for word, value in words.items() if value is not None}
            message.schema = {**message.schema, "properties": self._with_digits(message.schema["properties"]), **said}
            if self.load_method == "append-only":
                message.key_properties = ()
            yield message

    def _with_digits(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        """Give decimals their precision and scale back: the SDK's own model of a schema has no place for them."""
        whole = dict(properties)
        for name, prop in properties.items():
            own = self.schema["properties"].get(name, {})
            if own.get("format") == prop.get("format") == "x-singer.decimal":
                whole[name] = {**prop, **{word: own[word] for word in ("precision", "scale") if word in own}}
        return whole

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
            progress = Progress(self.name, self.logger)

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
            progress = Progress(self.name, self.logger)

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
                    for record in records(batch, self._json_columns, self.name):
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
                yield from records(batch, self._json_columns, self.name)

    # -- records and state ---------------------------------------------------------------------------------------

    @property
    def _json_columns(self) -> set[str]:
        return {
            name
            for name, prop in self.schema["properties"].items()
            if {"object", "array"} & set([prop["type"]] if isinstance(prop.get("type"), str) else prop.get("type", []))
        }

    def _write_records(self, batch: pa.RecordBatch) -> None:
        head: dict[str, Any] = {"type": "RECORD", "stream": self.name, "time_extracted": _now()}
        if self._stream_version is not None:
            head["version"] = self._stream_version
        out = sys.stdout.buffer
        for lines in record_lines(batch, head, self._json_columns):
            out.write(lines)
        out.flush()

    def _write_state(self) -> None:
        self.state_manager.is_flushed = False
        self._write_state_message()

    def _end(self) -> None:
        self.complete()
        if self._stream_version is not None and self.activates:
            self._write_activate_version_message(self._stream_version)
        self._write_state()


def _now() -> str:
    return datetime.now(UTC).isoformat()
