"""Connections to the source: read-only sessions, and PostgreSQL's errors in words that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import adbc_driver_manager
import adbc_driver_postgresql
import adbc_driver_postgresql.dbapi as adbc
import psycopg
import pyarrow as pa
from psycopg.conninfo import make_conninfo
from tap_common.errors import (
    AuthenticationError,
    ConnectionFailedError,
    MalformedAnswerError,
    NotFoundError,
    PermissionDeniedError,
    TapError,
)

from tap_postgres_pipeline.column_types import SourceType

if TYPE_CHECKING:
    from collections.abc import Iterator


class InterruptedReadError(ConnectionFailedError):
    """A query was cut off in the middle, by the server or on the way: it may be taken up after its last key."""


class TimedOutError(InterruptedReadError):
    """A query ran longer than statement_timeout_seconds: without a row read meanwhile, the next one will, too."""


_BATCH_BYTES = 8 * 1024 * 1024
_TYPES = """
SELECT t.oid, coalesce(b.typname, t.typname), coalesce(b.typcategory, t.typcategory)::text
FROM pg_type AS t LEFT JOIN pg_type AS b ON t.typtype = 'd' AND b.oid = t.typbasetype
WHERE t.oid = ANY(%s)
"""

# SQLSTATEs, libpq's words for errors without one, the error, and what to do.
_ADVICE: tuple[tuple[tuple[str, ...], tuple[str, ...], type[TapError], str], ...] = (
    (
        ("28P01", "28000"),
        ("password authentication failed", "no password supplied"),
        AuthenticationError,
        "Check the settings user and password.",
    ),
    (("3D000",), ('database "',), NotFoundError, "Check the setting database."),
    (
        ("42P01", "42703", "3F000", "42883"),
        (),
        NotFoundError,
        "Compare the manifest's import_query with the source's schema.",
    ),
    (("42501",), (), PermissionDeniedError, "Grant SELECT to the user of the tap."),
    (
        (),
        ("due to statement timeout",),
        TimedOutError,
        "The query was cancelled: raise statement_timeout_seconds or lower rows_per_query, then run again.",
    ),
    (
        ("57014",),
        ("canceling statement due to user request",),
        InterruptedReadError,
        "Somebody cancelled the query; what the target acknowledged is kept. Run again.",
    ),
    (
        ("40001", "57P01", "57P02", "57P03", "08000", "08003", "08006", "25P03"),
        (
            "conflict with recovery",
            "server closed the connection",
            "terminating connection",
            "connection has been closed",
            "connection reset",
            "ssl syscall error",
            # Of a snapshot whose owner was lost, in the words of older and of newer servers.
            "invalid snapshot identifier",
            'snapshot "',
        ),
        InterruptedReadError,
        "The source broke off; what the target acknowledged is kept. Run again.",
    ),
)


@dataclass(frozen=True)
class Source:
    """Where the database is, and how its sessions behave."""

    host: str
    port: int
    user: str
    password: str
    database: str
    sslmode: str
    connect_timeout_seconds: int
    statement_timeout_seconds: int

    def __str__(self) -> str:
        """Name the database without its credentials."""
        return f"{self.host}:{self.port}/{self.database}"

    @property
    def conninfo(self) -> str:
        """Libpq's connection string. It holds the password: never print it."""
        options = (
            f"-c default_transaction_read_only=on -c statement_timeout={self.statement_timeout_seconds * 1000} "
            "-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601 -c extra_float_digits=1 "
            "-c idle_in_transaction_session_timeout=0"
        )
        return make_conninfo(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password,
            dbname=self.database,
            sslmode=self.sslmode,
            connect_timeout=self.connect_timeout_seconds,
            application_name="tap-postgres-pipeline",
            # Arrow and JSON are UTF-8; a database in another encoding converts for its clients.
            client_encoding="UTF8",
            options=options,
        )

    def connect(self) -> psycopg.Connection[Any]:
        """Open a session.

        Raises:
            TapError: when the database cannot be reached or does not let the user in.
        """
        try:
            return psycopg.connect(self.conninfo)
        except psycopg.Error as error:
            raise self.explained(error, "the database", error.sqlstate) from error

    def describe(self, session: psycopg.Connection[Any], query: str) -> dict[str, SourceType]:
        """Give the result columns of a query, by name and in order, without running it.

        Raises:
            MalformedAnswerError: when two of them have the same name.
        """
        with session.cursor() as cursor:
            cursor.execute(f"SELECT * FROM ({query}) AS source LIMIT 0".encode())
            columns = cursor.description or []
            cursor.execute(_TYPES, [[column.type_code for column in columns]])
            types = {oid: (name, category) for oid, name, category in cursor.fetchall()}
        names = [column.name for column in columns]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise MalformedAnswerError(
                f"{self}: the query selects {', '.join(twice)} twice. Give one of them another name by AS."
            )
        return {
            column.name: SourceType(*types[column.type_code], precision=column.precision, scale=column.scale)
            for column in columns
        }

    def record_batches(self, query: str, about: str, snapshot: str | None = None) -> Iterator[pa.RecordBatch]:
        """Run a query and give its rows as Arrow record batches of about 8 MiB, streamed by binary COPY.

        Args:
            query: the SELECT.
            about: the stream, for errors.
            snapshot: name of the exported snapshot to read in.

        Raises:
            InterruptedReadError: when the query is cut off.
            TapError: for everything else that the database refuses.
        """
        hint = adbc_driver_postgresql.StatementOptions.BATCH_SIZE_HINT_BYTES.value
        try:
            with adbc.connect(self.conninfo) as connection, connection.cursor() as cursor:
                if snapshot:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                    cursor.execute(f"SET TRANSACTION SNAPSHOT '{snapshot}'")
                cursor.adbc_statement.set_options(**{hint: str(_BATCH_BYTES)})
                cursor.execute(query)
                with cursor.fetch_record_batch() as reader:
                    yield from reader
        except (adbc_driver_manager.Error, pa.ArrowException, OSError) as error:
            raise self.explained(error, about, getattr(error, "sqlstate", None)) from error

    def explained(self, error: Exception, about: str, sqlstate: str | None) -> TapError:
        """Say what an error of PostgreSQL means and what to do; by SQLSTATE, and by libpq's words where it has none."""
        reason = _first_line(str(error)).replace(self.password, "***") if self.password else _first_line(str(error))
        state = sqlstate if sqlstate and sqlstate != "\0\0\0\0\0" else ""
        start = f"{self}: {about}: {reason}."
        words = str(error).lower()
        for states, phrases, kind, advice in _ADVICE:
            if state in states or any(phrase in words for phrase in phrases):
                return kind(f"{start} {advice}")
        return ConnectionFailedError(
            f"{start} Check that the database runs and that host, port and sslmode are right, then run again; what the "
            "target acknowledged is kept."
        )


def _first_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return (lines[0] if lines else "no message").rstrip(".")
