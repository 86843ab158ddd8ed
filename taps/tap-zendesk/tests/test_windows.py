"""Lists by windows of time: no moment is left out, a run that dies goes on, old rows that changed come again."""

from __future__ import annotations

import itertools

import pytest
from tap_zendesk import address
from tap_zendesk.address import iso

from .conftest import START, ids, last_state, paths

DAY = 86_400
PATH = "satisfaction_ratings"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """The present: 100 days after START."""
    moment = START + 100 * DAY
    monkeypatch.setattr("tap_zendesk.address.time.time", lambda: moment)
    return moment


def rating(number, seconds, score="good"):
    return {"id": number, "score": score, "created_at": iso(seconds), "updated_at": iso(seconds), "seconds": seconds}


def windows(server):
    asked = [(int(query["start_time"]), int(query["end_time"])) for path, query in server.requests if path == PATH]
    return list(dict.fromkeys(asked))


def test_windows_meet_in_a_shared_second_and_reach_the_last_minute(server, sync, now):
    sync("satisfaction_ratings", start_date=iso(START))
    asked = windows(server)
    assert asked[0][0] == START
    assert asked[-1][1] == now - address.NEWEST_START_SECONDS
    assert all(later[0] == earlier[1] - 1 for earlier, later in itertools.pairwise(asked))
    assert all(end - start <= 30 * DAY for start, end in asked)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_all_rows_of_all_windows_come(account, sync, count):
    account.lists[PATH] = [rating(number, START + number * 20 * DAY) for number in range(count)]
    messages, error = sync("satisfaction_ratings", start_date=iso(START))
    assert error is None
    assert ids(messages) == list(range(count))


def test_a_rating_that_changes_within_the_overlap_comes_again(account, sync):
    account.lists[PATH] = [rating(1, START + 40 * DAY), rating(2, START + 80 * DAY, "offered")]
    state = last_state(sync("satisfaction_ratings", start_date=iso(START))[0])
    account.lists[PATH][1]["score"] = "good"
    again, _ = sync("satisfaction_ratings", state=state, start_date=iso(START))
    assert ids(again) == [2]


def test_the_bookmark_is_the_newest_row_and_not_the_clock(account, sync):
    account.lists[PATH] = [rating(1, START + 5), rating(2, START + 40 * DAY)]
    state = last_state(sync("satisfaction_ratings", start_date=iso(START))[0])
    assert state["bookmarks"]["satisfaction_ratings"]["read_until"] == START + 40 * DAY
    # The source may be behind this machine: what comes now is older than the last run.
    account.lists[PATH].append(rating(3, START + 41 * DAY))
    again, _ = sync("satisfaction_ratings", state=state, start_date=iso(START))
    assert ids(again) == [2, 3]


def test_a_run_that_dies_goes_on_with_the_window_it_was_in(server, account, sync):
    account.lists[PATH] = [rating(number, START + number * 20 * DAY) for number in range(5)]
    one = {PATH: [account.lists[PATH][0], account.lists[PATH][1]], "meta": {"has_more": False}}
    server.faults = [(PATH, 200, one), (PATH, 200, b"<html>maintenance</html>")]
    messages, error = sync("satisfaction_ratings", start_date=iso(START), overlap_days=0)
    assert error is not None
    assert ids(messages) == [0, 1]
    rest, error = sync("satisfaction_ratings", state=last_state(messages), start_date=iso(START), overlap_days=0)
    assert error is None
    assert ids(rest) == [1, 2, 3, 4]


def test_audit_logs_are_filtered_by_two_moments(server, sync):
    sync("audit_logs", start_date=iso(START + 95 * DAY))
    (query,) = (query for path, query in server.requests if path == "audit_logs")
    assert query["filter[created_at][]"] == iso(START + 95 * DAY)  # the first of two
    assert query["sort"] == "created_at"
    assert paths(server) == ["audit_logs"]
