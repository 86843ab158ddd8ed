"""What a target needs of a warehouse: the only part of landing that DuckDB and Snowflake do differently."""

from __future__ import annotations

import abc
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from target_common.types import ColumnType, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    import pyarrow as pa

    from target_common.loads import Load
    from target_common.names import Table


class LoadMethod(StrEnum):
    """How the rows of a stream meet the rows that are there."""

    APPEND = "append-only"
    UPSERT = "upsert"
    OVERWRITE = "overwrite"
    DELETES = "deletes"
    THROW_AWAY = "throw-away"


# What a setting may ask for; the others are properties of a stream (`x-load-method`).
SETTABLE = (LoadMethod.UPSERT, LoadMethod.APPEND, LoadMethod.OVERWRITE)


METADATA: dict[str, ColumnType] = {
    "_sdc_extracted_at": ColumnType(Kind.TIMESTAMP),
    "_sdc_received_at": ColumnType(Kind.TIMESTAMP),
    "_sdc_batched_at": ColumnType(Kind.TIMESTAMP),
    "_sdc_sequence": ColumnType(Kind.INTEGER),
    "_sdc_table_version": ColumnType(Kind.INTEGER),
    "_sdc_deleted_at": ColumnType(Kind.TIMESTAMP),
}
"""Columns that every table has beside the stream's own."""


@dataclass(frozen=True)
class Column:
    """A column as the tap names it, as the table names it, and its type in the table."""

    source: str
    name: str
    type: ColumnType


@dataclass(frozen=True)
class Rejected:
    """A row that could not land, with what was wrong with it."""

    reason: str
    column: str | None
    record: Mapping[str, Any]


@dataclass(frozen=True)
class Batch:
    """Rows that land together, in one transaction.

    Attributes:
        live: the table that people read; error messages and rejected rows go by its name.
        table: where the rows go: the live table or the shadow of a version.
        rows: the stream's properties under their source names; a column may be text, then the warehouse casts it.
        columns: what the table has of the stream, in order.
        keys: names of the key columns; rows replace those with the same key. Empty: rows are appended.
        extracted_at: ISO time for all rows, or None when `rows` has a column `_sdc_extracted_at`.
        received_at: when the first of the rows came in.
        version: the table version that the rows belong to, if any.
        quarantine: whether rows with bad values go to the table of rejected rows instead of failing the load.
        rejected: rows that validation already refused.
        replication_key: column whose largest value the account of the load keeps.
    """

    live: Table
    table: Table
    rows: pa.Table
    columns: Sequence[Column]
    keys: tuple[str, ...]
    received_at: datetime
    extracted_at: str | None = None
    version: int | None = None
    quarantine: bool = False
    rejected: Sequence[Rejected] = field(default_factory=tuple)
    replication_key: str | None = None


class Warehouse(abc.ABC):
    """Tables, transactions and versions of a RAW database.

    Every method that writes leaves either all of its effect or none, whatever happens in between.
    """

    _last_states: dict[str, str] | None = None

    @abc.abstractmethod
    def prepare(self) -> None:
        """Open the warehouse and create the account tables; wait for locks.

        Raises:
            WarehouseUnavailableError: when it cannot be opened.
        """

    @abc.abstractmethod
    def close(self) -> None:
        """Let go of the warehouse."""

    @abc.abstractmethod
    def column_types(self, table: Table) -> dict[str, ColumnType]:
        """Give the columns of a table in order, metadata columns included; empty when there is no such table."""

    @abc.abstractmethod
    def create_table(self, table: Table, columns: Mapping[str, ColumnType]) -> None:
        """Create a table, and its schema when needed."""

    @abc.abstractmethod
    def evolve_table(self, table: Table, added: Mapping[str, ColumnType], widened: Mapping[str, ColumnType]) -> None:
        """Add columns and widen others, in one transaction."""

    @abc.abstractmethod
    def land(self, batch: Batch, load: Load) -> None:
        """Land a batch and its account in one transaction; `load`'s counts grow only when it commits.

        A warehouse for which a transaction is dear may keep the batch and commit several together (see `settle`). What
        it was handed is its own by then: the file that a batch came in is removed.

        Raises:
            BadValueError: when a value does not fit and the batch is not to be quarantined.
        """

    def waiting(self) -> bool:
        """Tell whether rows that were handed to `land` are not committed yet."""
        return False

    def due(self) -> bool:
        """Tell whether what waits has waited enough."""
        return False

    def settle(self) -> None:
        """Commit what waits."""
        return

    def rest(self) -> None:  # noqa: B027  most warehouses have room for all
        """Nothing comes for a while: let go of what others wait for. What comes later takes it up again."""

    def stores_alike(self, one: ColumnType, other: ColumnType) -> bool:
        """Tell whether two types are the same in this warehouse."""
        return one == other

    @abc.abstractmethod
    def live_version(self, table: Table) -> int | None:
        """Give the version that was activated last, if the table has versions."""

    @abc.abstractmethod
    def drop_shadows(self, table: Table, keep: Table) -> None:
        """Drop the shadows of all versions of a table but one."""

    @abc.abstractmethod
    def activate(self, table: Table, shadow: Table, version: int, load: Load, *, append: bool) -> None:
        """Make a shadow live: swap it in, or append all its rows to the live table, in one transaction."""

    @abc.abstractmethod
    def mark_deleted(self, table: Table, present: Table, keys: tuple[str, ...], at: datetime, load: Load) -> None:
        """Mark the rows whose key is gone, unmark those whose key came back, and drop `present`, in one transaction.

        Args:
            table: the live table; when it does not exist, only `present` is dropped.
            present: all keys that the source has.
            keys: names of the key columns.
            at: when the source was asked, in UTC; rows that were extracted later are left alone.
            load: its `rows_landed` becomes the number of rows that were marked or unmarked.
        """

    @abc.abstractmethod
    def replay(self, table: Table, load: Load) -> tuple[int, int]:
        """Land the rejected rows of a table that fit by now, in one transaction; the others stay rejected.

        Returns:
            How many landed and how many stay.

        Raises:
            WarehouseUnavailableError: when the table, or its table of rejected rows, does not exist.
        """

    @abc.abstractmethod
    def close_loads(self, loads: Sequence[Load]) -> None:
        """Write the accounts of loads that ended well, all at once."""

    def last_state(self, tap: str, stream: str) -> str | None:
        """Give the state that the last complete load of a stream ended with; a target asks for one tap's, once."""
        if self._last_states is None:
            self._last_states = self.last_states(tap)
        return self._last_states.get(stream)

    @abc.abstractmethod
    def last_states(self, tap: str) -> dict[str, str]:
        """Give the state that the last complete load of each stream ended with."""
