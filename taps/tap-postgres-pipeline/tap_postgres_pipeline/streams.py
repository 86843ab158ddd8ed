"""A table of the manifest as a stream: its schema, and what this run reads of it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from tap_common.arrow_stream import ArrowStream
from tap_common.errors import MalformedAnswerError
from tap_common.readers import output_lock
from typing_extensions import override

from tap_postgres_pipeline.column_types import ORDERABLE, SourceType, fingerprint, json_schema
from tap_postgres_pipeline.connection import InterruptedReadError, TimedOutError
from tap_postgres_pipeline.parts import TablePart
from tap_postgres_pipeline.questions import Questions
from tap_postgres_pipeline.reading import KeyRange, Mode, Reading, Situation, choose
from tap_postgres_pipeline.retry import pause
from tap_postgres_pipeline.window import Window, later, parse_moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlglot import exp
    from tap_common.arrow_stream import Part
    from tap_common.spool import Spool

    from tap_postgres_pipeline.query import Query
    from tap_postgres_pipeline.tap import TapPostgresPipeline

UPLOADED_AT, TASK_INSTANCE = "_uploaded_at", "_task_instance"


class TableStream(ArrowStream):
    """Reads one table by its manifest query, in the way that load type and state call for."""

    def __init__(self, tap: TapPostgresPipeline, query: Query, columns: dict[str, SourceType]) -> None:
        """Build the schema from the query's result columns."""
        self.query = query
        self.columns = columns
        self.key = query.entry.primary_keys[0]
        self.about = f"{tap.source}: {query.entry.stream}"
        self._pgp = tap
        missing = [key for key in query.entry.primary_keys if key not in columns]
        self._check_keys(missing)
        super().__init__(tap, {"type": "object", "properties": self.properties()}, query.entry.stream)
        self.primary_keys = [] if missing else list(query.entry.primary_keys)
        self.watermark = self.key if query.entry.load_by_id else query.watermark.name if query.watermark else None
        self.replication_key = self.watermark if self.watermark in columns else None
        self.forced_replication_method = "INCREMENTAL" if query.is_incremental else "FULL_TABLE"
        self.rows_per_file = tap.rows_per_file
        self.readers = tap.readers
        self.mode = Mode.SKIP
        self.uploaded_at = time.time()
        split_rows = int(tap.config["split_rows"]) if tap.readers.limit > 1 else None
        self._questions = Questions(tap.snapshot, query, self.about, split_rows, self.logger)
        self._reading: Reading | None = None
        self._attempts = 0

    def _check_keys(self, missing: Sequence[str]) -> None:
        entry = self.query.entry
        if self.query.is_incremental and missing:
            raise MalformedAnswerError(
                f"{self.about}: the query has no column {missing[0]}, its export_table_primary_key. Incremental tables "
                "need one: select it, or name the key that the query selects."
            )
        if entry.load_by_id and self.columns[self.key].name not in ORDERABLE:
            raise MalformedAnswerError(
                f"{self.about}: load_by_id needs a whole number as key, {self.key} is {self.columns[self.key].name}. "
                "Remove incremental_type from the manifest."
            )

    def properties(self) -> dict[str, Any]:
        """Give the properties of the stream's schema."""
        properties: dict[str, Any] = {name: json_schema(type_) for name, type_ in self.columns.items()}
        properties[UPLOADED_AT] = {"type": ["number", "null"]}
        if self.query.entry.advanced_metadata:
            properties[TASK_INSTANCE] = {"type": ["string", "null"]}
        return properties

    @property
    @override
    def spool(self) -> Spool:
        return self._pgp.spool

    @property
    @override
    def load_method(self) -> str | None:
        if self._pgp.load_type == "test":
            return "throw-away"
        return None if self.query.is_incremental else "append-only"

    @property
    @override
    def resumes_version(self) -> int | None:
        if self._pgp.load_type not in {"auto", "backfill"}:
            return None
        with output_lock:
            reading = self._unfinished()
        return reading.version if reading is not None else None

    @property
    @override
    def activates(self) -> bool:
        return self.mode is not Mode.TEST

    @property
    def fingerprint(self) -> str:
        """What changes when a column is added, dropped, renamed or retyped."""
        return fingerprint(self.columns)

    @property
    def orderable(self) -> bool:
        """Whether rows can be read in the order of their key, so that a reading can go on after the last one."""
        return self.key in self.columns and self.columns[self.key].name in ORDERABLE and self.is_selected(self.key)

    def is_selected(self, name: str) -> bool:
        """Tell whether a column is read."""
        return bool(self.mask[("properties", name)])

    @property
    def constants(self) -> Mapping[str, pa.Scalar[Any]]:
        """Give the columns that every row has."""
        values = {UPLOADED_AT: pa.scalar(self.uploaded_at, pa.float64())}
        if self.query.entry.advanced_metadata:
            values[TASK_INSTANCE] = pa.scalar(self._task_instance(), pa.string())
        return {name: value for name, value in values.items() if self.is_selected(name)}

    def _task_instance(self) -> str:
        day = datetime.fromtimestamp(self.uploaded_at, UTC).strftime("%Y%m%d")
        return str(self.config.get("task_instance") or f"{self._pgp.name}__{self.name}__{day}")

    # -- what is read --------------------------------------------------------------------------------------------

    @override
    def parts(self) -> Sequence[Part]:
        self.uploaded_at = time.time()
        with output_lock:  # asking for a stream's state may create it
            unfinished = self._unfinished()
            self.mode, why = choose(self._pgp.load_type, self._situation(unfinished))
        self._reading = None
        match self.mode:
            case Mode.SKIP:
                self.logger.warning("%s: passed over: %s", self.name, why)
                return []
            case Mode.COPY:
                self._stream_version = self._next_version()
                return [
                    TablePart(self, [], keys)
                    for keys in self._questions.copy_ranges(self.key, orderable=self.orderable)
                ]
            case Mode.TEST:
                self._stream_version = self._next_version()
                return [TablePart(self, [], limit=int(self.config["test_rows"]))]
            case Mode.FIXED_WINDOW:
                if self.orderable:
                    self._questions.refuse_rows_without(self.key)
                return [TablePart(self, [self._pgp.fixed_window(self.query)], ordered=self.orderable)]
            case _:
                return self._go_on(unfinished)

    def _situation(self, unfinished: Reading | None) -> Situation:
        state = self.stream_state
        seen = state.get("fingerprint")
        return Situation(
            incremental=self.query.is_incremental,
            by_id=self.query.entry.load_by_id,
            fixed_window=self._pgp.execution_date is not None,
            known=seen is not None or state.get("replication_key_value") is not None,
            changed=seen not in {None, self.fingerprint},
            unfinished=unfinished.mode if unfinished else None,
        )

    def _next_version(self) -> int:
        """Give a version that is newer than all before it, even when this machine's clock went back."""
        last = max(self._stream_version or 0, self.stream_state.get("version") or 0)
        return max(int(self.uploaded_at * 1000), last + 1)

    def _unfinished(self) -> Reading | None:
        """Give the reading that an earlier run was interrupted in, if it can go on."""
        state = self.stream_state.get("reading")
        if not state or not self.orderable:
            return None
        reading = Reading.from_state(state)
        whole, why = self._pgp.replica_time, ""
        if reading.fingerprint != self.fingerprint:
            why = "its columns changed"
        elif reading.mode is Mode.BACKFILL and reading.is_stale(int(self.config["resume_hours"])):
            why = f"it last moved at {reading.at}"
        elif reading.end is not None and whole is not None and parse_moment(reading.end, "state") > whole:
            why = f"the source is whole up to {whole}, it was to end at {reading.end}"
        if why:
            self.logger.info("%s: the unfinished %s starts over: %s", self.name, reading.mode, why)
            return None
        return reading

    def _go_on(self, unfinished: Reading | None) -> Sequence[Part]:
        """Take up the unfinished reading of this mode, or open one."""
        if unfinished is not None and unfinished.mode is self.mode:
            self.logger.info("%s: going on with the %s from %s", self.name, self.mode, unfinished.at)
            self._questions.refuse_rows_without(self.key)
            if self.query.entry.load_by_id:
                unfinished.ranges[-1].to = self._questions.last_key(self.key, unfinished.ranges[-1].to)
            reading: Reading | None = unfinished
        else:
            reading = self._open()
        if reading is None:
            return []
        self._reading = reading
        with output_lock:
            self.moved()
        self._stream_version = reading.version
        return [TablePart(self, self._conditions(reading), keys, ordered=self.orderable) for keys in reading.ranges]

    def _open(self) -> Reading | None:
        bookmark = self.stream_state.get("replication_key_value")
        match self.mode:
            case Mode.LOAD_BY_ID:
                ranges = self.ranges(None if bookmark is None else int(bookmark) - self._overlap_keys)
                return Reading(self.mode, ranges, self.fingerprint) if ranges else None
            case Mode.BACKFILL:
                ranges = self.ranges() or [KeyRange()]
                newest = None if self.query.entry.load_by_id else self._questions.newest(self._pgp.replica_time)
                end = newest.isoformat() if newest else None
                return Reading(self.mode, ranges, self.fingerprint, end=end, version=self._next_version())
            case _:
                overlap = timedelta(minutes=int(self.config["overlap_minutes"]))
                window = self._questions.window(bookmark, self._start, overlap, self._pgp.replica_time)
                if window is None:
                    return None
                return Reading(self.mode, [KeyRange()], self.fingerprint, window.begin, window.end)

    @property
    def _overlap_keys(self) -> int:
        """How far before its bookmark a load by id begins; the last key itself again where its rows share it."""
        return int(self.config["overlap_keys"]) + (1 if len(self.primary_keys) > 1 else 0)

    @property
    def _start(self) -> datetime | None:
        start = self.config.get("start_date")
        return parse_moment(start, "start_date") if start else None

    def _conditions(self, reading: Reading) -> list[exp.Expr]:
        if reading.mode is Mode.WINDOW:
            return self.query.bookmark_window(Window(reading.begin, str(reading.end)))
        if reading.mode is Mode.BACKFILL and self._start is not None and not self.query.entry.load_by_id:
            return [self.query.since(self._start)]
        return []

    def ranges(self, after: int | None = None) -> list[KeyRange]:
        """Give the ranges of keys that a reading in the order of the key goes by; no range: there are no rows."""
        return self._questions.ranges(self.key, after) if self.orderable else [KeyRange()]

    # -- state ---------------------------------------------------------------------------------------------------

    def moved(self) -> None:
        """Note in the state how far the ranges are read."""
        if self._reading is not None and self.orderable:
            self.stream_state["reading"] = self._reading.to_state()

    @override
    def complete(self) -> None:
        if self.mode in {Mode.TEST, Mode.FIXED_WINDOW}:
            return
        state, reading = self.stream_state, self._reading
        state.pop("reading", None)
        state["fingerprint"] = self.fingerprint
        if self._stream_version is not None:
            state["version"] = self._stream_version
        if reading is None:
            return
        state["replication_key"] = self.watermark
        if self.mode is Mode.BACKFILL:  # the table is another one: how far the one before was read says nothing of it
            state.pop("replication_key_value", None)
        if self.query.entry.load_by_id:
            state["replication_key_value"] = reading.ranges[-1].to
        elif reading.end is not None:
            state["replication_key_value"] = later(state.get("replication_key_value"), reading.end)

    @override
    def read_again(self, error: Exception) -> bool:
        """Start a full copy over, as a new version; parts in the order of their keys go on by themselves."""
        if not isinstance(error, InterruptedReadError) or isinstance(error, TimedOutError):
            return False
        if (self.mode not in {Mode.COPY, Mode.TEST} and self.orderable) or self._attempts >= int(
            self.config["max_retries"]
        ):
            return False
        self._attempts += 1
        self.logger.warning("%s Reading %s again (%d).", error, self.name, self._attempts)
        pause(self._attempts)
        return True

    @override
    def get_replication_key_signpost(self, context: Any = None) -> None:
        """Windows end at the newest row, not at the clock; see `open_window`."""
