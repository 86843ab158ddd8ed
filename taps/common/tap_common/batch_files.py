"""Arrow IPC files of an exact number of rows, cut from record batches of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tap_common.spool import Spool

# DuckDB's row group: batches of just this many rows land without being merged later (benchmarks/README.md).
ROWS_PER_FILE = 122_880
# Rows of large values fill a file sooner: spool and memory are bounded in bytes.
BYTES_PER_FILE = 256 << 20


class BatchFile(NamedTuple):
    """A complete file, and the position in the stream after its last row."""

    path: Path
    rows: int
    position: Any


def write_batch_files(
    batches: Iterable[pa.RecordBatch],
    spool: Spool,
    name: str,
    rows_per_file: int,
    position_after: Callable[[pa.RecordBatch], Any],
) -> Iterator[BatchFile]:
    """Write record batches to files of `rows_per_file` rows; the last file has what is left.

    A file of large rows ends after the batch with which it has BYTES_PER_FILE.

    `position_after` is asked at once and gives a plain value: one column of a batch that came over Arrow's C interface
    keeps the whole batch in memory.

    Raises:
        SpoolError: when the disk is full, or the target is gone.
    """
    file: _OpenFile | None = None
    for batch in batches:
        rest = batch
        while rest.num_rows:
            if file is None:
                file = _OpenFile(spool, name, batch.schema)
            part = rest.slice(0, min(rest.num_rows, rows_per_file - file.rows))
            rest = rest.slice(part.num_rows)
            file.write(part, position_after(part))
            if file.rows == rows_per_file or file.bytes >= BYTES_PER_FILE:
                yield file.close()
                file = None
    if file is not None:
        yield file.close()


class _OpenFile:
    def __init__(self, spool: Spool, name: str, schema: pa.Schema) -> None:
        self.spool = spool
        self.path = spool.new_file(name)
        self.rows = 0
        self.bytes = 0
        self.position: Any = None
        try:
            self.writer = pa.ipc.new_file(str(self.path), schema)
        except OSError as error:
            raise spool.failed(self.path, error) from error

    def write(self, part: pa.RecordBatch, position: Any) -> None:
        try:
            self.writer.write_batch(part)
        except OSError as error:
            raise self.spool.failed(self.path, error) from error
        self.rows += part.num_rows
        self.bytes += part.nbytes
        self.position = position

    def close(self) -> BatchFile:
        try:
            self.writer.close()
        except OSError as error:
            raise self.spool.failed(self.path, error) from error
        self.spool.written(self.path)
        return BatchFile(self.path, self.rows, self.position)
