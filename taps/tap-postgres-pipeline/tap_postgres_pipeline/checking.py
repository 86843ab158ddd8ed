"""`tap-postgres-pipeline manifest check`: is a manifest right, and what would a run do with it?"""

from __future__ import annotations

import logging
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import psycopg
from sqlglot import exp
from tap_common.cli import TapCommand
from tap_common.errors import ConfigurationError, TapError
from typing_extensions import override

from tap_postgres_pipeline.connections import source_of
from tap_postgres_pipeline.internal import InternalLists
from tap_postgres_pipeline.manifest import TOP_LEVEL, Manifest, connection_info, parse_manifest, read_yaml
from tap_postgres_pipeline.query import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tap_postgres_pipeline.connection import Source
    from tap_postgres_pipeline.manifest import Entry
    from tap_postgres_pipeline.query import Query

_Function = TypeVar("_Function", bound="Callable[..., Any] | click.Command")
HEADINGS = ("table", "lands as", "mode", "window", "key", "notes")


@dataclass
class Report:
    """What a check found.

    Attributes:
        queries: the tables that are right, or were until they were compared with the database.
        problems: one line an error.
    """

    queries: list[Query]
    problems: list[str]


class _UnreadLists(InternalLists):
    """Stands for lists that are not there: a key is only looked at for its place in the query."""

    @override
    def _literals(self, key: str, where: str) -> list[exp.Expr]:
        return [exp.Null()]


def check(content: Any, where: str, database_type: str = "", seeds: Path | None = None) -> Report:
    """Look at all tables of a manifest, and go on after an error.

    Args:
        content: the manifest as YAML gives it.
        where: its name, for errors.
        database_type: look at the tables of this database only; empty for all.
        seeds: the folder of the lists behind {INTERNAL_...}; without it they are not read.
    """
    report = Report([], [])
    tables = content.get("tables") if isinstance(content, dict) else None
    if not isinstance(tables, dict) or not tables or set(content) - TOP_LEVEL:
        return Report([], _errors(content, where))
    try:
        connection_info(content.get("connection_info") or {}, where)
    except ConfigurationError as error:
        report.problems.append(str(error))
    lists = InternalLists(seeds) if seeds else _UnreadLists(None)
    for key, value in tables.items():
        try:
            (entry,) = parse_manifest({"tables": {key: value}}, where)
            if database_type and entry.database_type not in {"", database_type}:
                continue
            query = parse(entry, where, lists)
        except ConfigurationError as error:
            report.problems.append(str(error))
            continue
        report.queries.append(query)
        report.problems += _problems_of(query, f"{where}: table {key}")
    if not report.problems:
        # What only all tables together show: two that land in one.
        report.problems += _errors(content, where)
    if not report.problems and not report.queries:
        report.problems.append(f"{where}: no table has the database_type {database_type}.")
    return report


def _errors(content: Any, where: str) -> list[str]:
    try:
        parse_manifest(content, where)
    except ConfigurationError as error:
        return [str(error)]
    return []


def _problems_of(query: Query, where: str) -> Iterable[str]:
    if query.tree.is_star:
        return
    names = query.tree.named_selects
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{where}: two columns of the query are called {name}. Give one of them another name."
    for key in query.entry.primary_keys:
        if key not in names:
            yield f"{where}: export_table_primary_key {key} is no column of the query. Select it, or name another."


def compare(report: Report, source: Source, where: str) -> None:
    """Ask a database whether it has what the queries read, without reading a row.

    Raises:
        TapError: when it cannot be reached.
    """
    with source.connect() as session:
        for query in report.queries:
            about = f"table {query.entry.key}"
            try:
                with session.transaction():
                    columns = source.describe(session, query.base())
                    if query.watermark is not None:
                        session.execute(f"EXPLAIN {query.newest()}".encode())
            except psycopg.Error as error:
                report.problems.append(str(source.explained(error, about, error.sqlstate)))
                continue
            except TapError as error:
                report.problems.append(f"{source}: {about}: {error}")
                continue
            report.problems += [
                f"{where}: {about}: {source} gives no column {key}, the export_table_primary_key."
                for key in query.entry.primary_keys
                if key not in columns
            ]


def rows(queries: Sequence[Query]) -> list[tuple[str, ...]]:
    """Give a line a table: name, stream, mode, window, key, and what else is special."""
    return [
        (
            query.entry.key,
            query.entry.stream.upper(),
            _mode(query.entry, query),
            _window(query),
            ", ".join(query.entry.primary_keys),
            ", ".join(_notes(query)),
        )
        for query in queries
    ]


def _mode(entry: Entry, query: Query) -> str:
    return "load_by_id" if entry.load_by_id else "incremental" if query.is_incremental else "scd"


def _window(query: Query) -> str:
    if query.entry.load_by_id:
        return "after the last key"
    if query.watermark is None or query.window is None:
        return "full copy"
    named = dict.fromkeys(re.findall(r"\{[A-Z_]+\}", query.window.sql("postgres")))
    return f"{query.watermark.sql('postgres')} by {' '.join(named)}"


def _notes(query: Query) -> Iterable[str]:
    entry = query.entry
    if entry.database_type:
        yield entry.database_type
    if entry.internal_only:
        yield "internal rows only"
    masked = sum(isinstance(column.unalias(), exp.Null) for column in query.tree.expressions)
    if masked:
        yield f"{masked} masked"
    if query.is_incremental and not entry.deletes_exempt:
        yield "deletions are looked for"


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Lay lines out as columns of text."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


@click.group(name="manifest", help="Work on manifests.")
def manifest_command() -> None:
    """Group the commands on manifests."""


def _setting(name: str, meaning: str, **more: Any) -> Callable[[_Function], _Function]:
    """Give an option that a setting of the tap fills, too: Meltano hands those on in the environment."""
    variable = f"TAP_POSTGRES_PIPELINE_{name.upper()}"
    return click.option(f"--{name.replace('_', '-')}", name, envvar=variable, help=f"{meaning} [{variable}]", **more)


@manifest_command.command(name="check", help="Say what is wrong with a manifest, or what a run would do with it.")
@click.argument("file", envvar="TAP_POSTGRES_PIPELINE_MANIFEST")
@click.option("--connect", is_flag=True, help="Compare it with the database, too; no row is read.")
@_setting("database_type", "Look at the tables of this database only.")
@_setting("seeds", "Folder of the lists behind {INTERNAL_...}; without it they are not read.")
@_setting("connections", "File that names the variables of connections.")
@_setting("host", "Host of the database.")
@_setting("port", "Its port.", type=int)
@_setting("user", "User that may read the tables.")
@_setting("database", "Name of the database.")
@_setting("sslmode", "How the connection is encrypted.", default="prefer", show_default=True)
# By the environment alone: a command line is seen by everybody on the machine.
@click.option("--password", envvar="TAP_POSTGRES_PIPELINE_PASSWORD", hidden=True)
def check_command(file: str, *, connect: bool, **settings: Any) -> None:
    """Check one manifest and print its tables; exit 1 with one line an error."""
    seeds, database_type = settings["seeds"], settings["database_type"] or ""
    try:
        content = read_yaml(Path(file).expanduser(), "manifest")
        report = check(content, file, database_type, Path(seeds).expanduser() if seeds else None)
        if connect and not report.problems:
            named = connection_info(content.get("connection_info") or {}, file)
            config = settings | {"connect_timeout_seconds": 30, "statement_timeout_seconds": 60}
            compare(report, source_of(config, Manifest([], named)), file)
    except TapError as error:
        report = Report([], [str(error)])
    if report.queries:
        click.echo(aligned([HEADINGS, *rows(report.queries)]))
        click.echo()
    for problem in report.problems:
        click.echo(f"error: {problem}", err=True)
    if report.problems:
        click.echo(f"{file}: {len(report.problems)} error{'s' * (len(report.problems) > 1)}", err=True)
        raise SystemExit(1)
    modes = Counter(_mode(query.entry, query) for query in report.queries)
    counted = ", ".join(f"{count} {mode}" for mode, count in sorted(modes.items()))
    click.echo(f"{file}: {len(report.queries)} tables ({counted}), no error")


class PipelineCommand(TapCommand):
    """The tap's command, which has `manifest check` beside what every tap does."""

    @override
    def main(self, *args: Any, **kwargs: Any) -> Any:
        # It tells of every index of an array that it translates there and back.
        logging.getLogger("sqlglot").setLevel(logging.WARNING)
        arguments = list((args[0] if args else kwargs.get("args")) or sys.argv[1:])
        if arguments[:1] == [manifest_command.name]:
            return manifest_command.main(arguments[1:], prog_name=f"{self.name} {manifest_command.name}")
        return super().main(*args, **kwargs)
