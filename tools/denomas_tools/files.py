"""The project's files: those that Git tracks or would track."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SKIPPED_FOLDERS = frozenset({".git", ".venv", ".meltano", ".sandbox", "warehouse", "logs", "target", "__pycache__"})


def listing(root: Path) -> list[str]:
    """List the files, relative to the root. Outside of a Git checkout (an unpacked archive) the folders are walked."""
    if (root / ".git").exists():
        git = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=root,
            capture_output=True,
            check=False,
        )
        if git.returncode == 0:
            names = git.stdout.decode().split("\0")
            return sorted(name for name in set(names) if name and (root / name).is_file())
    paths = (path for path in root.rglob("*") if path.is_file())
    relative = (path.relative_to(root) for path in paths)
    return sorted(path.as_posix() for path in relative if not _SKIPPED_FOLDERS.intersection(path.parts))


def text_of(path: Path) -> str | None:
    """Read a text file; None when it is binary."""
    data = path.read_bytes()
    if b"\0" in data:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None
