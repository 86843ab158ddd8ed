"""Comments on tables, views and their columns, in the forms that fakesnow does not know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from denomas_sandbox.snowflake.names import NAME, literal, normalised, quoted, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TEXT = r"'(?:[^'\\]|\\.|'')*'|\$\$.*?\$\$"
_COLUMN = rf"(?:(?:ALTER|MODIFY)\s+)?(?:COLUMN\s+)?(?P<column>{NAME})\s+COMMENT\s+(?P<text>{_TEXT})"
_ON_COLUMNS = re.compile(
    rf"ALTER\s+(?:TABLE|VIEW)\s+(?:IF\s+EXISTS\s+)?(?P<name>{NAME})\s+(?:ALTER|MODIFY)\s*\(?"
    rf"(?P<columns>\s*(?:COLUMN\s+)?{NAME}\s+COMMENT\s+(?:{_TEXT}).*?)\)?",
    re.IGNORECASE | re.DOTALL,
)
_ONE_COLUMN = re.compile(_COLUMN, re.IGNORECASE | re.DOTALL)
_ON = re.compile(
    rf"COMMENT\s+(?:IF\s+EXISTS\s+)?ON\s+(?P<kind>COLUMN|TABLE|VIEW)\s+(?P<name>{NAME})\s+IS\s+(?P<text>{_TEXT})",
    re.IGNORECASE | re.DOTALL,
)
_RENAMED = re.compile(
    rf"ALTER\s+(?:TABLE|VIEW)\s+(?:IF\s+EXISTS\s+)?(?P<old>{NAME})\s+RENAME\s+TO\s+(?P<new>{NAME})", re.IGNORECASE
)
_DROPPED = re.compile(r"DROP\s+(?:TABLE|VIEW|SCHEMA|DATABASE)\b", re.IGNORECASE)
_TABLES = "_fs_global._fs_information_schema._fs_tables_ext"


def comment_statements(sql: str, complete: Callable[[str], tuple[str, ...]]) -> list[str] | None:
    """Say a comment in DuckDB's words; None when the statement is of another sort.

    Args:
        sql: the statement.
        complete: gives database, schema and name for a name as it is written.
    """
    return list(_statements(sql, complete)) or None


def _statements(sql: str, complete: Callable[[str], tuple[str, ...]]) -> Iterator[str]:
    on_columns = _ON_COLUMNS.fullmatch(sql)
    if on_columns:
        table = complete(on_columns["name"])
        for one in _ONE_COLUMN.finditer(on_columns["columns"]):
            yield _on_column((*table, normalised(one["column"])), one["text"])
        return
    on = _ON.fullmatch(sql)
    if on is None:
        return
    if on["kind"].upper() == "COLUMN":
        of_table, _, column = on["name"].rpartition(".")
        yield _on_column((*complete(of_table), normalised(column)), on["text"])
    else:
        yield table_comment(complete(on["name"]), text_of(on["text"]))


def _on_column(parts: tuple[str, ...], text: str) -> str:
    return f"COMMENT ON COLUMN {quoted(parts)} IS {literal(text_of(text))}"


def table_comment(parts: tuple[str | None, ...], comment: str | None) -> str:
    """Record the comment of a table or view, where fakesnow keeps them."""
    values = ", ".join("NULL" if one is None else literal(one) for one in (*parts, comment))
    return (
        f"INSERT INTO {_TABLES} VALUES ({values}) "
        "ON CONFLICT (ext_table_catalog, ext_table_schema, ext_table_name) DO UPDATE SET comment = excluded.comment"
    )


def comments_of_swapped(one: tuple[str, ...], other: tuple[str, ...]) -> list[str]:
    """Let comments follow two tables that changed names."""
    between = (*one[:2], "(being swapped)")
    return [*_moved(one, between), *_moved(other, one), *_moved(between, other)]


def comments_after(sql: str, complete: Callable[[str], tuple[str, ...]]) -> list[str]:
    """Let comments follow a renamed table and go with a dropped one, after the statement was executed.

    Args:
        sql: the statement.
        complete: gives database, schema and name for a name as it is written.
    """
    renamed = _RENAMED.fullmatch(sql)
    if renamed:
        return _moved(complete(renamed["old"]), complete(renamed["new"]))
    if _DROPPED.match(sql):
        there = (
            "SELECT 1 FROM information_schema.tables WHERE table_catalog = ext_table_catalog "
            "AND table_schema = ext_table_schema AND table_name = ext_table_name"
        )
        return [f"DELETE FROM {_TABLES} WHERE NOT EXISTS ({there})"]
    return []


def _moved(old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    def at(parts: tuple[str, ...]) -> str:
        names = ("ext_table_catalog", "ext_table_schema", "ext_table_name")
        return " AND ".join(f"{name} = {literal(part)}" for name, part in zip(names, parts, strict=True))

    names = (
        f"ext_table_catalog = {literal(new[0])}, ext_table_schema = {literal(new[1])}, "
        f"ext_table_name = {literal(new[2])}"
    )
    return [f"DELETE FROM {_TABLES} WHERE {at(new)}", f"UPDATE {_TABLES} SET {names} WHERE {at(old)}"]
