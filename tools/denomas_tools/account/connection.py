"""The connection to the account, from variables; plugins/utilities/snowflake-account.meltano.yml describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import snowflake.connector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from snowflake.connector import SnowflakeConnection

# Argument of the connector: variable.
_ARGUMENTS = {
    "account": "SNOWFLAKE_ACCOUNT",
    "host": "SNOWFLAKE_HOST",
    "port": "SNOWFLAKE_PORT",
    "protocol": "SNOWFLAKE_PROTOCOL",
    "user": "SNOWFLAKE_ADMIN_USER",
    "password": "SNOWFLAKE_ADMIN_PASSWORD",
    "private_key_file": "SNOWFLAKE_ADMIN_PRIVATE_KEY_PATH",
    "private_key_file_pwd": "SNOWFLAKE_ADMIN_PRIVATE_KEY_PASSPHRASE",
    "role": "SNOWFLAKE_ADMIN_ROLE",
}


class SignInError(Exception):
    """Nobody can sign in with the variables as they are; the message says why and what to set."""


def arguments(variables: Mapping[str, str]) -> dict[str, Any]:
    """Give the arguments of `snowflake.connector.connect`.

    Raises:
        SignInError: when account, user, or both key and password are missing.
    """
    given: dict[str, Any] = {name: variables[one] for name, one in _ARGUMENTS.items() if variables.get(one)}
    for name in ("account", "user"):
        if name not in given:
            raise SignInError(f"which {name}? Set {_ARGUMENTS[name]} (in dev: start the sandbox with `sandbox up`)")
    if "private_key_file" in given:
        # Both would be one too many for the connector.
        given.pop("password", None)
        given["authenticator"] = "SNOWFLAKE_JWT"
    elif "password" not in given:
        raise SignInError(f"set {_ARGUMENTS['private_key_file']} to the private key of {given['user']}")
    if "port" in given:
        given["port"] = int(given["port"])
    return given


def connect(variables: Mapping[str, str]) -> SnowflakeConnection:
    """Sign in.

    Raises:
        SignInError: when that fails.
    """
    given = arguments(variables)
    try:
        return snowflake.connector.connect(
            **given,
            application="denomas_snowflake_account",
            login_timeout=60,
            network_timeout=300,
            session_parameters={"QUERY_TAG": "denomas snowflake-account"},
        )
    except (snowflake.connector.errors.Error, OSError, ValueError, TypeError) as error:
        reason = str(error).split("\n", maxsplit=1)[0]
        raise SignInError(f"{given['user']} cannot sign in to {given['account']}: {reason}") from error
