"""An HTTP server on loopback whose answers are a script: right ones, wrong ones, and none."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Answer = Callable[[BaseHTTPRequestHandler], None]


class Seen(NamedTuple):
    """A request that came in; `at` is a monotonic time in seconds."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    at: float


def respond(
    body: Any, *, status: int = 200, content_type: str = "application/json", length: int | None = None, **headers: str
) -> Answer:
    """Give an answer: bytes or a text as they are, else JSON; and a Content-Length that may be wrong."""
    data = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(data) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)
        handler.close_connection = length is not None

    return answer


def no_content(handler: BaseHTTPRequestHandler) -> None:
    """Answer 204."""
    handler.send_response(204)
    handler.end_headers()


def reset(handler: BaseHTTPRequestHandler) -> None:
    """Reset the connection instead of an answer."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def drip(seconds: float) -> Answer:
    """Give an answer that sends a byte now and then."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
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


def chunked_and_cut(handler: BaseHTTPRequestHandler) -> None:
    """Send one chunk of a chunked body and close."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b'a\r\n{"tickets"\r\n')
    handler.close_connection = True


class FaultyServer(ThreadingHTTPServer):
    """Gives its `answers` one after another, or what the one function there gives; notes `requests` and `ports`."""

    daemon_threads = True

    def __init__(self) -> None:
        """Take a free port."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[Answer] | Callable[[BaseHTTPRequestHandler], Answer] = []
        self.requests: list[Seen] = []
        self.ports: set[int] = set()

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that was reset on purpose is no news."""

    @property
    def url(self) -> str:
        """Address of the server, without a path."""
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serving() -> Iterator[FaultyServer]:
    """Serve until the end of the block."""
    server = FaultyServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FaultyServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.server.requests.append(Seen(parts.path, parse_qs(parts.query), dict(self.headers), time.monotonic()))
        self.server.ports.add(self.client_address[1])
        answers = self.server.answers
        answer = answers.pop(0) if isinstance(answers, list) else answers(self)
        answer(self)

    @override
    def log_message(self, *_: Any) -> None:
        """Say nothing."""
