"""Rows that were handed over and wait as Parquet files, until enough are there for one COPY and one MERGE."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout
from target_common.loads import utc_now

from denomas_target_snowflake.sql import ROW, staged_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from target_common.loads import Load
    from target_common.names import Table
    from target_common.types import ColumnType
    from target_common.warehouse import Rejected

# Uncompressed bytes of one file: a third of that on the disk, and within 100 to 250 MB, which loads best.
_FILE_BYTES = 400_000_000
_REJECTED = {
    "_SDC_REJECTED_AT": pa.timestamp("us"),
    "_SDC_RUN_ID": pa.string(),
    "_SDC_REASON": pa.string(),
    "_SDC_COLUMN": pa.string(),
    "_SDC_KEY_PROPERTIES": pa.string(),
    "_SDC_RECORD": pa.string(),
}


@dataclass(frozen=True)
class Shape:
    """What the files of one flush have in common.

    Attributes:
        live: the table that people read.
        table: where the rows go.
        columns: all columns of the rows by name, metadata columns included.
        keys: names of the key columns; empty: rows are appended.
    """

    live: Table
    table: Table
    columns: dict[str, ColumnType]
    keys: tuple[str, ...]


@dataclass
class Waiting:
    """The rows of one table that wait.

    Attributes:
        folder: where the files are; rejected rows are in a folder of their own below it.
        rows: how many, before the last write of a key wins.
        bytes: of the Parquet files.
        since: when the first came, on the monotonic clock.
        largest_key: the largest replication key, spelled.
        numbered: how many rows have been given a number in the order of arrival.
    """

    shape: Shape
    load: Load
    folder: Path
    since: float = field(default_factory=time.monotonic)
    files: int = 0
    rows: int = 0
    rejected: int = 0
    bytes: int = 0
    largest_key: str | None = None
    numbered: int = 0

    @property
    def rejected_folder(self) -> Path:
        """Where files of rejected rows are."""
        return self.folder / "rejected"

    def add_rows(self, rows: pa.Table) -> None:
        """Write rows whose columns have the table's names and types.

        Raises:
            OSError: when the disk is full.
        """
        if not rows.num_rows:
            return
        names = staged_columns(self.shape.columns)
        rows = rows.rename_columns([names[name] for name in rows.column_names])
        if self.shape.keys:
            numbers = pa.arange(self.numbered, self.numbered + rows.num_rows)
            rows = rows.append_column(ROW, numbers)
        self.numbered += rows.num_rows
        for part in _parts(rows):
            self.bytes += self._write(part, self.folder / f"{self.files:05}.parquet")
            self.files += 1
        self.rows += rows.num_rows

    def add_rejected(self, rejected: Sequence[Rejected]) -> None:
        """Write rows that could not land."""
        if not rejected:
            return
        now, key_list = utc_now(), msgspec.json.encode(list(self.shape.keys)).decode()
        columns = (
            [now] * len(rejected),
            [self.load.run_id] * len(rejected),
            [row.reason for row in rejected],
            [row.column for row in rejected],
            [key_list] * len(rejected),
            [msgspec.json.encode(row.record).decode() for row in rejected],
        )
        arrays = [pa.array(values, type_) for values, type_ in zip(columns, _REJECTED.values(), strict=True)]
        self.rejected_folder.mkdir(exist_ok=True)
        path = self.rejected_folder / f"{self.rejected:09}.parquet"
        self.bytes += self._write(pa.table(arrays, names=list(_REJECTED)), path)
        self.rejected += len(rejected)

    @staticmethod
    def _write(rows: pa.Table, path: Path) -> int:
        partial = path.with_suffix(".part")
        repeated = [name for name in rows.column_names if name != ROW]  # a dictionary of numbers helps nobody
        pq.write_table(rows, partial, compression="snappy", write_statistics=False, use_dictionary=repeated)
        partial.rename(path)
        return path.stat().st_size

    def discard(self) -> None:
        """Remove the files."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _parts(rows: pa.Table) -> Iterator[pa.Table]:
    step = max(1, rows.num_rows * _FILE_BYTES // max(rows.nbytes, 1))
    for start in range(0, rows.num_rows, step):
        yield rows.slice(start, step)


class Folder:
    """The run's folder for waiting files. What a killed run left is removed by the next one."""

    def __init__(self, parent: str | None = None) -> None:
        """Make a folder of this process; a parent other than the system's is given in tests."""
        self._parent = Path(parent or tempfile.gettempdir()) / f"denomas-target-snowflake-{os.getuid()}"
        self._parent.mkdir(mode=0o700, exist_ok=True, parents=True)
        for left in self._parent.iterdir():
            # Held: its run lives, or another one removes it. Not found: removed just now. Exists: no folder.
            with suppress(Timeout, FileNotFoundError, FileExistsError, PermissionError), _lock_of(left):
                shutil.rmtree(left, ignore_errors=True)
        self.path, self._lock = self._made()

    def _made(self) -> tuple[Path, FileLock]:
        """Make a folder and lock it; again, when another run's cleaning came between the two."""
        while True:
            path = Path(tempfile.mkdtemp(prefix="run-", dir=self._parent))
            with suppress(Timeout, FileNotFoundError, FileExistsError):
                (lock := _lock_of(path)).acquire()
                return path, lock

    def new(self) -> Path:
        """Make a folder for one flush."""
        return Path(tempfile.mkdtemp(prefix="flush-", dir=self.path))

    def remove(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.release()


def _lock_of(folder: Path) -> FileLock:
    """Give the lock of a run's folder, which is tried once; its run holds it as long as it lives.

    A lock and not a process id, for runs in containers share a disk, and do not see each other's processes.
    """
    return FileLock(folder / ".lock", blocking=False, thread_local=False, fallback_to_soft=False)


def spelled(value: Any) -> str | None:
    """Spell a replication key as the account of a load keeps it."""
    if value is None:
        return None
    text = str(value)
    return text.rstrip("0") if hasattr(value, "microsecond") and "." in text else text
