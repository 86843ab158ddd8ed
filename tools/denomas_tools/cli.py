"""The command `denomas`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from denomas_tools import about, catalogs, project, settings_tables
from denomas_tools.project import EXTRACTORS, LOADERS


def project_root() -> Path:
    """Find the project: the folder of `meltano.yml`, here or above."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "meltano.yml").exists():
            return folder
    raise click.ClickException("there is no meltano.yml here or above; go to the project's folder")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Tools of the house: check it, show it, ask it."""


@main.command()
def lint() -> None:
    """Check that plugins, packages, pages, stand-ins and schedules agree."""
    from denomas_tools.lint.inspection import inspect  # noqa: PLC0415

    started = time.monotonic()
    findings = inspect(project_root())
    for finding in findings:
        click.echo(str(finding))
    errors = sum(not finding.is_warning for finding in findings)
    summary = f"denomas lint: {errors} errors, {len(findings) - errors} warnings in {time.monotonic() - started:.1f} s"
    click.echo(summary, err=True)
    sys.exit(1 if errors else 0)


@main.command()
@click.option("--check", is_flag=True, help="Only say what is out of date; exit 1 when anything is.")
def docs(check: bool) -> None:
    """Write the settings tables of the READMEs from what taps and targets say about themselves."""
    root = project_root()
    plugins = _loaded(root).of_kind(EXTRACTORS, LOADERS)
    answers = about.ask_all((plugin.executable for plugin in plugins if plugin.executable), root)
    problems = [answer.problem for answer in answers.values() if answer.problem]
    findings = list(settings_tables.check(root, answers))
    if check:
        for line in [*problems, *map(str, findings)]:
            click.echo(line)
        sys.exit(1 if problems or findings else 0)
    for path in settings_tables.write(root, answers):
        click.echo(f"wrote {path}")
    remaining = [*problems, *map(str, settings_tables.check(root, answers))]
    for line in remaining:
        click.echo(line, err=True)
    sys.exit(1 if remaining else 0)


@main.command("catalog-snapshot")
@click.argument("names", nargs=-1)
@click.option("--check", is_flag=True, help="Only show how the sources differ from the files; exit 1 when they do.")
def catalog_snapshot(names: tuple[str, ...], check: bool) -> None:
    """Write what each extractor discovers to plugins/catalogs. The sources must be reachable (`sandbox up`)."""
    root = project_root()
    extractors = [plugin.name for plugin in _loaded(root).of_kind(EXTRACTORS) if not plugin.is_engine]
    unknown = sorted(set(names) - set(extractors))
    if unknown:
        raise click.ClickException(f"no extractor is called {', '.join(unknown)}; there are {', '.join(extractors)}")
    failed = False
    for name in names or extractors:
        path = root / catalogs.snapshot_path(name)
        try:
            discovered = catalogs.render(catalogs.discover(name, root))
        except catalogs.DiscoveryError as error:
            click.echo(str(error), err=True)
            failed = True
            continue
        committed = path.read_text(encoding="utf-8") if path.exists() else ""
        difference = catalogs.difference(name, committed, discovered)
        click.echo(difference or f"{name}: as committed", nl=not difference)
        if check:
            failed = failed or bool(difference)
        elif difference:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(discovered, encoding="utf-8")
    sys.exit(1 if failed else 0)


@main.command()
@click.option("--scale", envvar="DEMO_SCALE", default=1, show_default=True, help="Size of the sandbox's company.")
def demo(scale: int) -> None:
    """Run every pipeline twice over the sandbox, build the models, and show what landed."""
    from denomas_tools.demo.run import run  # noqa: PLC0415

    sys.exit(run(project_root(), scale))


@main.command("dbt", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def run_dbt(arguments: tuple[str, ...]) -> None:
    """Run dbt, passing over models whose tables have not landed (`meltano run dbt:build` does)."""
    from denomas_tools import dbt  # noqa: PLC0415

    sys.exit(dbt.run(arguments))


@main.command()
@click.argument("sql")
def query(sql: str) -> None:
    """Ask the embedded warehouse, e.g. denomas query 'from raw._meta.loads'."""
    from denomas_tools.warehouse import QueryError, show  # noqa: PLC0415

    try:
        show(project_root(), sql)
    except QueryError as error:
        raise click.ClickException(str(error)) from error


def _loaded(root: Path) -> project.Project:
    try:
        return project.load(root)
    except project.ProjectError as error:
        raise click.ClickException(str(error)) from error
