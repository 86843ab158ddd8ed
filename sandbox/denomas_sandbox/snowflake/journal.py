"""What the account remembers for tests to read: every statement, and every change of account objects."""

from __future__ import annotations

import json
import re
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

STATEMENTS = "statements.jsonl"
RECORDED = "recorded.jsonl"
OBJECTS = "account_objects.json"
LOCATIONS = "locations.json"
_SECRET = re.compile(
    r"\b(?!RSA_PUBLIC_KEY)(PASSWORD|SECRET|SECRET_STRING|\w*_(?:KEY|SECRET|TOKEN|PASSWORD))(\s*=\s*)'(?:[^'\\]|\\.|'')*'",
    re.IGNORECASE,
)


class Journal:
    """A file of JSON lines that is only ever added to."""

    def __init__(self, path: Path) -> None:
        """Take a path; the file is made with the first line."""
        self._path = path
        self._lock = threading.Lock()

    def add(self, entry: dict[str, Any]) -> None:
        """Add a line, with the time; it is in the file when this returns."""
        line = json.dumps({"at": datetime.now(UTC).isoformat(), **entry}, default=str)
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def entries(self) -> list[dict[str, Any]]:
        """Read all lines; a last one that a killed process did not finish is left out."""
        try:
            lines = self._path.read_text(encoding="utf-8").split("\n")
        except FileNotFoundError:
            return []
        return [json.loads(line) for line in lines[:-1] if line.endswith("}")]

    def turn_over(self, bytes_at_most: int = 20_000_000) -> None:
        """Put a file that has grown large aside, as `.old`, in the place of the one that was put there before."""
        if self._path.exists() and self._path.stat().st_size > bytes_at_most:
            self._path.replace(self._path.with_suffix(".old"))

    def clear(self) -> None:
        """Remove all lines."""
        self._path.unlink(missing_ok=True)


def without_secrets(sql: str) -> str:
    """Blank passwords and keys in a statement."""
    return _SECRET.sub(r"\1\2'***'", sql)
