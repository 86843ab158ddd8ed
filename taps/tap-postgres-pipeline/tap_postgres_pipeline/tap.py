"""tap-postgres-pipeline: settings, and the streams of a manifest."""

from __future__ import annotations

import atexit
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from singer_sdk import Tap
from singer_sdk import typing as th
from singer_sdk.helpers.capabilities import PluginCapabilities, TapCapabilities
from tap_common.batch_files import ROWS_PER_FILE
from tap_common.cli import TapCommand
from tap_common.errors import ConfigurationError
from tap_common.spool import Spool, folder_of
from typing_extensions import override

from tap_postgres_pipeline.connection import Source
from tap_postgres_pipeline.manifest import load_manifest
from tap_postgres_pipeline.query import parse
from tap_postgres_pipeline.streams import TableStream
from tap_postgres_pipeline.window import parse_moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import click

LOAD_TYPES = ("auto", "scd", "incremental")


class TapPostgresPipeline(Tap):
    """pgp: reads the tables of a manifest from a PostgreSQL database, as Arrow columns where the target takes them."""

    name = "tap-postgres-pipeline"
    package_name = "tap-postgres-pipeline"
    dynamic_catalog = True
    capabilities: ClassVar[list[Any]] = [
        TapCapabilities.CATALOG,
        TapCapabilities.STATE,
        TapCapabilities.DISCOVER,
        TapCapabilities.TEST,
        PluginCapabilities.ABOUT,
        PluginCapabilities.STREAM_MAPS,
        PluginCapabilities.ACTIVATE_VERSION,
        PluginCapabilities.BATCH,
        PluginCapabilities.STRUCTURED_LOGGING,
    ]

    config_jsonschema = th.PropertiesList(
        th.Property("host", th.StringType, required=True, description="Host of the database, or of the cloud proxy."),
        th.Property("port", th.IntegerType, default=5432, description="Port of the database."),
        th.Property("user", th.StringType, required=True, description="User that may read the tables."),
        th.Property("password", th.StringType, required=True, secret=True, description="The user's password."),
        th.Property("database", th.StringType, required=True, description="Name of the database."),
        th.Property(
            "sslmode",
            th.StringType(allowed_values=["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]),
            default="prefer",
            description="How the connection is encrypted, in libpq's words.",
        ),
        th.Property(
            "manifest", th.StringType, required=True, description="Path of the manifest that lists the tables."
        ),
        th.Property("tables", th.ArrayType(th.StringType), description="Read these manifest entries only."),
        th.Property(
            "load_type",
            th.StringType(allowed_values=list(LOAD_TYPES)),
            default="auto",
            description="Which tables a run reads: `incremental` those whose query has a window, `scd` the others, "
            "`auto` all, each in its own way.",
        ),
        th.Property(
            "execution_date",
            th.StringType,
            description="Fills {EXECUTION_DATE}: load the window of the query's template, and leave the state alone. "
            "Unset: load from the bookmark.",
        ),
        th.Property("hours", th.IntegerType, description="Fills {HOURS} of the query's template."),
        th.Property("days", th.IntegerType, description="Fills {DAYS} of the query's template."),
        th.Property("begin_timestamp", th.StringType, description="Fills {BEGIN_TIMESTAMP} of the query's template."),
        th.Property(
            "start_date",
            th.StringType,
            description="Where an incremental table without a bookmark begins; its first row when unset.",
        ),
        th.Property(
            "overlap_minutes",
            th.IntegerType,
            default=30,
            description="How far before the bookmark a window begins, for rows that were committed late.",
        ),
        th.Property(
            "task_instance",
            th.StringType,
            description="Value of `_task_instance` for tables with advanced_metadata; it ends in the date as YYYYMMDD.",
        ),
        th.Property(
            "rows_per_file",
            th.IntegerType,
            default=ROWS_PER_FILE,
            description="Rows of a batch file; the default is DuckDB's row group and loads fastest.",
        ),
        th.Property(
            "max_spool_mb",
            th.IntegerType,
            default=512,
            description="The tap waits while more MiB of batch files than this have not been loaded.",
        ),
        th.Property(
            "connect_timeout_seconds", th.IntegerType, default=30, description="How long to wait for a connection."
        ),
        th.Property(
            "statement_timeout_seconds",
            th.IntegerType,
            default=9000,
            description="How long one query may run; the database cancels it afterwards.",
        ),
    ).to_dict()

    @cached_property
    def source(self) -> Source:
        """The database."""
        config = self.config
        return Source(
            host=str(config["host"]),
            port=int(config["port"]),
            user=str(config["user"]),
            password=str(config["password"]),
            database=str(config["database"]),
            sslmode=str(config["sslmode"]),
            connect_timeout_seconds=int(config["connect_timeout_seconds"]),
            statement_timeout_seconds=int(config["statement_timeout_seconds"]),
        )

    @cached_property
    def execution_date(self) -> datetime | None:
        """The end of the template's window, when a run is for a fixed window."""
        value = self.config.get("execution_date")
        return parse_moment(str(value), "execution_date") if value else None

    @property
    def placeholders(self) -> dict[str, str]:
        """Values of the query's placeholders."""
        values: dict[str, str] = {}
        if self.execution_date is not None:
            values["EXECUTION_DATE"] = values["END_TIMESTAMP"] = self.execution_date.isoformat()
        for name in ("hours", "days"):
            if self.config.get(name) is not None:
                values[name.upper()] = str(int(self.config[name]))
        if self.config.get("begin_timestamp"):
            values["BEGIN_TIMESTAMP"] = parse_moment(str(self.config["begin_timestamp"]), "begin_timestamp").isoformat()
        return values

    @property
    def rows_per_file(self) -> int:
        """Rows of a batch file."""
        return int(self.config["rows_per_file"])

    @cached_property
    def spool(self) -> Spool:
        """Where batch files go; made when the first one is written."""
        root = self.config["batch_config"]["storage"].get("root") or ""
        spool = Spool(folder_of(root), int(self.config["max_spool_mb"]) << 20)
        atexit.register(spool.close)
        return spool

    @override
    def discover_streams(self) -> Sequence[TableStream]:
        path = Path(str(self.config["manifest"])).expanduser()
        queries = [parse(entry, str(path)) for entry in load_manifest(path)]
        wanted = self.config.get("tables")
        if wanted:
            unknown = set(wanted) - {query.entry.key for query in queries}
            if unknown:
                raise ConfigurationError(
                    f"{path} has no table {', '.join(sorted(unknown))} (setting tables). It has: "
                    f"{', '.join(sorted(query.entry.key for query in queries))}."
                )
            queries = [query for query in queries if query.entry.key in wanted]
        load_type = self.config["load_type"]
        if load_type != "auto":
            queries = [query for query in queries if query.is_incremental == (load_type == "incremental")]
        streams = []
        with self.source.session("the manifest's tables") as session:
            for query in queries:
                try:
                    columns = self.source.describe(session, query.base())
                except Exception as error:
                    sqlstate = getattr(error, "sqlstate", None)
                    raise self.source.explained(error, f"table {query.entry.key}", sqlstate) from error
                streams.append(TableStream(self, query, columns))
        return streams

    @override
    @classmethod
    def get_singer_command(cls) -> click.Command:
        return TapCommand.around(super().get_singer_command())


if __name__ == "__main__":
    TapPostgresPipeline.cli()
