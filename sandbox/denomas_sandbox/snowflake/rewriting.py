"""Statements as fakesnow needs them: what it would refuse or misread, said in other words."""

from __future__ import annotations

import re
from io import StringIO

from fakesnow.dialect import parse_one
from snowflake.connector.util_text import split_statements
from sqlglot import exp

_COMMENT = re.compile(r"\s*(?:--[^\n]*(?:\n|$)|//[^\n]*(?:\n|$)|/\*.*?\*/)", re.DOTALL)
_KEYS = re.compile(
    r"\b(PRIMARY\s+KEY|UNIQUE|FOREIGN\s+KEY|REFERENCES|TEMP(ORARY)?|TRANSIENT|VOLATILE|NOT\s+EXISTS)\b", re.IGNORECASE
)


def trimmed(sql: str) -> str:
    """Take comments before and behind a statement, and the semicolon, away."""
    while match := _COMMENT.match(sql):
        sql = sql[match.end() :]
    sql = sql.strip()
    while sql.endswith(("*/", ";")):
        # Behind a statement only a comment ends so: dbt writes who it is there.
        sql = (sql[: sql.rindex("/*")] if sql.endswith("*/") and "/*" in sql else sql[:-1]).rstrip()
    return sql


def split(sql: str) -> list[str]:
    """Cut several statements apart; what holds comments alone is none."""
    parts = split_statements(StringIO(sql))
    return [text for text, _ in parts if text and trimmed(text)] or [sql]


def keyword(sql: str) -> str:
    """Give the first word of a statement in upper case."""
    match = re.match(r"\(*\s*(\w+)", sql)
    return match[1].upper() if match else ""


def created_relation(sql: str) -> exp.Create | None:
    """Parse a CREATE TABLE or VIEW that has a part which needs a change; None for all others."""
    if not re.match(r"CREATE\b[\w\s]*\b(TABLE|VIEW)\b", sql, re.IGNORECASE) or not _KEYS.search(sql):
        return None
    parsed = parse_one(sql)
    return parsed if isinstance(parsed, exp.Create) and parsed.kind in {"TABLE", "VIEW"} else None


def without_enforced_keys(create: exp.Create) -> None:
    """Take the keys off a table: Snowflake enforces none of them but NOT NULL, DuckDB enforces all."""
    schema = create.this
    if create.kind != "TABLE" or not isinstance(schema, exp.Schema):
        return
    in_key: set[str] = set()
    for part in list(schema.expressions):
        if isinstance(part, exp.ColumnDef):
            constraints = part.args.get("constraints") or []
            if any(isinstance(one.kind, exp.PrimaryKeyColumnConstraint) for one in constraints):
                in_key.add(part.name.upper())
            kept = [one for one in constraints if not isinstance(one.kind, _KEY_CONSTRAINTS)]
            part.set("constraints", kept)
            continue
        inner = part.expressions[0] if isinstance(part, exp.Constraint) and part.expressions else part
        if isinstance(inner, exp.PrimaryKey):
            in_key.update(str(one.name).upper() for one in inner.expressions)
        if isinstance(inner, exp.PrimaryKey | exp.ForeignKey | exp.UniqueColumnConstraint):
            part.pop()
    for part in schema.expressions:
        if (
            isinstance(part, exp.ColumnDef)
            and part.name.upper() in in_key
            and not part.find(exp.NotNullColumnConstraint)
        ):
            part.append("constraints", exp.ColumnConstraint(kind=exp.NotNullColumnConstraint()))


_KEY_CONSTRAINTS = (exp.PrimaryKeyColumnConstraint, exp.UniqueColumnConstraint, exp.Reference)


def without_temporary(create: exp.Create) -> bool:
    """Make a temporary table or view an ordinary one; tell whether it was one.

    fakesnow gives temporary tables a database's name, which DuckDB refuses (facts: snowflake-emulator).
    """
    properties = create.args.get("properties")
    temporary = properties.find(exp.TemporaryProperty) if properties else None
    if temporary is None:
        return False
    temporary.pop()
    return True
