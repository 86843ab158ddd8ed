"""Catalog snapshots: what each extractor discovers, kept in the repository so that a schema change shows as a diff."""

from __future__ import annotations

import difflib
import json
import subprocess
from typing import TYPE_CHECKING, Any, TypeAlias

from denomas_tools.about import environment

if TYPE_CHECKING:
    from pathlib import Path

# Streams by name; each with `primary_keys`, `replication_key`, `replication_method`, `schema` and `properties`.
Snapshot: TypeAlias = dict[str, dict[str, Any]]

_TIMEOUT_SECONDS = 300


class DiscoveryError(Exception):
    """An extractor did not tell its catalog."""


def snapshot_path(plugin: str) -> str:
    """Give the place of a plugin's snapshot, beside its wiring."""
    return f"plugins/catalogs/{plugin}.json"


def from_catalog(catalog: dict[str, Any]) -> Snapshot:
    """Keep of a Singer catalog what makes a table: names, types, keys. Order and selection are left out."""
    streams: Snapshot = {}
    for entry in catalog.get("streams") or []:
        schema = dict(entry.get("schema") or {})
        properties = schema.pop("properties", {})
        root_metadata: dict[str, Any] = next(
            (item.get("metadata") or {} for item in entry.get("metadata") or [] if not item.get("breadcrumb")), {}
        )
        valid_keys = root_metadata.get("valid-replication-keys") or []
        method = root_metadata.get("forced-replication-method") or entry.get("replication_method")
        streams[entry.get("tap_stream_id") or entry["stream"]] = {
            "primary_keys": entry.get("key_properties") or root_metadata.get("table-key-properties") or [],
            "replication_key": entry.get("replication_key") or next(iter(valid_keys), None),
            "replication_method": method,
            "schema": {key: value for key, value in schema.items() if key not in ("type", "$schema")},
            "properties": properties,
        }
    return streams


def render(snapshot: Snapshot) -> str:
    """Write a snapshot with one property a line, so that a diff shows the one that changed."""
    streams = []
    for name, stream in sorted(snapshot.items()):
        properties = stream.get("properties") or {}
        lines = [f"      {_compact(key)}: {_compact(value)}" for key, value in sorted(properties.items())]
        keys = sorted(stream.keys() - {"properties"})
        head = [f"    {_compact(key)}: {_compact(stream[key])}" for key in keys]
        body = ",\n".join([*head, '    "properties": {\n' + ",\n".join(lines) + "\n    }"])
        streams.append(f"  {_compact(name)}: {{\n{body}\n  }}")
    return "{\n" + ",\n".join(streams) + "\n}\n"


def read(path: Path) -> Snapshot | None:
    """Read a snapshot; None when there is none."""
    if not path.exists():
        return None
    snapshot: Snapshot = json.loads(path.read_text(encoding="utf-8"))
    return snapshot


def difference(plugin: str, committed: str, discovered: str) -> str:
    """Give the unified diff between the file and the source; empty when they agree."""
    path = snapshot_path(plugin)
    return "".join(
        difflib.unified_diff(
            committed.splitlines(keepends=True),
            discovered.splitlines(keepends=True),
            fromfile=f"{path} (committed)",
            tofile=f"{path} (the source now)",
        )
    )


def discover(plugin: str, root: Path) -> Snapshot:
    """Ask an extractor for its catalog through Meltano, so with the project's own configuration.

    Raises:
        DiscoveryError: when it fails or prints no catalog.
    """
    command = ["meltano", "--log-level=warning", "invoke", "--no-install", plugin, "--discover"]
    try:
        run = subprocess.run(
            command,
            cwd=root,
            env=environment(root),
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DiscoveryError(f"{plugin}: no catalog within {_TIMEOUT_SECONDS} s") from error
    if run.returncode:
        tail = "\n".join(run.stderr.strip().splitlines()[-5:])
        raise DiscoveryError(f"{plugin}: discovery failed. Does the sandbox run (`sandbox up`)?\n{tail}")
    try:
        return from_catalog(json.loads(run.stdout))
    except ValueError as error:
        raise DiscoveryError(f"{plugin}: discovery printed no JSON ({error})") from error


def _compact(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
