"""Opening the DuckDB file: limits, locks, and what is wrong when it does not open."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
from target_common.errors import WarehouseUnavailableError

if TYPE_CHECKING:
    import logging
    from pathlib import Path

_FIRST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 2.0
_SECONDS_BETWEEN_NOTES = 15.0


class OutOfMemoryError(WarehouseUnavailableError):
    """DuckDB needs more than its memory limit."""


@dataclass(frozen=True)
class Options:
    """How the file is opened."""

    path: Path
    memory_limit_mb: int
    threads: int | None
    lock_timeout_seconds: int
    small: bool


def connect(options: Options, logger: logging.Logger) -> duckdb.DuckDBPyConnection:
    """Open the file for writing, waiting while another process has it.

    Raises:
        WarehouseUnavailableError: when it stays locked, is no DuckDB file, or its folder cannot be written.
    """
    path = options.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseUnavailableError(
            f"target-duckdb: the folder of {path} cannot be made ({error.strerror}). Check the setting `path`."
        ) from error
    deadline = time.monotonic() + options.lock_timeout_seconds
    pause, next_note = _FIRST_PAUSE_SECONDS, 0.0
    while True:
        try:
            connection = duckdb.connect(str(path))
        except duckdb.Error as error:
            if not _is_locked(error):
                raise WarehouseUnavailableError(_unusable(path, error)) from error
            if time.monotonic() > deadline:
                raise WarehouseUnavailableError(
                    f"target-duckdb: {path} is still locked by {_holder(error)} after "
                    f"{options.lock_timeout_seconds} s. DuckDB lets one process write at a time: wait for it or stop "
                    "it, then run again; or raise lock_timeout_seconds."
                ) from error
            if time.monotonic() > next_note:
                logger.warning("%s is locked by %s; waiting for it ...", path, _holder(error))
                next_note = time.monotonic() + _SECONDS_BETWEEN_NOTES
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
        else:
            _configure(connection, options)
            return connection


def _configure(connection: duckdb.DuckDBPyConnection, options: Options) -> None:
    # Without a limit DuckDB's write buffers grow with the machine, not with the data. Blocks that are kept for the next
    # batch and row groups that are written at once spare a third of the page faults (benchmarks/README.md).
    connection.execute(f"SET memory_limit = '{options.memory_limit_mb}MB'")
    connection.execute(f"SET block_allocator_memory = '{options.memory_limit_mb * 2 // 3}MB'")
    connection.execute("SET write_buffer_row_group_count = 1")
    if options.threads:
        connection.execute(f"SET threads = {options.threads}")
    connection.execute("SET preserve_insertion_order = false")
    if not options.small:
        # Choosing a dictionary for each text segment is 40 % of a wide load's CPU (benchmarks/README.md).
        connection.execute("SET disabled_compression_methods = 'dict_fsst,dictionary,fsst'")
    connection.execute("SET TimeZone = 'UTC'")


def failed_write(error: BaseException) -> tuple[type[WarehouseUnavailableError], str] | None:
    """Tell what a failed write is and what to do about it; None when the disk and memory are not to blame."""
    commit = isinstance(error, duckdb.TransactionException) and "commit" in str(error)
    if isinstance(error, duckdb.OutOfMemoryException) or (commit and re.search("failed to (pin|allocate)", str(error))):
        return OutOfMemoryError, "Raise memory_limit_mb"
    if commit or isinstance(error, duckdb.IOException | duckdb.FatalException):
        return WarehouseUnavailableError, "Free disk space"
    return None


def half_of_the_memory_mb() -> int:
    """Half of the machine's memory, in MiB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**21


def _is_locked(error: duckdb.Error) -> bool:
    return "Conflicting lock" in str(error) or "Could not set lock" in str(error)


def _holder(error: duckdb.Error) -> str:
    found = re.search(r"\(PID (\d+)\)", str(error))
    return f"process {found.group(1)}" if found else "another process"


def _unusable(path: Path, error: duckdb.Error) -> str:
    reason = str(error).splitlines()[0]
    return (
        f"target-duckdb: {path} cannot be opened: {reason}. If the file is damaged, move it away (and its .wal) and "
        "restore a copy, or let the next full refresh fill a new one; nothing was written and no state moved."
    )
