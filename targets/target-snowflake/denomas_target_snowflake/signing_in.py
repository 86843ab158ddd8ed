"""The arguments of a sign-in: what MeltanoLabs' connector makes of its settings, and what ours add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from singer_sdk.exceptions import ConfigValidationError
from target_common.errors import WarehouseUnavailableError
from target_snowflake.connector import SnowflakeAuthMethod

from denomas_target_snowflake.refusals import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from target_snowflake.connector import SnowflakeConnector

    from denomas_target_snowflake.query_tag import QueryTag

_LONGEST_LOGIN_SECONDS = 60


def arguments(connector: SnowflakeConnector, tag: QueryTag) -> dict[str, Any]:
    """Give the arguments of `snowflake.connector.connect`.

    Raises:
        WarehouseUnavailableError: when no way of signing in is configured, or more than one, or the private key
            cannot be read.
    """
    config = connector.config
    given = _of_meltanolabs(connector)
    network_seconds = int(config.get("network_timeout_seconds") or 300)
    given["session_parameters"] |= {
        "QUERY_TAG": tag.of(None),
        "TIMEZONE": "UTC",
        "TIMESTAMP_TYPE_MAPPING": "TIMESTAMP_NTZ",
        "LOCK_TIMEOUT": int(config.get("lock_timeout_seconds") or 300),
        # A client that is gone shall not leave a statement that goes on.
        "ABORT_DETACHED_QUERY": True,
    }
    given |= {name: config[name] for name in ("account", "user", "database") if config.get(name)}
    given |= {name: config[name] for name in _OPTIONAL if config.get(name)}
    if connector.auth_method is SnowflakeAuthMethod.BROWSER:
        given["authenticator"] = "externalbrowser"
    elif connector.auth_method is SnowflakeAuthMethod.PASSWORD:
        given["password"] = config["password"]
    return given | {
        "paramstyle": "qmark",
        "application": "denomas_target_snowflake",
        # Without limits the connector tries for ever.
        "network_timeout": network_seconds,
        "login_timeout": min(network_seconds, _LONGEST_LOGIN_SECONDS),
    }


def _of_meltanolabs(connector: SnowflakeConnector) -> dict[str, Any]:
    try:
        given: dict[str, Any] = connector.get_connect_args()
    except ConfigValidationError as error:
        raise WarehouseUnavailableError(f"target-snowflake: {error} Set exactly one of them.") from error
    except (OSError, ValueError, TypeError) as error:
        raise WarehouseUnavailableError(
            f"target-snowflake: the private key cannot be read: {error}. Check private_key, private_key_path and "
            "private_key_passphrase."
        ) from error
    return given


_OPTIONAL = ("schema", "warehouse", "role", "host", "port", "protocol")


def place(config: Mapping[str, Any]) -> Place:
    """Give what error messages may name."""
    return Place(
        str(config["account"]),
        str(config["user"]),
        str(config["database"]),
        config.get("role"),
        config.get("warehouse"),
    )
