"""The files that BATCH messages name: opened without copying, checked, and removed once they are committed."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pyarrow as pa

from target_common.errors import MessageOrderError

if TYPE_CHECKING:
    from collections.abc import Iterator


def local_path(uri: str) -> Path:
    """Turn a file:// URI or a plain path into a path."""
    parts = urlsplit(uri)
    return Path(unquote(parts.path)) if parts.scheme == "file" else Path(uri)


@contextmanager
def open_batch_file(stream: str, format_: str, uri: str) -> Iterator[tuple[pa.Table, int]]:
    """Map an Arrow IPC file into memory.

    Yields:
        The rows, backed by the file's pages, extension types reduced to what they store; and the file's bytes.

    Raises:
        MessageOrderError: when the file is missing, broken, or of a format that this target does not take.
    """
    if format_ != "arrow":
        raise MessageOrderError(
            f"{stream}: a BATCH in format {format_!r} came; this target takes `arrow`. Set the tap's "
            "batch_config.encoding.format to arrow, or unset batch_config to send records."
        )
    path = local_path(uri)
    try:
        with pa.memory_map(str(path)) as mapped:
            table = pa.ipc.open_file(mapped).read_all()
            yield _storage_only(table), path.stat().st_size
    except FileNotFoundError as error:
        raise MessageOrderError(
            f"{stream}: the batch file {path} is gone before it was loaded. Was the spool cleaned by hand, or do tap "
            "and target run on different machines? Run the tap again."
        ) from error
    except pa.ArrowInvalid as error:
        raise MessageOrderError(
            f"{stream}: the batch file {path} is not a whole Arrow IPC file ({error}). Run the tap again."
        ) from error


def remove_batch_file(uri: str) -> None:
    """Delete a committed file; the spool waits for that."""
    local_path(uri).unlink(missing_ok=True)


def _storage_only(table: pa.Table) -> pa.Table:
    for index, field in enumerate(table.schema):
        if isinstance(field.type, pa.BaseExtensionType):
            chunks = [chunk.storage for chunk in table.column(index).chunks]
            table = table.set_column(index, field.name, pa.chunked_array(chunks, field.type.storage_type))
    return table
