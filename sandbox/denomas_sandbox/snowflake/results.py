"""Query results in the form that Snowflake's connector reads: Arrow in base64, or rows as JSON."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa
import pyarrow.compute as pc
from fakesnow.arrow import to_ipc, to_sf
from fakesnow.rowtype import describe_as_rowtype

from denomas_sandbox.snowflake.statement_types import DDL, DML

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fakesnow.rowtype import ColumnInfo


@dataclass(frozen=True)
class Outcome:
    """What a statement gave.

    Attributes:
        table: the rows, None for none.
        row_type: the columns as the connector wants them described.
        kind: the statement's type.
        query_id: the number by which RESULT_SCAN finds the rows; None for what it cannot find.
    """

    table: pa.Table | None
    row_type: list[ColumnInfo]
    kind: int
    query_id: str | None = None

    @classmethod
    def status(cls, line: str, kind: int = DDL) -> Self:
        """Make the outcome of a statement that answers with one line."""
        return cls(*of_rows(("status",), [(line,)]), kind)

    @property
    def changed_rows(self) -> int | None:
        """How many rows a change or a load touched; None for other statements."""
        if self.table is None:
            return None
        if self.kind in DML:
            return sum(int(column[0].as_py()) for column in self.table.columns if column.type != pa.string())
        if "rows_loaded" in self.table.column_names:
            return sum(int(value) for value in self.table.column("rows_loaded").to_pylist() if value is not None)
        return None

    def data(self) -> dict[str, Any]:
        """Give the part of the answer that holds the rows."""
        changes = self.table is not None and self.kind in DML
        rows = as_json(self.table) if changes else as_arrow(self.table, self.row_type)
        count = self.table.num_rows if self.table is not None else 0
        return {"rowtype": self.row_type, "total": count, "returned": count, "statementTypeId": self.kind, **rows}


def as_arrow(table: pa.Table | None, row_type: list[ColumnInfo]) -> dict[str, Any]:
    """Give a result as the connector takes it for queries."""
    if table is None or not table.num_rows:
        return {"queryResultFormat": "arrow", "rowsetBase64": ""}
    body = to_ipc(_with_nulls(to_sf(table, row_type), table))
    return {"queryResultFormat": "arrow", "rowsetBase64": b64encode(body).decode("ascii")}


def as_json(table: pa.Table) -> dict[str, Any]:
    """Give a result as the connector takes it for changes, whose counts it reads from the rows."""
    columns = [column.to_pylist() for column in table.columns]
    rows = [[None if value is None else str(value) for value in row] for row in zip(*columns, strict=True)]
    return {"queryResultFormat": "json", "rowset": rows}


def of_rows(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[pa.Table, list[ColumnInfo]]:
    """Make a result of texts, numbers and times, as LIST, SHOW and DESCRIBE give."""
    columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    sorts = {name: _sort(values) for name, values in columns.items()}
    table = pa.table({name: pa.array(values, _ARROW[sorts[name]]) for name, values in columns.items()})
    return table, describe_as_rowtype([(name, sort, "YES", None, None, None) for name, sort in sorts.items()])


_ARROW = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "TIMESTAMP WITH TIME ZONE": pa.timestamp("us", tz="UTC")}


def _sort(values: Sequence[Any]) -> str:
    given = [value for value in values if value is not None]
    if given and all(isinstance(value, int) for value in given):
        return "BIGINT"
    return "TIMESTAMP WITH TIME ZONE" if given and all(isinstance(value, datetime) for value in given) else "VARCHAR"


def _with_nulls(encoded: pa.Table, table: pa.Table) -> pa.Table:
    """Put the nulls back into timestamps: fakesnow makes 1970 of them (facts: snowflake-emulator)."""
    for i, column in enumerate(table.columns):
        if not pa.types.is_timestamp(column.type) or not column.null_count:
            continue
        field = encoded.schema.field(i)
        parts = encoded.column(i).combine_chunks()
        children = [pc.fill_null(parts.field(n), 0) for n in range(field.type.num_fields)]
        mask = pc.is_null(column.combine_chunks())
        struct = pa.StructArray.from_arrays(children, fields=list(field.type), mask=mask)
        encoded = encoded.set_column(i, field, struct)
    return encoded
