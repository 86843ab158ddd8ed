"""One walk over all that is declared: it compares, and brings the account in line when told to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from snowddl.engine import SnowDDLEngine
from snowddl.error import SnowDDLExecuteError
from snowddl.resolver.abc_resolver import ResolveResult
from snowddl.settings import SnowDDLSettings

from denomas_tools.account.blueprints import configuration
from denomas_tools.account.resolvers import SEQUENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from snowflake.connector import SnowflakeConnection

    from denomas_tools.account.declaration import Account

_WORDS = {
    ResolveResult.CREATE: "missing",
    ResolveResult.ALTER: "differs",
    ResolveResult.REPLACE: "differs",
    ResolveResult.GRANT: "rights differ",
}


@dataclass(frozen=True)
class Comparison:
    """What a walk found.

    Attributes:
        statements: SQL in the order in which it was, or would be, executed; secrets blanked.
        differences: (what is the matter, kind of object, name); what the account has too much comes last.
        failures: (kind of object, name, reason, secrets blanked) of what could not be compared or changed.
    """

    statements: list[str]
    differences: list[tuple[str, str, str]]
    failures: list[tuple[str, str, str]]


def compare(
    account: Account, connection: SnowflakeConnection, variables: Mapping[str, str], *, apply: bool = False
) -> Comparison:
    """Compare the declaration with the account.

    Args:
        account: the declaration.
        connection: to the account, with a role that may see and change everything.
        variables: of the environment, for the users' public keys.
        apply: whether to execute what makes them agree.
    """
    # One worker: several would shuffle the statements.
    settings = SnowDDLSettings(execute_safe_ddl=apply, execute_unsafe_ddl=apply, max_workers=1)
    differences: list[tuple[str, str, str]] = []
    undeclared: list[tuple[str, str, str]] = []
    failures: list[tuple[str, str, str]] = []
    secrets = [secret.value for secret in account.secrets.values()]
    with SnowDDLEngine(connection, configuration(account, variables), settings) as engine:
        for kind in SEQUENCE:
            resolver = kind(engine)
            resolver.resolve()
            what = resolver.object_type.singular
            differences += [
                (_WORDS[result], what, name)
                for name, result in sorted(resolver.resolved_objects.items())
                if result in _WORDS
            ]
            undeclared += [
                ("not declared", what, name) for name in resolver.undeclared if name not in account.left_alone
            ]
            failures += [(what, name, _blanked(_reason(error), secrets)) for name, error in resolver.errors.items()]
        statements = [*engine.executed_ddl] if apply else [*engine.suggested_ddl]
    return Comparison([_blanked(_tidy(sql), secrets) for sql in statements], differences + undeclared, failures)


def _tidy(sql: str) -> str:
    """Put the parts of a statement on lines of their own, without empty ones."""
    return "\n  ".join(line.strip() for line in sql.splitlines() if line.strip())


def _reason(error: Exception) -> str:
    if isinstance(error, SnowDDLExecuteError):
        return f"{error.snow_exc.raw_msg}\n  {error.sql}"
    return str(error)


def _blanked(text: str, secrets: list[str]) -> str:
    for secret in secrets:
        # As snowddl quotes it, and as it is.
        for form in (secret.replace("'", "''").replace("\\", "\\\\"), secret):
            text = text.replace(form, "***")
    return text
