"""tap-postgres-pipeline: settings, and the streams of a manifest."""

from __future__ import annotations

import atexit
import random
import time
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import psycopg
from singer_sdk import typing as th
from singer_sdk.helpers.capabilities import PluginCapabilities, TapCapabilities
from tap_common.batch_files import ROWS_PER_FILE
from tap_common.cli import TapCommand
from tap_common.errors import ConfigurationError
from tap_common.parallel import ParallelTap, parallel_setting
from tap_common.spool import Spool, folder_of
from typing_extensions import override

from tap_postgres_pipeline.connections import source_of
from tap_postgres_pipeline.deletes import DeletesStream
from tap_postgres_pipeline.health import replica_time
from tap_postgres_pipeline.internal import InternalLists
from tap_postgres_pipeline.manifest import load_manifest
from tap_postgres_pipeline.query import parse
from tap_postgres_pipeline.reading import LOAD_TYPES
from tap_postgres_pipeline.snapshot import Snapshot
from tap_postgres_pipeline.streams import TableStream
from tap_postgres_pipeline.validation import CountsStream, HashesStream
from tap_postgres_pipeline.window import parse_moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import click
    from tap_common.arrow_stream import ArrowStream

    from tap_postgres_pipeline.column_types import SourceType
    from tap_postgres_pipeline.connection import Source
    from tap_postgres_pipeline.manifest import Entry, Manifest
    from tap_postgres_pipeline.query import Query


class TapPostgresPipeline(ParallelTap):
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
        th.Property("host", th.StringType, description="Host of the database, or of the cloud proxy."),
        th.Property("port", th.IntegerType, description="Port of the database; 5432 when nothing says otherwise."),
        th.Property("user", th.StringType, description="User that may read the tables."),
        th.Property("password", th.StringType, secret=True, description="The user's password."),
        th.Property("database", th.StringType, description="Name of the database."),
        th.Property(
            "connections",
            th.StringType,
            description="Path of a file that names, for each database_type, the environment variables of its "
            "connection. The settings above win over it, and it wins over the manifest's own connection_info.",
        ),
        th.Property(
            "database_type",
            th.StringType,
            description="Read only the manifest's tables of this database (main, ci, ...).",
        ),
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
            description="What a run does. `scd`: full copies of the tables whose query has no window. `incremental`: "
            "the window of those that have one and were loaded as a whole before. `backfill`: the whole of those that "
            "are new or whose columns changed. `load_by_id`: what was added to tables that only grow. `auto`: each of "
            "these where it is due. `test`: some rows of new and changed tables, thrown away again. `validate`: counts "
            "to compare with the warehouse. `deletes`: all keys, so that the target marks what is gone.",
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
            "seeds",
            th.StringType,
            description="Folder of the dbt seeds that the keys {INTERNAL_...} of manifests stand for.",
        ),
        th.Property(
            "max_replica_age_hours",
            th.IntegerType,
            description="Refuse to load from a replica that lies further back, and end windows where it is whole. "
            "Unset: the source is not asked.",
        ),
        th.Property(
            "resume_hours",
            th.IntegerType,
            default=26,
            description="An unfinished backfill that has not moved for longer starts over.",
        ),
        th.Property(
            "test_rows", th.IntegerType, default=1_000_000, description="Rows a table that load_type test reads."
        ),
        th.Property(
            "validate_days",
            th.IntegerType,
            default=8,
            description="How many days back load_type validate counts, by day of creation and update; 0 for all.",
        ),
        th.Property(
            "validate_deep",
            th.BooleanType,
            default=False,
            description="Let load_type validate hash all rows, too, by ranges of keys.",
        ),
        th.Property(
            "validate_range_keys", th.IntegerType, default=100_000, description="Keys of a range that is hashed."
        ),
        parallel_setting("parallel_tables"),
        th.Property(
            "split_rows",
            th.IntegerType(minimum=1),
            default=5_000_000,
            description="A whole table with more rows than this (as PostgreSQL estimates) is read in several ranges of "
            "keys, at the same time if parallel_tables allows.",
        ),
        th.Property(
            "rows_per_query",
            th.IntegerType(minimum=1),
            default=5_000_000,
            description="Rows that one query reads in the order of the key, before the next one goes on after them.",
        ),
        th.Property(
            "max_retries",
            th.IntegerType,
            default=5,
            description="How often a reading goes on after the source cut it off, without a row in between.",
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

    parallel_setting_name = "parallel_tables"

    @cached_property
    def manifest_path(self) -> Path:
        """The manifest's file."""
        return Path(str(self.config["manifest"])).expanduser()

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest, of it the tables of `database_type`."""
        return load_manifest(self.manifest_path, str(self.config.get("database_type") or ""))

    @cached_property
    def source(self) -> Source:
        """The database."""
        return source_of(self.config, self.manifest)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The view of the database that this run reads."""
        snapshot = Snapshot(self.source, self.logger)
        atexit.register(snapshot.close)
        return snapshot

    @property
    def load_type(self) -> str:
        """What this run does."""
        return str(self.config["load_type"])

    @cached_property
    def replica_time(self) -> datetime | None:
        """Up to when the source is whole; None when it is not asked."""
        hours = self.config.get("max_replica_age_hours")
        if not hours:
            return None
        with self.snapshot.session("the replica") as session:
            return replica_time(session, timedelta(hours=int(hours)), str(self.source))

    @staticmethod
    def pause(attempt: int) -> None:
        """Wait before a reading goes on: longer each time, and never as long as another reader waits."""
        time.sleep(random.uniform(0.5, 1.0) * min(60.0, 2.0 ** (attempt - 1)))  # noqa: S311  no secret

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
    def discover_streams(self) -> Sequence[ArrowStream]:
        seeds = self.config.get("seeds")
        lists = InternalLists(Path(str(seeds)).expanduser() if seeds else None)
        queries = [parse(entry, str(self.manifest_path), lists) for entry in self._entries()]
        match self.load_type:
            case "scd":
                queries = [query for query in queries if not query.is_incremental]
            case "incremental" | "backfill":
                queries = [query for query in queries if query.is_incremental and not query.entry.load_by_id]
            case "load_by_id":
                queries = [query for query in queries if query.entry.load_by_id]
            case "deletes":
                queries = [query for query in queries if query.is_incremental and not query.entry.deletes_exempt]
        tables = self._described(queries)
        match self.load_type:
            case "validate":
                counts: list[ArrowStream] = [CountsStream(self, tables)]
                return [*counts, HashesStream(self, tables)] if self.config["validate_deep"] else counts
            case "deletes":
                return [DeletesStream(self, query, columns) for query, columns in tables]
            case _:
                return [TableStream(self, query, columns) for query, columns in tables]

    def _entries(self) -> list[Entry]:
        entries = self.manifest.entries
        wanted = self.config.get("tables")
        if not wanted:
            return entries
        unknown = set(wanted) - {entry.key for entry in entries}
        if unknown:
            raise ConfigurationError(
                f"{self.manifest_path} has no table {', '.join(sorted(unknown))} (setting tables). It has: "
                f"{', '.join(sorted(entry.key for entry in entries))}."
            )
        return [entry for entry in entries if entry.key in wanted]

    def _described(self, queries: Sequence[Query]) -> list[tuple[Query, dict[str, SourceType]]]:
        tables = []
        with self.source.connect() as session:
            for query in queries:
                try:
                    tables.append((query, self.source.describe(session, query.base())))
                except psycopg.Error as error:
                    raise self.source.explained(error, f"table {query.entry.key}", error.sqlstate) from error
        return tables

    @override
    def before_sync(self) -> None:
        if self.replica_time is not None:
            self.logger.info("%s is whole up to %s", self.source, self.replica_time)

    @override
    @classmethod
    def get_singer_command(cls) -> click.Command:
        return TapCommand.around(super().get_singer_command())


if __name__ == "__main__":
    TapPostgresPipeline.cli()
