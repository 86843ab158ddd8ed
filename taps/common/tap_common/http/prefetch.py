"""The next page is fetched while the last one is processed."""

from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

T = TypeVar("T")

# How long a consumer that stops waits for the request under way; a daemon thread does not hold the process up.
_SECONDS_TO_END = 2.0


class _End:
    """Says that there are no more pages, and why."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def prefetched(pages: Iterator[T]) -> Generator[T, None, None]:
    """Give the pages of an iterator, the next of which is fetched in a thread meanwhile: one page ahead, never two.

    All of the iterator runs in that one thread, its clean-up too.

    Raises:
        BaseException: what the iterator raises, once all pages before it were given.
    """
    wanted: SimpleQueue[bool] = SimpleQueue()
    fetched: SimpleQueue[T | _End] = SimpleQueue()
    thread = threading.Thread(target=_fetch, args=(pages, wanted, fetched), name="prefetch", daemon=True)
    thread.start()
    try:
        wanted.put(True)  # noqa: FBT003
        while True:
            page = fetched.get()
            if isinstance(page, _End):
                if page.error is not None:
                    raise page.error
                return
            wanted.put(True)  # noqa: FBT003
            yield page
    finally:
        wanted.put(False)  # noqa: FBT003
        thread.join(_SECONDS_TO_END)


def _fetch(pages: Iterator[T], wanted: SimpleQueue[bool], fetched: SimpleQueue[T | _End]) -> None:
    end = _End()
    try:
        while wanted.get():
            fetched.put(next(pages))
    except StopIteration:
        pass
    except BaseException as error:  # noqa: BLE001  it is raised again where the page was awaited
        end = _End(error)
    finally:
        close = getattr(pages, "close", None)
        if close is not None:
            close()
        fetched.put(end)
