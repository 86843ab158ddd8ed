"""RAW in Snowflake: the Warehouse that target_common's sinks land in, signed in as MeltanoLabs' connector does."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from target_common.errors import WarehouseUnavailableError
from target_common.loads import LOADS
from target_common.names import Table
from target_common.warehouse import Warehouse
from target_snowflake.connector import SnowflakeConnector as SigningInConnector
from typing_extensions import override

from denomas_target_snowflake import sql
from denomas_target_snowflake.accounts import Accounts
from denomas_target_snowflake.flushes import Flushes
from denomas_target_snowflake.refusals import first_line, no_database
from denomas_target_snowflake.replaying import replay
from denomas_target_snowflake.session import Session, StatementError
from denomas_target_snowflake.signing_in import arguments, place
from denomas_target_snowflake.transaction import transact
from denomas_target_snowflake.trying import tries
from denomas_target_snowflake.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from target_common.loads import Load
    from target_common.types import ColumnType
    from target_common.warehouse import Batch

    from denomas_target_snowflake.query_tag import QueryTag


class SnowflakeConnector(SigningInConnector, Warehouse):  # type: ignore[misc]  # it has no types
    """One session with one account; opened at the first stream, closed at the end."""

    query_tag: QueryTag

    def __init__(self, config: dict[str, Any] | None = None, sqlalchemy_url: str | None = None) -> None:
        """Read the settings; an empty text counts as not set."""
        given = {name: value for name, value in (config or {}).items() if value not in ("", None)}
        super().__init__(given, sqlalchemy_url)
        self.timestamp_type = str(self.config.get("timestamp_type") or "TIMESTAMP_NTZ")
        self.files_staged = self.bytes_staged = 0
        self.is_trying = False
        self._session: Session | None = None
        self._flushes = Flushes(self)
        self._run_name = uuid.uuid4().hex[:12].upper()
        self._stage: str | None = None
        self._types: dict[Table, dict[str, ColumnType]] = {}
        self.accounts = Accounts(self)
        self._versions = Versions(self)
        self._schemas: set[str] = set()

    # -- the session -----------------------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The session; signed in at its first statement."""
        if self._session is None:
            given = arguments(self, self.query_tag)
            self._session = Session(given, place(self.config), self.query_tag, self.logger)
        return self._session

    def run(self, statement: str, values: Sequence[Any] = (), *, stream: str | None = None) -> list[tuple[Any, ...]]:
        """Execute one statement and give its rows; outside of a try it is tried again when that may help.

        All of those may be executed twice.
        """
        if self.is_trying:
            return self.session.run(statement, values, stream=stream)
        for one_try in tries(self, statement.partition("(")[0]):
            with one_try:
                return self.session.run(statement, values, stream=stream)
        raise AssertionError("the last try raises")

    def renew_session(self) -> None:
        """Close the session, which takes back what is not committed, and begin a new one."""
        self.session.close()
        self._stage = None

    def stage(self) -> str:
        """Give the stage that files go to: the configured one, or a temporary one of the session."""
        configured = self.config.get("stage")
        if configured:
            return f"@{configured}"
        if self._stage is None:
            name = f"{sql.quoted(LOADS.schema)}.{sql.quoted(f'LANDING_{self._run_name}')}"
            self.run(f"CREATE OR REPLACE TEMPORARY STAGE {name}")
            self._stage = f"@{name}"
        return self._stage

    def external_stage(self) -> str:
        """Give the name of the session's stage for files in a bucket."""
        return f"{sql.quoted(LOADS.schema)}.{sql.quoted(f'EXTERNAL_{self._run_name}')}"

    def staging_table(self, table: Table) -> str:
        """Give the name of the temporary table that a table's rows are copied into."""
        return sql.table_name(Table(table.schema, f"{table.name}__STAGED_{self._run_name}"))

    @override
    def prepare(self) -> None:
        if self._session is not None:
            return
        try:
            found = self.run(f"SELECT schema_name FROM {sql.quoted(self.database)}.INFORMATION_SCHEMA.SCHEMATA")
        except StatementError as error:
            if not error.is_missing_object:
                raise
            reason = first_line(error.__cause__ or error)
            raise WarehouseUnavailableError(no_database(reason, self.session.place)) from error
        self._schemas = {row[0] for row in found}
        self._make_schema(LOADS.schema)
        self.accounts.create()

    @property
    def database(self) -> str:
        """The database, in upper case as MeltanoLabs' target has it."""
        return str(self.config["database"]).upper()

    def _make_schema(self, schema: str) -> None:
        # Asked for first: CREATE SCHEMA IF NOT EXISTS needs the right to create one even when it is there.
        if schema not in self._schemas:
            self.run(f"CREATE SCHEMA IF NOT EXISTS {sql.quoted(schema)}")
            self._schemas.add(schema)

    @override
    def close(self) -> None:
        if self._session is None:
            return
        self._session.close()
        self._flushes.remove()

    def summary(self, rows: int, seconds: float) -> str:
        """Say in one line what the run cost."""
        statements = self._session.statements if self._session else 0
        return (
            f"snowflake: {statements} statements, {self.bytes_staged / 1e6:.1f} MB staged in {self.files_staged} "
            f"files, {rows:,} rows merged, {seconds:.1f} s"
        )

    # -- tables ----------------------------------------------------------------------------------------------------

    @override
    def column_types(self, table: Table) -> dict[str, ColumnType]:
        if table not in self._types:
            try:
                rows = self.run(f"DESCRIBE TABLE {sql.table_name(table)}")
            except StatementError as error:
                if not error.is_missing_object:
                    raise
                return {}
            self._types[table] = {sql.column_name(row[0]): sql.column_type(row[1]) for row in rows}
        return self._types[table]

    @override
    def stores_alike(self, one: ColumnType, other: ColumnType) -> bool:
        return sql.type_name(one) == sql.type_name(other)

    @override
    def create_table(self, table: Table, columns: Mapping[str, ColumnType]) -> None:
        self._make_schema(table.schema)
        self.run(sql.create_table(table, columns, self.timestamp_type))
        self.forget_columns(table)

    @override
    def evolve_table(self, table: Table, added: Mapping[str, ColumnType], widened: Mapping[str, ColumnType]) -> None:
        self._flushes.settle(table)
        for one_try in tries(self, table):
            with one_try:
                self._evolve(table, added, widened)
                return

    def _evolve(self, table: Table, added: Mapping[str, ColumnType], widened: Mapping[str, ColumnType]) -> None:
        """Change what is not changed yet: an earlier try may have done it, and its answer was lost."""
        self.forget_columns(table)
        existing = self.column_types(table)
        added = {name: type_ for name, type_ in added.items() if name not in existing}
        if widened:
            columns = {name: (widened.get(name, type_), True) for name, type_ in existing.items()}
            columns |= {name: (type_, False) for name, type_ in added.items()}
            self.run(sql.rebuild(table, columns, self.timestamp_type, self.about(table)[1]))
        elif added:
            self.run(sql.add_columns(table, added, self.timestamp_type))
        self.forget_columns(table)

    def drop_table(self, table: Table) -> None:
        """Drop a table, with what waits for it."""
        self._flushes.discard(table)
        self.run(f"DROP TABLE IF EXISTS {sql.table_name(table)}")
        self.forget_columns(table)

    def forget_columns(self, table: Table) -> None:
        """Ask for a table's columns anew when they are needed again."""
        self._types.pop(table, None)

    def about(self, table: Table) -> tuple[str, str]:
        """Give a table's comment and clustering key."""
        rows = self.run(
            f"SELECT comment, clustering_key FROM {sql.quoted(self.database)}.INFORMATION_SCHEMA.TABLES "
            "WHERE table_schema = ? AND table_name = ?",
            list(table),
        )
        comment, key = rows[0] if rows else (None, None)
        return comment or "", re.sub(r"^LINEAR", "", key or "")

    # -- rows ------------------------------------------------------------------------------------------------------

    @override
    def land(self, batch: Batch, load: Load) -> None:
        self._flushes.add(batch, load)

    @override
    def waiting(self) -> bool:
        return self._flushes.waiting()

    @override
    def due(self) -> bool:
        return self._flushes.due()

    @override
    def settle(self) -> None:
        self._flushes.settle()

    def settle_table(self, table: Table) -> None:
        """Commit what waits for one table."""
        self._flushes.settle(table)

    def replace_and_insert(
        self, table: Table, staging: str, columns: Mapping[str, ColumnType], keys: tuple[str, ...], stream: str
    ) -> int:
        """Bring staged rows into a table, in the transaction at hand; give how many."""
        if keys:
            cleared = [name for name in self.column_types(table) if name not in columns]
            statement = sql.merge(table, staging, columns, keys, self.timestamp_type, cleared)
        else:
            statement = sql.insert(table, staging, columns, self.timestamp_type)
        (counts,) = self.run(statement, stream=stream)
        return sum(int(count) for count in counts)

    @override
    def replay(self, table: Table, load: Load) -> tuple[int, int]:
        return replay(self, self._flushes, table, load)

    # -- versions --------------------------------------------------------------------------------------------------

    @override
    def live_version(self, table: Table) -> int | None:
        return self._versions.live(table)

    @override
    def drop_shadows(self, table: Table, keep: Table) -> None:
        self._flushes.settle()
        self._versions.drop_shadows(table, keep)

    @override
    def activate(self, table: Table, shadow: Table, version: int, load: Load, *, append: bool) -> None:
        self._flushes.settle(table)
        self._flushes.settle(shadow)
        self._versions.activate(table, shadow, version, load, append=append)

    @override
    def mark_deleted(self, table: Table, present: Table, keys: tuple[str, ...], at: datetime, load: Load) -> None:
        self._flushes.settle()

        def mark() -> None:
            load.rows_landed = sum(
                int(self.run(statement, stream=load.stream)[0][0])
                for statement in sql.mark_deleted(table, present, keys, at.isoformat(sep=" "))
            )

        if self.column_types(table):
            transact(self, load, mark)
        else:
            self.logger.warning("%s does not exist, so nothing in it can be marked as deleted", table)
            self.accounts.put_load(load)
        self.drop_table(present)

    # -- accounts --------------------------------------------------------------------------------------------------

    @override
    def close_loads(self, loads: Sequence[Load]) -> None:
        self.accounts.close_loads(loads)

    @override
    def last_states(self, tap: str) -> dict[str, str]:
        return self.accounts.last_states(tap)
