"""Statements that fakesnow executes, prepared for it, and each change all or nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb
from fakesnow.dialect import parse_one
from fakesnow.rowtype import describe_as_rowtype
from fakesnow.transforms.file_format import lookup_file_format
from sqlglot import exp

from denomas_sandbox.snowflake import errors, rewriting
from denomas_sandbox.snowflake.copy_statement import CopyStatement
from denomas_sandbox.snowflake.copying import Loader, written_name
from denomas_sandbox.snowflake.file_readers import Reader
from denomas_sandbox.snowflake.merging import merge
from denomas_sandbox.snowflake.names import parts_of, quoted
from denomas_sandbox.snowflake.results import Outcome
from denomas_sandbox.snowflake.staged_files import place
from denomas_sandbox.snowflake.statement_types import DDL, DML, is_change, statement_type
from denomas_sandbox.snowflake.temporary import TemporaryObjects
from denomas_sandbox.snowflake.translation import translated, translation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from denomas_sandbox.snowflake.account_object import Context
    from denomas_sandbox.snowflake.engine import Engine

    FormatOfStage = Callable[[tuple[str, ...]], dict[str, Any]]

_Result = TypeVar("_Result")
_LOCK_WAIT_SECONDS = 20.0
_KIND = """
    SELECT kind FROM (
        SELECT 'TABLE' AS kind, database_name, schema_name, table_name AS name FROM duckdb_tables()
        UNION ALL SELECT 'VIEW', database_name, schema_name, view_name FROM duckdb_views()
    ) WHERE upper(database_name) = upper(?) AND upper(schema_name) = upper(?) AND upper(name) = upper(?)
"""


class Executor:
    """Executes statements on a session's connection.

    Attributes:
        connection: fakesnow's, which knows the current database and schema.
        in_transaction: whether a transaction is open.
        temporary: what goes with the session.
    """

    def __init__(self, engine: Engine, format_of_stage: FormatOfStage, context: Context) -> None:
        """Open a connection.

        Args:
            engine: the databases.
            format_of_stage: gives the file format of a stage, by its full name.
            context: the user, and the database and schema to begin in; left unset when they do not exist.
        """
        self._format_of_stage = format_of_stage
        self._user = context.user
        self._engine = engine
        self._pair = engine.connect()
        # Transactions are this class's business: fakesnow would not commit an explicit one before DDL.
        self.connection = engine.fakesnow_connection(self._pair, context.database, context.schema)
        self.in_transaction = False
        self.temporary = TemporaryObjects(self.connection._duck_conn)  # noqa: SLF001

    def begin(self) -> None:
        """Begin a transaction, unless one is open."""
        if not self.in_transaction:
            self._pair.begin()
            self.in_transaction = True

    def commit(self) -> None:
        """Commit the transaction, if one is open."""
        if self.in_transaction:
            self.in_transaction = False
            with translated():
                self._pair.commit()

    def rollback(self) -> None:
        """Roll the transaction back, if one is open."""
        if self.in_transaction:
            self.in_transaction = False
            self._pair.rollback()

    def parts(self, name: str) -> tuple[str, ...]:
        """Complete a name, as it is written, with the current database and schema."""
        given = parts_of(name)
        return (*(self.connection.database or "", self.connection.schema or "")[: 3 - len(given)], *given)

    def described(self, sql: str) -> Outcome | None:
        """Give the columns of a statement without executing it; None when that cannot be known."""
        with translated():
            columns = self.connection.cursor()._describe_only(sql)  # noqa: SLF001
            return None if columns is None else Outcome(None, describe_as_rowtype(columns), statement_type(sql))

    def execute(self, sql: str, rows: Sequence[Any] | None, *, autocommit: bool) -> Outcome:
        """Execute a statement.

        Args:
            sql: the statement, complete.
            rows: of bound values, one for each execution; None without.
            autocommit: whether a change outside a transaction is committed at once.

        Raises:
            SnowflakeError: in Snowflake's words.
        """
        self._pair.careful = self.in_transaction
        # DDL is never part of a transaction, so that what SHOW looks at is the same on both connections.
        self._pair.aside = rewriting.keyword(sql) in {"SHOW", "DESC", "DESCRIBE"}
        if is_change(sql):
            return self.waiting(lambda: self._change(sql, rows, autocommit=autocommit))
        return self.waiting(lambda: self._run_prepared(sql, rows))

    def waiting(self, action: Callable[[], _Result]) -> _Result:
        """Do something that changes tables, after other transactions on them when it must be.

        Snowflake makes the second of two transactions wait; DuckDB refuses it at once.

        Raises:
            SnowflakeError: in Snowflake's words; 000625 when the other one takes too long.
        """
        deadline = time.monotonic() + _LOCK_WAIT_SECONDS
        while True:
            try:
                with translated(but=duckdb.TransactionException):
                    return action()
            except duckdb.TransactionException as error:
                if "onflict" not in str(error) or self.in_transaction or time.monotonic() > deadline:
                    raise translation(error) from error
            self._engine.release_abandoned()
            time.sleep(0.05)

    def _change(self, sql: str, rows: Sequence[Any] | None, *, autocommit: bool) -> Outcome:
        """Execute a change all or nothing: fakesnow makes several statements of one MERGE or COPY."""
        alone = not self.in_transaction
        self.begin()
        try:
            outcome = self._run_prepared(sql, rows)
            if alone and autocommit:
                self.in_transaction = False
                self._pair.commit()
        except BaseException:
            if alone:
                self.in_transaction = False
                self._pair.rollback()
            raise
        return outcome

    def _run_prepared(self, sql: str, rows: Sequence[Any] | None) -> Outcome:
        verb = rewriting.keyword(sql)
        kind = statement_type(sql)
        if verb == "COPY":
            return self._copy(sql)
        if verb == "MERGE":
            statement = parse_one(sql)
            if isinstance(statement, exp.Merge):
                return merge(statement, self.connection.cursor(), rows[0] if rows else None)
        elif verb == "TRUNCATE":
            self._forget_loads(sql)
        elif create := rewriting.created_relation(sql):
            return self._create(create)
        return self._run(sql, rows, kind)

    def _copy(self, sql: str) -> Outcome:
        said = CopyStatement.of(parse_one(sql))
        cursor = self.connection.cursor()
        cursor.check_db_and_schema(said.table)
        where = place(said.source, self.connection, self._engine.locations, self._user)
        options = {**(self._format_of_stage(where.stage) if where.stage else {}), **said.file_format}
        if "FORMAT_NAME" in options:
            named = str(options.pop("FORMAT_NAME"))
            options = {**lookup_file_format(self._pair.cursor_of_user(), named, *self.current), **options}
        names, pattern = said.options.get("FILES"), said.options.get("PATTERN")
        files = list(where.named(names) if names else where.files(pattern))
        loader = Loader(self._pair.cursor_of_user(), cursor, self.parts(written_name(said.table)))
        return loader.load(said, Reader.of(options), files)

    @property
    def current(self) -> tuple[str | None, str | None]:
        """The current database and schema."""
        return self.connection.database, self.connection.schema

    def _forget_loads(self, sql: str) -> None:
        """Forget which files a table has loaded, as Snowflake does when it is truncated."""
        table = parse_one(sql).find(exp.Table)
        if table is None:
            return
        database, schema, name = self.parts(written_name(table))
        self._pair.cursor_of_user().execute(
            f"DELETE FROM {quoted((database,))}._fs_information_schema._fs_load_history "
            "WHERE SCHEMA_NAME = ? AND TABLE_NAME = ?",
            [schema, name],
        )

    def _create(self, create: exp.Create) -> Outcome:
        table = create.find(exp.Table)
        if table is None:
            return self._run(create.sql(dialect="snowflake"), None, DDL)
        parts = self.parts(written_name(table))
        there = self._pair.execute(_KIND, list(parts)).fetchone() is not None
        if create.args.get("exists") and there:
            # fakesnow would take it for a new table and forget which files it has loaded.
            return Outcome.status(f"{parts[-1]} already exists, statement succeeded.")
        rewriting.without_enforced_keys(create)
        temporary = rewriting.without_temporary(create)
        if temporary and there and not self.temporary.owns(parts):
            raise errors.lacking(f"something temporary with the name of {'.'.join(parts)}, which is not")
        outcome = self._run(create.sql(dialect="snowflake"), None, DDL)
        if temporary:
            self.temporary.add(str(create.kind), parts)
        elif create.find(exp.TransientProperty):
            self._pair.execute(f"COMMENT ON TABLE {quoted(parts)} IS 'TRANSIENT'")
        return outcome

    def _run(self, sql: str, rows: Sequence[Any] | None, kind: int) -> Outcome:
        cursor = self.connection.cursor()
        changed = 0
        for row in rows if rows is not None else [None]:
            cursor.execute(sql, binding_params=row, server=True)
            changed += cursor.rowcount or 0
        table = cursor._arrow_table  # noqa: SLF001
        row_type = describe_as_rowtype(cursor._describe_last_sql())  # noqa: SLF001
        if rows is not None and len(rows) > 1 and kind in DML and table is not None:
            table, row_type = table.from_pydict({row_type[0]["name"]: [changed]}), row_type[:1]
        done = cursor._last_transformed  # noqa: SLF001
        if done is not None and done.args.get("create_db_name"):
            self._engine.database_created(done.args["create_db_name"])
        return Outcome(table, row_type, kind, cursor.sfqid)

    def plain(self, statements: Sequence[str]) -> Outcome:
        """Execute statements that are DuckDB's already."""
        with translated():
            for statement in statements:
                self._pair.execute(statement)
        return Outcome.status("Statement executed successfully.")

    def interrupt(self) -> None:
        """Stop the statement that another thread executes."""
        self._pair.interrupt()

    def close(self) -> None:
        """Roll back what is open, drop what is temporary, close the connection."""
        self.rollback()
        self.temporary.drop()
        self.connection.close()
