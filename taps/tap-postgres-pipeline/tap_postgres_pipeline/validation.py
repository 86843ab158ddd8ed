"""Validation: what the source counts, to be compared with the warehouse (facts: gitlab-platform 1.9).

Each query's result lands as one more version of a small table; dbt compares the newest with RAW.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, ClassVar

import pyarrow as pa
from tap_common.arrow_stream import ArrowStream, Part
from typing_extensions import override

from tap_postgres_pipeline.parts import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tap_common.spool import Spool

    from tap_postgres_pipeline.column_types import SourceType
    from tap_postgres_pipeline.query import Query
    from tap_postgres_pipeline.tap import TapPostgresPipeline

_WHOLE = frozenset(("int2", "int4", "int8", "oid"))
_TEXT = frozenset(("text", "varchar", "uuid"))
_TIMES = frozenset(("timestamp", "timestamptz"))
_STRING, _NUMBER = {"type": ["string", "null"]}, {"type": ["integer", "null"]}


class _ValidationStream(ArrowStream, Part):
    """Asks one question of every table of the manifest."""

    suffix: ClassVar[str]
    asked: ClassVar[dict[str, tuple[dict[str, Any], pa.DataType]]]

    def __init__(self, tap: TapPostgresPipeline, tables: Sequence[tuple[Query, dict[str, SourceType]]]) -> None:
        """Take the manifest's tables with their columns."""
        self._pgp = tap
        self.tables = tables
        # The prefix of the manifest's tables: one export a database.
        prefix = tables[0][0].entry.import_db if tables else "PGP"
        properties = {name: schema for name, (schema, _) in self.asked.items()}
        properties["_uploaded_at"] = {"type": ["number", "null"]}
        super().__init__(tap, {"type": "object", "properties": properties}, f"{prefix}_{self.suffix}".lower())
        self.primary_keys = []
        self.forced_replication_method = "FULL_TABLE"
        self.readers = tap.readers

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
        return [self]

    @override
    def record_batches(self) -> Iterator[pa.RecordBatch]:
        schema = pa.schema([(name, type_) for name, (_, type_) in self.asked.items()])
        for query, columns in self.tables:
            question = self.question(query, columns)
            if question is None:
                continue
            with self._pgp.snapshot.session(query.entry.stream) as session:
                rows = session.execute(question.encode()).fetchall()
            table = [dict(zip(self.asked, (query.entry.stream, *row), strict=True)) for row in rows]
            batch = pa.RecordBatch.from_pylist(table, schema)
            uploaded = pa.repeat(pa.scalar(self.uploaded_at, pa.float64()), batch.num_rows)
            yield batch.append_column("_uploaded_at", uploaded)

    def question(self, query: Query, columns: dict[str, SourceType]) -> str | None:
        """Give the SQL that answers for one table, or None where the table has no answer."""
        raise NotImplementedError

    @override
    def position_after(self, batch: pa.RecordBatch) -> None:
        return None

    @override
    def advance(self, position: Any) -> None:
        """Counts have no bookmark."""


class CountsStream(_ValidationStream):
    """Rows a table by the days on which they were created and updated, of the last `validate_days` days."""

    suffix = "PGP_EXPORT"
    asked: ClassVar[dict[str, tuple[dict[str, Any], pa.DataType]]] = {
        "table_name": (_STRING, pa.string()),
        "created_date": ({"type": ["string", "null"], "format": "date"}, pa.date32()),
        "updated_date": ({"type": ["string", "null"], "format": "date"}, pa.date32()),
        "number_of_records": (_NUMBER, pa.int64()),
    }

    @override
    def question(self, query: Query, columns: dict[str, SourceType]) -> str | None:
        dates = [
            f"({quoted(name)})::date" if name in columns else "NULL::date" for name in ("created_at", "updated_at")
        ]
        days = int(self._pgp.config["validate_days"])
        recent = next((date for date in reversed(dates) if not date.startswith("NULL")), None)
        where = f"WHERE {recent} > current_date - {days} " if recent and days else ""
        return f"SELECT {', '.join(dates)}, count(*) FROM ({query.base()}) AS source {where}GROUP BY 1, 2"


class HashesStream(_ValidationStream):
    """A count and a hash a range of keys, over the columns that every database spells alike.

    The hash is the sum of the first 32 bits of each row's MD5, so that it does not depend on an order. A row's text is
    its columns in the order of `columns`, joined by `|`, NULL as nothing, times as microseconds since 1970.
    """

    suffix = "PGP_EXPORT_HASHES"
    asked: ClassVar[dict[str, tuple[dict[str, Any], pa.DataType]]] = {
        "table_name": (_STRING, pa.string()),
        "key_column": (_STRING, pa.string()),
        "columns": (_STRING, pa.string()),
        "range_size": (_NUMBER, pa.int64()),
        "key_range": (_NUMBER, pa.int64()),
        "number_of_records": (_NUMBER, pa.int64()),
        "hash": (_STRING, pa.string()),
    }

    @override
    def question(self, query: Query, columns: dict[str, SourceType]) -> str | None:
        key = query.entry.primary_keys[0]
        if key not in columns or columns[key].name not in _WHOLE:
            return None
        kinds = {name: kind for name, type_ in columns.items() if (kind := _kind(type_))}
        described = json.dumps([[name, kind] for name, kind in kinds.items()])
        text = " || '|' || ".join(_spelled(quoted(name), kind) for name, kind in kinds.items())
        size = int(self._pgp.config["validate_range_keys"])
        low = f"({quoted(key)} - ((({quoted(key)} % {size}) + {size}) % {size}))"
        return (
            f"SELECT '{key}', '{described}', {size}, {low}, count(*), "
            f"sum(('x' || substr(md5({text}), 1, 8))::bit(32)::bigint)::text FROM ({query.base()}) AS source GROUP BY 4"
        )


def _kind(type_: SourceType) -> str | None:
    if type_.name in _WHOLE:
        return "whole"
    if type_.name in _TEXT:
        return "text"
    return "time" if type_.name in _TIMES else "boolean" if type_.name == "bool" else None


def _spelled(column: str, kind: str) -> str:
    match kind:
        case "time":
            # Through numeric: extract gives microseconds without rounding (PostgreSQL 14 and later).
            value = f"trunc(extract(epoch FROM {column}) * 1000000)::bigint::text"
        case "boolean":
            value = f"CASE WHEN {column} THEN '1' ELSE '0' END"
            return f"CASE WHEN {column} IS NULL THEN '' ELSE {value} END"
        case _:
            value = f"{column}::text"
    return f"coalesce({value}, '')"
