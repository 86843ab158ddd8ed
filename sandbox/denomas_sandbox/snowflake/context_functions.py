"""CURRENT_ROLE() and its kin: the session's own values in a statement's text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from denomas_sandbox.snowflake.names import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SERVER_VERSION = "9.20.1"
_CURRENT = re.compile(
    r"\bCURRENT_(ROLE|WAREHOUSE|USER|ACCOUNT|REGION|SESSION|ACCOUNT_NAME|AVAILABLE_ROLES)\s*\(\s*\)", re.IGNORECASE
)
_IN_SESSION = re.compile(r"\bIS_ROLE_IN_SESSION\s*\(\s*'([^']*)'\s*\)", re.IGNORECASE)
_SYSTEM = re.compile(r"\bSYSTEM\$(\w+)\s*\(([^()]*)\)", re.IGNORECASE)
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
    upper = sql.upper()
    if "CURRENT_" in upper:
        sql = _CURRENT.sub(lambda match: _known(match[1], values, match[0]), sql)
    if "IS_ROLE_IN_SESSION" in upper:
        sql = _IN_SESSION.sub(lambda match: str(has_role(match[1])).upper(), sql)
    if "SYSTEM$" in upper:
        sql = _SYSTEM.sub(lambda match: _known(match[1], _SYSTEM_VALUES, match[0]), sql)
    return sql


def _known(name: str, values: Mapping[str, str], otherwise: str) -> str:
    return literal(values[name.upper()]) if name.upper() in values else otherwise
