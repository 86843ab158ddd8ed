"""The settings of the tap."""

from __future__ import annotations

from typing import Any

from singer_sdk import typing as th
from tap_common.batch_files import ROWS_PER_FILE
from tap_common.parallel import parallel_setting

from tap_postgres_pipeline.reading import LOAD_TYPES

PARALLEL_TABLES = "parallel_tables"

SETTINGS: dict[str, Any] = th.PropertiesList(
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
    th.Property("manifest", th.StringType, required=True, description="Path of the manifest that lists the tables."),
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
    th.Property("hours", th.IntegerType(minimum=1), description="Fills {HOURS} of the query's template."),
    th.Property("days", th.IntegerType(minimum=1), description="Fills {DAYS} of the query's template."),
    th.Property(
        "begin_timestamp",
        th.StringType,
        description="Fills {BEGIN_TIMESTAMP} of the query's template; when unset, `hours` or `days` before "
        "execution_date.",
    ),
    th.Property(
        "start_date",
        th.StringType,
        description="Where an incremental table without a bookmark begins; its first row when unset.",
    ),
    th.Property(
        "overlap_minutes",
        th.IntegerType(minimum=0),
        default=30,
        description="How far before the bookmark a window begins, for rows that were committed late.",
    ),
    th.Property(
        "overlap_keys",
        th.IntegerType(minimum=0),
        default=1000,
        description="How many keys before the last one load_by_id begins, for rows that were committed late.",
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
        th.IntegerType(minimum=1),
        description="Refuse to load from a replica that lies further back, and end windows where it is whole. "
        "Unset: the source is not asked.",
    ),
    th.Property(
        "resume_hours",
        th.IntegerType(minimum=1),
        default=26,
        description="An unfinished backfill that has not moved for longer starts over.",
    ),
    th.Property(
        "test_rows", th.IntegerType(minimum=1), default=1_000_000, description="Rows a table that load_type test reads."
    ),
    th.Property(
        "validate_days",
        th.IntegerType(minimum=0),
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
        "validate_range_keys", th.IntegerType(minimum=1), default=100_000, description="Keys of a range that is hashed."
    ),
    parallel_setting(PARALLEL_TABLES),
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
        th.IntegerType(minimum=0),
        default=5,
        description="How often a reading goes on after the source cut it off, without a row in between.",
    ),
    th.Property(
        "rows_per_file",
        th.IntegerType(minimum=1),
        default=ROWS_PER_FILE,
        description="Rows of a batch file; the default is DuckDB's row group and loads fastest.",
    ),
    th.Property(
        "max_spool_mb",
        th.IntegerType(minimum=1),
        default=512,
        description="The tap waits while more MiB of batch files than this have not been loaded.",
    ),
    th.Property(
        "connect_timeout_seconds",
        th.IntegerType(minimum=1),
        default=30,
        description="How long to wait for a connection.",
    ),
    th.Property(
        "statement_timeout_seconds",
        th.IntegerType(minimum=1),
        default=9000,
        description="How long one query may run; the database cancels it afterwards.",
    ),
).to_dict()
