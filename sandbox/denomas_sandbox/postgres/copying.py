"""Lines into tables by COPY."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Report = Callable[[str], None]

_CHUNK_LINES = 5_000


def copy(connection: psycopg.Connection, table: str, columns: str, lines: Iterable[str], report: Report) -> int:
    """Copy lines into one table, and give their number."""
    with connection.cursor() as cursor:
        with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN'.encode()) as into:
            for chunk in _chunks(lines):
                into.write(chunk)
        if cursor.rowcount:
            report(f"{connection.info.dbname}: {table}: {cursor.rowcount:,} rows")
        return cursor.rowcount


def copy_together(
    connection: psycopg.Connection,
    tables: tuple[tuple[str, str], ...],
    lines: Iterator[tuple[str, ...]],
    dsn: str,
    report: Report,
) -> None:
    """Copy into three tables at once, for their rows are made together; two more connections take the others.

    Args:
        connection: takes the first table's rows; what it did before is committed.
        tables: names and columns of the three.
        lines: of all three together.
        dsn: of the other connections.
        report: takes lines of progress.
    """
    connection.commit()
    with psycopg.connect(dsn) as second, psycopg.connect(dsn) as third:
        cursors = [each.cursor() for each in (connection, second, third)]
        statements = [f"COPY {table} ({columns}) FROM STDIN".encode() for table, columns in tables]
        with (
            cursors[0].copy(statements[0]) as one,
            cursors[1].copy(statements[1]) as two,
            cursors[2].copy(statements[2]) as three,
        ):
            buffers: tuple[list[str], list[str], list[str]] = ([], [], [])
            for line in lines:
                for buffer, part in zip(buffers, line, strict=True):
                    buffer.append(part)
                if len(buffers[0]) >= _CHUNK_LINES:
                    for into, buffer in zip((one, two, three), buffers, strict=True):
                        into.write("".join(buffer))
                        buffer.clear()
            for into, buffer in zip((one, two, three), buffers, strict=True):
                into.write("".join(buffer))
        for (table, _), cursor in zip(tables, cursors, strict=True):
            report(f"{connection.info.dbname}: {table}: {cursor.rowcount:,} rows")


def _chunks(lines: Iterable[str]) -> Iterator[str]:
    chunk: list[str] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == _CHUNK_LINES:
            yield "".join(chunk)
            chunk.clear()
    if chunk:
        yield "".join(chunk)
