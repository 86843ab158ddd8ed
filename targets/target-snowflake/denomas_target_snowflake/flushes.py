"""What waits, table by table, and when it has waited enough."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from target_common.errors import WarehouseUnavailableError
from target_common.warehouse import METADATA

from denomas_target_snowflake.landing import Landing
from denomas_target_snowflake.staging import Staged
from denomas_target_snowflake.waiting import Folder, Shape, Waiting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from target_common.loads import Load
    from target_common.names import Table
    from target_common.warehouse import Batch

    from denomas_target_snowflake.connector import SnowflakeConnector

LIMITS = {"flush_max_files": 50, "flush_max_mb": 256, "flush_max_rows": 10_000_000, "max_batch_age_seconds": 300}
"""Settings that say how much may wait, with their defaults."""


class Flushes:
    """The rows that were handed over and are not committed yet.

    A batch is on the disk, in files of this target's own, when it was added: nobody has to wait for Snowflake, the tap
    least of all, whose spool is emptied by it. How much may wait is limited, so the disk is bounded, too.
    """

    def __init__(self, warehouse: SnowflakeConnector) -> None:
        """Begin with nothing."""
        self._warehouse = warehouse
        limits = {name: warehouse.config.get(name, default) for name, default in LIMITS.items()}
        self._max_files = int(limits["flush_max_files"])
        self._max_bytes = int(limits["flush_max_mb"]) * 1_000_000
        self._max_rows = int(limits["flush_max_rows"])
        self._max_seconds = int(limits["max_batch_age_seconds"])
        self._waiting: dict[Table, Waiting] = {}
        self._folder: Folder | None = None

    def add(self, batch: Batch, load: Load) -> None:
        """Take a batch.

        Raises:
            BadValueError: when a value does not fit; nothing of the batch was taken then.
            WarehouseUnavailableError: when the disk is full, or may not be written to.
        """
        staged = Staged(batch)
        shape = _shape(batch)
        waiting = self._waiting.get(batch.table)
        if waiting and (waiting.shape != shape or waiting.load is not load or waiting.files >= self._max_files):
            self.settle(batch.table)
            waiting = None
        if waiting is None:
            waiting = self._waiting[batch.table] = Waiting(shape, load, self._new_folder(load.stream))
        self._write(waiting, staged)

    def of(self, batch: Batch, load: Load) -> Waiting:
        """Write a batch that is to land by itself."""
        waiting = Waiting(_shape(batch), load, self._new_folder(load.stream))
        self._write(waiting, Staged(batch))
        return waiting

    def _new_folder(self, stream: str) -> Path:
        with _disk_of(stream):
            if self._folder is None:
                self._folder = Folder()
            return self._folder.new()

    def _write(self, waiting: Waiting, staged: Staged) -> None:
        with _disk_of(waiting.load.stream):
            waiting.add_rejected(staged.rejected)
            waiting.add_rows(staged.rows)
        keys = (waiting.largest_key, staged.largest_key)
        waiting.largest_key = max(filter(None, keys), default=None)

    def waiting(self) -> bool:
        """Tell whether anything waits."""
        return bool(self._waiting)

    def due(self) -> bool:
        """Tell whether a table has waited enough: files, bytes, rows or seconds."""
        bytes_ = sum(waiting.bytes for waiting in self._waiting.values())
        return bytes_ >= self._max_bytes or any(
            waiting.files >= self._max_files
            or waiting.rows >= self._max_rows
            or time.monotonic() - waiting.since >= self._max_seconds
            for waiting in self._waiting.values()
        )

    def settle(self, table: Table | None = None) -> None:
        """Commit what waits, of one table or of all.

        Raises:
            LandingError: when Snowflake refuses; what waits then waits on.
        """
        for one in [table] if table else list(self._waiting):
            waiting = self._waiting.get(one)
            if waiting is not None:
                Landing(self._warehouse, waiting).run()
                del self._waiting[one]

    def discard(self, table: Table) -> None:
        """Forget what waits for a table that goes away."""
        waiting = self._waiting.pop(table, None)
        if waiting is not None:
            waiting.discard()

    def remove(self) -> None:
        """Remove all files."""
        self._waiting.clear()
        if self._folder is not None:
            self._folder.remove()
            self._folder = None


@contextmanager
def _disk_of(stream: str) -> Iterator[None]:
    """Say whose rows did not fit on the disk, and what to do."""
    try:
        yield
    except OSError as error:
        raise WarehouseUnavailableError(
            f"{stream}: target-snowflake cannot write the rows that wait: {error}. Free disk space, let TMPDIR name a "
            "larger disk that may be written to, or lower flush_max_mb; then run again. No state moved past what is "
            "committed."
        ) from error


def _shape(batch: Batch) -> Shape:
    columns = {column.name: column.type for column in batch.columns}
    return Shape(batch.live, batch.table, {**columns, **METADATA}, batch.keys)
