"""Reading the embedded warehouse: the DuckDB files RAW, PREP and PROD, never written from here."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DATABASES = ("raw", "prep", "prod")
_LOCK_PATIENCE_SECONDS = 30
_MOST_ROWS_SHOWN = 100


class QueryError(Exception):
    """The warehouse could not answer."""


def file_of(root: Path, database: str) -> Path:
    """Give the file of a database."""
    return root / "warehouse" / f"{database}.duckdb"


@contextmanager
def opened(root: Path, databases: Sequence[str] = DATABASES) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open those databases that exist, read-only, each under its own name. Waits a while when one is being written.

    Raises:
        QueryError: when none exists, or one stays locked.
    """
    present = [name for name in databases if file_of(root, name).exists()]
    if not present:
        raise QueryError("there is no warehouse yet: run `make demo`, or `meltano run tap-ops-db target-duckdb`")
    connection = duckdb.connect(":memory:")
    try:
        for name in present:
            _attach(connection, file_of(root, name), name)
        yield connection
    finally:
        connection.close()


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    deadline = time.monotonic() + _LOCK_PATIENCE_SECONDS
    quoted = str(path).replace("'", "''")
    while True:
        try:
            connection.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")
        except duckdb.Error as error:
            if "lock" not in str(error).lower() or time.monotonic() > deadline:
                raise QueryError(f"{path.name} does not open: {_first_line(error)}") from error
            time.sleep(0.2)
        else:
            return


def show(root: Path, sql: str) -> None:
    """Print the answer to a question as a table."""
    with opened(root) as connection:
        try:
            cursor = connection.execute(sql)
            names = [column[0] for column in cursor.description or []]
            rows = cursor.fetchmany(_MOST_ROWS_SHOWN + 1)
        except duckdb.Error as error:
            raise QueryError(_first_line(error)) from error
    table = Table()
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows[:_MOST_ROWS_SHOWN]:
        table.add_row(*map(_cell, row))
    console = Console()
    console.print(table)
    if len(rows) > _MOST_ROWS_SHOWN:
        console.print(f"the first {_MOST_ROWS_SHOWN} rows")


def _cell(value: Any) -> str:
    return "" if value is None else str(value).replace("[", r"\[")


def _first_line(error: Exception) -> str:
    return re.split(r"\n\s*\n|\nLINE", str(error))[0]
