"""Settings that every target has."""

from __future__ import annotations

from singer_sdk import typing as th

from target_common.warehouse import SETTABLE, LoadMethod

COMMON_SETTINGS = (
    th.Property(
        "load_method",
        th.StringType(allowed_values=[method.value for method in SETTABLE]),
        default=LoadMethod.UPSERT.value,
        description="How rows meet the rows that are there: `upsert` replaces rows with the same key (streams without "
        "keys are appended), `append-only` keeps all, `overwrite` replaces the table when the run ends well. A stream "
        "may override it (`x-load-method` in its schema).",
    ),
    th.Property(
        "schema_policy",
        th.StringType(allowed_values=["evolve", "freeze", "discard_new"]),
        default="evolve",
        description="What a changed stream may do to its table: `evolve` adds columns and widens types, `freeze` "
        "fails, `discard_new` lands what the table already has columns for.",
    ),
    th.Property(
        "stream_schema_policies",
        th.ObjectType(additional_properties=th.StringType),
        default={},
        description="A schema policy of its own for each stream named here.",
    ),
    th.Property(
        "on_bad_value",
        th.StringType(allowed_values=["fail", "quarantine"]),
        default="fail",
        description="What happens to a row with a value that does not fit: `fail` stops the load before it commits, "
        "`quarantine` keeps the row in `<TABLE>__REJECTED` and goes on.",
    ),
    th.Property(
        "batch_size_rows",
        th.IntegerType,
        default=50_000,
        description="Records of the row lane that land together, per stream.",
    ),
    th.Property(
        "max_batch_age_seconds",
        th.IntegerType,
        default=60,
        description="How long records of the row lane may wait before they land and their state is acknowledged.",
    ),
)
