"""Pages come in order, one ahead, with errors in their place, and nothing runs on when the consumer stops."""

from __future__ import annotations

import threading
import time

import pytest
from tap_common.http.prefetch import prefetched


class Pages:
    """An iterator that remembers what was fetched, where and when, and whether it was closed."""

    def __init__(self, count, *, fails_at=None, error=None, seconds=0.0):
        self.count, self.fails_at, self.error, self.seconds = count, fails_at, error, seconds
        self.fetched, self.threads, self.closed = [], set(), False

    def __iter__(self):
        try:
            for number in range(self.count):
                time.sleep(self.seconds)
                if number == self.fails_at:
                    raise self.error
                self.fetched.append(number)
                self.threads.add(threading.current_thread())
                yield number
        finally:
            self.closed = True


def wait_for(condition):
    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_all_pages_come_in_order(count):
    assert list(prefetched(iter(Pages(count)))) == list(range(count))


def test_one_page_is_fetched_ahead_and_no_more():
    pages = Pages(10)
    given = prefetched(iter(pages))
    assert pages.fetched == []
    for number in range(5):
        assert next(given) == number
        wait_for(lambda expected=number + 2: len(pages.fetched) == expected)
        time.sleep(0.01)
        assert len(pages.fetched) == number + 2
    given.close()


def test_fetching_and_processing_take_place_at_the_same_time():
    started = time.monotonic()
    for _ in prefetched(iter(Pages(10, seconds=0.05))):
        time.sleep(0.05)
    assert time.monotonic() - started < 0.85  # one after the other would take 1.0


def test_an_error_comes_after_the_pages_before_it():
    error, got = ValueError("page 3"), []
    pages = Pages(5, fails_at=3, error=error)
    with pytest.raises(ValueError, match="page 3") as raised:
        for page in prefetched(iter(pages)):
            time.sleep(0.01)
            got.append(page)
    assert got == [0, 1, 2]
    assert raised.value is error
    assert pages.closed


def test_nothing_is_left_when_the_consumer_stops():
    pages = Pages(100)
    before = threading.active_count()
    given = prefetched(iter(pages))
    next(given)
    given.close()
    assert pages.closed
    assert len(pages.fetched) <= 2
    assert threading.active_count() == before


def test_nothing_is_left_when_the_consumer_fails():
    pages = Pages(100)
    given = prefetched(iter(pages))

    def consume():
        for _ in given:
            raise KeyError("consumer")

    with pytest.raises(KeyError):
        consume()
    given.close()
    assert pages.closed


def test_one_thread_that_is_not_the_consumers_runs_all_of_the_iterator():
    pages = Pages(5)
    list(prefetched(iter(pages)))
    assert len(pages.threads) == 1
    assert threading.current_thread() not in pages.threads
