"""The ten tables that people's work in GitLab fills: merge requests, pipelines, and what belongs to them."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from denomas_sandbox.company.gitlab import COLUMNS, GitLab, day, history
from denomas_sandbox.postgres.copying import copy, copy_together

if TYPE_CHECKING:
    from collections.abc import Iterable

    import psycopg

    from denomas_sandbox.postgres.copying import Report

CI_TABLES = ("p_ci_pipelines", "p_ci_stages", "p_ci_builds")
_REQUESTS = ("merge_requests", "merge_request_metrics", "label_links")
MAIN_TABLES = ("users", "projects", "labels", "members", *_REQUESTS)


def fill_main(connection: psycopg.Connection, gitlab: GitLab, dsn: str, report: Report) -> None:
    """Write a year of people, projects, labels, members and merge requests."""
    world = gitlab.world
    start = world.moment(-365)
    projects = gitlab.project_ids or range(1, world.projects + 1)
    _copy(connection, "users", gitlab.user_lines(range(1, world.people + 1), start), report)
    _copy(connection, "projects", gitlab.project_lines(projects, start), report)
    _copy(connection, "labels", gitlab.label_lines(range(1, 100 * world.scale + 1), start), report)
    _copy(connection, "members", gitlab.member_lines(range(1, 500 * world.scale + 1), start), report)
    lines = gitlab.merge_request_lines(history(world, world.merge_requests))
    copy_together(connection, tuple((table, COLUMNS[table]) for table in _REQUESTS), lines, dsn, report)


def fill_ci(connection: psycopg.Connection, gitlab: GitLab, dsn: str, report: Report) -> None:
    """Write a year of pipelines."""
    lines = gitlab.pipeline_lines(history(gitlab.world, gitlab.world.pipelines))
    copy_together(connection, tuple((table, COLUMNS[table]) for table in CI_TABLES), lines, dsn, report)


def advance_main(connection: psycopg.Connection, gitlab: GitLab, number: int, report: Report) -> None:
    """Let day `number` pass for people, projects and merge requests."""
    world = gitlab.world
    new = world.per_day(world.people)
    ids = range(world.people + 1 + (number - 1) * new, world.people + 1 + number * new)
    _copy(connection, "users", gitlab.user_lines(ids, world.moment(number - 1)), report)
    requests = list(gitlab.merge_request_lines(day(world, world.merge_requests, number)))
    for table, lines in zip(_REQUESTS, zip(*requests, strict=True), strict=False):
        _copy(connection, table, lines, report)
    _run(connection, "advance_main.sql", gitlab, number)


def advance_ci(connection: psycopg.Connection, gitlab: GitLab, number: int, report: Report) -> None:
    """Let day `number` pass for pipelines."""
    pipelines = list(gitlab.pipeline_lines(day(gitlab.world, gitlab.world.pipelines, number)))
    for table, lines in zip(CI_TABLES, zip(*pipelines, strict=True), strict=False):
        _copy(connection, table, lines, report)
    _run(connection, "advance_ci.sql", gitlab, number)


def _run(connection: psycopg.Connection, name: str, gitlab: GitLab, number: int) -> None:
    now = f"timestamp '{gitlab.world.moment(number, -1 / 86_400):%Y-%m-%d %H:%M:%S}'"
    script = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    for statement in script.replace("{day}", str(number)).replace("{now}", now).split(";\n"):
        if statement.strip():
            connection.execute(statement.encode())


def _copy(connection: psycopg.Connection, table: str, lines: Iterable[str], report: Report) -> None:
    copy(connection, table, COLUMNS[table], lines, report)
