"""Runs of event streams: fixed windows, bookmarks, keys."""

from __future__ import annotations

import copy

import pytest
from tap_common.errors import ConfigurationError
from tap_common.http.errors import MalformedBodyError, ServerError
from tap_thought_industries.event_stream import event_key
from tap_thought_industries.moments import iso, milliseconds

from .conftest import EVENTS, NOON, event, last_state, records

DAY = {"start_date": "2024-03-01", "end_date": "2024-03-02"}
DAY_MS = 86_400_000


def bookmark(messages, stream="course_completions"):
    return last_state(messages)["bookmarks"][stream].get("replication_key_value")


def test_the_same_window_twice_gives_the_same_rows_and_leaves_the_bookmark_alone(tenant, sync):
    tenant.events["courseCompletion"] = [event(number, NOON + number // 7) for number in range(250)]
    state = {
        "bookmarks": {"course_completions": {"replication_key": "timestamp", "replication_key_value": "2024-06-01"}}
    }
    runs = [sync("course_completions", state=copy.deepcopy(state), **DAY) for _ in range(2)]
    assert [error for _, error in runs] == [None, None]
    first, second = (records(messages) for messages, _ in runs)
    assert first == second
    assert sorted(record["id"] for record in first) == sorted(f"e{number}" for number in range(250))
    assert bookmark(runs[0][0]) == "2024-06-01"


def test_days_do_not_overlap_and_leave_no_gap(tenant, sync):
    midnight = milliseconds("2024-03-02")
    tenant.events["login"] = [event(number, midnight + number - 1) for number in range(3)]
    first, _ = sync("logins", **DAY)
    second, _ = sync("logins", start_date="2024-03-02", end_date="2024-03-03")
    assert [record["user"] for record in records(first)] == ["user0@example.com"]
    assert [record["user"] for record in records(second)] == ["user2@example.com", "user1@example.com"]


def test_a_run_without_an_end_goes_on_from_the_bookmark(server, tenant, sync):
    tenant.events["courseCompletion"] = [event(number, NOON + number * DAY_MS) for number in range(3)]
    messages, error = sync("course_completions", start_date="2024-03-01")
    assert error is None
    assert len(records(messages)) == 3
    state = last_state(messages)
    reached = milliseconds(bookmark(messages))
    server.requests.clear()
    messages, _ = sync("course_completions", state=state, overlap_minutes=10)
    assert [record["timestamp"] for record in records(messages)] == [iso(reached)]  # again, for its key is the same
    assert int(server.requests[0][1]["startDate"]) == reached - 10 * 60_000 - 1
    assert milliseconds(bookmark(messages)) == reached == NOON + 2 * DAY_MS  # not the clock's time: events may be late


def test_a_run_that_dies_keeps_the_pieces_that_are_whole(server, tenant, sync, monkeypatch):
    tenant.events["courseCompletion"] = [event(number, NOON + number * DAY_MS) for number in range(40)]
    start = milliseconds("2024-03-01")
    monkeypatch.setattr("tap_thought_industries.event_stream.time.time", lambda: (start + 40 * DAY_MS) / 1000)
    config = {"start_date": "2024-03-01", "window_days": 1}
    real = tenant.event_page

    def fails_on_the_fifth_day(name, query):
        if int(query["startDate"]) > milliseconds("2024-03-05") - 2:
            server.faults = [(500, {})] * 9
        return real(name, query)

    tenant.event_page = fails_on_the_fifth_day
    messages, error = sync("course_completions", **config)
    assert isinstance(error, ServerError)
    reached = bookmark(messages)
    assert "2024-03-04" < reached <= "2024-03-06T00:00:00.000Z"
    first = {record["id"] for record in records(messages)}

    tenant.event_page, server.faults = real, []
    messages, error = sync("course_completions", state=last_state(messages), **config)
    assert error is None
    assert first | {record["id"] for record in records(messages)} == {f"e{number}" for number in range(40)}


def test_the_bookmark_waits_for_the_whole_piece(server, tenant, sync):
    tenant.events["courseCompletion"] = [event(number, NOON + number) for number in range(150)]
    real = tenant.event_page

    def fails_after_the_first_page(name, query):
        server.faults = [(500, {})] * 9
        return real(name, query)

    tenant.event_page = fails_after_the_first_page
    messages, error = sync("course_completions", start_date="2024-03-01")
    assert isinstance(error, ServerError)
    assert len(records(messages)) == 100
    states = [message for message in messages if message["type"] == "STATE"]
    assert all("replication_key_value" not in str(state) for state in states)


@pytest.mark.parametrize("stream", [name for name in EVENTS if name in {"logins", "visits", "course_views"}])
def test_events_without_an_id_get_a_key_that_stays(tenant, sync, stream):
    one = event(1, NOON)
    del one["id"]
    tenant.events[EVENTS[stream]] = [one]
    (before,) = records(sync(stream, **DAY)[0])
    # What is told about the user changes; the event is the same.
    tenant.events[EVENTS[stream]] = [{**one, "user": "new@example.com", "userDetail": {"id": "u1", "sfAccountId": "9"}}]
    (after,) = records(sync(stream, **DAY)[0])
    assert before["_event_key"] == after["_event_key"]
    assert len(before["_event_key"]) == 32


def test_keys_differ_where_events_do():
    base = {**event(1, NOON), "courseId": "a", "lessonId": None}
    others = [
        {**base, "timestamp": "2024-03-01T12:00:00.001Z"},
        {**base, "userDetail": {"id": "u2"}},
        {**base, "courseId": "b"},
        {**base, "courseId": None, "lessonId": "a"},
        {**base, "userDetail": None},
    ]
    identity = ("courseId", "lessonId")
    assert len({event_key(item, identity) for item in [base, *others]}) == 6


def test_events_out_of_order_end_the_run_before_the_bookmark_moves(tenant, sync):
    tenant.event_page = lambda *_: {"events": [event(1, NOON), event(2, NOON + 1)]}
    messages, error = sync("course_completions", start_date="2024-03-01")
    assert isinstance(error, MalformedBodyError)
    assert "do not go from new to old" in str(error)
    assert records(messages) == []


def test_wrapped_answers_and_unknown_fields_are_taken(tenant, sync):
    tenant.wrapped = True
    tenant.events["courseAction"] = [event(1, NOON, newcomer=[1])]
    (record,) = records(sync("course_actions", **DAY)[0])
    assert record["_extra"] == {"newcomer": [1]}
    assert record["userDetail"] == {"id": "u1", "sfAccountId": "001"}


def test_a_bookmark_that_is_no_moment_names_its_stream(sync):
    state = {"bookmarks": {"visits": {"replication_key": "timestamp", "replication_key_value": "yesterday"}}}
    _, error = sync("visits", state=state)
    assert isinstance(error, ConfigurationError)
    assert "visits" in str(error)


@pytest.mark.parametrize(
    "setting",
    ["window_days", "overlap_minutes", "full_read_days", "plan_requests_per_minute", "event_requests_per_minute"],
)
def test_numbers_below_their_least_are_errors(sync, setting):
    with pytest.raises(ConfigurationError, match=setting):
        sync("visits", **{setting: -1})
