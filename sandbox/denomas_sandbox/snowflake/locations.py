"""Buckets: an address such as gcs://bucket/folder/ and the local folder that stands for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Locations:
    """The folders that stand for buckets, kept in a file."""

    def __init__(self, path: Path) -> None:
        """Read what was kept."""
        self._path = path
        self._folders: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def put(self, url: str, folder: str) -> None:
        """Let a folder stand for an address."""
        self._folders[_normal(url)] = folder.rstrip("/")
        self._path.write_text(json.dumps(self._folders), encoding="utf-8")

    def all(self) -> dict[str, str]:
        """Give the folders by address."""
        return dict(self._folders)

    def find(self, url: str) -> tuple[str, str, str] | None:
        """Give the address that a folder stands for, the folder, and what is behind the address in the url."""
        wanted = _normal(url)
        for prefix in sorted(self._folders, key=len, reverse=True):
            if wanted == prefix or wanted.startswith(f"{prefix}/"):
                behind = wanted[len(prefix) + 1 :]
                return prefix, self._folders[prefix], f"{behind}/" if behind and url.endswith("/") else behind
        return None


def _normal(url: str) -> str:
    return url.rstrip("/").replace("gs://", "gcs://", 1) if url.startswith("gs://") else url.rstrip("/")
