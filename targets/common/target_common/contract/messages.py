"""Singer messages for the contract's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EXTRACTED = "2026-01-05T06:07:08Z"

TYPES: dict[str, dict[str, Any]] = {
    "id": {"type": ["integer"]},
    "flag": {"type": ["boolean", "null"]},
    "amount": {"type": ["string", "null"], "format": "x-singer.decimal", "precision": 20, "scale": 4},
    "ratio": {"type": ["number", "null"]},
    "seen_at": {"type": ["string", "null"], "format": "date-time"},
    "day": {"type": ["string", "null"], "format": "date"},
    "clock": {"type": ["string", "null"], "format": "time"},
    "name": {"type": ["string", "null"]},
    "details": {"type": ["object", "null"], "additionalProperties": True},
    "tags": {"type": ["array", "null"], "items": {"type": "string"}},
}


def schema(
    stream: str,
    properties: dict[str, Any],
    keys: list[str] | None = None,
    load_method: str | None = None,
    bookmark: str | None = None,
) -> dict[str, Any]:
    """Make a SCHEMA message."""
    body: dict[str, Any] = {"type": "object", "properties": properties}
    if load_method:
        body["x-load-method"] = load_method
    message: dict[str, Any] = {"type": "SCHEMA", "stream": stream, "schema": body, "key_properties": keys or []}
    return message | ({"bookmark_properties": [bookmark]} if bookmark else {})


def record(stream: str, values: dict[str, Any], version: int | None = None) -> dict[str, Any]:
    """Make a RECORD message."""
    message: dict[str, Any] = {"type": "RECORD", "stream": stream, "record": values, "time_extracted": EXTRACTED}
    return message | ({} if version is None else {"version": version})


def records(stream: str, rows: Iterable[dict[str, Any]], version: int | None = None) -> list[dict[str, Any]]:
    """Make RECORD messages."""
    return [record(stream, row, version) for row in rows]


def batch(stream: str, rows: pa.Table, path: Path, version: int | None = None) -> dict[str, Any]:
    """Write an Arrow IPC file and make the BATCH message that names it."""
    with pa.ipc.new_file(str(path), rows.schema) as writer:
        writer.write_table(rows)
    message: dict[str, Any] = {
        "type": "BATCH",
        "stream": stream,
        "encoding": {"format": "arrow"},
        "manifest": [path.as_uri()],
        "time_extracted": EXTRACTED,
    }
    return message | ({} if version is None else {"version": version})


def state(value: object) -> dict[str, Any]:
    """Make a STATE message."""
    return {"type": "STATE", "value": {"bookmarks": {"things": {"replication_key_value": value}}}}


def activate(stream: str, version: int) -> dict[str, Any]:
    """Make an ACTIVATE_VERSION message."""
    return {"type": "ACTIVATE_VERSION", "stream": stream, "version": version}
