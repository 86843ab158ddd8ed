"""Reads ahead for a consumer that takes one item after the other: some items at once, their order kept."""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

K = TypeVar("K")
T = TypeVar("T")


class Ahead(Generic[K, T]):
    """At most so many items are read at once, and no more than twice as many are held."""

    def __init__(self, read: Callable[[K], T], threads: int) -> None:
        """Begin without threads; they start when there is something to read.

        Args:
            read: gives what belongs to an id; called in threads.
            threads: how many.
        """
        self._read = read
        self._threads = threads
        self._planned: deque[K] = deque()
        self._reading: deque[tuple[K, Future[T]]] = deque()
        self._pool: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()

    def plan(self, ids: Iterable[K]) -> None:
        """Say what will be taken next, in this order; may be called in another thread."""
        with self._lock:
            self._planned.extend(ids)

    def take(self, item: K) -> T:
        """Give what belongs to an id, waiting for it; what was planned before it and not taken is dropped.

        Raises:
            Exception: what reading this item raised.
        """
        with self._lock:
            planned = item in self._planned or any(number == item for number, _ in self._reading)
        if not planned:
            return self._read(item)
        while True:
            self._fill()
            number, future = self._reading.popleft()
            if number == item:
                self._fill()
                return future.result()
            future.cancel()

    def close(self) -> None:
        """Stop: what is being read comes to nothing, the rest is not begun."""
        with self._lock:
            self._planned.clear()
            self._reading.clear()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _fill(self) -> None:
        with self._lock:
            while self._planned and len(self._reading) < 2 * self._threads:
                if self._pool is None:
                    self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="ticket")
                number = self._planned.popleft()
                self._reading.append((number, self._pool.submit(self._read, number)))
