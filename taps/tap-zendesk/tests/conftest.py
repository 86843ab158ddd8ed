"""A Zendesk account in memory, the server that shows it, and a tap that hardly waits."""

from __future__ import annotations

import base64
import json
import threading
from collections import defaultdict
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from denomas_sandbox.web.service import WebStandIns
from tap_common.http import HttpClient
from tap_common.http.rate_limit import RateLimiter
from tap_common.http.retry import RetryPolicy
from tap_common.stream_tests.runs import last_state, records
from tap_common.stream_tests.runs import run as run_tap
from tap_zendesk.tap import TapZendesk

from .pipeline import VENDOR

__all__ = ["last_state", "records"]

EMAIL, API_TOKEN = "admin@example.com", "s3cr3t+/token=="
BASIC = "Basic " + base64.b64encode(f"{EMAIL}/token:{API_TOKEN}".encode()).decode()
START = 1_700_000_000
ISO = "2023-11-14T22:13:20Z"  # START


def ticket(number, seconds=START, **fields):
    """Give a ticket with its metrics."""
    return {
        "id": number,
        "status": "open",
        "subject": "Login",
        "custom_fields": [{"id": 1, "value": 1.5}],
        "fields": [{"id": 1, "value": 1.5}],
        "generated_timestamp": seconds,
        "created_at": ISO,
        "updated_at": ISO,
        "metric_set": {"id": 10_000 + number, "ticket_id": number, "replies": 1},
        **fields,
    }


class Account:
    """What the source holds; each of its pagings is a method."""

    def __init__(self):
        self.exports = defaultdict(list)
        self.lists = {}
        self.by_offset, self.missing, self.forbidden = set(), set(), set()
        self.unpaged = {"api/services/jira/links", "/api/services/jira/links"}  # a page's own `links` would be another
        self.page_size = 2
        self.empty_pages = 0
        self.without_flag = set()
        self.too_heavy = None

    def cursor_export(self, key, query):
        rows = sorted(self.exports[key], key=lambda row: row["generated_timestamp"])
        if "cursor" in query:
            first = int(base64.b64decode(query["cursor"]))
        else:
            first = sum(row["generated_timestamp"] < int(query["start_time"]) for row in rows)
        if self.empty_pages and first == 2:
            self.empty_pages -= 1
            cursor = base64.b64encode(b"%d" % first + b" " * (1 + self.empty_pages)).decode()
            return {key: [], "end_of_stream": False, "after_cursor": cursor}
        size = min(self.page_size, int(query["per_page"]))
        page = rows[first : first + size]
        if "metric_sets" not in query.get("include", ""):
            page = [{name: value for name, value in row.items() if name != "metric_set"} for row in page]
        beside = {"identities": [row["identity"] for row in page]} if query.get("include") == "identities" else {}
        after = first + len(page)
        cursor = base64.b64encode(b"%d" % after).decode()
        return {
            key: page,
            **beside,
            "end_of_stream": after >= len(rows),
            "after_cursor": cursor,
            "after_url": "https://x",
        }

    def time_export(self, key, query):
        start, size = int(query["start_time"]), min(self.page_size, int(query.get("per_page", 1000)))
        rows = sorted((r for r in self.exports[key] if r["seconds"] >= start), key=lambda r: r["seconds"])
        page = rows[:size]
        end = page[-1]["seconds"] if page else None
        flag = {} if key in self.without_flag else {"end_of_stream": len(rows) <= size}
        return {key: page, "count": len(page), **flag, "end_time": end, "next_page": "https://other.example/"}

    def backwards(self, key, query):
        """The legacy cursor: the newest first, `before_cursor` leads to older ones."""
        rows = sorted(self.lists.get("ticket_audits", []), key=lambda row: row["created_at"], reverse=True)
        first = int(query.get("cursor", 0))
        return {key: rows[first : first + self.page_size], "before_cursor": str(first + self.page_size)}

    def listing(self, path, key, query):
        rows = self.lists.get(path, [])
        if "end_time" in query:
            rows = [row for row in rows if int(query["start_time"]) <= row["seconds"] < int(query["end_time"])]
        if path in self.unpaged:
            return {key: rows}
        if path in self.by_offset:
            page, size = int(query.get("page", 1)), self.page_size
            more = page * size < len(rows)
            url = f"https://other.example/api/v2/{path}?page={page + 1}&per_page={size}" if more else None
            return {key: rows[(page - 1) * size : page * size], "count": len(rows), "next_page": url}
        first = int(query.get("page[after]", 0))
        after = first + self.page_size
        meta = {"has_more": after < len(rows)} | ({"after_cursor": str(after)} if rows else {})
        return {key: rows[first:after], "meta": meta, "links": {"next": "https://other.example/"}}


KEYS = {
    "policies": "sla_policies",
    "attachments": "article_attachments",
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        parts, server = urlsplit(self.path), self.server
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        path = parts.path.removeprefix("/api/v2/").removesuffix(".json")
        server.requests.append((path, query))
        account = server.account
        if server.faults and server.faults[0][0] in path:
            self.give(*server.faults.pop(0)[1:])
        elif self.headers.get("Authorization") not in server.accepted:
            self.give(401, {"error": "Couldn't authenticate you"})
        elif path in account.forbidden:
            self.give(403, {"error": {"title": "Forbidden", "message": "You do not have access to this page."}})
        elif path in account.missing:
            self.give(404, {"error": "RecordNotFound", "description": "Not found"})
        elif account.too_heavy and int(query.get("per_page", 0)) > account.too_heavy:
            self.give(504, b"upstream request timeout")
        elif path.endswith("/cursor"):
            self.give(200, account.cursor_export(path.split("/")[1], query))
        elif "incremental/" in path and "page[size]" not in query:
            self.give(200, account.time_export(path.split("/")[-1], query))
        elif path == "ticket_audits":
            self.give(200, account.backwards("audits", query))
        elif path.startswith("incremental/"):
            name = path.split("/")[1]
            account.lists[name] = [r for r in account.exports[name] if r["seconds"] >= int(query["start_time"])]
            self.give(200, account.listing(name, name, query))
        else:
            last = path.split("/")[-1]
            self.give(200, account.listing(path, KEYS.get(last, last), query))

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.renewals.append(body)
        self.give(*self.server.renew(body))

    def give(self, status, body, headers=()):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {**self.server.headers, **dict(headers)}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.account, self.requests, self.faults = Account(), [], []
        self.headers = {}
        self.accepted, self.renewals, self.renew = {BASIC}, [], lambda _: (400, {"error": "invalid_grant"})

    @property
    def config(self):
        return {"base_url": f"http://127.0.0.1:{self.server_port}", "email": EMAIL, "api_token": API_TOKEN}


@contextmanager
def serving():
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
def account(server):
    return server.account


class FastClock:
    """Time that only waiting moves."""

    def __init__(self):
        self.now, self.waits = 0.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return FastClock()


@pytest.fixture
def sync(server, clock):
    """Run a tap on some streams; give its messages and the error that ended it."""

    def run(*streams, state=None, **config):
        tap = TapZendesk(config={**server.config, **config}, state=state)
        client = HttpClient.of(tap)
        client.retry_policy = RetryPolicy(12, 30.0, first_wait_seconds=0.001)
        client.limiter = RateLimiter(clock=clock, sleep=clock.sleep)
        for name, stream in tap.streams.items():
            stream.selected = name in streams
        return run_tap(tap)

    return run


def ids(messages, stream=None):
    return [record["id"] for record in records(messages, stream)]


def paths(server):
    return [path for path, _ in server.requests]


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    with WebStandIns.started(tmp_path_factory.mktemp("web"), seed=7) as web:
        for vendor in ("zendesk", VENDOR):
            web.configure(vendor, limits=False)
        yield web


@pytest.fixture
def clean(web):
    web.clear_faults()
    web.forget_requests(VENDOR)
    return web
