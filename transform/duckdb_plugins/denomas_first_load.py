"""Says what to do when there is no warehouse yet; DuckDB alone would end in a traceback.

dbt-duckdb loads it because profiles.yml lists it under `plugins`, and calls it before it opens the files.
"""  # noqa: INP001

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dbt.adapters.duckdb.plugins import BasePlugin
from dbt_common.exceptions import DbtRuntimeError

if TYPE_CHECKING:
    from dbt.adapters.duckdb.credentials import DuckDBCredentials


class Plugin(BasePlugin):
    """Checks, before DuckDB opens anything, that the databases which dbt only reads are there."""

    def update_connection_config(self, creds: DuckDBCredentials, config: dict[str, Any]) -> None:  # noqa: ARG002
        """Raise DbtRuntimeError when a database to be read does not exist: nothing was loaded so far."""
        for attachment in creds.attach or []:
            path = Path(attachment.path)
            if attachment.read_only and not path.exists():
                raise DbtRuntimeError(
                    f"There is nothing to build from yet: {path.resolve()} does not exist. "
                    "Load a source first, for example: meltano run tap-ops-db target-duckdb",
                )
