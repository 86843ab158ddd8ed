"""A table of the manifest as a stream."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from tap_common.arrow_stream import ArrowStream
from tap_common.errors import MalformedAnswerError
from tap_common.readers import output_lock
from typing_extensions import override

from tap_postgres_pipeline.column_types import SourceType, fingerprint, json_schema
from tap_postgres_pipeline.connection import InterruptedReadError
from tap_postgres_pipeline.parts import TablePart, quoted
from tap_postgres_pipeline.reading import KeyRange, Mode, Reading, Situation, choose, split
from tap_postgres_pipeline.window import Window, later, open_window, parse_moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlglot import exp
    from tap_common.arrow_stream import Part
    from tap_common.spool import Spool

    from tap_postgres_pipeline.query import Query
    from tap_postgres_pipeline.tap import TapPostgresPipeline

_ORDERABLE = frozenset(("int2", "int4", "int8", "oid"))
UPLOADED_AT, TASK_INSTANCE = "_uploaded_at", "_task_instance"


class TableStream(ArrowStream):
    """Reads one table by its manifest query, in the way that load type and state call for."""

    def __init__(self, tap: TapPostgresPipeline, query: Query, columns: dict[str, SourceType]) -> None:
        """Build the schema from the query's result columns."""
        self.query = query
        self.columns = columns
        self.key = query.entry.primary_keys[0]
        self._pgp = tap
        super().__init__(tap, {"type": "object", "properties": self.properties()}, query.entry.stream)
        missing = [key for key in query.entry.primary_keys if key not in columns]
        self.primary_keys = [] if missing else list(query.entry.primary_keys)
        if query.is_incremental and missing:
            raise MalformedAnswerError(
                f"{tap.source}: {self.name}: the query has no column {missing[0]}, its export_table_primary_key. "
                "Incremental tables need one: select it, or name the key that the query selects."
            )
        if query.entry.load_by_id and columns[self.key].name not in _ORDERABLE:
            raise MalformedAnswerError(
                f"{tap.source}: {self.name}: load_by_id needs a whole number as key, {self.key} is "
                f"{columns[self.key].name}. Remove incremental_type from the manifest."
            )
        self.watermark = self.key if query.entry.load_by_id else query.watermark.name if query.watermark else None
        self.replication_key = self.watermark if self.watermark in columns else None
        self.forced_replication_method = "INCREMENTAL" if query.is_incremental else "FULL_TABLE"
        self.rows_per_file = tap.rows_per_file
        self.readers = tap.readers
        self.mode = Mode.SKIP
        self.uploaded_at = time.time()
        self._reading: Reading | None = None
        self._attempts = 0

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
        with output_lock:
            reading = self._unfinished()
        return reading.version if reading is not None and self._pgp.load_type in {"auto", "backfill"} else None

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
        return self.key in self.columns and self.columns[self.key].name in _ORDERABLE and self.is_selected(self.key)

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
        self._stream_version = None
        with output_lock:  # asking for a stream's state may create it
            self._reading = self._unfinished()
        self.mode, why = choose(self._pgp.load_type, self._situation())
        match self.mode:
            case Mode.SKIP:
                self.logger.warning("%s: passed over: %s", self.name, why)
                return []
            case Mode.COPY:
                self._stream_version = int(self.uploaded_at * 1000)
                return [TablePart(self, [], keys) for keys in self._copy_ranges()]
            case Mode.TEST:
                self._stream_version = int(self.uploaded_at * 1000)
                return [TablePart(self, [], limit=int(self.config["test_rows"]))]
            case Mode.FIXED_WINDOW:
                window = self.query.template_window(self._pgp.placeholders)
                return [TablePart(self, [window], KeyRange(), ordered=self.orderable)]
            case _:
                return self._go_on()

    def _situation(self) -> Situation:
        state = self.stream_state
        seen = state.get("fingerprint")
        return Situation(
            incremental=self.query.is_incremental,
            by_id=self.query.entry.load_by_id,
            fixed_window=self._pgp.execution_date is not None,
            known=seen is not None or state.get("replication_key_value") is not None,
            changed=seen not in {None, self.fingerprint},
            unfinished=self._reading.mode if self._reading else None,
        )

    def _unfinished(self) -> Reading | None:
        """Give the reading that an earlier run was interrupted in, if it can go on."""
        state = self.stream_state.get("reading")
        if not state or not self.orderable:
            return None
        reading = Reading.from_state(state)
        if reading.fingerprint != self.fingerprint:
            self.logger.info("%s: its columns changed, so the unfinished %s starts over", self.name, reading.mode)
            return None
        if reading.mode is Mode.BACKFILL and reading.is_stale(int(self.config["resume_hours"])):
            self.logger.info("%s: the unfinished backfill last moved at %s and starts over", self.name, reading.at)
            return None
        return reading

    def _go_on(self) -> Sequence[Part]:
        """Take up the unfinished reading of this mode, or open one."""
        if self._reading is not None and self._reading.mode is self.mode:
            self.logger.info("%s: going on with the %s from %s", self.name, self.mode, self._reading.at)
            self._refuse_rows_without_key()
        else:
            self._reading = self._open()
        if self._reading is None:
            return []
        with output_lock:
            self.moved()
        self._stream_version = self._reading.version
        return [
            TablePart(self, self._conditions(self._reading), keys, ordered=self.orderable)
            for keys in self._reading.ranges
        ]

    def _open(self) -> Reading | None:
        if self.mode is Mode.LOAD_BY_ID:
            after = self.stream_state.get("replication_key_value")
            ranges = self._ranges(None if after is None else int(after))
            return Reading(self.mode, ranges, self.fingerprint) if ranges else None
        newest = self._newest()
        if self.mode is Mode.BACKFILL:
            return Reading(
                self.mode,
                self._ranges() or [KeyRange()],
                self.fingerprint,
                end=newest.isoformat() if newest else None,
                version=int(self.uploaded_at * 1000),
            )
        if newest is None:
            self.logger.info("%s: the table is empty", self.name)
            return None
        window = open_window(
            self.stream_state.get("replication_key_value"),
            newest,
            self._start,
            timedelta(minutes=int(self.config["overlap_minutes"])),
        )
        if self._pgp.replica_time is not None and window.begin is not None:
            self._check_order(window)
        return Reading(self.mode, [KeyRange()], self.fingerprint, window.begin, window.end)

    def _check_order(self, window: Window) -> None:
        if parse_moment(window.end, "state") < parse_moment(str(window.begin), "state"):
            raise MalformedAnswerError(
                f"{self._pgp.source}: {self.name}: the source ends at {window.end}, before {window.begin}, up to which "
                "it was loaded already. Its clock or its copy went back: restore a newer copy, then run again."
            )

    @property
    def _start(self) -> datetime | None:
        start = self.config.get("start_date")
        return parse_moment(start, "start_date") if start else None

    def _conditions(self, reading: Reading) -> list[exp.Expr]:
        if reading.mode is Mode.WINDOW:
            return self.query.bookmark_window(Window(reading.begin, str(reading.end)))
        if reading.mode is Mode.BACKFILL and self._start is not None:
            return [self.query.since(self._start)]
        return []

    def _newest(self) -> datetime | None:
        """Give the newest watermark that is not in the future, and not later than the replica is known to be whole."""
        with self._pgp.snapshot.session(self.name) as session:
            newest, largest = session.execute(self.query.newest().encode()).fetchone() or (None, None)
        if largest is not None and largest != newest:
            self.logger.warning(
                "%s: rows up to %s lie in the future by %s; a window reads them once their time has come",
                self.name,
                largest,
                self.watermark,
            )
        if newest is None:
            return None
        moment: datetime = newest.astimezone(UTC).replace(tzinfo=None) if newest.tzinfo else newest
        return min(moment, self._pgp.replica_time or moment)

    def _ranges(self, after: int | None = None) -> list[KeyRange]:
        """Give the ranges of keys that a reading in the order of the key goes by; the largest key is fixed here."""
        if not self.orderable:
            return [KeyRange()]
        self._refuse_rows_without_key()
        first, last = self._extent(after)
        if first is None or last is None:
            return []
        return split(first, last, self._part_count(), after)

    def _copy_ranges(self) -> list[KeyRange]:
        """Give the ranges of a full copy, open at both ends: one, unless the table is large."""
        parts = self._part_count() if self.orderable else 1
        first, last = self._extent() if parts > 1 else (None, None)
        if first is None or last is None:
            return [KeyRange()]
        ranges = split(first, last, parts)
        ranges[-1].to = None
        return ranges

    def _part_count(self) -> int:
        if self.readers.limit == 1:
            return 1
        with self._pgp.snapshot.session(self.name) as session:
            (plan,) = session.execute(f"EXPLAIN (FORMAT JSON) {self.query.base()}".encode()).fetchone() or ([],)
        return max(1, -(-int(plan[0]["Plan"]["Plan Rows"]) // int(self.config["split_rows"])))

    def _extent(self, after: int | None = None) -> tuple[int | None, int | None]:
        """Give the smallest and the largest key; as two scalar queries, for an index answers those."""
        key, source = quoted(self.key), f"({self.query.base()}) AS source"
        rest = "" if after is None else f" WHERE {key} > {after}"
        with self._pgp.snapshot.session(self.name) as session:
            row = session.execute(
                f"SELECT (SELECT min({key}) FROM {source}{rest}), (SELECT max({key}) FROM {source}{rest})".encode()
            ).fetchone()
        return row or (None, None)

    def _refuse_rows_without_key(self) -> None:
        """Look for rows that a reading by key would pass over.

        Raises:
            MalformedAnswerError: when there are such rows.
        """
        with self._pgp.snapshot.session(self.name) as session:
            (found,) = session.execute(
                f"SELECT EXISTS (SELECT FROM ({self.query.base()}) AS s WHERE {quoted(self.key)} IS NULL)".encode()
            ).fetchone() or (False,)
        if found:
            raise MalformedAnswerError(
                f"{self._pgp.source}: {self.name}: rows have no value in {self.key}, the export_table_primary_key. "
                "Name the true key in the manifest, or leave such rows out by additional_filtering."
            )

    # -- state ---------------------------------------------------------------------------------------------------

    def moved(self) -> None:
        """Note in the state how far the ranges are read."""
        if self._reading is not None and self.orderable:
            self.stream_state["reading"] = self._reading.to_state()

    @override
    def complete(self) -> None:
        state = self.stream_state
        if self.mode in {Mode.TEST, Mode.FIXED_WINDOW}:
            return
        state.pop("reading", None)
        state["fingerprint"] = self.fingerprint
        if self._reading is None:
            return
        state["replication_key"] = self.watermark
        if self.mode is Mode.LOAD_BY_ID:
            # Where the first key column repeats, the last one may have got more rows since.
            again = 1 if len(self.primary_keys) > 1 else 0
            state["replication_key_value"] = int(self._reading.ranges[-1].to or 0) - again
        elif self._reading.end is not None:
            known = state.get("replication_key_value") if self.mode is Mode.WINDOW else None
            state["replication_key_value"] = later(known, self._reading.end)

    @override
    def read_again(self, error: Exception) -> bool:
        """Start a full copy over, as a new version; parts in the order of their keys go on by themselves."""
        if not isinstance(error, InterruptedReadError) or self._attempts >= int(self.config["max_retries"]):
            return False
        if self.mode is not Mode.COPY and self.orderable:
            return False
        self._attempts += 1
        self.logger.warning("%s Reading %s again (%d).", error, self.name, self._attempts)
        self._pgp.pause(self._attempts)
        return True

    @override
    def get_replication_key_signpost(self, context: Any = None) -> None:
        """Windows end at the newest row, not at the clock; see `open_window`."""
