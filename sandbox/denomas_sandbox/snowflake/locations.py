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

    def local(self, url: str) -> str | None:
        """Give the path that stands for an address, None when none does."""
        wanted = _normal(url)
        for prefix in sorted(self._folders, key=len, reverse=True):
            if wanted == prefix or wanted.startswith(f"{prefix}/"):
                behind = wanted[len(prefix) :]
                return self._folders[prefix] + behind + ("/" if url.endswith("/") else "")
        return None

    def address(self, path: str) -> str:
        """Give the address that a path stands for; the path itself when it stands for none."""
        for url, folder in self._folders.items():
            if path.startswith(f"{folder}/"):
                return url + path[len(folder) :]
        return path


def _normal(url: str) -> str:
    return url.rstrip("/").replace("gs://", "gcs://", 1) if url.startswith("gs://") else url.rstrip("/")
