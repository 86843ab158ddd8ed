"""The rate limit is never exceeded in any window, and hardly any of it is left unused."""

from __future__ import annotations

import threading
import time
from bisect import bisect_left

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tap_common.http.rate_limit import Budget, RateLimiter


class FakeClock:
    """A clock that only sleeping moves; requests take a given time."""

    def __init__(self):
        self.now = 1_000.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        assert seconds > 0
        self.now += seconds


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def limiter(clock):
    return RateLimiter(clock=clock, sleep=clock.sleep)


def most_in_a_window(moments, seconds):
    moments = sorted(moments)
    return max(bisect_left(moments, begin + seconds) - i for i, begin in enumerate(moments))


def test_a_busy_tap_uses_at_least_95_percent_of_a_budget_and_never_exceeds_it(clock, limiter):
    budget, sent = Budget("overall", 400), []
    end = clock.now + 3_600
    while clock.now < end:
        limiter.acquire([budget])
        sent.append(clock.now)
        clock.now += 0.05
    assert most_in_a_window(sent, 60) <= 400
    assert len([moment for moment in sent if moment < end]) >= 0.95 * 400 * 60


@settings(max_examples=60, deadline=None)
@given(
    requests=st.integers(1, 12),
    period=st.floats(0.5, 60),
    pauses=st.lists(st.floats(0, 30), min_size=1, max_size=120),
)
def test_no_window_holds_more_than_the_budget_however_requests_come(requests, period, pauses):
    clock = FakeClock()
    limiter = RateLimiter(clock=clock, sleep=clock.sleep)
    sent = []
    for pause in pauses:
        clock.now += pause
        limiter.acquire([Budget("b", requests, period)])
        sent.append(clock.now)
    assert most_in_a_window(sent, period) <= requests


def test_a_request_counts_against_each_of_its_budgets(clock, limiter):
    overall, exports = Budget("overall", 400), Budget("incremental exports", 10)
    begin, exported, other = clock.now, [], []
    for _ in range(25):
        limiter.acquire([overall, exports])
        exported.append(clock.now - begin)
    assert most_in_a_window(exported, 60) == 10
    for _ in range(385):  # 15 of 400 are taken by the exports of this window
        limiter.acquire([overall])
        other.append(clock.now)
    assert other[-1] == begin + exported[-1]
    limiter.acquire([overall])
    assert clock.now - begin >= 60 + exported[10]


def test_a_pause_holds_all_requests_or_those_of_one_budget(clock, limiter):
    exports = Budget("incremental exports", 10)
    begin = clock.now
    limiter.pause(41, exports)
    limiter.acquire([])
    assert clock.now == begin
    limiter.acquire([exports])
    assert clock.now == begin + 41
    limiter.pause(30)
    limiter.pause(5)  # a shorter one does not end it
    limiter.acquire([])
    assert clock.now == begin + 71


def test_a_budget_is_what_the_vendor_says_less_or_more(clock, limiter):
    budget, begin = Budget("overall", 10), clock.now
    limiter.allow(budget, 2)
    for _ in range(3):
        limiter.acquire([budget])
    assert clock.now - begin >= 60
    clock.now += 120
    limiter.allow(budget, 50)
    begin = clock.now
    for _ in range(50):
        limiter.acquire([budget])
    assert clock.now == begin
    limiter.acquire([budget])
    assert clock.now - begin >= 60
    limiter.allow(budget, 0)  # nonsense stops no run for ever
    clock.now += 120
    limiter.acquire([budget])


def test_a_budget_lowered_below_what_was_sent_waits_for_enough_to_pass(clock, limiter):
    budget, begin = Budget("overall", 5), clock.now
    for _ in range(4):
        limiter.acquire([budget])
        clock.now += 10
    limiter.allow(budget, 1)
    limiter.acquire([budget])
    assert clock.now - begin >= 30 + 60


def test_whoever_waits_is_told(clock, limiter):
    told = []
    limiter.pause(12)
    limiter.acquire([], on_wait=told.append)
    assert told == [12]


def test_threads_share_a_budget_in_real_time():
    limiter, sent = RateLimiter(), []
    budget = Budget("b", 20, 0.25)
    end = time.monotonic() + 1.5

    def send():
        while True:
            limiter.acquire([budget])
            now = time.monotonic()
            if now >= end:
                return
            sent.append(now)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # A thread may note its moment later than it was granted, by the scheduler's grace; 50 ms cover that here.
    assert most_in_a_window(sent, 0.2) <= 20
    assert len(sent) >= 0.95 * 20 * 5
