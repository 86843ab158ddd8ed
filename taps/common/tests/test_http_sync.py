"""A small tap against a server that fails in every way a source does."""

from __future__ import annotations

import io
import json
import logging
import socket
import struct
import threading
import time
import traceback
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from singer_sdk import Tap
from singer_sdk import typing as th
from singer_sdk.authenticators import BearerTokenAuthenticator
from tap_common.cli import TapCommand
from tap_common.http import HTTP_SETTINGS, Budget, CursorPaginator, HttpClient, HttpStream, NextUrlPaginator
from tap_common.http.errors import (
    EndpointNotFoundError,
    ForbiddenError,
    HttpError,
    MalformedBodyError,
    RateLimitExhaustedError,
    RequestRejectedError,
    ServerError,
    SignInRefusedError,
    TransportError,
    TruncatedBodyError,
)
from tap_common.http.rate_limit import RateLimiter
from tap_common.http.retry import RetryPolicy

SECRET = "s3cr3t+/token=="


# -- the server: each request takes the next answer of a script


def respond(body, *, status=200, content_type="application/json", length=None, **headers):
    """Give an answer: a body, and a Content-Length that may be wrong."""
    data = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()

    def answer(handler):
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(data) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)
        handler.close_connection = length is not None

    return answer


def reset(handler):
    """Reset the connection instead of an answer."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def drip(seconds):
    """Give an answer that sends a byte now and then."""

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.close_connection = True
        try:
            for _ in range(1000):
                handler.wfile.write(b" ")
                time.sleep(seconds)
        except OSError:  # the tap has given up
            pass

    return answer


def chunked_and_cut(handler):
    """Send one chunk of a chunked body and close."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b'a\r\n{"tickets"\r\n')
    handler.close_connection = True


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        parts = urlsplit(self.path)
        self.server.requests.append((parts.path, parse_qs(parts.query), dict(self.headers), time.monotonic()))
        self.server.ports.add(self.client_address[1])
        answers = self.server.answers
        answer = answers.pop(0) if isinstance(answers, list) else answers(self)
        answer(self)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.requests, self.ports = [], [], set()

    def handle_error(self, request, client_address):
        """A connection that was reset on purpose is no news."""

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def server():
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


# -- the tap


class DemoStream(HttpStream):
    @property
    def url_base(self):
        return self.config["url"]

    @cached_property
    def authenticator(self):
        return BearerTokenAuthenticator(token=self.config["token"])


class Tickets(DemoStream):
    name = "tickets"
    path = "/tickets"
    records_key = "tickets"
    total_key = "count"
    primary_keys = ("id",)
    replication_key = "updated_at"
    is_sorted = True
    schema: ClassVar[dict] = th.PropertiesList(
        th.Property("id", th.IntegerType),
        th.Property("updated_at", th.DateTimeType),
        th.Property("via", th.ObjectType(th.Property("channel", th.StringType))),
    ).to_dict()

    def get_new_paginator(self):
        return CursorPaginator("meta.after_cursor", more_key="meta.has_more")

    def get_url_params(self, context, next_page_token):
        since = self.get_starting_replication_key_value(context)
        return {"api_key": self.config["token"], "since": since, "cursor": next_page_token}

    def wait_hint(self, response):
        hint = response.headers.get("X-Reset")
        return float(hint) if hint else None


class Events(DemoStream):
    name = "events"
    path = "/events"
    primary_keys = ("id",)
    records_key = "data.items"
    budget = (Budget("events", 1_000, 1.0),)
    schema: ClassVar[dict] = th.PropertiesList(th.Property("id", th.IntegerType)).to_dict()

    def get_new_paginator(self):
        return NextUrlPaginator("links.next")


class TapDemo(Tap):
    name = "tap-demo"
    config_jsonschema = th.PropertiesList(
        th.Property("url", th.StringType, required=True),
        th.Property("token", th.StringType, secret=True),
        *HTTP_SETTINGS,
    ).to_dict()

    def discover_streams(self):
        return [Tickets(self), Events(self)]


@pytest.fixture
def make_tap(server):
    """Make taps that wait a hundredth of the usual time."""

    def make(*, state=None, select=("tickets",), **config):
        tap = TapDemo(config={"url": server.url, "token": SECRET, "read_timeout_seconds": 0.5, **config}, state=state)
        client = HttpClient.of(tap)
        client.retry_policy = RetryPolicy(
            client.settings.max_tries, client.settings.max_retry_seconds, first_wait_seconds=0.01
        )
        for name, stream in tap.streams.items():
            stream.selected = name in select
        return tap

    return make


def run(tap):
    """Sync a tap; give its messages, and the error that ended it."""
    out, error = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True), None
    with redirect_stdout(out):
        try:
            tap.sync_all()
        except HttpError as raised:
            error = raised
    out.flush()
    return [json.loads(line) for line in out.buffer.getvalue().splitlines()], error


def records(messages):
    return [message["record"] for message in messages if message["type"] == "RECORD"]


def ids(messages):
    return [record["id"] for record in records(messages)]


def bookmark(messages):
    states = [message["value"] for message in messages if message["type"] == "STATE"]
    return states[-1]["bookmarks"].get("tickets", {}).get("replication_key_value") if states else None


def page(*numbers, after=None, **more):
    """Give a page of tickets, updated on the day of their number."""
    tickets = [{"id": number, "updated_at": f"2026-01-{number:02d}T00:00:00Z"} for number in numbers]
    return {"tickets": tickets, "meta": {"has_more": after is not None, "after_cursor": after}, **more}


def fine(*numbers, **options):
    return respond(page(*numbers, **options))


# -- a whole sync


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
    with redirect_stdout(io.StringIO()):
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


class Comments(DemoStream):
    name = "comments"
    path = "/tickets/{ticket}/comments"
    records_key = "comments"
    primary_keys = ("id",)
    parent_stream_type = Tickets
    schema: ClassVar[dict] = th.PropertiesList(
        th.Property("id", th.IntegerType), th.Property("ticket", th.IntegerType)
    ).to_dict()

    def get_new_paginator(self):
        return NextUrlPaginator("next_page")


def test_children_are_read_between_a_parents_pages(server, make_tap, monkeypatch):
    def child_context(stream, record, context):
        return {"ticket": record["id"]}

    monkeypatch.setattr(Tickets, "get_child_context", child_context)
    monkeypatch.setattr(TapDemo, "discover_streams", lambda tap: [Tickets(tap), Comments(tap)])
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
    server.answers = [lambda handler: (handler.send_response(204), handler.end_headers())]
    messages, error = run(make_tap())
    assert error is None
    assert records(messages) == []


# -- secrets


def test_a_redirect_to_another_host_carries_no_credentials(server, make_tap, monkeypatch):
    key = {"X-Api-Key": SECRET, "X-Other": "kept"}
    monkeypatch.setattr(Tickets, "http_headers", key)
    elsewhere = f"http://localhost:{server.server_port}/elsewhere"
    server.answers = [respond("", status=302, Location="/here"), respond("", status=302, Location=elsewhere), fine(1)]
    messages, _ = run(make_tap())
    assert ids(messages) == [1]
    here, there = server.requests[1][2], server.requests[2][2]
    assert here["Authorization"] == f"Bearer {SECRET}"
    assert here["X-Api-Key"] == SECRET
    assert there["X-Other"] == "kept"
    assert "s3cr3t" not in str(there)


@pytest.mark.parametrize(
    "answer",
    [
        respond({"error": f"no such key {SECRET}"}, status=401),
        respond(f"<html>{SECRET}", content_type="text/html"),
        respond({f"key {SECRET}": 1}),
        respond(f'{{"tickets": "{SECRET}'),
        respond({"message": SECRET}, status=503),
        reset,
        drip(0.7),
    ],
)
def test_no_secret_is_in_logs_errors_or_messages(server, make_tap, caplog, answer):
    caplog.set_level(logging.DEBUG)
    server.answers = lambda _: answer
    messages, error = run(make_tap(max_tries=2))
    logging.getLogger("tap-demo").error("failed", exc_info=error)
    everything = caplog.text + "".join(traceback.format_exception(error)) + json.dumps(messages)
    assert "/tickets" in everything
    assert "s3cr3t" not in everything


def test_the_command_ends_with_one_clean_screen(server, tmp_path):
    server.answers = [respond({"error": f"bad {SECRET}"}, status=403)]
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"url": server.url, "token": SECRET}))
    root = logging.getLogger()
    handlers = list(root.handlers)
    try:
        result = CliRunner().invoke(TapCommand.around(TapDemo.get_singer_command()), ["--config", str(config)])
    finally:
        root.handlers[:] = handlers
    assert isinstance(result.exception, ForbiddenError)
    assert "s3cr3t" not in result.output
    assert "s3cr3t" not in "".join(traceback.format_exception(result.exception))
