"""A ZenGRC of a few objects, made from the documented shapes; and a tap that waits only a hundredth of the time."""

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
from tap_common.http.retry import RetryPolicy
from tap_zengrc.streams import FURTHER, LOADED
from tap_zengrc.tap import TapZenGrc

KEY_ID, KEY_SECRET = "key-17", "s3cr3t+/value=="
NAMES = (*(stream.name for stream in LOADED), "people", *FURTHER)


def item(collection, number, **fields):
    """Give an object with the fields that all have."""
    return {
        "id": number,
        "type": collection.title().removesuffix("s"),
        "code": f"{collection[:3].upper()}-{number}",
        "title": f"{collection} {number} 🦊",
        "description": "<p>x</p>",
        "status": "Open",
        "created_at": "2025-06-15T09:30:00Z",
        "updated_at": "2025-07-29T14:20:00.123456Z",
        "links": {"self": {"href": f"/api/v2/{collection}/{number}"}},
        "custom_attributes": {"66": {"id": 66, "title": "Category", "value": 1.25}},
        "mapped": {"programs": [{"id": 3, "title": "SOX", "type": "Program"}]},
        **fields,
    }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        parts, server = urlsplit(self.path), self.server
        server.requests.append(self.path)
        expected = base64.b64encode(f"{KEY_ID}:{KEY_SECRET}".encode()).decode()
        if server.faults:
            self.give(*server.faults.pop(0))
        elif self.headers.get("Authorization") != f"Basic {expected}":
            self.give(401, {"message": "Bad credentials"})
        elif parts.path.removeprefix(server.prefix) not in {f"/api/v2/{name}" for name in server.objects}:
            self.give(404, {"message": "Not found"})
        else:
            name = parts.path.rpartition("/")[2]
            first = int(parse_qs(parts.query).get("page_cursor", ["0"])[0])
            found = server.objects[name]
            after = first + server.page_size
            href = f"/api/v2/{name}?page_cursor={after}" if after < len(found) else server.last_href
            self.give(200, {"data": found[first:after], "links": {"next": None if href is None else {"href": href}}})

    def give(self, status, body, **headers):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if isinstance(body, str) else "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


class ZenGrc(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects = {name: [item(name, number) for number in range(1, 4)] for name in NAMES}
        self.page_size, self.prefix, self.last_href = 2, "", None
        self.requests, self.faults = [], []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}{self.prefix}/api/v2"


@contextmanager
def serving():
    """Serve until the end of the block."""
    server = ZenGrc()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def zengrc():
    with serving() as server:
        yield server


@pytest.fixture
def sync(zengrc):
    """Run a tap on some streams; give its messages and the error that ended it."""

    def run(*streams, **config):
        tap = TapZenGrc(config={"base_url": zengrc.url, "username": KEY_ID, "password": KEY_SECRET, **config})
        HttpClient.of(tap).retry_policy = RetryPolicy(3, 5.0, first_wait_seconds=0.01)
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


def records(messages):
    return [message["record"] for message in messages if message["type"] == "RECORD"]
