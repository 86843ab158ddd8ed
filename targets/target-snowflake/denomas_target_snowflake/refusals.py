"""What Snowflake refuses, in words for people: what happened, and the setting, right or grant to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass

DOES_NOT_EXIST = {2003, 2043}
"""Numbers of errors for what is missing, or may not be seen: Snowflake does not tell the two apart."""

_NO_DATABASE = {90105, 90106}
_NO_RIGHTS = {3001, 3003, 3041} | DOES_NOT_EXIST
_NO_WAREHOUSE = {606, 90073}
_LOCKED = {625}
_TIMED_OUT = {630}
_CANCELED = {604}
_SESSION_GONE = {390104, 390111, 390112, 390114, 390115, 390318}
_INTERNAL = {603, 300002}
_TRANSIENT = _LOCKED | _TIMED_OUT | _CANCELED | _SESSION_GONE | _INTERNAL
_SIGN_IN_AGAIN = "authenticate again"
# Schema 'A.B' does not exist or not authorized; Insufficient privileges to operate on schema 'B'; …
_NAMED = re.compile(r"(\w+) '([^']+)'")
_FIRST_NAME = re.compile(r'"(?:[^"]|"")+"(?:\."(?:[^"]|"")+")?')
_STAGED = re.compile(r"__STAGED_[0-9A-F]{12}$")
_PLAIN = re.compile(r"[A-Z_][A-Z0-9_$]*|<role>")
_IN_SCHEMA = "USAGE, CREATE TABLE, CREATE STAGE"
_NOTHING_LANDED = "Nothing of this batch landed"


@dataclass(frozen=True)
class Place:
    """What error messages name: never a secret."""

    account: str
    user: str
    database: str
    role: str | None
    warehouse: str | None

    @property
    def as_role(self) -> str:
        """Say which role the statements run with."""
        return f"role {self.role}" if self.role else f"the default role of user {self.user}"


def is_transient(number: int, reason: str) -> bool:
    """Tell whether an error may be gone at the next try: session, lock, timeout."""
    return number in _TRANSIENT or _SIGN_IN_AGAIN in reason


def first_line(error: BaseException) -> str:
    """Give an error's text as one line."""
    text = str(getattr(error, "raw_msg", None) or getattr(error, "msg", None) or error)
    return " ".join(line.strip() for line in text.splitlines() if line.strip())[:400].rstrip(".")


def cannot_sign_in(error: BaseException, place: Place) -> str:
    """Say why a sign-in was refused, or did not arrive."""
    reason = first_line(error)
    number = getattr(error, "errno", None)
    if "credentials" in reason or "password" in reason or "JWT" in reason or "token" in reason.lower():
        remedy = "Check user and password, private_key (is its public half set on the user?) or oauth_access_token."
    elif "Role" in reason:
        remedy = "Check the setting role, and that it is granted to the user."
    else:
        remedy = "Check the settings account, host, port and protocol, and the way there (proxy, private link)."
    return (
        f"target-snowflake: account {place.account} does not let user {place.user} in ({number}): {reason}. "
        f"{remedy} What was committed stays, no state moved past it."
    )


def no_database(reason: str, place: Place) -> str:
    """Say that the database is missing, or not for this role."""
    return (
        f"target-snowflake: database {place.database} does not exist, or {place.as_role} may not use it ({reason}). "
        f"Check the setting database; the right is {_grant('USAGE', 'DATABASE', (place.database,), place)}. Nothing "
        "was loaded, no state moved."
    )


def lost(error: BaseException, place: Place) -> str:
    """Say that the connection is gone."""
    return (
        f"target-snowflake: the connection to account {place.account} was lost: {first_line(error)}. Run it "
        "again; what was committed stays, no state moved past it."
    )


def passing(number: int, reason: str) -> str:
    """Say what happened when it happened again and again, though it may pass."""
    if number in _LOCKED:
        advice = (
            "Another transaction holds the table: SHOW TRANSACTIONS names it, SYSTEM$ABORT_TRANSACTION ends it. "
            "Then run again, or raise lock_timeout_seconds."
        )
    elif number in _TIMED_OUT:
        advice = "Raise STATEMENT_TIMEOUT_IN_SECONDS, take a larger warehouse, or lower flush_max_mb; then run again."
    else:
        advice = "Run it again; what was committed stays, no state moved past it."
    return f"target-snowflake: {reason} ({number}). {advice}"


def refused(number: int, reason: str, sql: str, place: Place) -> str:
    """Say why a statement was refused.

    Args:
        number: Snowflake's.
        reason: Snowflake's text.
        sql: the statement.
        place: where.
    """
    if number in _NO_DATABASE:
        return no_database(f"{reason}, {number}", place)
    if number in _NO_WAREHOUSE:
        message = f"warehouse {place.warehouse or '(none is set)'} runs no statement: {reason}"
        remedy = "Check the setting warehouse, GRANT USAGE on it, and its resource monitor."
    elif number in _NO_RIGHTS and (found := _NAMED.search(reason)):
        kind, name = found[1].upper(), found[2]
        if kind == "DATABASE" and not sql.startswith("CREATE SCHEMA"):
            return no_database(f"{reason}, {number}", place)
        lacking, remedy = _missing(kind, name, sql, place)
        message = f"{place.as_role} {lacking}: {reason}"
        remedy = f"{remedy} {_NOTHING_LANDED}, no state moved past what is committed."
    else:
        message, remedy = reason, f"{_NOTHING_LANDED}."
    return f"target-snowflake: {message} ({number}). {remedy}"


def _missing(kind: str, name: str, sql: str, place: Place) -> tuple[str, str]:
    """Say which right is missing, and how it is given.

    Args:
        kind: what Snowflake names, such as SCHEMA.
        name: its name, as Snowflake gives it: with its database or without.
        sql: the statement, which names schema and table.
        place: database and role.
    """
    schema, _, table = (_FIRST_NAME.search(sql) or [""])[0].strip('"').replace('""', '"').partition('"."')
    if kind == "DATABASE":
        make = f"CREATE SCHEMA IF NOT EXISTS {_written(place.database, schema)}; "
        make += _grant(_IN_SCHEMA, "SCHEMA", (place.database, schema), place)
        whole = f"{place.database}.{schema}"
        return f"finds no schema {whole} that it may use, and may not make it", _mend(make, whole)
    on: tuple[str, ...]
    if kind == "SCHEMA":
        on = (place.database, name.removeprefix(f"{place.database}."))
        mend = _mend(_grant(_IN_SCHEMA, kind, on, place), ".".join(on))
    elif kind in {"STAGE", "INTEGRATION"}:
        on = tuple(name.split("."))
        mend = _mend(_grant("READ, WRITE" if kind == "STAGE" else "USAGE", kind, on, place))
    else:
        kind, on = "TABLE", (place.database, schema, _STAGED.sub("", table))
        mend = _mend(f"{_grant('OWNERSHIP', kind, on, place)} COPY CURRENT GRANTS")
    return f"lacks a right on {kind.lower()} {'.'.join(on)}, or there is none", mend


def _mend(sql: str, schema: str = "") -> str:
    code = f"put {schema} into warehouse-account/databases.yaml and run `meltano invoke snowflake-account apply`"
    return f"Let an administrator run {sql}{f' (or {code})' if schema else ''}, then run again."


def _grant(privileges: str, kind: str, name: tuple[str, ...], place: Place) -> str:
    return f"GRANT {privileges} ON {kind} {_written(*name)} TO ROLE {_written(place.role or '<role>')}"


def _written(*name: str) -> str:
    """Write a name as SQL does, with quotes where it needs them."""
    return ".".join(part if _PLAIN.fullmatch(part) else '"' + part.replace('"', '""') + '"' for part in name)
