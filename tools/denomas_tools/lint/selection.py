"""Does every selection pattern of an extractor match something in its catalog snapshot?"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from denomas_tools.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from denomas_tools.catalogs import Snapshot
    from denomas_tools.project import Plugin

_UNESCAPED_DOT = re.compile(r"(?<!\\)\.")


def check(plugin: Plugin, snapshot: Snapshot | None, snapshot_path: str) -> Iterator[Finding]:
    """Check `select`, `select_filter`, `metadata` and `schema` against the streams that the source has."""
    if snapshot is None:
        yield Finding(
            snapshot_path,
            plugin.name,
            "the catalog snapshot is missing",
            "Run `sandbox up` and `denomas catalog-snapshot`, and commit the file",
        )
        return
    for pattern in plugin.merged.get("select") or []:
        if not matches(str(pattern), snapshot):
            yield _finding(plugin, f"select pattern {pattern} matches no stream or property")
    for pattern in plugin.merged.get("select_filter") or []:
        if not any(fnmatchcase(stream, str(pattern).removeprefix("!")) for stream in snapshot):
            yield _finding(plugin, f"select_filter {pattern} matches no stream")
    for extra in ("metadata", "schema"):
        for pattern in plugin.merged.get(extra) or {}:
            if not any(fnmatchcase(stream, str(pattern)) for stream in snapshot):
                yield _finding(plugin, f"{extra} of {pattern} matches no stream")


def matches(pattern: str, snapshot: Snapshot) -> bool:
    """Say whether a pattern (`stream.property`, globs, leading `!`, dots escaped by a backslash) matches anything."""
    stream_pattern, *rest = _UNESCAPED_DOT.split(pattern.removeprefix("!"), maxsplit=1)
    stream_pattern = stream_pattern.replace(r"\.", ".")
    for name, stream in snapshot.items():
        if not fnmatchcase(name, stream_pattern):
            continue
        if not rest or any(fnmatchcase(path, rest[0]) for path in _paths(stream.get("properties") or {})):
            return True
    return False


def _paths(properties: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for name, schema in properties.items():
        yield prefix + name
        yield from _paths(schema.get("properties") or {}, f"{prefix}{name}.")


def _finding(plugin: Plugin, what: str) -> Finding:
    return Finding(
        plugin.path, plugin.name, what, "Correct it, or refresh the snapshot with `denomas catalog-snapshot`"
    )
