"""Reading several streams, and several parts of one stream, at once: bounded, and stopped by the first error."""

from __future__ import annotations

import threading
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")

# One process has one stdout: a message, and the move of the state that it stands for, are written as one.
output_lock = threading.RLock()


class StoppedError(Exception):
    """Another reader failed; its error is the one to look at."""


class Readers:
    """So many readers may read from the source at the same time."""

    def __init__(self, limit: int, parent: Readers | None = None) -> None:
        """Set the limit; 1 reads one after another, in the caller's thread."""
        self.limit = max(1, limit)
        self._free: threading.Semaphore = parent._free if parent else threading.Semaphore(self.limit)  # noqa: SLF001
        self._stopped = threading.Event()
        self._parent = parent

    def group(self) -> Readers:
        """Give readers that share the limit, and whose errors stop only themselves."""
        return Readers(self.limit, self)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Be a reader: wait until one is free.

        Raises:
            StoppedError: when another reader has failed in the meantime.
        """
        with self._free:
            self.check()
            yield

    def check(self) -> None:
        """Ask between two pieces whether to go on.

        Raises:
            StoppedError: when another reader has failed.
        """
        if self._stopped.is_set():
            raise StoppedError
        if self._parent is not None:
            self._parent.check()

    def each(self, work: Callable[[T], None], items: Sequence[T]) -> None:
        """Do work on all items, as many at once as the limit says and in their order.

        Raises:
            Exception: the first that any of them raised; the others end at their next `check`.
        """
        if self.limit == 1 or len(items) <= 1:
            for item in items:
                work(item)
            return
        with ThreadPoolExecutor(min(self.limit, len(items)), "reader") as pool:
            futures = [pool.submit(work, item) for item in items]
            wait(futures, return_when=FIRST_EXCEPTION)
            if any(future.done() and future.exception() for future in futures):
                self._stopped.set()
                pool.shutdown(cancel_futures=True)
        errors = [error for future in futures if not future.cancelled() and (error := future.exception())]
        for error in sorted(errors, key=lambda error: isinstance(error, StoppedError)):
            raise error
