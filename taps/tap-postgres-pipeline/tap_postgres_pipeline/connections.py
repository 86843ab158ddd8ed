"""Where the database is: from the settings, from the manifest's connection_info, or from a shared connections file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tap_common.errors import ConfigurationError

from tap_postgres_pipeline.connection import Source
from tap_postgres_pipeline.manifest import connection_info, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tap_postgres_pipeline.manifest import Manifest

# The shared file has one block a database (facts: gitlab-platform 1.1).
_BLOCK = "postgres_source_connection_"
_SETTINGS = {"user": "user", "pass": "password", "host": "host", "database": "database", "port": "port"}


def source_of(config: Mapping[str, Any], manifest: Manifest) -> Source:
    """Put the connection together; a setting wins over the environment variable that a file names.

    Raises:
        ConfigurationError: naming what is missing, and where it could be given.
    """
    named = _named_variables(config, manifest)
    values: dict[str, Any] = {}
    for key, setting in _SETTINGS.items():
        value = config.get(setting)
        if value in {None, ""} and key in named:
            value = os.environ.get(named[key])
        if value in {None, ""} and key == "port":
            value = 5432
        if value in {None, ""}:
            variable = f", or the variable {named[key]}" if key in named else ""
            raise ConfigurationError(f"The database's {setting} is not known. Set the setting {setting}{variable}.")
        values[setting] = value
    return Source(
        host=str(values["host"]),
        port=int(values["port"]),
        user=str(values["user"]),
        password=str(values["password"]),
        database=str(values["database"]),
        sslmode=str(config["sslmode"]),
        connect_timeout_seconds=int(config["connect_timeout_seconds"]),
        statement_timeout_seconds=int(config["statement_timeout_seconds"]),
    )


def _named_variables(config: Mapping[str, Any], manifest: Manifest) -> dict[str, str]:
    file = config.get("connections")
    if not file:
        return manifest.connection_info
    content = read_yaml(Path(str(file)).expanduser(), "connections")
    if isinstance(content, dict):
        content = content.get("connection_info", content)
    block = f"{_BLOCK}{config.get('database_type') or ''}"
    if not isinstance(content, dict) or block not in content:
        known = ", ".join(sorted(content)) if isinstance(content, dict) else "nothing"
        raise ConfigurationError(
            f"{file} has no {block}; it has {known}. Set database_type to the part after {_BLOCK!r}."
        )
    return connection_info(content[block], f"{file}: {block}")
