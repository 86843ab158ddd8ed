"""Grants: who may do what, as GRANT and REVOKE say it and SHOW GRANTS shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.names import NAME, parts_of

_GRANT = re.compile(
    rf"(?P<verb>GRANT|REVOKE)\s+(?:GRANT\s+OPTION\s+FOR\s+)?(?P<what>.+?)\s+(?:TO|FROM)\s+"
    rf"(?:(?P<to>ROLE|SHARE|USER|DATABASE\s+ROLE|APPLICATION(?:\s+ROLE)?)\s+)?(?P<grantee>{NAME})"
    r"(?P<option>\s+WITH\s+GRANT\s+OPTION)?(?:\s+(?:COPY|REVOKE)\s+CURRENT\s+GRANTS|\s+CASCADE|\s+RESTRICT)*",
    re.IGNORECASE | re.DOTALL,
)
_ON = re.compile(
    rf"(?P<privileges>.+?)\s+ON\s+(?P<many>FUTURE\s+|ALL\s+)?(?P<kind>[A-Z][A-Z\s]*?)"
    rf"(?:\s+IN\s+(?P<scope>SCHEMA|DATABASE))?\s+(?P<name>{NAME})(?:\s*\((?P<arguments>[^)]*)\))?",
    re.IGNORECASE | re.DOTALL,
)
_OF_ROLE = re.compile(rf"(?P<kind>(?:DATABASE\s+)?ROLE)\s+(?P<name>{NAME})", re.IGNORECASE)
_ON_ACCOUNT = re.compile(r"(?P<privileges>.+?)\s+ON\s+ACCOUNT", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Grant:
    """One privilege on one object for one grantee; for roles the privilege is USAGE.

    Attributes:
        name: the object's full name; of a future grant `SCHEMA.<KIND>`, as Snowflake writes it.
    """

    privilege: str
    granted_on: str
    name: str
    granted_to: str
    grantee: str
    future: bool = False
    grant_option: bool = field(compare=False, default=False)
    granted_by: str = field(compare=False, default="")
    created_on: str = field(compare=False, default="")


@dataclass(frozen=True)
class Order:
    """What a GRANT or REVOKE says.

    Attributes:
        revoke: whether it takes away.
        to: the kind of grantee, such as ROLE.
        grantee: its name, in parts.
        privileges: in upper case.
        kind: of the object, in the singular.
        name: of the object, or of the schema or database that ALL or FUTURE objects are in.
        many: ALL or FUTURE; empty for one object.
        scope: SCHEMA or DATABASE with ALL and FUTURE.
    """

    revoke: bool
    to: str
    grantee: tuple[str, ...]
    privileges: tuple[str, ...]
    kind: str
    name: tuple[str, ...]
    many: str = ""
    scope: str = ""
    grant_option: bool = False


def order(sql: str) -> Order | None:
    """Read a GRANT or REVOKE; None when the statement is of another sort.

    Raises:
        SnowflakeError: when its syntax is none of Snowflake's.
    """
    match = _GRANT.fullmatch(sql)
    if match is None:
        return None
    revoke, to = match["verb"].upper() == "REVOKE", words(match["to"] or "ROLE")
    grantee, what, option = parts_of(match["grantee"]), match["what"], bool(match["option"])
    if to == "SHARE" and option:
        raise errors.compilation("Cannot grant to a share WITH GRANT OPTION.")
    of_role = _OF_ROLE.fullmatch(what)
    if of_role:
        return Order(revoke, to, grantee, ("USAGE",), words(of_role["kind"]), parts_of(of_role["name"]))
    on_account = _ON_ACCOUNT.fullmatch(what)
    if on_account:
        return Order(revoke, to, grantee, _privileges(on_account["privileges"]), "ACCOUNT", ("ACCOUNT",))
    on = _ON.fullmatch(what)
    if on is None:
        raise errors.compilation(f"syntax error in GRANT: unexpected '{what}'.")
    many = words(on["many"] or "")
    kind = singular(words(on["kind"])) if many else words(on["kind"])
    name = parts_of(on["name"])
    if on["arguments"] is not None:
        name = (*name[:-1], f"{name[-1]}({on['arguments'].upper()})")
    scope = words(on["scope"] or "")
    return Order(revoke, to, grantee, _privileges(on["privileges"]), kind, name, many, scope, option)


def _privileges(text: str) -> tuple[str, ...]:
    # OWNERSHIP and ALL PRIVILEGES are words like the others.
    return tuple(words(one) for one in text.split(","))


def words(text: str) -> str:
    """Give words in upper case with one blank between."""
    return " ".join(text.upper().split())


def singular(kinds: str) -> str:
    """Give the name of one of them."""
    if kinds.endswith("POLICIES"):
        return f"{kinds[:-3]}Y"
    return kinds.removesuffix("S")


def stored_kind(kind: str) -> str:
    """Give the kind under which an object is kept: integrations of all sorts share their names."""
    return "INTEGRATION" if kind.endswith("INTEGRATION") else kind
