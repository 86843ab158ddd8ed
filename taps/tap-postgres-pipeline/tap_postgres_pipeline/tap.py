"""tap-postgres-pipeline: settings, and the streams of a manifest."""

from __future__ import annotations

import atexit
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import psycopg
from singer_sdk.helpers.capabilities import PluginCapabilities, TapCapabilities
from tap_common.errors import ConfigurationError
from tap_common.parallel import ParallelTap
from tap_common.readers import output_lock
from tap_common.spool import Spool, folder_of
from typing_extensions import override

from tap_postgres_pipeline.checking import PipelineCommand
from tap_postgres_pipeline.connections import source_of
from tap_postgres_pipeline.deletes import DeletesStream
from tap_postgres_pipeline.health import replica_time
from tap_postgres_pipeline.internal import InternalLists
from tap_postgres_pipeline.manifest import load_manifest
from tap_postgres_pipeline.query import parse
from tap_postgres_pipeline.settings import PARALLEL_TABLES, SETTINGS
from tap_postgres_pipeline.snapshot import Snapshot
from tap_postgres_pipeline.streams import TableStream
from tap_postgres_pipeline.validation import CountsStream, HashesStream
from tap_postgres_pipeline.window import parse_moment, template_values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import click
    from sqlglot import exp
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

    config_jsonschema = SETTINGS

    parallel_setting_name = PARALLEL_TABLES
    _spool: Spool | None = None

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
        snapshot = Snapshot(self.source, self.logger, int(self.config["max_retries"]))
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
        return replica_time(self.snapshot, timedelta(hours=int(hours)), str(self.source))

    @cached_property
    def execution_date(self) -> datetime | None:
        """The end of the template's window, when a run is for a fixed window."""
        value = self.config.get("execution_date")
        return parse_moment(str(value), "execution_date") if value else None

    def fixed_window(self, query: Query) -> exp.Expr:
        """Give the window of a query's template that ends at execution_date.

        Raises:
            ConfigurationError: when the window begins after its end, lacks a value, or is not there as a whole yet.
        """
        end, begin = self.execution_date, self.config.get("begin_timestamp")
        assert end is not None  # noqa: S101  the choice of this mode asked for it
        if self.replica_time is not None and end > self.replica_time:
            raise ConfigurationError(
                f"{self.source}: {query.entry.stream}: the window ends at {end}, the source is whole up to "
                f"{self.replica_time} only. Run it after the next snapshot, or leave execution_date unset to load what "
                "there is and go on from there."
            )
        values = template_values(
            end,
            begin=parse_moment(str(begin), "begin_timestamp") if begin else None,
            hours=self.config.get("hours"),
            days=self.config.get("days"),
        )
        return query.template_window(values)

    @property
    def rows_per_file(self) -> int:
        """Rows of a batch file."""
        return int(self.config["rows_per_file"])

    @property
    def spool(self) -> Spool:
        """Where batch files go; made when the first one is written."""
        with output_lock:  # several readers may ask at once
            if self._spool is None:
                root = self.config["batch_config"]["storage"].get("root") or ""
                self._spool = Spool(folder_of(root), int(self.config["max_spool_mb"]) << 20)
                atexit.register(self._spool.close)
            return self._spool

    @override
    def discover_streams(self) -> Sequence[ArrowStream]:
        seeds = self.config.get("seeds")
        lists = InternalLists(Path(str(seeds)).expanduser() if seeds else None)
        queries = [parse(entry, str(self.manifest_path), lists) for entry in self._entries()]
        match self.load_type:
            case "scd":
                queries = [query for query in queries if not query.is_incremental]
            case "incremental":
                queries = [query for query in queries if query.is_incremental and not query.entry.load_by_id]
            case "backfill":
                queries = [query for query in queries if query.is_incremental]
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
    def after_sync(self) -> None:
        self.snapshot.close()

    @override
    @classmethod
    def get_singer_command(cls) -> click.Command:
        return PipelineCommand.around(super().get_singer_command())


if __name__ == "__main__":
    TapPostgresPipeline.cli()
