"""DESCRIBE of users, stages, integrations and the like, and SHOW PARAMETERS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from denomas_sandbox.snowflake.account_object import AccountObject

Rows = tuple[tuple[str, ...], list[tuple[Any, ...]]]

_PARAMETER_COLUMNS = ("key", "value", "default", "level", "description", "type")
# Parameters that are shown although nobody has set them, by what can have them.
_PARAMETERS: dict[str, dict[str, str]] = {
    "SESSION": {
        "AUTOCOMMIT": "true",
        "QUERY_TAG": "",
        "STATEMENT_TIMEOUT_IN_SECONDS": "172800",
        "LOCK_TIMEOUT": "43200",
        "TIMEZONE": "Etc/UTC",
        "ERROR_ON_NONDETERMINISTIC_MERGE": "true",
    },
    "WAREHOUSE": {
        "MAX_CONCURRENCY_LEVEL": "8",
        "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS": "0",
        "STATEMENT_TIMEOUT_IN_SECONDS": "172800",
    },
    "DATABASE": {"DATA_RETENTION_TIME_IN_DAYS": "1", "MAX_DATA_EXTENSION_TIME_IN_DAYS": "14"},
    "SCHEMA": {"DATA_RETENTION_TIME_IN_DAYS": "1", "MAX_DATA_EXTENSION_TIME_IN_DAYS": "14"},
}
_PARAMETERS["ACCOUNT"] = _PARAMETERS["USER"] = _PARAMETERS["SESSION"]
_USER_PROPERTIES = (
    "NAME",
    "COMMENT",
    "DISPLAY_NAME",
    "TYPE",
    "LOGIN_NAME",
    "FIRST_NAME",
    "LAST_NAME",
    "EMAIL",
    "PASSWORD",
    "DISABLED",
    "DEFAULT_WAREHOUSE",
    "DEFAULT_NAMESPACE",
    "DEFAULT_ROLE",
    "RSA_PUBLIC_KEY",
    "RSA_PUBLIC_KEY_2",
)
_STAGE_DEFAULTS = {
    "STAGE_COPY_OPTIONS": {
        "ON_ERROR": "ABORT_STATEMENT",
        "SIZE_LIMIT": "",
        "PURGE": "false",
        "RETURN_FAILED_ONLY": "false",
        "ENFORCE_LENGTH": "true",
        "TRUNCATECOLUMNS": "false",
        "FORCE": "false",
    },
    "DIRECTORY": {"ENABLE": "false", "AUTO_REFRESH": "false"},
}
_STAGE_GROUPS = {"STAGE_COPY_OPTIONS": "COPY_OPTIONS", "DIRECTORY": "DIRECTORY"}


def described(one: AccountObject) -> Rows:
    """Describe an object, one row a property."""
    if one.kind == "STAGE":
        return _stage(one)
    if one.kind == "USER":
        own = {"NAME": one.name[-1], **one.properties}
        rows = [(key, _text(own.get(key)) or "null", "null", "") for key in _USER_PROPERTIES]
        return ("property", "value", "default", "description"), rows
    hidden = {"SORT", "BEFORE"}
    properties = {"ENABLED": "false", **one.properties} if one.kind == "INTEGRATION" else one.properties
    rows = [(key, _type(value), _text(value), "") for key, value in properties.items() if key not in hidden]
    if one.body is not None:
        rows.append(("BODY", "String", one.body, ""))
    return ("property", "property_type", "property_value", "property_default"), rows


def parameters(kind: str, holder: AccountObject | None, session: dict[str, Any], like: str | None) -> Rows:
    """Show the parameters of a session, a user, a warehouse and so on.

    Args:
        kind: of the holder.
        holder: whose parameters are asked for; None for the session's and the account's.
        session: the session's own.
        like: a pattern for the keys.
    """
    known = dict(_PARAMETERS.get(kind, {}))
    own = session if kind == "SESSION" else holder.properties if holder else {}
    if kind == "SESSION":
        known |= dict.fromkeys(own, "")
    pattern = re.compile(re.escape(like or "%").replace("%", ".*").replace("_", "."), re.IGNORECASE)
    rows = [
        (key, _text(own.get(key, default)), default, kind if key in own else "", "", _sort(default))
        for key, default in sorted(known.items())
        if pattern.fullmatch(key)
    ]
    return _PARAMETER_COLUMNS, rows


def _stage(one: AccountObject) -> Rows:
    rows: list[tuple[Any, ...]] = []
    file_format = one.properties.get("FILE_FORMAT")
    given = file_format if isinstance(file_format, dict) else {"FORMAT_NAME": file_format} if file_format else {}
    rows += [
        ("STAGE_FILE_FORMAT", key, "String", _text(value), "") for key, value in (given or {"TYPE": "CSV"}).items()
    ]
    for group, defaults in _STAGE_DEFAULTS.items():
        set_here = one.properties.get(_STAGE_GROUPS[group])
        own = set_here if isinstance(set_here, dict) else {}
        rows += [(group, key, _type(value), _text(own.get(key, value)), value) for key, value in defaults.items()]
    rows.append(("STAGE_LOCATION", "URL", "String", f'["{one.properties.get("URL", "")}"]', ""))
    integration = _text(one.properties.get("STORAGE_INTEGRATION"))
    rows.append(("STAGE_INTEGRATION", "STORAGE_INTEGRATION", "String", integration, ""))
    return ("parent_property", "property", "property_type", "property_value", "property_default"), rows


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(str(one) for one in value)
    text = "" if value is None else str(value)
    return text.lower() if text.upper() in {"TRUE", "FALSE"} else text


def _type(value: Any) -> str:
    return "List" if isinstance(value, list) else "Boolean" if _text(value) in {"true", "false"} else "String"


def _sort(default: str) -> str:
    return "BOOLEAN" if default in {"true", "false"} else "NUMBER" if default.isdigit() else "STRING"
