"""A tenant of Thought Industries in memory, the server that shows it, and a tap that hardly waits."""

from __future__ import annotations

import base64
import io
import json
import threading
from contextlib import contextmanager, redirect_stdout
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from tap_common.errors import TapError
from tap_common.http import HttpClient
from tap_common.http.rate_limit import RateLimiter
from tap_common.http.retry import RetryPolicy
from tap_thought_industries.moments import iso, milliseconds
from tap_thought_industries.streams import STREAMS
from tap_thought_industries.tap import TapThoughtIndustries

API_KEY = "s3cr3t+/key=="
NOON = milliseconds("2024-03-01T12:00:00Z")
EVENTS = {stream.name: stream.path.rpartition("/")[2] for stream in STREAMS if stream.path.startswith("/events/")}
LISTS = {stream.path.strip("/"): stream.records_key for stream in STREAMS if not stream.path.startswith("/events/")}


def event(number, moment_ms, **fields):
    """Give an event with the fields that all have."""
    return {
        "id": f"e{number}",
        "companyId": "c1",
        "timestamp": iso(moment_ms),
        "user": f"user{number}@example.com",
        "userDetail": {"id": f"u{number}", "sfAccountId": "001"},
        **fields,
    }


class Tenant:
    """What the source holds and how it answers; each of the ways that the documents leave open is a switch."""

    def __init__(self):
        self.events = {name: [] for name in EVENTS.values()}
        self.lists = {name: [] for name in LISTS}
        self.page_size = 100
        self.start_included = self.end_included = True
        self.page_info = True
        self.wrapped = False

    def event_page(self, name, query):
        """Answer GET /events/<name>: newest first, at most a page."""
        start, end = int(query["startDate"]), int(query["endDate"])
        found = [
            item
            for item in sorted(self.events[name], key=lambda item: item["timestamp"], reverse=True)
            if start + (not self.start_included) <= milliseconds(item["timestamp"]) <= end - (not self.end_included)
        ]
        return self._page(found, query.get("cursor"), "events", "APIEvents")

    def list_page(self, name, query):
        """Answer GET /<name>: oldest first."""
        return self._page(self.lists[name], query.get("cursor"), LISTS[name], f"API{name.title()}")

    def _page(self, found, cursor, key, wrapper):
        first = int(base64.b64decode(cursor)) if cursor else 0
        after = first + self.page_size
        more = after < len(found)
        info = {"hasMore": more, "cursor": base64.b64encode(b"%d" % after).decode() if more else cursor}
        answer = {key: found[first:after]} | ({"pageInfo": info} if self.page_info else {})
        return {"data": {wrapper: answer}} if self.wrapped else answer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        parts, server = urlsplit(self.path), self.server
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        path = parts.path.removeprefix("/incoming/v2/")
        server.requests.append((path, query))
        if server.faults:
            self.give(*server.faults.pop(0))
        elif self.headers.get("Authorization") != f"Bearer {API_KEY}":
            self.give(401, b"")
        elif path.startswith("events/"):
            self.give(200, server.tenant.event_page(path.removeprefix("events/"), query))
        elif query.get("cursor") == "lost":
            self.give(400, {"error": "invalid_cursor", "message": "unknown cursor"})
        else:
            self.give(200, server.tenant.list_page(path, query))

    def give(self, status, body, headers=()):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.tenant, self.requests, self.faults = Tenant(), [], []

    @property
    def config(self):
        return {"base_url": f"http://127.0.0.1:{self.server_port}", "api_key": API_KEY}


@contextmanager
def serving():
    """Serve until the end of the block."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def tenant(server):
    return server.tenant


@pytest.fixture
def sync(server):
    """Run a tap on some streams; give its messages and the error that ended it."""

    def run(*streams, state=None, **config):
        tap = TapThoughtIndustries(config={**server.config, **config}, state=state)
        client = HttpClient.of(tap)
        client.retry_policy = RetryPolicy(3, 5.0, first_wait_seconds=0.01)
        client.limiter = RateLimiter(sleep=lambda _: None, clock=FastClock())
        for name, stream in tap.streams.items():
            stream.selected = name in streams
        out, error = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True), None
        with redirect_stdout(out):
            try:
                tap.sync_all()
            except TapError as raised:
                error = raised
        return [json.loads(line) for line in out.buffer.getvalue().splitlines()], error

    return run


class FastClock:
    """A clock that is a second later each time."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        self.now += 1.0
        return self.now


def records(messages):
    return [message["record"] for message in messages if message["type"] == "RECORD"]


def last_state(messages):
    return [message["value"] for message in messages if message["type"] == "STATE"][-1]
