"""CURRENT_ROLE() and its kin: the session's own values in a statement's text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from denomas_sandbox.snowflake.names import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SERVER_VERSION = "9.20.1"
# Texts, quoted names and comments are matched first, so that what they say stays as it is.
_FUNCTION = re.compile(
    r"""'(?:[^'\\]|\\.|'')*'|"(?:[^"]|"")*"|\$\$.*?\$\$|--[^\n]*|/\*.*?\*/"""
    r"""|\bCURRENT_(?P<current>ROLE|WAREHOUSE|USER|ACCOUNT|REGION|SESSION|ACCOUNT_NAME|AVAILABLE_ROLES)\s*\(\s*\)"""
    r"""|\bIS_ROLE_IN_SESSION\s*\(\s*'(?P<role>[^']*)'\s*\)|\bSYSTEM\$(?P<system>\w+)\s*\([^()]*\)""",
    re.IGNORECASE | re.DOTALL,
)
_HINT = re.compile(r"CURRENT_|IS_ROLE_IN_SESSION|SYSTEM\$", re.IGNORECASE)
_SYSTEM_VALUES = {
    "BOOTSTRAP_DATA_REQUEST": json.dumps(
        {"serverVersion": SERVER_VERSION, "accountInfo": {"serviceLevelName": "ENTERPRISE"}}
    ),
    "SHOW_ACTIVE_BEHAVIOR_CHANGE_BUNDLES": "[]",
}


def with_values(sql: str, values: Mapping[str, str], has_role: Callable[[str], bool]) -> str:
    """Put values in the place of functions that fakesnow does not know or knows wrongly.

    Args:
        sql: a statement.
        values: by what follows CURRENT_, in upper case.
        has_role: tells whether the session has a role's rights.
    """
    if not _HINT.search(sql):
        return sql

    def value(match: re.Match[str]) -> str:
        if match["role"] is not None:
            return str(has_role(match["role"])).upper()
        known, name = (values, match["current"]) if match["current"] else (_SYSTEM_VALUES, match["system"])
        return literal(known[name.upper()]) if name and name.upper() in known else match[0]

    return _FUNCTION.sub(value, sql)
