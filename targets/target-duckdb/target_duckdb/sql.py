"""DuckDB's spelling of RAW: quoted names, types, and the expressions that put staged values into columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
from target_common.types import ColumnType, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from target_common.names import Table
    from target_common.warehouse import Column

_TYPES = {
    Kind.BOOLEAN: "BOOLEAN",
    Kind.INTEGER: "BIGINT",
    Kind.HUGE_INTEGER: "HUGEINT",
    Kind.DOUBLE: "DOUBLE",
    Kind.TIMESTAMP: "TIMESTAMP",
    Kind.DATE: "DATE",
    Kind.TIME: "TIME",
    Kind.JSON: "JSON",
    Kind.TEXT: "VARCHAR",
}
_KINDS = {name: kind for kind, name in _TYPES.items()}


def quoted(name: str) -> str:
    """Quote an identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """Quote a text value."""
    return "'" + value.replace("'", "''") + "'"


def table_name(table: Table) -> str:
    """Quote a table with its schema."""
    return f"{quoted(table.schema)}.{quoted(table.name)}"


def type_name(type_: ColumnType) -> str:
    """Spell a column type."""
    return f"DECIMAL({type_.precision},{type_.scale})" if type_.kind is Kind.DECIMAL else _TYPES[type_.kind]


def column_type(name: str) -> ColumnType:
    """Read a column type as DuckDB's catalog spells it; types that this target never makes count as text."""
    if name.startswith("DECIMAL("):
        precision, scale = name[8:-1].split(",")
        return ColumnType(Kind.DECIMAL, int(precision), int(scale))
    return ColumnType(_KINDS.get(name, Kind.TEXT))


def create_table(table: Table, columns: Mapping[str, ColumnType]) -> str:
    """Give the statement that makes a table."""
    body = ", ".join(f"{quoted(name)} {type_name(type_)}" for name, type_ in columns.items())
    return f"CREATE TABLE IF NOT EXISTS {table_name(table)} ({body})"


def is_text(type_: pa.DataType) -> bool:
    """Tell whether a staged column is text that still has to be cast."""
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_) or pa.types.is_string_view(type_))


def cast_expression(column: Column, staged: pa.DataType, *, lenient: bool = False) -> str:
    """Give the expression that turns a staged value into the column's type.

    Args:
        column: where the value goes.
        staged: the type it has in the Arrow columns.
        lenient: give NULL for a value that does not fit, instead of failing.
    """
    cast = "TRY_CAST" if lenient else "CAST"
    value, type_ = quoted(column.source), column.type
    if pa.types.is_nested(staged):
        value = f"to_json({value})"
    if is_text(staged):
        if type_.kind is Kind.TEXT:
            return value
        if type_.kind is Kind.TIMESTAMP:
            # A plain cast of text to TIMESTAMP drops the offset silently; through TIMESTAMPTZ it is honoured.
            return f"{cast}({cast}({value} AS TIMESTAMPTZ) AS TIMESTAMP)"
    return f"{cast}({value} AS {type_name(type_)})"


def misfit(column: Column, staged: pa.DataType) -> str | None:
    """Give the condition under which a staged value does not fit its column; None when every value fits."""
    if column.type.kind is Kind.TEXT:
        return None
    value = quoted(column.source)
    condition = f"({value} IS NOT NULL AND {cast_expression(column, staged, lenient=True)} IS NULL)"
    extra = rounding(column, staged)
    return f"({condition} OR {extra})" if extra else condition


def rounding(column: Column, staged: pa.DataType) -> str | None:
    """Give the condition under which a cast would round digits away: DuckDB does so without a word."""
    if column.type.kind is Kind.DECIMAL and is_text(staged):
        return f"length(rtrim(split_part({quoted(column.source)}, '.', 2), '0')) > {column.type.scale}"
    if column.type.kind in {Kind.INTEGER, Kind.HUGE_INTEGER} and is_text(staged):
        return f"contains({quoted(column.source)}, '.')"
    return None


def as_json(source: str) -> str:
    """Give a staged value as a value within JSON: what is JSON as itself, other text as text."""
    return f"coalesce(TRY_CAST({quoted(source)} AS JSON), to_json({quoted(source)}))"
