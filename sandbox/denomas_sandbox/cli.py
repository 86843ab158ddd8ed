"""The command `sandbox`."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import click
import psycopg

from denomas_sandbox.api import Sandbox
from denomas_sandbox.env_file import write_block
from denomas_sandbox.errors import SandboxError
from denomas_sandbox.ports import HOST
from denomas_sandbox.postgres.databases import OPS, TEST
from denomas_sandbox.web.faults import KINDS


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


def _snowflake(folder: Path) -> Path:
    """Give the emulated account's folder: beside the other warehouses when the sandbox is the project's own."""
    own = folder == project_root() / ".sandbox"
    return project_root() / "warehouse" / "snowflake" if own else folder / "snowflake"


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
    sandbox = Sandbox.start(folder, seed=seed, scale=scale, snowflake=_snowflake(folder), report=click.echo)
    target = _env_file(folder, env_file)
    write_block(target, sandbox.env())
    click.echo(
        f"up after {time.monotonic() - started:.1f} s: PostgreSQL on {sandbox.host}:{sandbox.port}, "
        f"databases {OPS} and {TEST}; {_services(sandbox)}; addresses in {target}"
    )


def _services(sandbox: Sandbox) -> str:
    """Say where the services run."""
    ports = {service.title: service.port() for service in sandbox.services}
    return "; ".join(f"{title} on {HOST}:{port}" if port else f"{title} is down" for title, port in ports.items())


@commands.command()
@click.option("--purge", is_flag=True, help="Remove all data, too.")
@folder_option
@env_option
def down(directory: Path | None, env_file: Path | None, *, purge: bool) -> None:
    """Stop the stand-ins."""
    folder = _folder(directory)
    sandbox = Sandbox.existing(folder, snowflake=_snowflake(folder))
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
    folder = _folder(directory)
    sandbox = Sandbox.existing(folder, snowflake=_snowflake(folder))
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
        "services": {service.name: service.port() for service in sandbox.services},
    }
    if as_json:
        click.echo(json.dumps(about))
        return
    where = f"on {about['host']}:{about['port']}" if running else "is down"
    click.echo(f"PostgreSQL {where}")
    click.echo(_services(sandbox))
    click.echo(f"company {about['seed']} at scale {about['scale']}, day {about['day']} ({about['date']})")
    for table, count in sandbox.row_counts().items() if running else ():
        click.echo(f"  {OPS}.{table:24}{count:>12,}")


@commands.command()
@click.option("--days", default=1, show_default=True, type=click.IntRange(min=1), help="How many days pass.")
@folder_option
def advance(days: int, directory: Path | None) -> None:
    """Let time pass in the company: new rows, changed rows, deleted rows."""
    folder = _folder(directory)
    Sandbox.existing(folder, snowflake=_snowflake(folder), report=click.echo).advance(days)


@commands.command()
@click.argument("vendor", required=False)
@click.option("--kind", type=click.Choice(KINDS), help="What happens.")
@click.option("--path", default="", help="Glob for the path below the vendor's, with or without query. [default: any]")
@click.option("--times", default=1, show_default=True, help="To how many requests; 0 for all until cleared.")
@click.option("--after", default=0, show_default=True, help="How many requests go well before.")
@click.option("--retry-after", default="", help="Retry-After of the answer.")
@click.option("--status", default=200, show_default=True, help="Status of the HTML page.")
@click.option("--seconds", default=0.0, help="timeout: how long nothing comes; drip: between two pieces.")
@click.option("--records", default=3, show_default=True, help="shifting-page: how many records come again.")
@click.option("--clear", is_flag=True, help="Take back all orders, or the vendor's.")
@folder_option
def fault(vendor: str | None, directory: Path | None, *, clear: bool, kind: str | None, **order: Any) -> None:
    """Order a fault for a vendor's next requests, take all back, or list what is ordered."""
    web = Sandbox.existing(_folder(directory)).web
    if clear:
        web.clear_faults(vendor)
        click.echo(f"no faults{f' of {vendor}' if vendor else ''} any more")
        return
    if vendor and kind:
        web.fault(vendor, kind, **order)
    elif vendor or kind:
        raise SandboxError("A fault needs a vendor and a kind: `sandbox fault zendesk --kind 429 --retry-after 5`.")
    for name, orders in web.faults().items():
        for each in orders:
            times = each["times"] or "all"
            click.echo(f"{name} {each['path'] or 'any path'}: {each['kind']}, {each['happened']} of {times} happened")


@commands.command()
@click.argument("vendor")
@click.argument("switches", nargs=-1, metavar="[NAME=VALUE]...")
@folder_option
def switch(vendor: str, switches: tuple[str, ...], directory: Path | None) -> None:
    """Set how a vendor's stand-in behaves, e.g. `sandbox switch zendesk limits=1 plan=growth`, or say how it does."""
    web = Sandbox.existing(_folder(directory)).web
    given = dict(each.partition("=")[::2] for each in switches)
    if given:
        web.configure(vendor, **{name: _value(text) for name, text in given.items()})
    for name, value in web.switches(vendor).items():
        click.echo(f"{name}={json.dumps(value, ensure_ascii=False)}")


def _value(text: str) -> Any:
    """Read a number, true, false, null or a list as JSON; anything else is a text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def main() -> None:
    """Run the command; expected errors are one screen and exit code 1."""
    try:
        commands()
    except (SandboxError, psycopg.Error, OSError) as error:
        click.echo(f"sandbox: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
