"""Validation: what the source counts, to be compared with the warehouse (facts: gitlab-platform 1.9).

Each run's answers land as one more version of a small table; the newest is compared with RAW.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, ClassVar

import pyarrow as pa
from tap_common.arrow_stream import ArrowStream, Part
from typing_extensions import override

from tap_postgres_pipeline.column_types import ORDERABLE, expression, json_schema
from tap_postgres_pipeline.connection import InterruptedReadError, TimedOutError
from tap_postgres_pipeline.parts import quoted
from tap_postgres_pipeline.retry import pause
from tap_postgres_pipeline.rows import plain, with_constants

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tap_common.spool import Spool

    from tap_postgres_pipeline.column_types import SourceType
    from tap_postgres_pipeline.query import Query
    from tap_postgres_pipeline.tap import TapPostgresPipeline

_STRING, _NUMBER = {"type": ["string", "null"]}, {"type": ["integer", "null"]}
_DATE = {"type": ["string", "null"], "format": "date"}
NO_VALUE = "<null>"


class _ValidationStream(ArrowStream):
    """Asks one question of every table of the manifest."""

    suffix: ClassVar[str]
    asked: ClassVar[dict[str, dict[str, Any]]]

    def __init__(self, tap: TapPostgresPipeline, tables: Sequence[tuple[Query, dict[str, SourceType]]]) -> None:
        """Take the manifest's tables with their columns."""
        self._pgp = tap
        self.tables = tables
        # The prefix of the manifest's tables: one export a database.
        prefix = tables[0][0].entry.import_db if tables else "PGP"
        properties = {**self.asked, "_uploaded_at": {"type": ["number", "null"]}}
        super().__init__(tap, {"type": "object", "properties": properties}, f"{prefix}_{self.suffix}".lower())
        self.primary_keys = []
        self.forced_replication_method = "FULL_TABLE"
        self.readers = tap.readers
        self.uploaded_at = time.time()

    @property
    @override
    def spool(self) -> Spool:
        return self._pgp.spool

    @property
    @override
    def load_method(self) -> str | None:
        return "append-only"

    @override
    def parts(self) -> Sequence[Part]:
        self.uploaded_at = time.time()
        self._stream_version = int(self.uploaded_at * 1000)
        questions = ((query, self.question(query, columns)) for query, columns in self.tables)
        return [_Question(self, query.entry.stream, text) for query, text in questions if text is not None]

    def question(self, query: Query, columns: dict[str, SourceType]) -> str | None:
        """Give the SQL that answers for one table, or None where the table has no answer."""
        raise NotImplementedError


class _Question(Part):
    """What is asked of one table."""

    def __init__(self, stream: _ValidationStream, table: str, text: str) -> None:
        self.stream = stream
        self.table = table
        self.text = text
        self._tap = stream._pgp  # noqa: SLF001  the two are one room

    @override
    def record_batches(self) -> Iterator[pa.RecordBatch]:
        about = f"{self._tap.source}: {self.table}"
        constants = {"_uploaded_at": pa.scalar(self.stream.uploaded_at, pa.float64())}
        for batch in self._answer():
            yield with_constants(plain(batch, about), constants)

    def _answer(self) -> list[pa.RecordBatch]:
        """Ask until there is a whole answer: it is small, and half of it would be wrong."""
        attempts = 0
        while True:
            try:
                return list(self._tap.source.record_batches(self.text, self.table, self._tap.snapshot.id))
            except InterruptedReadError as error:
                attempts += 1
                if isinstance(error, TimedOutError) or attempts > int(self._tap.config["max_retries"]):
                    raise
                self.stream.logger.warning("%s Asking again (%d).", error, attempts)
                pause(attempts)

    @override
    def position_after(self, batch: pa.RecordBatch) -> None:
        return None

    @override
    def advance(self, position: Any) -> None:
        """Counts have no bookmark."""


class CountsStream(_ValidationStream):
    """Rows a table by the days on which they were created and updated, of the last `validate_days` days."""

    suffix = "PGP_EXPORT"
    asked: ClassVar[dict[str, dict[str, Any]]] = {
        "table_name": _STRING,
        "created_date": _DATE,
        "updated_date": _DATE,
        "number_of_records": _NUMBER,
    }

    @override
    def question(self, query: Query, columns: dict[str, SourceType]) -> str | None:
        dates = [
            f"({quoted(name)})::date" if name in columns else "NULL::date" for name in ("created_at", "updated_at")
        ]
        days = int(self._pgp.config["validate_days"])
        recent = next((date for date in reversed(dates) if not date.startswith("NULL")), None)
        where = f" WHERE {recent} > current_date - {days}" if recent and days else ""
        return (
            f"SELECT {_text(query.entry.stream)} AS table_name, {dates[0]} AS created_date, "
            f"{dates[1]} AS updated_date, count(*) AS number_of_records "
            f"FROM ({query.base()}) AS source{where} GROUP BY 2, 3"
        )


class HashesStream(_ValidationStream):
    """A count and a hash a range of keys, over the columns that every warehouse spells alike.

    The hash is the sum of the first 32 bits of each row's MD5, so that it does not depend on an order. A row's text is
    its columns in the order of `columns`, joined by `|`: no value as `<null>`, times as microseconds and dates as days
    since 1970, all others as the text that landed. dbt's macro row_hashes spells it for DuckDB and Snowflake.
    """

    suffix = "PGP_EXPORT_HASHES"
    asked: ClassVar[dict[str, dict[str, Any]]] = {
        "table_name": _STRING,
        "key_column": _STRING,
        "columns": _STRING,
        "range_size": _NUMBER,
        "is_full_copy": {"type": ["boolean", "null"]},
        "key_range": _NUMBER,
        "number_of_records": _NUMBER,
        "hash": _STRING,
    }

    @override
    def question(self, query: Query, columns: dict[str, SourceType]) -> str | None:
        key = query.entry.primary_keys[0]
        if key not in columns or columns[key].name not in ORDERABLE:
            return None
        kinds = {name: kind for name, type_ in columns.items() if (kind := kind_of(type_))}
        described = json.dumps([[name, kind] for name, kind in kinds.items()])
        row = " || '|' || ".join(_spelled(quoted(name), kind, columns[name]) for name, kind in kinds.items())
        size = int(self._pgp.config["validate_range_keys"])
        low = f"({quoted(key)} - ((({quoted(key)} % {size}) + {size}) % {size}))::bigint"
        ranges = (
            f"SELECT {low} AS key_range, count(*) AS rows, "
            f"sum(('x' || substr(md5({row}), 1, 8))::bit(32)::bigint)::text AS hash "
            f"FROM ({query.base()}) AS source GROUP BY 1"
        )
        # An empty table answers, too: one range without key and rows, beside which the warehouse's rows show.
        return (
            f"SELECT {_text(query.entry.stream)} AS table_name, {_text(key)} AS key_column, "
            f"{_text(described)} AS columns, {size}::bigint AS range_size, {not query.is_incremental} AS is_full_copy, "
            "key_range, coalesce(rows, 0) AS number_of_records, coalesce(hash, '0') AS hash "
            f"FROM (SELECT) AS one LEFT JOIN ({ranges}) AS ranges ON true"
        )


def kind_of(type_: SourceType) -> str | None:
    """Tell how a column is spelled in a row's text; None for one that warehouses spell in ways of their own."""
    prop = json_schema(type_)
    if prop["type"] == ["integer", "null"]:
        return "whole"
    if prop["type"] == ["boolean", "null"]:
        return "boolean"
    if prop["type"] != ["string", "null"]:
        return None
    if prop.get("format") == "x-singer.decimal":
        return "decimal" if "precision" in prop else "text"
    return {"date-time": "time", "date": "date", "time": None}.get(str(prop.get("format")), "text")


def _spelled(column: str, kind: str, type_: SourceType) -> str:
    match kind:
        case "time":
            # Through numeric: extract gives microseconds without rounding (PostgreSQL 14 and later).
            value = _finite(column, f"trunc(extract(epoch FROM {column}) * 1000000)::bigint::text")
        case "date":
            value = _finite(column, f"({column} - date '1970-01-01')::text")
        case "boolean":
            value = f"CASE {column} WHEN true THEN '1' WHEN false THEN '0' END"
        case "whole" | "decimal":
            value = f"{column}::text"
        case "text" if type_.name == "bpchar":
            # A cast would cut off the padding, which landed.
            value = f"CASE WHEN {column} IS NOT NULL THEN concat({column}) END"
        case _:
            value = f"{expression(column, type_)}::text"
    return f"coalesce({value}, '{NO_VALUE}')"


def _finite(column: str, value: str) -> str:
    return f"CASE WHEN isfinite({column}) THEN {value} ELSE {column}::text END"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'::text"
