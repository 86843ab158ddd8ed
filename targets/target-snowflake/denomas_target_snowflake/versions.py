"""Versions of a table: which one is live, and how another one takes its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from target_common.names import Table

from denomas_target_snowflake import sql
from denomas_target_snowflake.transaction import transact

if TYPE_CHECKING:
    from target_common.loads import Load

    from denomas_target_snowflake.connector import SnowflakeConnector

_COMMENT = re.compile(r"denomas: table version (\d+)")


class Versions:
    """Those of a database's tables."""

    def __init__(self, warehouse: SnowflakeConnector) -> None:
        """Begin with nothing known."""
        self._warehouse = warehouse
        self._live: dict[Table, int | None] = {}

    def live(self, table: Table) -> int | None:
        """Give the version that was activated last, if the table has versions."""
        if table not in self._live:
            self._live[table] = version = self._warehouse.accounts.version_of(table)
            # A swap cannot be in one transaction with anything else, so the table itself says which version it is.
            said = _COMMENT.search(self._warehouse.about(table)[0])
            if said and (version is None or int(said[1]) > version):
                self._end_activation(table, int(said[1]))
        return self._live[table]

    def _end_activation(self, table: Table, version: int) -> None:
        """Do what is left to do after a swap, for a run that died there: drop the old rows, and account for it."""
        self._warehouse.drop_table(table.suffixed(f"V{version}"))
        self._warehouse.accounts.put_version(table, version)
        self._live[table] = version

    def drop_shadows(self, table: Table, keep: Table) -> None:
        """Drop the shadows of all versions of a table but one."""
        warehouse = self._warehouse
        rows = warehouse.run(
            f"SELECT table_name FROM {sql.quoted(warehouse.database)}.INFORMATION_SCHEMA.TABLES "
            "WHERE table_schema = ? AND STARTSWITH(table_name, ?)",
            [table.schema, f"{table.name}__V"],
        )
        for (name,) in rows:
            if name != keep.name and re.fullmatch(rf"{re.escape(table.name)}__V\d+", name):
                warehouse.logger.info("%s: dropping %s, left by a run that did not finish", table, name)
                warehouse.drop_table(Table(table.schema, name))

    def activate(self, table: Table, shadow: Table, version: int, load: Load, *, append: bool) -> None:
        """Make a shadow live: swap it in, or append all its rows to the live table."""
        warehouse = self._warehouse

        def account() -> None:
            if append:
                warehouse.run(sql.append_table(table, shadow, warehouse.column_types(shadow)), stream=load.stream)
            warehouse.accounts.put_version(table, version)

        transact(warehouse, load, account, None if append else lambda: self._swap(table, shadow, version))
        warehouse.drop_table(shadow)
        warehouse.forget_columns(table)
        self._live[table] = version

    def _swap(self, table: Table, shadow: Table, version: int) -> None:
        """Put the shadow in the place of the live table, by one statement, unless that was done."""
        warehouse = self._warehouse
        there = bool(warehouse.column_types(table))
        said, clustering = warehouse.about(table)
        comment = f"denomas: table version {version}"
        if said == comment:
            return
        name = sql.table_name(shadow)
        if clustering:
            warehouse.run(f"ALTER TABLE {name} CLUSTER BY {clustering}")
        warehouse.run(f"COMMENT ON TABLE {name} IS {sql.literal(comment)}")
        warehouse.run(f"ALTER TABLE {name} {'SWAP WITH' if there else 'RENAME TO'} {sql.table_name(table)}")
