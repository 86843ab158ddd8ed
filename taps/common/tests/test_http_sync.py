"""Whole runs of a small tap: pages, bookmarks, children, budgets."""

from __future__ import annotations

import io
import threading
import time
from contextlib import redirect_stdout
from urllib.parse import parse_qs, urlsplit

from tap_common.errors import ConfigurationError
from tap_common.http import HttpClient
from tap_common.http.errors import MalformedBodyError
from tap_common.http.rate_limit import RateLimiter
from tap_common.stream_tests.demo_tap import SECRET, TapDemo, Tickets, fine, page
from tap_common.stream_tests.faulty_server import respond
from tap_common.stream_tests.runs import last_state, records, run


def ids(messages):
    return [record["id"] for record in records(messages)]


def bookmark(messages):
    state = last_state(messages)
    return state and state["bookmarks"].get("tickets", {}).get("replication_key_value")


def test_pages_become_records_and_a_bookmark_from_which_the_next_run_goes_on(server, make_tap):
    server.answers = [fine(1, 2, after="a"), fine(after="b"), fine(3)]
    messages, error = run(make_tap())
    assert error is None
    assert ids(messages) == [1, 2, 3]
    assert bookmark(messages) == "2026-01-03T00:00:00Z"
    assert [query.get("cursor") for _, query, _, _ in server.requests] == [None, ["a"], ["b"]]
    assert len(server.ports) == 1  # one connection, kept

    state = [message["value"] for message in messages if message["type"] == "STATE"][-1]
    server.answers, server.requests[:] = [fine(3, 4)], []
    messages, error = run(make_tap(state=state))
    assert error is None
    assert server.requests[0][1]["since"] == ["2026-01-03T00:00:00Z"]
    assert bookmark(messages) == "2026-01-04T00:00:00Z"


def test_requests_say_who_they_are(server, make_tap):
    server.answers = [fine()]
    run(make_tap())
    headers = server.requests[0][2]
    assert headers["User-Agent"].startswith("denomas-tap-demo/")
    assert headers["Authorization"] == f"Bearer {SECRET}"
    server.answers = [fine()]
    run(make_tap(user_agent="somebody/1"))
    assert server.requests[1][2]["User-Agent"] == "somebody/1"


def test_the_next_pages_url_is_followed_on_the_same_host_only(server, make_tap):
    first = {"data": {"items": [{"id": 1}]}, "links": {"next": f"{server.url}/other/path?page=2"}}
    second = {"data": {"items": [{"id": 2}]}, "links": {"next": "http://elsewhere.example/steal"}}
    server.answers = [respond(first), respond(second)]
    messages, error = run(make_tap(select=["events"]))
    assert [(path, query) for path, query, _, _ in server.requests] == [
        ("/events", {}),
        ("/other/path", {"page": ["2"]}),
    ]
    assert ids(messages) == [1, 2]
    assert isinstance(error, MalformedBodyError)
    assert "next page on another host, elsewhere.example" in str(error)


def test_a_connection_test_stops_after_a_record_and_leaves_nothing_running(server, make_tap, monkeypatch):
    monkeypatch.setattr(TapDemo, "discover_streams", lambda tap: [Tickets(tap)])
    server.answers = lambda _: fine(1, 2, after=str(time.monotonic()))
    with redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        assert make_tap().run_connection_test()
    assert len(server.requests) <= 2
    assert "prefetch" not in [thread.name for thread in threading.enumerate()]


def test_what_the_schema_lacks_lands_in_extra_and_objects_travel_whole(server, make_tap, caplog):
    ticket = {"id": 1, "updated_at": "2026-01-01T00:00:00Z", "mood": "good", "via": {"channel": "web", "new": 0.1}}
    server.answers = [respond({**page(), "tickets": [ticket]})]
    messages, _ = run(make_tap())
    schema = next(message["schema"] for message in messages if message["type"] == "SCHEMA")
    assert schema["properties"]["_extra"]["type"] == ["object", "null"]
    assert records(messages)[0]["_extra"] == {"mood": "good"}
    assert records(messages)[0]["via"] == {"channel": "web", "new": 0.1}
    assert "tickets: the source gives fields that the schema lacks: mood" in caplog.text


def test_the_next_page_is_fetched_while_the_last_is_processed(server, make_tap):
    server.answers = [fine(1, after="a"), fine(2, after="b"), fine(3)]
    given = make_tap().streams["tickets"].request_records(None)
    assert next(given)["id"] == 1
    end = time.monotonic() + 5
    while len(server.requests) < 2:
        assert time.monotonic() < end
        time.sleep(0.001)
    time.sleep(0.05)
    assert len(server.requests) == 2
    given.close()
    assert "prefetch" not in [thread.name for thread in threading.enumerate()]


def test_children_are_read_between_a_parents_pages(server, make_tap):
    pages = {None: page(1, 2, after="b"), "b": page(3, after="c"), "c": page(4)}

    def source(handler):
        parts = urlsplit(handler.path)
        if parts.path == "/tickets":
            return respond(pages[parse_qs(parts.query).get("cursor", [None])[0]])
        ticket = int(parts.path.split("/")[2])
        if parts.query:
            return respond({"comments": [{"id": 10 * ticket + 1}], "next_page": None})
        return respond({"comments": [{"id": 10 * ticket}], "next_page": "?page=2"})

    server.answers = source
    messages, error = run(make_tap(select=["tickets", "comments"]))
    assert error is None
    comments = [record for record in records(messages) if "ticket" in record]
    assert sorted((record["ticket"], record["id"]) for record in comments) == [
        (ticket, 10 * ticket + number) for ticket in (1, 2, 3, 4) for number in (0, 1)
    ]
    assert bookmark(messages) == "2026-01-04T00:00:00Z"


def test_tries_count_against_the_rate_limit(server, make_tap):
    server.answers = [fine(1, after="a"), respond({}, status=500), fine(2)]
    tap = make_tap(requests_per_minute=2)
    now = [0.0]

    def sleep(seconds):
        now[0] += seconds

    HttpClient.of(tap).limiter = RateLimiter(clock=lambda: now[0], sleep=sleep)
    messages, _ = run(tap)
    assert ids(messages) == [1, 2]
    assert 60 <= now[0] <= 63


def test_streams_of_a_tap_share_session_and_limits(make_tap):
    tap, other = make_tap(), make_tap()
    assert tap.streams["tickets"].client is tap.streams["events"].client
    assert tap.streams["tickets"].client is not other.streams["tickets"].client


def test_a_run_of_nothing_is_an_error_that_names_what_there_is(server, make_tap):
    messages, error = run(make_tap(select=()))
    assert isinstance(error, ConfigurationError)
    assert "no stream is selected" in str(error)
    assert "comments, events, tickets" in str(error)
    assert messages == server.requests == []
