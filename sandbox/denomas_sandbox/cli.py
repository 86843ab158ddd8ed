"""The command `sandbox`."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import click
import psycopg

from denomas_sandbox.api import Sandbox
from denomas_sandbox.env_file import write_block
from denomas_sandbox.errors import SandboxError
from denomas_sandbox.postgres.databases import OPS, TEST


def project_root() -> Path:
    """Give the project's folder: Meltano's, or the nearest above that has a meltano.yml, or this one."""
    named = os.environ.get("MELTANO_PROJECT_ROOT")
    if named:
        return Path(named)
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "meltano.yml").exists()), here)


def _folder(named: Path | None) -> Path:
    chosen = named or os.environ.get("DENOMAS_SANDBOX_DIR")
    return Path(chosen).absolute() if chosen else project_root() / ".sandbox"


def _env_file(folder: Path, named: Path | None) -> Path:
    if named:
        return named
    return project_root() / ".env" if folder == project_root() / ".sandbox" else folder / "env"


folder_option = click.option(
    "--dir", "directory", type=click.Path(path_type=Path), help="Folder of the sandbox. [default: .sandbox]"
)
env_option = click.option(
    "--env-file", type=click.Path(path_type=Path), help="File that takes the addresses. [default: the project's .env]"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Stand-ins of the platform's sources, on this machine alone."""


@commands.command()
@click.option("--seed", default=1, show_default=True, help="Which company.")
@click.option("--scale", default=1, show_default=True, help="How large it is; 100 has 5 million ci_builds, 0 no rows.")
@folder_option
@env_option
def up(seed: int, scale: int, directory: Path | None, env_file: Path | None) -> None:
    """Start what is missing, fill what is empty, and write the addresses to .env."""
    started = time.monotonic()
    folder = _folder(directory)
    sandbox = Sandbox.start(folder, seed=seed, scale=scale, report=click.echo)
    target = _env_file(folder, env_file)
    write_block(target, sandbox.env())
    click.echo(
        f"up after {time.monotonic() - started:.1f} s: PostgreSQL on {sandbox.host}:{sandbox.port}, "
        f"databases {OPS} and {TEST}; addresses in {target}"
    )


@commands.command()
@click.option("--purge", is_flag=True, help="Remove all data, too.")
@folder_option
@env_option
def down(directory: Path | None, env_file: Path | None, *, purge: bool) -> None:
    """Stop the stand-ins."""
    folder = _folder(directory)
    sandbox = Sandbox.existing(folder)
    if purge:
        sandbox.purge()
    else:
        sandbox.stop()
    write_block(_env_file(folder, env_file), {})
    click.echo("down" + (", data removed" if purge else ", data kept"))


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@folder_option
def status(directory: Path | None, *, as_json: bool) -> None:
    """Say what runs, where, at which day of the company, and with how many rows."""
    sandbox = Sandbox.existing(_folder(directory))
    running = sandbox.running
    about = {
        "running": running,
        "host": sandbox.host,
        "port": sandbox.port if running else None,
        "seed": sandbox.state.seed,
        "scale": sandbox.state.scale,
        "day": sandbox.state.day,
        "date": sandbox.world.moment(sandbox.state.day).date().isoformat(),
        "rows": sandbox.row_counts() if running else {},
    }
    if as_json:
        click.echo(json.dumps(about))
        return
    where = f"on {about['host']}:{about['port']}" if running else "is down"
    click.echo(f"PostgreSQL {where}")
    click.echo(f"company {about['seed']} at scale {about['scale']}, day {about['day']} ({about['date']})")
    for table, count in sandbox.row_counts().items() if running else ():
        click.echo(f"  {OPS}.{table:24}{count:>12,}")


@commands.command()
@click.option("--days", default=1, show_default=True, type=click.IntRange(min=1), help="How many days pass.")
@folder_option
def advance(days: int, directory: Path | None) -> None:
    """Let time pass in the company: new rows, changed rows, deleted rows."""
    Sandbox.existing(_folder(directory), report=click.echo).advance(days)


def main() -> None:
    """Run the command; expected errors are one screen and exit code 1."""
    try:
        commands()
    except (SandboxError, psycopg.Error, OSError) as error:
        click.echo(f"sandbox: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
