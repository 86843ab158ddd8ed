"""A small tap against a server that fails in every way a source does."""

from __future__ import annotations

import socket
import traceback
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from tap_common.http.errors import (
    EndpointNotFoundError,
    ForbiddenError,
    MalformedBodyError,
    RateLimitExhaustedError,
    RequestRejectedError,
    ServerError,
    SignInRefusedError,
    TransportError,
    TruncatedBodyError,
)
from tap_common.stream_tests.demo_tap import fine, page
from tap_common.stream_tests.faulty_server import chunked_and_cut, drip, no_content, reset, respond
from tap_common.stream_tests.runs import last_state, records, run


def ids(messages):
    return [record["id"] for record in records(messages)]


def bookmark(messages):
    state = last_state(messages)
    return state and state["bookmarks"].get("tickets", {}).get("replication_key_value")


# -- what passes


@pytest.mark.parametrize(
    "failure",
    [
        respond({"error": "busy"}, status=429, Retry_After="0"),
        respond({}, status=500),
        respond("upstream request timeout", status=504, content_type="text/plain"),
        respond("<html>gateway</html>", status=520, content_type="text/html"),
        respond({}, status=408),
        reset,
        respond(page(1), length=10_000),
        chunked_and_cut,
        respond('{"tickets": [{"id": 1}, {"id'),
        respond(b"no gzip", Content_Encoding="gzip"),
        drip(0.7),
        drip(0.02),
    ],
    ids=[
        "429", "500", "504", "520", "408", "reset", "short of its length", "chunks cut off", "JSON cut off",
        "not gzip", "silent", "dripping",
    ],
)  # fmt: skip
def test_a_failure_that_passes_loses_nothing_and_is_one_line_in_the_log(server, make_tap, caplog, failure):
    server.answers = [fine(1, after="a"), failure, failure, fine(2)]
    messages, error = run(make_tap())
    assert error is None
    assert ids(messages) == [1, 2]
    lines = [record.getMessage() for record in caplog.records if "; try " in record.getMessage()]
    assert len(lines) == 2
    assert lines[0].startswith("demo, stream tickets: GET /tickets ")
    assert "; try 2 of 8 in " in lines[0]
    assert "\n" not in lines[0]


def test_a_refused_connection_is_tried_again_and_named(make_tap):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    _, error = run(make_tap(url=url, max_tries=3))
    assert isinstance(error, TransportError)
    assert "demo, stream tickets: GET /tickets failed: ConnectionRefusedError: Connection refused (3 tries" in str(
        error
    )
    assert "s3cr3t" not in "".join(traceback.format_exception(error))  # the cause quotes the URL


def http_date(seconds):
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    "headers", [lambda: {"Retry_After": "1"}, lambda: {"Retry_After": http_date(2)}, lambda: {"X_Reset": "1"}]
)
def test_a_wait_that_the_source_asks_for_is_the_least(server, make_tap, headers):
    server.answers = [lambda handler: respond({}, status=429, **headers())(handler), fine(1)]  # noqa: PLW0108
    messages, _ = run(make_tap())
    assert ids(messages) == [1]
    assert 1 <= server.requests[1][3] - server.requests[0][3] < 4


def test_a_success_can_ask_for_a_pause_too(server, make_tap):
    server.answers = [respond(page(1, after="a"), X_Reset="0.4"), fine(2)]
    run(make_tap())
    assert server.requests[1][3] - server.requests[0][3] >= 0.4


# -- what does not pass


@pytest.mark.parametrize(
    ("answer", "kind", "message"),
    [
        (
            respond({"error": "Couldn't authenticate you"}, status=401),
            SignInRefusedError,
            'demo, stream tickets: GET /tickets answered 401 Unauthorized: "Couldn\'t authenticate you". Check',
        ),
        (
            respond({"error": {"title": "Forbidden", "message": "You do not have access"}}, status=403),
            ForbiddenError,
            'answered 403 Forbidden: "Forbidden: You do not have access". Give the account the permission',
        ),
        (
            respond({"error": "RecordNotFound", "description": "Not found"}, status=404),
            EndpointNotFoundError,
            'answered 404 Not Found: "RecordNotFound: Not found". Check the address',
        ),
        (respond("", status=422), RequestRejectedError, "answered 422 Unprocessable Entity, without a message. Check"),
        (respond("<html>Sign", content_type="text/html"), MalformedBodyError, 'HTML instead of JSON: "<html>Sign"'),
        (respond("<html>Sign in</html>"), MalformedBodyError, "HTML instead of JSON"),
        (respond("nothing"), MalformedBodyError, 'no JSON (Content-Type application/json): "nothing"'),
        (respond(""), MalformedBodyError, "empty body"),
        (respond({"error": "quota"}), MalformedBodyError, 'the key tickets that holds the records, but with "quota"'),
        (respond({"tickets_": [], "meta": {}}), MalformedBodyError, "but with keys tickets_, meta"),
        (respond([]), MalformedBodyError, "but with list"),
        (respond({"tickets": None}), MalformedBodyError, "NoneType under tickets"),
        (respond({"tickets": [{"id": 1}, 7]}), MalformedBodyError, "int as record 1 under tickets"),
        (respond({**page(2), "meta": {}}), MalformedBodyError, "go on after page 2: meta.has_more is missing"),
        (fine(2, after="a"), MalformedBodyError, "Loop detected"),
    ],
)  # fmt: skip
def test_an_answer_that_will_not_pass_is_asked_for_once_and_no_bookmark_moves(server, make_tap, answer, kind, message):
    server.answers = [fine(1, after="a"), answer]
    messages, error = run(make_tap())
    assert type(error) is kind
    assert message in str(error)
    assert len(server.requests) == 2
    assert ids(messages) == [1]
    assert bookmark(messages) in {None, "2026-01-01T00:00:00Z"}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (respond({}, status=429), RateLimitExhaustedError),
        (respond({"message": "down"}, status=503), ServerError),
        (reset, TransportError),
        (respond(page(1), length=10_000), TruncatedBodyError),
    ],
)
def test_a_failure_that_lasts_ends_the_run(server, make_tap, answer, kind):
    server.answers = lambda _: answer
    messages, error = run(make_tap(max_tries=3))
    assert type(error) is kind
    assert "(3 tries in " in str(error)
    assert len(server.requests) == 3
    assert records(messages) == []


def test_a_longer_wait_than_allowed_ends_the_run_at_once(server, make_tap):
    server.answers = [respond({}, status=429, Retry_After="600")]
    _, error = run(make_tap(max_retry_seconds=30))
    assert isinstance(error, RateLimitExhaustedError)
    assert "it asks for 600 s without requests" in str(error)


def test_no_content_is_no_records(server, make_tap):
    server.answers = [no_content]
    messages, error = run(make_tap())
    assert error is None
    assert records(messages) == []


def test_a_record_without_its_replication_key_is_named(server, make_tap):
    server.answers = [respond({**page(1), "tickets": [{"id": 1, "updated_at": "2026-01-01T00:00:00Z"}, {"id": 2}]})]
    messages, error = run(make_tap())
    expected = "demo, stream tickets: gives a record without 'updated_at', by which the bookmark moves: {'id': 2}"
    assert str(error).startswith(expected)
    assert bookmark(messages) in {None, "2026-01-01T00:00:00Z"}
