"""The columns of SHOW, and what stands in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from denomas_sandbox.snowflake.account_object import AccountObject, Context
    from denomas_sandbox.snowflake.grants import Grant

_MANY = ("created_on", "name", "database_name", "schema_name", "owner", "comment")
COLUMNS: dict[str, tuple[str, ...]] = {
    "TERSE": ("created_on", "name", "kind", "database_name", "schema_name"),
    "OTHER": (*_MANY, "state", "owner_role_type"),
    "ROLE": (
        "created_on",
        "name",
        "is_default",
        "is_current",
        "is_inherited",
        "assigned_to_users",
        "granted_to_roles",
        "granted_roles",
        "owner",
        "comment",
    ),
    "WAREHOUSE": (
        "name",
        "state",
        "type",
        "size",
        "min_cluster_count",
        "max_cluster_count",
        "running",
        "queued",
        "is_default",
        "is_current",
        "auto_suspend",
        "auto_resume",
        "created_on",
        "resumed_on",
        "updated_on",
        "owner",
        "comment",
        "enable_query_acceleration",
        "query_acceleration_max_scale_factor",
        "resource_monitor",
        "scaling_policy",
        "owner_role_type",
        "resource_constraint",
        "generation",
        "max_query_performance_level",
        "query_throughput_multiplier",
    ),
    "DATABASE": (
        "created_on",
        "name",
        "is_default",
        "is_current",
        "origin",
        "owner",
        "comment",
        "options",
        "retention_time",
        "kind",
        "owner_role_type",
    ),
    "SCHEMA": (
        "created_on",
        "name",
        "is_default",
        "is_current",
        "database_name",
        "owner",
        "comment",
        "options",
        "retention_time",
        "owner_role_type",
    ),
    "STAGE": (
        "created_on",
        "name",
        "database_name",
        "schema_name",
        "url",
        "has_credentials",
        "has_encryption_key",
        "owner",
        "comment",
        "region",
        "type",
        "cloud",
        "notification_channel",
        "storage_integration",
        "endpoint",
        "owner_role_type",
        "directory_enabled",
    ),
    "FILE FORMAT": (*_MANY[:4], "type", "owner", "comment", "format_options", "owner_role_type"),
    "INTEGRATION": ("name", "type", "category", "enabled", "comment", "created_on"),
    "SECRET": ("created_on", "name", "schema_name", "database_name", "owner", "comment", "secret_type", "oauth_scopes"),
    "TASK": (
        *_MANY,
        "warehouse",
        "schedule",
        "predecessors",
        "state",
        "definition",
        "condition",
        "allow_overlapping_execution",
    ),
    "EXTERNAL TABLE": (*_MANY, "location", "file_format_name", "file_format_type", "stage", "invalid"),
    "SHARE": ("created_on", "kind", "owner_account", "name", "database_name", "to", "owner", "comment"),
    "USER": (
        "name",
        "created_on",
        "login_name",
        "display_name",
        "first_name",
        "last_name",
        "email",
        "comment",
        "disabled",
        "default_warehouse",
        "default_namespace",
        "default_role",
        "owner",
        "has_password",
        "has_rsa_public_key",
        "type",
        "has_mfa",
        "has_pat",
        "has_workload_identity",
    ),
}
_GRANT = ("created_on", "privilege", "granted_on", "name", "granted_to", "grantee_name", "grant_option", "granted_by")
GRANT_COLUMNS = {
    "ON": _GRANT,
    "OF": ("created_on", "role", "granted_to", "grantee_name", "granted_by"),
    "FUTURE": ("created_on", "privilege", "grant_on", "name", "grant_to", "grantee_name", "grant_option"),
}
_SIZES = {"XSMALL": "X-Small", "XLARGE": "X-Large", "XXLARGE": "2X-Large", "XXXLARGE": "3X-Large"}
_NUMBERS = {
    "auto_suspend": 600,
    "min_cluster_count": 1,
    "max_cluster_count": 1,
    "query_acceleration_max_scale_factor": 8,
    "running": 0,
    "queued": 0,
}
# Where a property's name is not the column's in upper case.
_PROPERTIES = {
    "size": "WAREHOUSE_SIZE",
    "secret_type": "TYPE",
    "retention_time": "DATA_RETENTION_TIME_IN_DAYS",
    "default_role": "DEFAULT_ROLE",
    "condition": "WHEN",
}
_DEFAULTS: dict[str, Any] = {
    "owner_role_type": "ROLE",
    "retention_time": "1",
    "is_default": "N",
    "scaling_policy": "STANDARD",
    "auto_resume": "true",
    "resource_monitor": "null",
    "has_credentials": "N",
    "has_encryption_key": "N",
    "directory_enabled": "N",
    "category": "STORAGE",
    "is_inherited": "N",
    "enabled": "false",
    "disabled": "false",
    "enable_query_acceleration": "false",
    "invalid": "false",
    "allow_overlapping_execution": "false",
}
_NULL_BY_DEFAULT = {
    "region",
    "endpoint",
    "notification_channel",
    "cloud",
    "storage_integration",
    "generation",
    "resource_constraint",
    "max_query_performance_level",
    "query_throughput_multiplier",
}


def cell(column: str, one: AccountObject, context: Context) -> Any:
    """Give what stands in a column for an object."""
    own = _OWN.get((one.kind, column)) or _OWN.get(("", column))
    if own:
        return own(one, context)
    value = one.properties.get(_PROPERTIES.get(column, column.upper()))
    if value is None:
        value = _NUMBERS.get(column, _DEFAULTS.get(column, None if column in _NULL_BY_DEFAULT else ""))
    if column in _NUMBERS:
        return int(str(value))
    if isinstance(value, list):
        return ",".join(value)
    text = str(value) if value is not None else None
    return text.lower() if text in {"TRUE", "FALSE"} else text


def grant_cell(column: str, grant: Grant) -> Any:
    """Give what stands in a column for a grant."""
    values: dict[str, Any] = {
        "created_on": _moment(grant.created_on),
        "privilege": grant.privilege,
        "granted_on": grant.granted_on.replace(" ", "_"),
        "grant_on": grant.granted_on.replace(" ", "_"),
        "name": grant.name,
        "role": grant.name,
        "granted_to": grant.granted_to.replace(" ", "_"),
        "grant_to": grant.granted_to.replace(" ", "_"),
        "grantee_name": grant.grantee,
        "grant_option": str(grant.grant_option).lower(),
        "granted_by": grant.granted_by,
    }
    return values[column]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text or "1970-01-01T00:00:00+00:00").astimezone(UTC)


def _options(one: AccountObject, _: Context) -> str:
    words = ["TRANSIENT"] if "TRANSIENT" in one.properties.get("BEFORE", "") else []
    return ", ".join([*words, *(["MANAGED ACCESS"] if "MANAGED_ACCESS" in one.properties else [])])


def _current(one: AccountObject, context: Context) -> str:
    now = {"ROLE": (context.role,), "DATABASE": (context.database,), "SCHEMA": (context.database, context.schema)}
    return "Y" if one.name == now.get(one.kind) else "N"


def _stage_type(one: AccountObject, _: Context) -> str:
    sort = "EXTERNAL" if one.properties.get("URL") else "INTERNAL"
    return f"{sort} TEMPORARY" if "TEMP" in one.properties.get("BEFORE", "") else sort


def _has(*keys: str) -> Callable[[AccountObject, Context], str]:
    return lambda one, _: "true" if any(one.properties.get(key) for key in keys) else "false"


def _size(one: AccountObject, _: Context) -> str:
    size = str(one.properties.get("WAREHOUSE_SIZE", "XSMALL")).replace("-", "").upper()
    return _SIZES.get(size, size.capitalize())


_OWN: dict[tuple[str, str], Callable[[AccountObject, Context], Any]] = {
    ("", "name"): lambda one, _: one.name[-1],
    ("", "database_name"): lambda one, _: one.name[0] if len(one.name) > 1 else "",
    ("", "schema_name"): lambda one, _: one.name[1] if len(one.name) > 2 else "",  # noqa: PLR2004  database, schema, name
    ("", "owner"): lambda one, _: one.owner,
    ("", "created_on"): lambda one, _: _moment(one.created_on),
    ("", "resumed_on"): lambda one, _: _moment(one.created_on),
    ("", "updated_on"): lambda one, _: _moment(one.created_on),
    ("", "is_current"): _current,
    ("", "options"): _options,
    ("", "definition"): lambda one, _: one.body or "",
    ("WAREHOUSE", "state"): lambda one, _: "SUSPENDED" if one.properties.get("STATE") == "SUSPEND" else "STARTED",
    ("WAREHOUSE", "size"): _size,
    ("WAREHOUSE", "type"): lambda one, _: one.properties.get("WAREHOUSE_TYPE", "STANDARD"),
    ("TASK", "state"): lambda one, _: "started" if one.properties.get("STATE") == "RESUME" else "suspended",
    ("DATABASE", "kind"): lambda one, _: "IMPORTED DATABASE" if "ORIGIN" in one.properties else "STANDARD",
    ("STAGE", "type"): _stage_type,
    ("INTEGRATION", "category"): lambda one, _: str(one.properties.get("SORT", "STORAGE")).split(" ", maxsplit=1)[0],
    ("SHARE", "kind"): lambda *_: "OUTBOUND",
    ("SHARE", "to"): lambda one, _: ", ".join(one.properties.get("ACCOUNTS", [])),
    ("USER", "has_password"): _has("PASSWORD"),
    ("USER", "has_rsa_public_key"): _has("RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_2"),
    ("USER", "has_mfa"): lambda *_: "false",
    ("USER", "has_pat"): lambda *_: "false",
    ("USER", "has_workload_identity"): _has("WORKLOAD_IDENTITY"),
    ("FILE FORMAT", "type"): lambda one, _: one.properties.get("TYPE", "CSV"),
    ("EXTERNAL TABLE", "stage"): lambda one, _: str(one.properties.get("LOCATION", "")).partition("/")[0],
}
