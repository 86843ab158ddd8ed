"""The folder through which batch files pass from tap to target: bounded, and clean after a crash."""

from __future__ import annotations

import logging
import os
import select
import shutil
import stat
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from filelock import FileLock, Timeout

from tap_common.errors import SpoolError

if TYPE_CHECKING:
    from collections.abc import Callable

_LOCK = ".lock"
_FINISHED = ".finished"
_FINISHED_KEPT_SECONDS = 24 * 3600
_PAUSE_SECONDS = 0.02
_SECONDS_BETWEEN_NOTES = 30.0

logger = logging.getLogger(__name__)


def folder_of(root: str) -> Path:
    """Turn `batch_config.storage.root`, a file:// URI or a path, into a path.

    Raises:
        SpoolError: when it names anything but a local folder.
    """
    parts = urlsplit(root)
    if parts.scheme not in {"", "file"}:
        raise SpoolError(f"batch_config.storage.root must be a local folder (a path or file:// URI), not {root!r}.")
    return Path(unquote(parts.path) if parts.scheme else root).absolute()


class Spool:
    """One run's folder below the spool root.

    A lock says that the run lives. The next run of the tap removes the folders of runs that were killed, and those of
    finished runs after a day, for a target may still be loading the latter.
    """

    def __init__(self, root: Path, max_bytes: int, reader_is_gone: Callable[[], bool] | None = None) -> None:
        """Make the run's folder and clean up after dead runs.

        Raises:
            SpoolError: when the folder cannot be made.
        """
        self.root = root
        self.max_bytes = max_bytes
        self._reader_is_gone = reader_is_gone or stdout_reader_is_gone
        self._files: dict[Path, int] = {}
        self._counting = threading.Lock()
        try:
            root.mkdir(parents=True, exist_ok=True)
            self._remove_dead_runs()
            self.folder, self._lock = self._made()
        except OSError as error:
            raise SpoolError(_unusable(root, error)) from error

    def new_file(self, name: str) -> Path:
        """Give the path of the next file, once there is room.

        Raises:
            SpoolError: when the target that should read the files is gone.
        """
        self._wait_for_room()
        return self.folder / f"{name}-{uuid4().hex[:12]}.arrow"

    def written(self, path: Path) -> None:
        """Count a file that is complete."""
        size = path.stat().st_size
        with self._counting:
            self._files[path] = size

    def failed(self, path: Path, error: OSError) -> SpoolError:
        """Remove a partial file and give the error to raise."""
        path.unlink(missing_ok=True)
        return SpoolError(_unusable(self.root, error))

    def unconsumed_bytes(self) -> int:
        """Give the bytes of the files that the target has not deleted yet."""
        with self._counting:
            for path in [path for path in self._files if not path.exists()]:
                del self._files[path]
            return sum(self._files.values())

    def close(self) -> None:
        """End the run; its folder goes when it is empty, and otherwise with a later run."""
        (self.folder / _FINISHED).touch()
        self._lock.release()
        if not any(self.folder.glob("*.arrow")):
            shutil.rmtree(self.folder, ignore_errors=True)

    def _wait_for_room(self) -> None:
        next_note = time.monotonic() + _SECONDS_BETWEEN_NOTES
        while self.unconsumed_bytes() > self.max_bytes:
            if self._reader_is_gone():
                raise SpoolError(
                    "The target has gone while batch files waited for it. Look at the target's own error; the state "
                    "that it acknowledged holds, run again."
                )
            if time.monotonic() > next_note:
                logger.warning("%d MiB of batch files wait for the target ...", self.unconsumed_bytes() >> 20)
                next_note = time.monotonic() + _SECONDS_BETWEEN_NOTES
            time.sleep(_PAUSE_SECONDS)

    def _made(self) -> tuple[Path, FileLock]:
        """Make the run's folder and lock it; again, when another run's cleaning came between the two."""
        while True:
            folder = self.root / f"run-{os.getpid()}-{uuid4().hex[:8]}"
            folder.mkdir()
            with suppress(Timeout, FileNotFoundError, FileExistsError):
                (lock := _lock_of(folder)).acquire()
                return folder, lock

    def _remove_dead_runs(self) -> None:
        for folder in self.root.glob("run-*"):
            # Looked at under the lock: a run that ends just now has marked itself as finished before it let go. Held:
            # it lives, or another one removes it. Not found: removed just now. No permission: another user's.
            with suppress(Timeout, FileNotFoundError, FileExistsError, PermissionError), _lock_of(folder):
                if not (folder / _FINISHED).exists():
                    logger.info("removing batch files that a dead run left in %s", folder)
                elif time.time() - folder.stat().st_mtime < _FINISHED_KEPT_SECONDS and any(folder.glob("*.arrow")):
                    continue
                shutil.rmtree(folder, ignore_errors=True)


def _lock_of(folder: Path) -> FileLock:
    """Give the lock of a run's folder, which is tried once; its run holds it as long as it lives."""
    return FileLock(folder / _LOCK, blocking=False, thread_local=False, fallback_to_soft=False)


def stdout_reader_is_gone() -> bool:
    """Tell whether stdout is a pipe that nobody reads any more."""
    try:
        descriptor = sys.stdout.fileno()
        if not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            return False
    except (OSError, ValueError):  # no real stdout, as in tests
        return False
    poll = select.poll()
    poll.register(descriptor, select.POLLERR)
    return any(event & select.POLLERR for _, event in poll.poll(0))


def _unusable(root: Path, error: OSError) -> str:
    return (
        f"Batch files cannot be written to the spool {root}: {error.strerror}. Free space there, lower max_spool_mb, "
        "or point batch_config.storage.root elsewhere; no state moved past what the target acknowledged."
    )
