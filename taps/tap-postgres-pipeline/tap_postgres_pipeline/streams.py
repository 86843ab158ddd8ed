"""A table of the manifest as a stream."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from tap_common.arrow_stream import ArrowStream
from tap_common.errors import MalformedAnswerError
from typing_extensions import override

from tap_postgres_pipeline.column_types import SourceType, expression, json_schema
from tap_postgres_pipeline.window import Window, later, open_window, parse_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tap_common.spool import Spool

    from tap_postgres_pipeline.query import Query
    from tap_postgres_pipeline.tap import TapPostgresPipeline

_ORDERABLE = frozenset(("int2", "int4", "int8", "oid"))
# ADBC moves PostgreSQL's epoch without a check: infinity and years past 294246 come out before 4713 BC, PostgreSQL's
# first year. Microseconds and days since 1970 of 1 January 4714 BC.
_FIRST_MICROSECOND, _FIRST_DAY = -210_898_425_600_000_000, -2_440_955
UPLOADED_AT, TASK_INSTANCE = "_uploaded_at", "_task_instance"


class TableStream(ArrowStream):
    """Reads one table by its manifest query: a window of it, or all of it as one more copy (scd)."""

    def __init__(self, tap: TapPostgresPipeline, query: Query, columns: dict[str, SourceType]) -> None:
        """Build the schema from the query's result columns."""
        self.query = query
        self.columns = columns
        self.uploaded_at = time.time()
        self.key = query.entry.primary_key
        properties: dict[str, Any] = {name: json_schema(type_) for name, type_ in columns.items()}
        properties[UPLOADED_AT] = {"type": ["number", "null"]}
        if query.entry.advanced_metadata:
            properties[TASK_INSTANCE] = {"type": ["string", "null"]}
        super().__init__(tap, {"type": "object", "properties": properties}, query.entry.stream)
        self._pgp = tap
        self.primary_keys = [self.key] if self.key in columns else []
        watermark = query.watermark.name if query.watermark is not None else None
        self.replication_key = watermark if watermark in columns else None
        self.forced_replication_method = "INCREMENTAL" if query.is_incremental else "FULL_TABLE"
        self.rows_per_file = tap.rows_per_file
        self._window: Window | None = None

    @property
    @override
    def spool(self) -> Spool:
        return self._pgp.spool

    @property
    @override
    def load_method(self) -> str | None:
        return None if self.query.is_incremental else "append-only"

    @property
    def _resumable(self) -> bool:
        """Whether rows can be read in the order of their key, and a run go on after the last one."""
        return self.key in self.columns and self.columns[self.key].name in _ORDERABLE and self._selected(self.key)

    def _selected(self, name: str) -> bool:
        return bool(self.mask[("properties", name)])

    # -- reading -------------------------------------------------------------------------------------------------

    @override
    def record_batches(self) -> Iterator[pa.RecordBatch]:
        self.uploaded_at = time.time()
        if not self.query.is_incremental:
            self._stream_version = int(self.uploaded_at * 1000)
            yield from self._read(self.query.base(), ordered=False, after=None)
        elif self._pgp.execution_date is not None:
            yield from self._read(
                self.query.base(self.query.template_window(self._pgp.placeholders)), ordered=False, after=None
            )
        else:
            self._window = self._resume() or self._open()
            if self._window is not None:
                base = self.query.base(*self.query.bookmark_window(self._window))
                yield from self._read(base, ordered=self._resumable, after=self._window.last_key)

    def _resume(self) -> Window | None:
        unfinished = self.stream_state.get("window")
        if not unfinished or not self._resumable:
            return None
        window = Window.from_state(unfinished)
        self.logger.info("%s: going on after key %s of the window up to %s", self.name, window.last_key, window.end)
        return window

    def _open(self) -> Window | None:
        with self._pgp.source.session(self.name) as session:
            row = session.execute(self.query.newest().encode()).fetchone()
        newest = row[0] if row else None
        if newest is None:
            self.logger.info("%s: the table is empty", self.name)
            return None
        if newest.tzinfo is not None:
            newest = newest.astimezone(UTC).replace(tzinfo=None)
        overlap = timedelta(minutes=int(self.config["overlap_minutes"]))
        start = self.config.get("start_date")
        return open_window(
            self.stream_state.get("replication_key_value"),
            newest,
            parse_moment(start, "start_date") if start else None,
            overlap,
        )

    def _read(self, base: str, *, ordered: bool, after: Any) -> Iterator[pa.RecordBatch]:
        names = [name for name in self.columns if self._selected(name)]
        selected = ", ".join(f"{expression(_quoted(name), self.columns[name])} AS {_quoted(name)}" for name in names)
        query = f"SELECT {selected} FROM ({base}) AS source"
        if ordered:
            condition = "" if after is None else f" WHERE {_quoted(self.key)} > {int(after)}"
            query += f"{condition} ORDER BY {_quoted(self.key)}"
        self.logger.debug("%s: %s", self.name, query)
        for batch in self._pgp.source.record_batches(query, self.name):
            yield self._enriched(batch)

    def _enriched(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Reduce extension types to their storage, check times, and add the columns that every row has."""
        arrays, names = [], list(batch.schema.names)
        for name, array in zip(names, batch.columns, strict=True):
            storage = array.storage if isinstance(array, pa.ExtensionArray) else array
            self._check_times(name, storage)
            arrays.append(storage)
        if self._selected(UPLOADED_AT):
            names.append(UPLOADED_AT)
            arrays.append(pa.repeat(pa.scalar(self.uploaded_at, pa.float64()), batch.num_rows))
        if self.query.entry.advanced_metadata and self._selected(TASK_INSTANCE):
            names.append(TASK_INSTANCE)
            arrays.append(pa.repeat(pa.scalar(self._task_instance(), pa.string()), batch.num_rows))
        return pa.RecordBatch.from_arrays(arrays, names=names)

    def _check_times(self, name: str, array: pa.Array) -> None:
        if pa.types.is_timestamp(array.type):
            smallest, first = pc.min(array.cast(pa.int64())).as_py(), _FIRST_MICROSECOND
        elif pa.types.is_date32(array.type):
            smallest, first = pc.min(array.cast(pa.int32())).as_py(), _FIRST_DAY
        else:
            return
        if smallest is not None and smallest < first:
            raise MalformedAnswerError(
                f"{self._pgp.source}: {self.name}: column {name} holds infinity or a year past 294246, which Arrow "
                f"cannot carry. Replace it in the manifest's query, for example NULLIF({name}, 'infinity') AS {name}."
            )

    def _task_instance(self) -> str:
        day = datetime.fromtimestamp(self.uploaded_at, UTC).strftime("%Y%m%d")
        return str(self.config.get("task_instance") or f"{self._pgp.name}__{self.name}__{day}")

    @override
    def get_replication_key_signpost(self, context: Any = None) -> None:
        """Windows end at the newest row, not at the clock; see `open_window`."""

    # -- state ---------------------------------------------------------------------------------------------------

    @override
    def position_after(self, batch: pa.RecordBatch) -> Any:
        if self._window is None or not self._resumable or not batch.num_rows:
            return None
        return batch.column(self.key)[-1].as_py()

    @override
    def advance(self, position: Any) -> None:
        if self._window is not None and position is not None:
            self._window = Window(self._window.begin, self._window.end, position)
            self.stream_state["window"] = self._window.to_state()

    @override
    def complete(self) -> None:
        if self._window is None:
            return
        self.stream_state.pop("window", None)
        self.stream_state["replication_key"] = self.query.watermark.name if self.query.watermark is not None else None
        bookmark = self.stream_state.get("replication_key_value")
        self.stream_state["replication_key_value"] = later(bookmark, self._window.end)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
