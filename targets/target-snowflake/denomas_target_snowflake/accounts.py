"""The account tables of `_META`: a row a load, a row a table's version; written with what they tell about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from target_common.loads import LAST_STATES, LOADS, LOADS_COLUMNS, TABLE_VERSIONS, TABLE_VERSIONS_COLUMNS, utc_now

from denomas_target_snowflake.sql import column, table_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from target_common.loads import Load
    from target_common.names import Table

    from denomas_target_snowflake.connector import SnowflakeConnector

_LOAD_KEYS = ("run_id", "tap", "stream")
_VERSION_KEYS = ("table_schema", "table_name")
_TYPES = {"TIMESTAMP": "TIMESTAMP_NTZ", "BIGINT": "NUMBER(38,0)", "DOUBLE": "FLOAT"}


class Accounts:
    """The account tables of a database."""

    def __init__(self, warehouse: SnowflakeConnector) -> None:
        """Take what executes statements."""
        self._warehouse = warehouse

    def create(self) -> None:
        """Make the tables, unless they are there."""
        for table, columns in ((LOADS, LOADS_COLUMNS), (TABLE_VERSIONS, TABLE_VERSIONS_COLUMNS)):
            self._warehouse.run(create_account(table, columns))

    def put_load(self, load: Load) -> None:
        """Replace a load's account, in the transaction at hand if there is one."""
        self._warehouse.run(put_accounts(LOADS, LOADS_COLUMNS, _LOAD_KEYS), _account(load), stream=load.stream)

    def close_loads(self, loads: Sequence[Load]) -> None:
        """Replace the accounts of loads that ended well, all at once."""
        rows = [_account(load, load.outcome) for load in loads]
        statement = put_accounts(LOADS, LOADS_COLUMNS, _LOAD_KEYS, len(rows))
        self._warehouse.run(statement, [value for row in rows for value in row])

    def was_committed(self, load: Load) -> bool:
        """Tell whether the account that was written last is there, and with it all of its transaction.

        An UPDATE and not a SELECT: it waits for a transaction of the lost session that may still hold the row.
        """
        ((count, *_),) = self._warehouse.run(
            f"UPDATE {table_name(LOADS)} SET status = status "
            "WHERE run_id = ? AND tap = ? AND stream = ? AND finished_at = ?",
            [load.run_id, load.tap, load.stream, load.finished_at],
            stream=load.stream,
        )
        return bool(count)

    def last_states(self, tap: str) -> dict[str, str]:
        """Give the state that the last complete load of each of a tap's streams ended with."""
        return dict(self._warehouse.run(LAST_STATES.format(table_name(LOADS)), [tap]))

    def version_of(self, table: Table) -> int | None:
        """Give the version of a table that was activated last."""
        rows = self._warehouse.run(
            f"SELECT version FROM {table_name(TABLE_VERSIONS)} WHERE table_schema = ? AND table_name = ?", list(table)
        )
        return int(rows[0][0]) if rows else None

    def put_version(self, table: Table, version: int) -> None:
        """Replace a table's version, in the transaction at hand if there is one."""
        row = [*table, version, utc_now()]
        self._warehouse.run(put_accounts(TABLE_VERSIONS, TABLE_VERSIONS_COLUMNS, _VERSION_KEYS), row)


def create_account(table: Table, columns: Mapping[str, str]) -> str:
    """Make an account table."""
    body = ", ".join(f"{column(name)} {_type(type_)}" for name, type_ in columns.items())
    return f"CREATE TABLE IF NOT EXISTS {table_name(table)} ({body})"


def put_accounts(table: Table, columns: Mapping[str, str], keys: Sequence[str], rows: int = 1) -> str:
    """Replace rows of an account table; a `?` for each column of each row, in order."""
    values = ", ".join(f"CAST(? AS {_type(type_)}) AS {column(name)}" for name, type_ in columns.items())
    source = " UNION ALL ".join([f"SELECT {values}"] * rows)
    same = " AND ".join(f"present.{column(key)} = incoming.{column(key)}" for key in keys)
    changed = ", ".join(f"present.{column(name)} = incoming.{column(name)}" for name in columns if name not in keys)
    names = ", ".join(column(name) for name in columns)
    incoming = ", ".join(f"incoming.{column(name)}" for name in columns)
    return (
        f"MERGE INTO {table_name(table)} AS present USING ({source}) AS incoming ON {same} "
        f"WHEN MATCHED THEN UPDATE SET {changed} WHEN NOT MATCHED THEN INSERT ({names}) VALUES ({incoming})"
    )


def _account(load: Load, status: str | None = None) -> list[Any]:
    # The connector binds no subclass of str, such as a load method.
    return [str(value) if isinstance(value, str) else value for value in load.touch(status).values()]


def _type(type_: str) -> str:
    """Spell a type of the account tables."""
    return _TYPES.get(type_, type_)
