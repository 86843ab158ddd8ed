"""CREATE, ALTER, DROP and COMMENT of what an account has beside tables and views, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.grants import words
from denomas_sandbox.snowflake.names import NAME, parts_of, text_of
from denomas_sandbox.snowflake.properties import Properties, read

ACCOUNT_KINDS = (
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
    "CATALOG INTEGRATION",
    "EXTERNAL ACCESS INTEGRATION",
    "INTEGRATION",
    "EXTERNAL VOLUME",
)
SCHEMA_KINDS = (
    "EXTERNAL TABLE",
    "TASK",
    "STREAM",
    "PIPE",
    "ALERT",
    "SECRET",
    "NETWORK RULE",
    "MASKING POLICY",
    "ROW ACCESS POLICY",
    "PASSWORD POLICY",
    "SESSION POLICY",
    "AUTHENTICATION POLICY",
    "FUNCTION",
    "PROCEDURE",
    "TAG",
)
# What fakesnow has as well: there it exists, here is what it does not keep.
SHARED_KINDS = ("DATABASE", "SCHEMA", "STAGE", "FILE FORMAT")
_KINDS = "|".join(kind.replace(" ", r"\s+") for kind in (*ACCOUNT_KINDS, "DATABASE ROLE", *SCHEMA_KINDS, *SHARED_KINDS))
_DDL = re.compile(
    rf"(?P<verb>CREATE|ALTER|DROP)\s+(?P<before>(?:OR\s+REPLACE|SECURE|TEMPORARY|TEMP|TRANSIENT|EXTERNAL(?=\s+FUNCTION))"
    rf"(?:\s+(?:SECURE|TEMPORARY|TEMP|TRANSIENT))*\s+)?(?P<kind>{_KINDS})\s+"
    rf"(?P<exists>IF\s+(?:NOT\s+)?EXISTS\s+)?(?P<name>{NAME})(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_COMMENT = re.compile(
    rf"COMMENT\s+(?P<exists>IF\s+EXISTS\s+)?ON\s+(?P<kind>{_KINDS})\s+(?P<name>{NAME})\s+IS\s+(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_WRONG_ACCOUNTS = re.compile(r"\bACCOUNTS\s*=\s*['\"\u2018\u2019\u201c\u201d]", re.IGNORECASE)


@dataclass(frozen=True)
class Definition:
    """What a statement says.

    Attributes:
        verb: CREATE, ALTER, DROP or COMMENT.
        kind: in upper case, with single blanks.
        name: in parts, as it is written.
        properties: what follows the name.
        replace: whether OR REPLACE is there.
        exists: whether IF EXISTS or IF NOT EXISTS is there.
        before: further words before the kind, such as TRANSIENT or TEMPORARY.
    """

    verb: str
    kind: str
    name: tuple[str, ...]
    properties: Properties
    replace: bool = False
    exists: bool = False
    before: str = ""


def definition(sql: str) -> Definition | None:
    """Read a statement; None when it is about something else.

    Raises:
        SnowflakeError: when the accounts of a share are written as texts (facts: snowflake-sql).
    """
    comment = _COMMENT.fullmatch(sql)
    if comment:
        said = Properties({"COMMENT": text_of(comment["text"].strip())}, ["SET"])
        return Definition("COMMENT", words(comment["kind"]), parts_of(comment["name"]), said)
    match = _DDL.fullmatch(sql)
    if match is None:
        return None
    kind, before = words(match["kind"]), words(match["before"] or "")
    if kind == "SHARE" and _WRONG_ACCOUNTS.search(match["rest"]):
        raise errors.compilation("syntax error line 1: accounts are identifiers, not strings.")
    return Definition(
        match["verb"].upper(),
        kind,
        parts_of(match["name"]),
        read(match["rest"]),
        "OR REPLACE" in before,
        bool(match["exists"]),
        before.replace("OR REPLACE", "").strip(),
    )
