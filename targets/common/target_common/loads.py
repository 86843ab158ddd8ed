"""The account of a load: what becomes a row of `_META.LOADS` and the line that people read at the end."""

from __future__ import annotations

import hashlib
import os
import uuid
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec

from target_common.names import Table

LOADS = Table("_META", "LOADS")
TABLE_VERSIONS = Table("_META", "TABLE_VERSIONS")

# Column name -> type of the account tables, in words that DuckDB and Snowflake share.
LOADS_COLUMNS = {
    "run_id": "VARCHAR",
    "tap": "VARCHAR",
    "stream": "VARCHAR",
    "target_table": "VARCHAR",
    "load_method": "VARCHAR",
    "table_version": "BIGINT",
    "started_at": "TIMESTAMP",
    "finished_at": "TIMESTAMP",
    "seconds": "DOUBLE",
    "rows_read": "BIGINT",
    "rows_landed": "BIGINT",
    "rows_rejected": "BIGINT",
    "bytes": "BIGINT",
    "max_replication_key": "VARCHAR",
    "schema_hash": "VARCHAR",
    "state_before": "VARCHAR",
    "state_after": "VARCHAR",
    "status": "VARCHAR",
}
# In SQL that both speak; the table's name goes into the braces.
LAST_STATES = (
    "SELECT stream, state_after FROM {} WHERE tap = ? AND state_after IS NOT NULL "
    "QUALIFY ROW_NUMBER() OVER (PARTITION BY stream ORDER BY started_at DESC) = 1"
)
TABLE_VERSIONS_COLUMNS = {
    "table_schema": "VARCHAR",
    "table_name": "VARCHAR",
    "version": "BIGINT",
    "activated_at": "TIMESTAMP",
}


def utc_now() -> datetime:
    """Give the time as RAW stores it: UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass
class Load:
    """One stream in one run. Counts grow with each committed batch; `bytes` are those that came through the lanes."""

    run_id: str
    tap: str
    stream: str
    target_table: str
    load_method: str
    schema_hash: str
    table_version: int | None = None
    started_at: datetime = field(default_factory=utc_now)
    finished_at: datetime | None = None
    seconds: float = 0.0
    rows_read: int = 0
    rows_landed: int = 0
    rows_rejected: int = 0
    bytes: int = 0
    max_replication_key: str | None = None
    state_before: str | None = None
    state_after: str | None = None
    status: str = "running"

    def touch(self, status: str | None = None) -> dict[str, Any]:
        """Bring the times up to date and give the row as it should stand in `_META.LOADS` now."""
        if status is None or self.finished_at is None:  # the last word on a load does not make it longer
            self.finished_at = utc_now()
            self.seconds = round((self.finished_at - self.started_at).total_seconds(), 3)
        self.status = status or self.status
        row = asdict(self)
        return {name: row[name] for name in LOADS_COLUMNS}

    @property
    def outcome(self) -> str:
        """The status of a load that ended well."""
        return "rejects" if self.rows_rejected else "complete"

    def summary(self) -> str:
        """Say in one line what the load did."""
        return (
            f"{self.stream}: read {self.rows_read:,}, landed {self.rows_landed:,}, rejected {self.rows_rejected:,} "
            f"in {self.seconds:.1f} s -> {self.target_table}"
        )


def run_identity() -> tuple[str, str]:
    """Give run id and tap name as Meltano exports them to loaders, or a fresh id and `unknown` without Meltano."""
    return os.environ.get("MELTANO_RUN_ID") or str(uuid.uuid4()), os.environ.get("MELTANO_EXTRACTOR_NAME") or "unknown"


def schema_hash(schema: dict[str, Any]) -> str:
    """Give a short fingerprint of a stream's schema: the same for the same properties in any order."""
    return hashlib.sha256(msgspec.json.encode(schema, order="deterministic")).hexdigest()[:16]
