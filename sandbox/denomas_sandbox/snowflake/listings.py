"""SHOW and DESCRIBE of what is no table or view, with the columns that Snowflake's documentation lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.definitions import ACCOUNT_KINDS, SCHEMA_KINDS
from denomas_sandbox.snowflake.describing import described, parameters
from denomas_sandbox.snowflake.grants import singular, stored_kind, words
from denomas_sandbox.snowflake.names import NAME, parts_of
from denomas_sandbox.snowflake.show_columns import COLUMNS, GRANT_COLUMNS, cell, grant_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from denomas_sandbox.snowflake.account_object import AccountObject, Context
    from denomas_sandbox.snowflake.account_objects import AccountObjects
    from denomas_sandbox.snowflake.grants import Grant

    Shared = Callable[[str], list[tuple[str, ...]]]

_PLURALS = "|".join(
    (f"{kind[:-1]}IES" if kind.endswith("Y") else f"{kind}S").replace(" ", r"\s+")
    for kind in (*ACCOUNT_KINDS, *SCHEMA_KINDS, "DATABASE ROLE", "DATABASE", "SCHEMA", "STAGE", "FILE FORMAT")
    if kind not in {"FUNCTION", "PROCEDURE"}
)
_SHOW = re.compile(
    rf"SHOW\s+(?P<terse>TERSE\s+)?(?P<kinds>{_PLURALS})(?:\s+HISTORY)?"
    r"(?:\s+LIKE\s+'(?P<like>(?:[^'\\]|\\.|'')*)')?"
    rf"(?:\s+IN\s+(?P<scope>ACCOUNT|DATABASE|SCHEMA)?\s*(?P<name>{NAME})?)?"
    r"(?:\s+STARTS\s+WITH\s+'(?P<starts>(?:[^']|'')*)')?(?:\s+LIMIT\s+(?P<limit>\d+)(?:\s+FROM\s+'[^']*')?)?",
    re.IGNORECASE | re.DOTALL,
)
_GRANTS = re.compile(
    rf"SHOW\s+(?P<future>FUTURE\s+)?GRANTS(?:\s+(?P<side>ON|TO|OF|IN)\s+(?P<kind>[A-Z]+(?:\s+[A-Z]+)*?)"
    rf"(?:\s+(?P<name>{NAME}))?)?",
    re.IGNORECASE | re.DOTALL,
)
_PARAMETERS = re.compile(
    rf"SHOW\s+PARAMETERS(?:\s+LIKE\s+'(?P<like>[^']*)')?"
    rf"(?:\s+(?:IN|FOR)\s+(?P<kind>SESSION|ACCOUNT|USER|WAREHOUSE|DATABASE|SCHEMA|TASK|TABLE)(?:\s+(?P<name>{NAME}))?)?",
    re.IGNORECASE | re.DOTALL,
)
_INDEXES = re.compile(r"SHOW\s+INDEXES\b.*", re.IGNORECASE | re.DOTALL)
_DESCRIBE = re.compile(
    rf"DESC(?:RIBE)?\s+(?P<kind>(?:\w+\s+)?INTEGRATION|USER|STAGE|FILE\s+FORMAT|WAREHOUSE|TASK|SECRET|SHARE|"
    rf"MASKING\s+POLICY|ROW\s+ACCESS\s+POLICY|NETWORK\s+POLICY)\s+(?P<name>{NAME})",
    re.IGNORECASE | re.DOTALL,
)

Rows = tuple[tuple[str, ...], list[tuple[Any, ...]]]


class Listings:
    """Answers from what the account keeps.

    Attributes:
        shared: gives the full names of all databases, schemas, stages or file formats that there are.
    """

    def __init__(self, objects: AccountObjects, shared: Shared) -> None:
        """Take the objects."""
        self._objects = objects
        self.shared = shared

    def answer(self, sql: str, context: Context, session: dict[str, Any]) -> Rows | None:
        """Answer a SHOW or DESCRIBE; None when it is about something else.

        Args:
            sql: the statement.
            context: who asks.
            session: the parameters of the session.

        Raises:
            SnowflakeError: when what it names does not exist.
        """
        grants = _GRANTS.fullmatch(sql)
        if grants:
            return self._grants(grants, context)
        asked = _PARAMETERS.fullmatch(sql)
        if asked:
            kind = words(asked["kind"] or "SESSION")
            holder = self._named(kind, asked["name"], context) if asked["name"] else None
            return parameters(kind, holder, session, asked["like"])
        if _INDEXES.fullmatch(sql):
            # Only hybrid tables have some.
            return ("created_on", "name", "is_unique", "columns", "table", "database_name", "schema_name"), []
        describe = _DESCRIBE.fullmatch(sql)
        if describe:
            return described(self._named(words(describe["kind"]), describe["name"], context))
        show = _SHOW.fullmatch(sql)
        return self._show(show, context) if show else None

    def _named(self, kind: str, name: str, context: Context) -> AccountObject:
        full = self._objects.complete(kind, parts_of(name), context)
        found = self._objects.find(kind, *full)
        if found is None and kind in {"DATABASE", "SCHEMA", "STAGE", "FILE FORMAT"} and full in self.shared(kind):
            found = self._objects.of_shared(kind, full)
        if found is None:
            raise errors.does_not_exist(kind.capitalize(), ".".join(full))
        return found

    def _show(self, show: re.Match[str], context: Context) -> Rows:
        sort = singular(words(show["kinds"])) if not show["kinds"].upper().endswith("IES") else words(show["kinds"])
        sort = f"{sort[:-3]}Y" if sort.endswith("IES") else sort
        kind = stored_kind(sort)
        if kind in {"DATABASE", "SCHEMA", "STAGE", "FILE FORMAT"}:
            found = [self._objects.of_shared(kind, name) for name in sorted(self.shared(kind))]
        else:
            found = self._objects.all_of(kind)
        if sort not in {kind, "INTEGRATION"}:
            found = [one for one in found if one.properties.get("SORT", kind) == sort]
        scope = self._scope(show, sort, context)
        pattern = _pattern(show["like"])
        starts = (show["starts"] or "").replace("''", "'")
        found = [
            one
            for one in found
            if one.name[: len(scope)] == scope
            and (pattern is None or pattern.fullmatch(one.name[-1]))
            and one.name[-1].startswith(starts)
        ]
        found = found[: int(show["limit"])] if show["limit"] else found
        columns = COLUMNS["TERSE"] if show["terse"] else COLUMNS.get(kind, COLUMNS["OTHER"])
        return columns, [tuple(cell(column, one, context) for column in columns) for one in found]

    def _scope(self, show: re.Match[str], sort: str, context: Context) -> tuple[str, ...]:
        if sort in {*ACCOUNT_KINDS, "DATABASE"} or (show["scope"] or "").upper() == "ACCOUNT":
            return ()
        if show["name"]:
            given = parts_of(show["name"])
            in_schema = (show["scope"] or ("SCHEMA" if sort != "SCHEMA" else "DATABASE")).upper() == "SCHEMA"
            return ((context.database or "",) if in_schema and len(given) == 1 else ()) + given
        if (show["scope"] or "").upper() == "DATABASE" or sort in {"SCHEMA", "DATABASE ROLE"}:
            return (context.database,) if context.database else ()
        return (context.database, context.schema) if context.database and context.schema else ()

    def _grants(self, asked: re.Match[str], context: Context) -> Rows:
        side, kind, name = (asked["side"] or "TO").upper(), "ROLE", context.role
        if asked["name"] or (asked["kind"] or "").upper() == "ACCOUNT":
            kind = stored_kind(words(asked["kind"]))
            name = ".".join(self._objects.complete(kind, parts_of(asked["name"] or "ACCOUNT"), context))
        if side == "TO" and kind in {"ROLE", "USER", "SHARE"} and not self._objects.exists(kind, name):
            raise errors.does_not_exist(kind.capitalize(), name)
        future = bool(asked["future"])

        def chosen(grant: Grant) -> bool:
            if grant.future is not future:
                return False
            if side == "IN":
                return grant.name.startswith(f"{name}.<")
            if side == "TO":
                return (grant.granted_to, grant.grantee) == (kind, name)
            if side == "OF":
                return (grant.privilege, grant.granted_on, grant.name) == ("USAGE", "ROLE", name)
            return (grant.granted_on, grant.name) == (kind, name)

        columns = GRANT_COLUMNS["FUTURE" if future else "OF" if side == "OF" or kind == "USER" else "ON"]
        return columns, [
            tuple(grant_cell(column, grant) for column in columns) for grant in self._objects.grants() if chosen(grant)
        ]


def _pattern(like: str | None) -> re.Pattern[str] | None:
    r"""Give a LIKE pattern as a regular expression; snowddl writes `\\_` for a plain underscore."""
    if like is None:
        return None
    text = like.replace("''", "'").replace("\\\\", "\\")
    parts = re.split(r"(\\.|%|_)", text)
    pattern = "".join(
        {"%": ".*", "_": "."}.get(part) or re.escape(part[1:] if part.startswith("\\") and part[1:] else part)
        for part in parts
    )
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)
