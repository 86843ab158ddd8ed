"""target-snowflake: its settings, which are MeltanoLabs' and a few of our own."""

from __future__ import annotations

import copy
import time
from typing import TYPE_CHECKING, Any, ClassVar, cast

from singer_sdk import typing as th
from singer_sdk.exceptions import ConfigValidationError
from singer_sdk.sql import SQLTarget
from target_common.settings import COMMON_SETTINGS
from target_common.target import LandingTarget
from target_snowflake.target import TargetSnowflake as MeltanoLabsTarget
from typing_extensions import override

from denomas_target_snowflake.flushes import LIMITS
from denomas_target_snowflake.query_tag import QueryTag
from denomas_target_snowflake.sinks import SnowflakeSink

if TYPE_CHECKING:
    from singer_sdk.sinks import Sink

    from denomas_target_snowflake.connector import SnowflakeConnector

_OUR_SETTINGS = th.PropertiesList(
    th.Property(
        "host",
        th.StringType,
        description="Host of the account, where it is not `<account>.snowflakecomputing.com`: a private link, or the "
        "emulated account.",
    ),
    th.Property("port", th.IntegerType, description="Port of the account; 443 unless set."),
    th.Property(
        "protocol",
        th.StringType(allowed_values=["https", "http"]),
        description="Protocol of the account; `http` is for the emulated one.",
    ),
    th.Property(
        "stage",
        th.StringType,
        description="A stage that files are uploaded to, as `DATABASE.SCHEMA.NAME`; a temporary one unless set. Loaded "
        "files are removed from it.",
    ),
    th.Property(
        "storage_integration",
        th.StringType,
        description="The storage integration through which batch files in buckets (gs://, s3://) are read where they "
        "lie.",
    ),
    th.Property(
        "flush_max_files",
        th.IntegerType,
        default=LIMITS["flush_max_files"],
        description="Files of a table that may wait before they are loaded by one COPY and one MERGE.",
    ),
    th.Property(
        "flush_max_mb",
        th.IntegerType,
        default=LIMITS["flush_max_mb"],
        description="Megabytes of files, of all tables together, that may wait on the disk (TMPDIR).",
    ),
    th.Property(
        "flush_max_rows",
        th.IntegerType,
        default=LIMITS["flush_max_rows"],
        description="Rows of a table that may wait.",
    ),
    th.Property(
        "lock_timeout_seconds",
        th.IntegerType,
        default=300,
        description="How long a statement waits for another transaction that holds its table.",
    ),
    th.Property(
        "network_timeout_seconds",
        th.IntegerType,
        default=300,
        description="How long a request is tried again before the connection counts as lost.",
    ),
    *COMMON_SETTINGS,
).to_dict()
# What MeltanoLabs' target takes for a secret without saying so.
_SECRETS = ("password", "private_key_passphrase")


def _settings() -> dict[str, Any]:
    """Join the settings: theirs keep name, type, default and meaning."""
    joined: dict[str, Any] = copy.deepcopy(MeltanoLabsTarget.config_jsonschema)
    for name, setting in _OUR_SETTINGS["properties"].items():
        joined["properties"].setdefault(name, setting)
    # What `load_method` does is said by the contract: an overwrite replaces the table when the run ends well.
    joined["properties"]["load_method"]["description"] = _OUR_SETTINGS["properties"]["load_method"]["description"]
    for name in _SECRETS:
        joined["properties"][name] |= {"secret": True, "writeOnly": True}
    joined["properties"]["max_batch_age_seconds"]["default"] = LIMITS["max_batch_age_seconds"]
    return joined


class TargetSnowflake(LandingTarget, MeltanoLabsTarget):  # type: ignore[misc]  # it has no types
    """Lands streams in Snowflake."""

    name = "target-snowflake"
    package_name = "denomas-target-snowflake"
    default_sink_class = SnowflakeSink
    capabilities: ClassVar[list[Any]] = LandingTarget.capabilities
    config_jsonschema = _settings()

    @classmethod
    @override
    def append_builtin_config(cls, config_jsonschema: dict[str, Any]) -> None:
        theirs = config_jsonschema["properties"]["add_record_metadata"]
        super().append_builtin_config(config_jsonschema)
        config_jsonschema["properties"]["add_record_metadata"] = theirs

    @override
    def _validate_config(self, *, raise_errors: bool = True) -> list[str]:
        errors = super()._validate_config(raise_errors=False)
        if self.config.get("ingestion_method") == "snowpipe_streaming":
            errors.append(
                "ingestion_method: snowpipe_streaming cannot keep the landing contract (rows would be committed apart "
                "from their account). Use file_staging."
            )
        if self.config.get("add_record_metadata") is False:
            errors.append("add_record_metadata: false is not possible; the models read the _sdc_ columns.")
        if errors and raise_errors:
            raise ConfigValidationError("Config validation failed", errors=errors)
        return errors

    @property
    @override
    def target_connector(self) -> SnowflakeConnector:
        connector = cast("SnowflakeConnector", super().target_connector)
        run_id, tap = self.run_identity
        connector.query_tag = QueryTag.of_run(run_id, tap)
        return connector

    @override
    def create_sink(self, **kwargs: Any) -> Sink:
        # Past MeltanoLabs' choice between staging and streaming.
        return SQLTarget.create_sink(self, **kwargs)

    @override
    def get_sink_class(self, stream_name: str) -> type[SnowflakeSink]:
        return SnowflakeSink

    @override
    def process_endofpipe(self) -> None:
        super().process_endofpipe()
        rows = sum(load.rows_landed for load in self.loads.values())
        self.logger.info("%s", self.target_connector.summary(rows, time.time() - self.started_at))


if __name__ == "__main__":
    TargetSnowflake.cli()
