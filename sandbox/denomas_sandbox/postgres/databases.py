"""The databases on the embedded server: made, filled by COPY, and moved on day by day."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import psycopg

from denomas_sandbox.company.gitlab import COLUMNS, GitLab, day, history

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from denomas_sandbox.company.world import World

    Report = Callable[[str], None]

OPS, TEST = "ops_db", "test_db"
READER = "airflow"
_CHUNK_LINES = 5_000


def create(admin_dsn: Callable[[str], str], reader_password: str, report: Report) -> None:
    """Make the databases with their tables, and the read-only user that taps sign in as."""
    with psycopg.connect(admin_dsn("postgres"), autocommit=True) as connection:
        for name in (OPS, TEST):
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            connection.execute(f"CREATE DATABASE {name}".encode())
        connection.execute(f"DROP ROLE IF EXISTS {READER}".encode())
        connection.execute(
            psycopg.sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE pg_read_all_data").format(
                psycopg.sql.Identifier(READER), psycopg.sql.Literal(reader_password)
            )
        )
    for name, script in ((OPS, "ops_db.sql"), (TEST, "type_zoo.sql")):
        report(f"{name}: tables")
        with psycopg.connect(admin_dsn(name)) as connection:
            connection.execute(_script(script).encode())


def fill(dsn: str, world: World, report: Report) -> None:
    """Write the company's history up to day 0 into an empty ops database."""
    gitlab = GitLab(world)
    start = world.moment(-365)
    with psycopg.connect(dsn) as connection:
        people = gitlab.user_lines(range(1, world.people + 1), start)
        _copy(connection, "users", people, report)
        _copy(connection, "projects", gitlab.project_lines(range(1, world.projects + 1), start), report)
        _copy(connection, "labels", gitlab.label_lines(range(1, 100 * world.scale + 1), start), report)
        _copy(connection, "members", gitlab.member_lines(range(1, 500 * world.scale + 1), start), report)
        requests = gitlab.merge_request_lines(history(world, world.merge_requests))
        _copy_together(connection, ("merge_requests", "merge_request_metrics", "label_links"), requests, dsn, report)
        pipelines = gitlab.pipeline_lines(history(world, world.pipelines))
        _copy_together(connection, ("p_ci_pipelines", "p_ci_stages", "p_ci_builds"), pipelines, dsn, report)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("ANALYZE")


def advance(dsn: str, world: World, number: int, report: Report) -> None:
    """Let day `number` pass, in one transaction."""
    gitlab = GitLab(world)
    begin, end = world.moment(number - 1), world.moment(number, -1 / 86_400)
    new = world.per_day(world.people)
    ids = range(world.people + 1 + (number - 1) * new, world.people + 1 + number * new)
    with psycopg.connect(dsn) as connection:
        _copy(connection, "users", gitlab.user_lines(ids, begin), report)
        requests = list(gitlab.merge_request_lines(day(world, world.merge_requests, number)))
        for table, lines in zip(
            ("merge_requests", "merge_request_metrics", "label_links"), zip(*requests, strict=True), strict=False
        ):
            _copy(connection, table, lines, report)
        pipelines = list(gitlab.pipeline_lines(day(world, world.pipelines, number)))
        for table, lines in zip(
            ("p_ci_pipelines", "p_ci_stages", "p_ci_builds"), zip(*pipelines, strict=True), strict=False
        ):
            _copy(connection, table, lines, report)
        now = f"timestamp '{end:%Y-%m-%d %H:%M:%S}'"
        for statement in _script("advance.sql").replace("{day}", str(number)).replace("{now}", now).split(";\n"):
            if statement.strip():
                connection.execute(statement.encode())
    report(f"{OPS}: day {number} ({end:%Y-%m-%d}) has passed")


def row_counts(dsn: str) -> dict[str, int]:
    """Count the rows of each table, partitions with their parents."""
    counts = {}
    with psycopg.connect(dsn) as connection:
        for table in COLUMNS:
            row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
            counts[table] = int(row[0]) if row else 0
    return counts


def _script(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _copy(connection: psycopg.Connection, table: str, lines: Iterable[str], report: Report) -> None:
    statement = f"COPY {table} ({COLUMNS[table]}) FROM STDIN"
    with connection.cursor() as cursor:
        with cursor.copy(statement.encode()) as copy:
            for chunk in _chunks(lines):
                copy.write(chunk)
        if cursor.rowcount:
            report(f"{OPS}: {table}: {cursor.rowcount:,} rows")


def _copy_together(
    connection: psycopg.Connection,
    tables: tuple[str, str, str],
    lines: Iterator[tuple[str, str, str]],
    dsn: str,
    report: Report,
) -> None:
    """Copy into three tables at once, for their rows are made together; two more connections take the others."""
    connection.commit()
    with psycopg.connect(dsn) as second, psycopg.connect(dsn) as third:
        cursors = [each.cursor() for each in (connection, second, third)]
        statements = [f"COPY {table} ({COLUMNS[table]}) FROM STDIN".encode() for table in tables]
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
                    for copy, buffer in zip((one, two, three), buffers, strict=True):
                        copy.write("".join(buffer))
                        buffer.clear()
            for copy, buffer in zip((one, two, three), buffers, strict=True):
                copy.write("".join(buffer))
        for table, cursor in zip(tables, cursors, strict=True):
            report(f"{OPS}: {table}: {cursor.rowcount:,} rows")


def _chunks(lines: Iterable[str]) -> Iterator[str]:
    chunk: list[str] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == _CHUNK_LINES:
            yield "".join(chunk)
            chunk.clear()
    if chunk:
        yield "".join(chunk)
