"""target-duckdb: its settings."""

from __future__ import annotations

from singer_sdk import typing as th
from target_common.settings import COMMON_SETTINGS
from target_common.target import LandingTarget

from target_duckdb.sinks import DuckDBSink


class TargetDuckDB(LandingTarget):
    """Lands streams in a DuckDB file: the laptop's RAW database."""

    name = "target-duckdb"
    package_name = "denomas-target-duckdb"
    default_sink_class = DuckDBSink

    config_jsonschema = th.PropertiesList(
        th.Property(
            "path",
            th.StringType,
            default="warehouse/raw.duckdb",
            description="The DuckDB file; made when it is missing.",
        ),
        th.Property(
            "memory_limit_mb",
            th.IntegerType,
            default=300,
            description="Memory that DuckDB may use for its buffers, in MiB; the process itself needs about 200 more. "
            "A batch that does not fit is tried again with more.",
        ),
        th.Property(
            "threads",
            th.IntegerType,
            default=1,
            description="Threads that DuckDB may use. A batch is one row group, which one thread writes with the least "
            "CPU; more threads help when the source is on another machine.",
        ),
        th.Property(
            "lock_timeout_seconds",
            th.IntegerType,
            default=300,
            description="How long to wait while another process has the file open.",
        ),
        th.Property(
            "compression",
            th.StringType(allowed_values=["fast", "small"]),
            default="fast",
            description="`fast` writes text as it is, `small` lets DuckDB compress it: a third of the disk for about "
            "1.7 times the CPU of the load.",
        ),
        *COMMON_SETTINGS,
    ).to_dict()


if __name__ == "__main__":
    TargetDuckDB.cli()
