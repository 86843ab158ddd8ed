"""The tables that follow from names and types alone: filled, and moved on by a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from psycopg import sql

from denomas_sandbox.company.keys import FIXED, Keys
from denomas_sandbox.company.rows import INSERT_ONLY, Rows
from denomas_sandbox.company.special import OF_DATABASE
from denomas_sandbox.company.world import HISTORY_DAYS
from denomas_sandbox.postgres.catalog import tables
from denomas_sandbox.postgres.copying import copy

if TYPE_CHECKING:
    from collections.abc import Collection

    import psycopg

    from denomas_sandbox.company.columns import Table
    from denomas_sandbox.company.world import World
    from denomas_sandbox.postgres.copying import Report

# Others refer to these, and a year's history of them is what the company is known by: they stay.
_KEPT = frozenset({"namespaces", "routes", "customers", "billing_accounts", "orders", "hosts"})
_CHANGED_OF, _DELETED_OF = 17, 103


def fill(connection: psycopg.Connection, world: World, without: Collection[str], report: Report) -> None:
    """Write a year of rows into the tables of a database, without some that are filled otherwise."""
    rows = _rows(connection, world, 0)
    length = timedelta(days=HISTORY_DAYS)
    for table in _own(rows, without):
        lines = rows.lines(table, range(1, rows.count(table) + 1), world.moment(-HISTORY_DAYS), length)
        copy(connection, table.name, _columns(table), lines, report)


def advance(
    connection: psycopg.Connection, world: World, number: int, without: Collection[str], report: Report
) -> None:
    """Let day `number` pass: new rows, every 17th row changed, every 103rd deleted."""
    before, rows = _rows(connection, world, number - 1), _rows(connection, world, number)
    for table in _own(rows, without):
        for statement in _statements(table):
            connection.execute(statement, {"day": number, "now": world.moment(number, -1 / 86_400)})
        numbers = range(before.count(table) + 1, rows.count(table) + 1)
        if numbers:
            lines = rows.lines(table, numbers, world.moment(number - 1), timedelta(days=1))
            copy(connection, table.name, _columns(table), lines, report)


def _statements(table: Table) -> list[sql.Composed]:
    if table.name in INSERT_ONLY:
        return []
    types = {column.name: column.type for column in table.columns}
    key = next((name for name in (*table.primary_key, *table.pair) if name != "partition_id"), None)
    if key is None:
        return []
    # hashtext gives the same number on every machine; keys of text have none of their own.
    whole = sql.Identifier(key) if "int" in types[key] else sql.SQL("hashtext({})").format(sql.Identifier(key))
    chosen = sql.SQL("abs({} + %(day)s) %% {} = 0")
    name = sql.Identifier(table.name)
    statements = []
    if "updated_at" in types:
        flag = next((column.name for column in table.columns if column.type == "boolean"), None)
        flipped = sql.SQL(", {0} = NOT {0}").format(sql.Identifier(flag)) if flag else sql.SQL("")
        where = chosen.format(whole, sql.Literal(_CHANGED_OF))
        statements.append(sql.SQL("UPDATE {} SET updated_at = %(now)s{} WHERE {}").format(name, flipped, where))
    if table.name not in _KEPT and table.name not in FIXED:
        statements.append(
            sql.SQL("DELETE FROM {} WHERE {}").format(name, chosen.format(whole, sql.Literal(_DELETED_OF)))
        )
    return statements


def _rows(connection: psycopg.Connection, world: World, day: int) -> Rows:
    keys = Keys(world, day)
    return Rows(keys, tables(connection), OF_DATABASE[connection.info.dbname](keys))


def _own(rows: Rows, without: Collection[str]) -> list[Table]:
    return [table for name, table in rows.tables.items() if name not in without]


def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)
