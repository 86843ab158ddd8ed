"""The databases on the embedded server: made, filled by COPY, and moved on day by day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import psycopg

from denomas_sandbox.company.gitlab import COLUMNS, GitLab
from denomas_sandbox.postgres import other_tables, replica, work_tables
from denomas_sandbox.postgres.catalog import tables
from denomas_sandbox.postgres.work_tables import CI_TABLES, MAIN_TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from denomas_sandbox.company.world import World
    from denomas_sandbox.postgres.copying import Report

OPS, TEST = "ops_db", "test_db"
GITLAB, GITLAB_CI, CUSTOMERS, VERSIONS = "gitlab_com", "gitlab_com_ci", "customers_dot", "version_db"
READER = "airflow"
_AT_A_TIME = 3


@dataclass(frozen=True)
class Database:
    """What a database holds.

    Attributes:
        name: its name.
        schemas: what in `schemas/` makes its tables, in this order: files, or folders of files. Columns that a manifest
            masks as NULL are there, filled, so that a leak can be found.
        main: whether people, projects and merge requests of a GitLab are in it.
        ci: whether pipelines are in it.
        others: whether it has tables that follow from names and types.
        is_replica: whether it answers as a replica.
    """

    name: str
    schemas: tuple[str, ...]
    main: bool = False
    ci: bool = False
    others: bool = True
    is_replica: bool = False

    @property
    def work_tables(self) -> tuple[str, ...]:
        """The tables that work in GitLab fills."""
        return (MAIN_TABLES if self.main else ()) + (CI_TABLES if self.ci else ())

    def gitlab(self, world: World) -> GitLab:
        """Give the GitLab whose work is in it: gitlab.com or the ops instance."""
        if self.name == OPS:
            return GitLab(world)
        return GitLab(world, "com_", tuple(world.gitlab_com_projects))


COMPANY = (
    Database(OPS, ("gitlab_main", "gitlab_ci"), main=True, ci=True, others=False),
    Database(GITLAB, ("gitlab_main", "gitlab_com"), main=True, is_replica=True),
    Database(GITLAB_CI, ("gitlab_ci", "gitlab_com_ci"), ci=True, is_replica=True),
    Database(CUSTOMERS, ("customers_dot",)),
    Database(VERSIONS, ("version_db",)),
)
NAMES = (*(each.name for each in COMPANY), TEST)


def create(admin_dsn: Callable[[str], str], reader_password: str, report: Report) -> None:
    """Make the databases with their tables, and the read-only user that taps sign in as."""
    with psycopg.connect(admin_dsn("postgres"), autocommit=True) as connection:
        for name in NAMES:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            connection.execute(f"CREATE DATABASE {name}".encode())
        connection.execute(f"DROP ROLE IF EXISTS {READER}".encode())
        connection.execute(
            psycopg.sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE pg_read_all_data").format(
                psycopg.sql.Identifier(READER), psycopg.sql.Literal(reader_password)
            )
        )

    def with_tables(database: Database) -> None:
        report(f"{database.name}: tables")
        with psycopg.connect(admin_dsn(database.name)) as connection:
            for name in database.schemas:
                connection.execute(_schema(name).encode())
            if database.is_replica:
                replica.create(connection)

    _each(with_tables, (*COMPANY, Database(TEST, ("type_zoo",))))


def _schema(name: str) -> str:
    """Read a file of `schemas/`, or all files of a folder there."""
    place = resources.files(__package__) / "schemas"
    if (place / name).is_dir():
        return "".join(file.read_text(encoding="utf-8") for file in (place / name).iterdir())
    return (place / f"{name}.sql").read_text(encoding="utf-8")


def fill(admin_dsn: Callable[[str], str], world: World, report: Report) -> None:
    """Write the company's history up to day 0 into empty databases."""

    def filled(database: Database) -> None:
        dsn, gitlab = admin_dsn(database.name), database.gitlab(world)
        with psycopg.connect(dsn) as connection:
            if database.main:
                work_tables.fill_main(connection, gitlab, dsn, report)
            if database.ci:
                work_tables.fill_ci(connection, gitlab, dsn, report)
            if database.others:
                other_tables.fill(connection, world, database.work_tables, report)
        with psycopg.connect(dsn, autocommit=True) as connection:
            # A sample of 6,000 rows a table is enough for the planner, and takes a quarter of the time.
            connection.execute("SET default_statistics_target = 20")
            connection.execute("ANALYZE")

    _each(filled, COMPANY)


def advance(admin_dsn: Callable[[str], str], world: World, number: int, report: Report) -> None:
    """Let day `number` pass, in one transaction a database."""

    def advanced(database: Database) -> None:
        gitlab = database.gitlab(world)
        with psycopg.connect(admin_dsn(database.name)) as connection:
            if database.main:
                work_tables.advance_main(connection, gitlab, number, report)
            if database.ci:
                work_tables.advance_ci(connection, gitlab, number, report)
            if database.others:
                other_tables.advance(connection, world, number, database.work_tables, report)
        report(f"{database.name}: day {number} ({world.moment(number, -1 / 86_400):%Y-%m-%d}) has passed")

    _each(advanced, COMPANY)


def set_replica(
    admin_dsn: Callable[[str], str], age_hours: float | None, last_replica_time: datetime | None = None
) -> None:
    """Make the replicas of gitlab.com as old as asked."""
    for database in COMPANY:
        if database.is_replica:
            with psycopg.connect(admin_dsn(database.name)) as connection:
                replica.set_age(connection, age_hours, last_replica_time)


def _each(work: Callable[[Database], None], chosen: Iterable[Database]) -> None:
    """Do something with several databases at a time: while the server takes one's rows, another's are made."""
    with ThreadPoolExecutor(max_workers=_AT_A_TIME) as threads:
        for done in [threads.submit(work, database) for database in chosen]:
            done.result()


def row_counts(dsn: str) -> dict[str, int]:
    """Count the rows of each table, partitions with their parents; the ops database's in the order of its file."""
    counts = {}
    with psycopg.connect(dsn) as connection:
        names = COLUMNS if connection.info.dbname == OPS else tables(connection)
        for table in names:
            row = connection.execute(f'SELECT count(*) FROM "{table}"'.encode()).fetchone()
            counts[table] = int(row[0]) if row else 0
    return counts
