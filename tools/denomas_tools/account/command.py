"""The command `snowflake-account`: plan, apply, diff."""

from __future__ import annotations

import os
import sys
from contextlib import closing

import click

from denomas_tools.account import connection, declaration
from denomas_tools.account.comparison import Comparison, compare
from denomas_tools.account.declaration import Account, DeclarationError
from denomas_tools.cli import project_root


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Keep the Snowflake account as warehouse-account/ declares it."""


@main.command()
def plan() -> None:
    """Print the SQL that `apply` would execute, in order. Nothing is changed."""
    _, found = _walk(apply=False)
    for sql in found.statements:
        click.echo(f"{sql};")
    _say_end(found, f"{len(found.statements)} statements to execute" if found.statements else "nothing to do")


@main.command()
def apply() -> None:
    """Make the account as it is declared, and look again whether it is. What is there and not declared stays."""
    account, done = _walk(apply=True)
    for sql in done.statements:
        click.echo(f"{sql};")
    _say_end(done, f"{len(done.statements)} statements executed" if done.statements else "nothing to do")
    if done.statements:
        _show(account, _walk(apply=False)[1])


@main.command()
def diff() -> None:
    """List what in the account is missing, differs or is not declared; exit 1 when anything does."""
    account, found = _walk(apply=False)
    _show(account, found)
    _say_end(found, None)
    sys.exit(1 if found.differences else 0)


def _walk(*, apply: bool) -> tuple[Account, Comparison]:
    try:
        account = declaration.read(project_root(), os.environ)
        with closing(connection.connect(os.environ)) as connected:
            return account, compare(account, connected, os.environ, apply=apply)
    except (DeclarationError, connection.SignInError) as error:
        raise click.ClickException(str(error)) from error


def _show(account: Account, found: Comparison) -> None:
    for matter, kind, name in found.differences:
        click.echo(f"{matter:<14} {kind} {name}")
    for name, variable in account.left_alone.items():
        click.echo(f"{'left alone':<14} {name}: {variable} is not set")
    if not found.differences:
        click.echo("the account is as declared")


def _say_end(found: Comparison, summary: str | None) -> None:
    if summary:
        click.echo(f"-- {summary}", err=True)
    for kind, name, reason in found.failures:
        click.echo(f"{kind} {name}: {reason}", err=True)
    if found.failures:
        sys.exit(1)
