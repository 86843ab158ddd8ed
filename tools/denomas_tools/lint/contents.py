"""Is there anything in a file that no file of the project may hold?"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from denomas_tools.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_FILE_LINES = 500
# A line that must hold such text ends with this mark in a comment.
ALLOWED = "lint: allow"

_FORBIDDEN = (
    (
        re.compile(r"(?<![\w.:/])/(?:home|Users|work)/[\w.-]+|(?<![\w.:/])/(?:root)/|\b[A-Z]:\\Users\\"),
        "holds a path of one machine",
        "Use a path relative to the project",
    ),
    (
        re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs|--(?:extra-)?index-(?:url)|--find-(?:links)"),
        "holds the address of a package registry",
        "Leave it to each machine's own pip settings",
    ),
    (
        re.compile(
            r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}"
            r"|\bglpat-[\w-]{20}|\bxox[abp]-[\w-]{10,}|\bAIza[\w-]{35}"
        ),
        "looks like a secret",
        "Take it out and revoke it; a test makes its keys when it runs",
    ),
)


def check(path: str, text: str, root: str) -> Iterator[Finding]:
    """Check one text file; `root` is the project's own folder, which no file may name."""
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if ALLOWED in line:
            continue
        for pattern, what, remedy in _FORBIDDEN:
            if pattern.search(line):
                yield Finding(path, f"line {number}", what, remedy)
        if root in line:
            yield Finding(path, f"line {number}", "names this checkout's own folder", "Use a relative path")
    if path.endswith((".py", ".sql")) and len(lines) > LONGEST_FILE_LINES:
        yield Finding(path, "", f"has {len(lines)} lines", "Two things live in it: give each its file", is_warning=True)
    if path.startswith("taps/") and "/schemas/" in path and path.endswith(".json"):
        yield from _json(path, text)


def _json(path: str, text: str) -> Iterator[Finding]:
    doubles: list[str] = []

    def note_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        doubles.extend(sorted({name for name in names if names.count(name) > 1}))
        return dict(pairs)

    try:
        json.loads(text, object_pairs_hook=note_doubles)
    except ValueError as error:
        yield Finding(path, "", f"is not JSON ({error})", "Correct it")
    for name in doubles:
        yield Finding(path, name, "the property is given twice", "Keep one: JSON readers take the last without a word")
