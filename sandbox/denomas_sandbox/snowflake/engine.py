"""The databases behind the account: fakesnow on DuckDB, kept in files, with its bookkeeping out of the user's way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fakesnow import info_schema, macros
from fakesnow.fakes import FakeSnowflakeConnection
from fakesnow.instance import FakeSnow
from fakesnow.transforms import show

from denomas_sandbox.snowflake import catalog_views, temporary
from denomas_sandbox.snowflake.mending import mend

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pyarrow as pa
    from duckdb import DuckDBPyConnection

    from denomas_sandbox.snowflake.locations import Locations

GLOBAL = "_fs_global"
INITIAL_DATABASES = ("RAW", "PREP", "PROD")
_WITHOUT_PLAN = re.compile(r"\s*(SET|TRUNCATE|COMMENT|CREATE|ALTER|DROP)\b", re.IGNORECASE)
_BOOKKEEPING = re.compile(r"^\s*(INSERT|DELETE|UPDATE)\b.{0,40}?_fs_information_schema\b", re.IGNORECASE | re.DOTALL)


class Engine:
    """All databases of the account, open in this process.

    DuckDB allows one process a file and one database a transaction. So there is one engine, and what fakesnow writes
    down for itself goes through a connection of its own (facts: snowflake-emulator).
    """

    def __init__(self, folder: Path, locations: Locations) -> None:
        """Open the databases in a folder, after a crash, too; make the initial ones."""
        self.locations = locations
        self._folder = folder / "databases"
        self._folder.mkdir(parents=True, exist_ok=True)
        stages = folder / "stages"
        stages.mkdir(exist_ok=True)
        mend(stages)
        # Called while a statement waits for another transaction; the account knows whose client is gone.
        self.release_abandoned: Callable[[], None] = lambda: None
        self._fakesnow = FakeSnow(
            create_database_on_connect=False, create_schema_on_connect=False, db_path=self._folder.resolve()
        )
        self._duck = self._fakesnow.duck_conn
        self._duck.execute("SET GLOBAL memory_limit = '1GB'; SET GLOBAL threads = 2")
        self._duck.execute(f"SET GLOBAL temp_directory = '{_quoted(folder.resolve() / 'spill')}'")
        self._keep_global()
        for name in sorted({path.stem for path in self._folder.glob("*.db")} - {GLOBAL} | set(INITIAL_DATABASES)):
            self._attach(name)
        temporary.drop_left_over(self._duck)

    def _keep_global(self) -> None:
        """Put into a file what fakesnow keeps in memory: stages, file formats, users, comments."""
        self._duck.execute(f"DETACH {GLOBAL}")
        self._duck.execute(f"ATTACH '{_quoted(self._folder.resolve() / GLOBAL)}.db' AS {GLOBAL}")
        self._duck.execute(info_schema.fs_global_creation_sql())
        self._duck.execute(show.fs_global_creation_sql())
        self._duck.execute(catalog_views.of_account())

    def _attach(self, name: str) -> None:
        new = not (self._folder / f"{name}.db").exists()
        self._duck.execute(f"ATTACH IF NOT EXISTS '{_quoted(self._folder.resolve() / name)}.db' AS \"{name}\"")
        self._duck.execute(info_schema.per_db_creation_sql(name))
        self._duck.execute(macros.creation_sql(name))
        self._duck.execute(catalog_views.of_database(name))
        if new:
            self.database_created(name)

    def connect(self) -> Connection:
        """Open a connection for one session."""
        return Connection(self._duck.cursor(), self._duck.cursor())

    def fakesnow_connection(
        self, connection: Connection, database: str | None, schema: str | None
    ) -> FakeSnowflakeConnection:
        """Give fakesnow a connection to work on; a database or schema that is missing is left unset."""
        duck: Any = connection
        return FakeSnowflakeConnection(
            duck,
            self._fakesnow.results_cache,
            database,
            schema,
            create_database=False,
            create_schema=False,
            db_path=self._fakesnow.db_path,
            paramstyle="qmark",
        )

    def forget_results(self) -> None:
        """Drop what RESULT_SCAN could still read; fakesnow would keep every result for ever."""
        results = self._fakesnow.results_cache
        for query_id in list(results)[:-_KEPT_RESULTS]:
            results.pop(query_id, None)

    def database_created(self, name: str) -> None:
        """Give a new database its schema PUBLIC, and the views that fakesnow's fall short of."""
        self._duck.cursor().execute(catalog_views.of_database(name))
        self._duck.cursor().execute(f'CREATE SCHEMA IF NOT EXISTS "{name}".PUBLIC')

    def database_dropped(self, name: str) -> None:
        """Remove the file of a database that was dropped: fakesnow leaves it, with its tables."""
        for path in self._folder.glob(f"{name}.db*"):
            path.unlink()

    def close(self) -> None:
        """Write everything into the files and close them."""
        self._duck.execute("FORCE CHECKPOINT")
        self._duck.close()


_KEPT_RESULTS = 100


class Connection:
    """A DuckDB connection that does fakesnow's bookkeeping on another one.

    Within a user's transaction DuckDB would refuse it ("a single transaction can only write to a single attached
    database").

    Attributes:
        aside: whether everything is to be done on the second connection: what only looks at the account.
        careful: whether a statement is planned on the second connection first. Any error ends DuckDB's transaction, and
            no error Snowflake's; so most are found before they reach it.
    """

    def __init__(self, duck: DuckDBPyConnection, bookkeeping: DuckDBPyConnection) -> None:
        """Take two connections to the same databases."""
        self._duck = duck
        self._bookkeeping = bookkeeping
        self._current = duck
        self.aside = False
        self.careful = False

    def execute(self, sql: str, parameters: object = None) -> DuckDBPyConnection:
        """Execute a statement on the connection that it belongs on."""
        self._current = self._bookkeeping if self.aside or _BOOKKEEPING.match(sql) else self._duck
        if self.careful and not _WITHOUT_PLAN.match(sql):
            self._bookkeeping.execute(f"EXPLAIN {sql}", parameters)
        if sql.startswith("SET schema"):
            self._bookkeeping.execute(sql)
            self._duck.execute(sql)
            return self._duck
        return self._current.execute(sql, parameters)

    def fetchone(self) -> tuple[Any, ...] | None:
        """Fetch a row of the last statement."""
        row: tuple[Any, ...] | None = self._current.fetchone()
        return row

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Fetch the rows of the last statement."""
        rows: list[tuple[Any, ...]] = self._current.fetchall()
        return rows

    def to_arrow_table(self) -> pa.Table:
        """Fetch the rows of the last statement as an Arrow table."""
        return self._current.to_arrow_table()

    def cursor(self) -> DuckDBPyConnection:
        """Open a further connection."""
        return self._duck.cursor()

    def begin(self) -> None:
        """Begin a transaction."""
        self._duck.begin()

    def commit(self) -> None:
        """Commit the transaction."""
        self._duck.commit()

    def rollback(self) -> None:
        """Roll the transaction back."""
        self._duck.rollback()

    def cursor_of_user(self) -> DuckDBPyConnection:
        """Give the connection that the user's transaction is on, past the choice."""
        return self._duck

    def interrupt(self) -> None:
        """Stop the statement that another thread executes."""
        self._duck.interrupt()

    def close(self) -> None:
        """Close both connections; an open transaction is rolled back."""
        self._bookkeeping.close()
        self._duck.close()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
