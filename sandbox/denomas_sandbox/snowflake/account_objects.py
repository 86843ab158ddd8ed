"""Roles, warehouses, shares, tasks, grants: what an account has beside tables, kept as a record of its statements."""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.journal import without_secrets
from denomas_sandbox.snowflake.names import NAME, normalised

if TYPE_CHECKING:
    from denomas_sandbox.snowflake.journal import Journal

# Of the account itself, and of a schema, whose names are completed with the session's database and schema.
_ACCOUNT_KINDS = (
    "ROLE",
    "WAREHOUSE",
    "SHARE",
    "USER",
    "RESOURCE MONITOR",
    "NETWORK POLICY",
    "STORAGE INTEGRATION",
    "NOTIFICATION INTEGRATION",
    "API INTEGRATION",
    "SECURITY INTEGRATION",
    "INTEGRATION",
)
_SCHEMA_KINDS = (
    "EXTERNAL TABLE",
    "TASK",
    "STREAM",
    "PIPE",
    "MASKING POLICY",
    "ROW ACCESS POLICY",
    "FUNCTION",
    "PROCEDURE",
    "TAG",
)
_KINDS = "|".join(kind.replace(" ", r"\s+") for kind in (*_ACCOUNT_KINDS, "DATABASE ROLE", *_SCHEMA_KINDS))
_DDL = re.compile(
    rf"(?P<verb>CREATE|ALTER|DROP)\s+(?P<replace>OR\s+REPLACE\s+)?(?:SECURE\s+|TEMPORARY\s+|TEMP\s+)*"
    rf"(?P<kind>{_KINDS})\s+(?P<exists>IF\s+(?:NOT\s+)?EXISTS\s+)?(?P<name>{NAME})(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_GRANT = re.compile(
    rf"(?P<verb>GRANT|REVOKE)\s+(?:GRANT\s+OPTION\s+FOR\s+)?(?P<what>.+?)\s+(?:TO|FROM)\s+"
    rf"(?:(?P<to>ROLE|SHARE|USER|DATABASE\s+ROLE|APPLICATION(?:\s+ROLE)?)\s+)?(?P<grantee>{NAME})"
    r"(?P<option>\s+WITH\s+GRANT\s+OPTION)?(?:\s+(?:COPY|REVOKE)\s+CURRENT\s+GRANTS|\s+CASCADE|\s+RESTRICT)?",
    re.IGNORECASE | re.DOTALL,
)
_ON = re.compile(
    rf"(?P<privileges>.+?)\s+ON\s+(?P<future>FUTURE\s+|ALL\s+)?(?P<kind>[A-Z][A-Z\s]*?)"
    rf"(?:\s+IN\s+(?P<scope>SCHEMA|DATABASE))?\s+(?P<name>{NAME})(?:\s*\([^)]*\))?",
    re.IGNORECASE | re.DOTALL,
)
_OF_ROLE = re.compile(rf"(?:DATABASE\s+)?ROLE\s+(?P<name>{NAME})", re.IGNORECASE)
_ACCOUNTS = re.compile(r"\bACCOUNTS\s*=\s*['\"\u2018\u2019\u201c\u201d]", re.IGNORECASE)
_STATE = re.compile(r"^\s*(RESUME|SUSPEND)\b", re.IGNORECASE)
_COMMENT = re.compile(r"\bCOMMENT\s*=\s*'((?:[^']|'')*)'", re.IGNORECASE)
_POLICY_ON_COLUMN = re.compile(
    rf"ALTER\s+(?P<kind>TABLE|VIEW)\s+(?:IF\s+EXISTS\s+)?(?P<name>{NAME})\s+.*\bMASKING\s+POLICY\b",
    re.IGNORECASE | re.DOTALL,
)
_SHOW = re.compile(
    r"SHOW\s+(?:TERSE\s+)?(?P<kinds>ROLES|WAREHOUSES|SHARES|TASKS|STREAMS|PIPES|USERS|EXTERNAL\s+TABLES|"
    r"(?:STORAGE\s+)?INTEGRATIONS|MASKING\s+POLICIES|RESOURCE\s+MONITORS)"
    r"(?:\s+LIKE\s+'(?P<like>(?:[^']|'')*)')?(?:\s+IN\s+.*)?(?:\s+STARTS\s+WITH\s+.*)?(?:\s+LIMIT\s+\d+)?",
    re.IGNORECASE | re.DOTALL,
)
_SHOW_GRANTS = re.compile(
    rf"SHOW\s+GRANTS(?:\s+(?P<side>ON|TO|OF)\s+(?P<kind>[A-Z]+(?:\s+[A-Z]+)*?)\s+(?P<name>{NAME}))?",
    re.IGNORECASE | re.DOTALL,
)

Rows = tuple[tuple[str, ...], list[tuple[str | None, ...]]]


@dataclass
class Context:
    """Who executes a statement, and where.

    Attributes:
        user: who is signed in.
        role: the role in use.
        database: the current database, None for none.
        schema: the current schema, None for none.
    """

    user: str
    role: str
    database: str | None
    schema: str | None


@dataclass
class AccountObject:
    """One role, warehouse, task or the like."""

    created_on: str
    kind: str
    name: str
    owner: str
    comment: str = ""
    state: str = ""


@dataclass(frozen=True)
class Grant:
    """One privilege on one object for one grantee; for roles and users of a role the privilege is USAGE."""

    privilege: str
    granted_on: str
    name: str
    granted_to: str
    grantee: str
    grant_option: bool = field(compare=False, default=False)
    granted_by: str = field(compare=False, default="")
    created_on: str = field(compare=False, default="")


class AccountObjects:
    """All objects of the account that are no databases, schemas, tables, views, stages or file formats."""

    def __init__(self, journal: Journal, *, user: str, roles: tuple[str, ...], warehouses: tuple[str, ...]) -> None:
        """Begin with what every account has, then repeat what the journal says happened since."""
        self._journal = journal
        self._objects: dict[tuple[str, str], AccountObject] = {}
        self._grants: dict[Grant, Grant] = {}
        for kind, names in (("ROLE", roles), ("WAREHOUSE", warehouses), ("USER", (user,))):
            for name in names:
                self._objects[kind, name] = AccountObject("", kind, name, "ACCOUNTADMIN")
        for entry in journal.entries():
            if entry["verb"] != "OTHER":
                context = Context(entry["user"], entry["role"], entry["database"], entry["schema"])
                self._apply(entry["sql"], context, entry["at"])

    def exists(self, kind: str, name: str) -> bool:
        """Tell whether there is an object of a kind, such as ROLE, under a name without quotes."""
        return (kind, name) in self._objects

    def execute(self, sql: str, context: Context) -> str | None:
        """Execute and record a statement on account objects.

        Returns:
            The line that Snowflake answers with; None when the statement is of another sort.

        Raises:
            SnowflakeError: when what it names is missing, or is there already, or its syntax is one that fails in
                Snowflake though it is often written (facts: snowflake-sql).
        """
        answer = self._apply(sql, context, datetime.now(UTC).isoformat())
        if answer is not None:
            self.record(sql, context)
        return answer

    def record(self, sql: str, context: Context) -> None:
        """Put a statement into the journal."""
        verb, kind, name = _outline(sql, context)
        self._journal.add(
            {
                "verb": verb,
                "kind": kind,
                "name": name,
                "user": context.user,
                "role": context.role,
                "database": context.database,
                "schema": context.schema,
                "sql": without_secrets(sql),
            }
        )

    def _apply(self, sql: str, context: Context, now: str) -> str | None:
        ddl = _DDL.fullmatch(sql)
        if ddl:
            return self._define(ddl, context, now)
        grant = _GRANT.fullmatch(sql)
        if grant:
            return self._grant(grant, context, now)
        return "Statement executed successfully." if _POLICY_ON_COLUMN.match(sql) else None

    def _define(self, ddl: re.Match[str], context: Context, now: str) -> str:
        verb, kind = ddl["verb"].upper(), _words(ddl["kind"])
        name = _full_name(kind, ddl["name"], context)
        key = (_stored_kind(kind), name)
        there = key in self._objects
        if verb == "CREATE":
            if there and ddl["exists"]:
                return f"{name} already exists, statement succeeded."
            if there and not ddl["replace"]:
                raise errors.already_exists(name)
            comment = _COMMENT.search(ddl["rest"])
            state = "suspended" if kind == "TASK" else "STARTED" if kind == "WAREHOUSE" else ""
            self._objects[key] = AccountObject(
                now, key[0], name, context.role, comment[1].replace("''", "'") if comment else "", state
            )
            return f"{kind.capitalize()} {name} successfully created."
        if not there:
            if ddl["exists"]:
                return "Statement executed successfully."
            raise errors.does_not_exist(kind.capitalize(), name)
        if verb == "DROP":
            del self._objects[key]
            self._grants = {
                grant: grant for grant in self._grants if name not in {grant.grantee, grant.name} or kind == "USER"
            }
            return f"{name} successfully dropped."
        if kind == "SHARE" and _ACCOUNTS.search(ddl["rest"]):
            raise errors.compilation("syntax error line 1: accounts are identifiers, not strings.")
        state_change = _STATE.match(ddl["rest"])
        if state_change:
            resumed = state_change[1].upper() == "RESUME"
            words = ("started", "suspended") if kind == "TASK" else ("STARTED", "SUSPENDED")
            self._objects[key].state = words[0 if resumed else 1]
        return "Statement executed successfully."

    def _grant(self, match: re.Match[str], context: Context, now: str) -> str:
        to, grantee = _words(match["to"] or "ROLE"), normalised(match["grantee"])
        if to == "DATABASE ROLE":
            grantee = _full_name(to, match["grantee"], context)
        if to in {"ROLE", "SHARE", "USER", "DATABASE ROLE"} and (to, grantee) not in self._objects:
            raise errors.does_not_exist(to.capitalize(), grantee)
        if to == "SHARE" and match["option"]:
            raise errors.compilation("Cannot grant to a share WITH GRANT OPTION.")
        for granted in self._granted(match["what"], context, to, grantee):
            full = Grant(
                granted.privilege,
                granted.granted_on,
                granted.name,
                to,
                grantee,
                bool(match["option"]),
                context.role,
                now,
            )
            if match["verb"].upper() == "GRANT":
                self._grants[full] = full
            else:
                self._grants.pop(full, None)
        return "Statement executed successfully."

    def _granted(self, what: str, context: Context, to: str, grantee: str) -> list[Grant]:
        role = _OF_ROLE.fullmatch(what)
        if role:
            name = normalised(role["name"])
            if ("ROLE", name) not in self._objects and "DATABASE" not in what.upper():
                raise errors.does_not_exist("Role", name)
            return [Grant("USAGE", "ROLE", name, to, grantee)]
        on = _ON.fullmatch(what)
        if on is None:
            if re.search(r"\bON\s+ACCOUNT$", what, re.IGNORECASE):
                privileges = re.sub(r"\s+ON\s+ACCOUNT$", "", what, flags=re.IGNORECASE)
                return [Grant(_words(one), "ACCOUNT", "ACCOUNT", to, grantee) for one in privileges.split(",")]
            raise errors.compilation(f"syntax error in GRANT: unexpected '{what}'.")
        kind = _words(on["kind"])
        stored = _stored_kind(kind)
        name = _qualified(kind, on["name"], context) if not on["scope"] else normalised(on["name"])
        if stored in {"WAREHOUSE", "INTEGRATION", "TASK"} and not on["scope"] and (stored, name) not in self._objects:
            raise errors.does_not_exist(kind.capitalize(), name)
        if on["future"]:
            name = f"{name}.<{_singular(kind)}>" if _words(on["future"]) == "FUTURE" else f"{name}.*"
            kind = _singular(kind)
        return [Grant(_words(one), kind, name, to, grantee) for one in on["privileges"].split(",")]

    def show(self, sql: str, context: Context) -> Rows | None:
        """Answer SHOW from the record; None when it is about something else."""
        grants = _SHOW_GRANTS.fullmatch(sql)
        if grants:
            return self._show_grants(grants, context)
        match = _SHOW.fullmatch(sql)
        if match is None:
            return None
        kind = _stored_kind(_singular(_words(match["kinds"])))
        like = (match["like"] or "%").replace("''", "'").upper()
        pattern = like.replace("%", "*").replace("_", "?")
        found = [one for (stored, _), one in sorted(self._objects.items()) if stored == kind]
        found = [one for one in found if fnmatch.fnmatchcase(one.name.rsplit(".", 1)[-1].upper(), pattern)]
        return (
            ("created_on", "name", "state", "is_current", "owner", "comment"),
            [
                (one.created_on, one.name, one.state, "Y" if one.name == context.role else "N", one.owner, one.comment)
                for one in found
            ],
        )

    def _show_grants(self, match: re.Match[str], context: Context) -> Rows:
        side, kind, name = (match["side"] or "TO").upper(), "ROLE", context.role
        if match["name"]:
            kind = _words(match["kind"])
            name = _qualified(kind, match["name"], context) if side == "ON" else normalised(match["name"])
        columns = (
            "created_on",
            "privilege",
            "granted_on",
            "name",
            "granted_to",
            "grantee_name",
            "grant_option",
            "granted_by",
        )
        chosen = [
            grant
            for grant in self._grants
            if (side == "TO" and (grant.granted_to, grant.grantee) == (kind, name))
            or (side == "ON" and (grant.granted_on, grant.name) == (kind, name))
            or (side == "OF" and (grant.granted_on, grant.name) == ("ROLE", name))
        ]
        return columns, [
            (
                grant.created_on,
                grant.privilege,
                grant.granted_on,
                grant.name,
                grant.granted_to,
                grant.grantee,
                str(grant.grant_option).lower(),
                grant.granted_by,
            )
            for grant in chosen
        ]


def _words(text: str) -> str:
    return " ".join(text.upper().split())


def _singular(kinds: str) -> str:
    return kinds.removesuffix("IES") + "Y" if kinds.endswith("POLICIES") else kinds.removesuffix("S")


def _stored_kind(kind: str) -> str:
    return "INTEGRATION" if kind.endswith("INTEGRATION") else kind


def _full_name(kind: str, name: str, context: Context) -> str:
    if kind in _ACCOUNT_KINDS:
        return normalised(name)
    if kind == "DATABASE ROLE":
        return normalised(name) if "." in name else f"{context.database}.{normalised(name)}"
    return _qualified(kind, name, context)


def _qualified(kind: str, name: str, context: Context) -> str:
    """Complete the name of something in a schema, or of a schema, with the session's database and schema."""
    full = normalised(name)
    missing = {"DATABASE": 0, "SCHEMA": 1}.get(kind, 0 if kind in _ACCOUNT_KINDS else 2) - full.count(".")
    before = [context.database or "", context.schema or ""]
    if kind == "SCHEMA":
        before = before[:1]
    return ".".join([*before[len(before) - missing :], full]) if missing > 0 else full


def _outline(sql: str, context: Context) -> tuple[str, str, str]:
    ddl = _DDL.fullmatch(sql)
    if ddl:
        kind = _words(ddl["kind"])
        return ddl["verb"].upper(), kind, _full_name(kind, ddl["name"], context)
    grant = _GRANT.fullmatch(sql)
    if grant:
        return grant["verb"].upper(), _words(grant["to"] or "ROLE"), normalised(grant["grantee"])
    policy = _POLICY_ON_COLUMN.match(sql)
    if policy:
        return "ALTER", policy["kind"].upper(), _qualified(policy["kind"].upper(), policy["name"], context)
    return "OTHER", "", ""
