"""Measures an HTTP tap against plain clients on the same pages, in one run.

`make bench` runs it after the databases. A server in a process of its own hands out pages that were made beforehand:
1,000 records of 20 fields, a nested object, timestamps and decimals among them. Each client reads all of them; ours
also writes every record as a Singer message, into nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from processes import run

HERE = Path(__file__).parent
RECORDS_A_PAGE = 1_000
PEERS = ("requests_orjson", "dlt_rest_client")


def record(number: int, dice: random.Random) -> dict[str, object]:
    """Make a record of 20 fields."""
    moment = f"2026-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:17:{number % 60:02}Z"
    return {
        "id": number,
        **{f"text_{index}": f"{dice.random():.12f} ünïcode 🦊" for index in range(6)},
        **{f"count_{index}": dice.randrange(1_000_000) for index in range(4)},
        **{f"amount_{index}": round(dice.random() * 1_000, 2) for index in range(2)},
        "is_open": number % 3 == 0,
        "is_public": None if number % 7 == 0 else True,
        "created_at": moment,
        "updated_at": moment,
        "tags": ["one", "two"],
        "via": {"channel": "web", "source": {"from": {}, "to": {"name": "x"}, "rel": None}},
        "note": None,
    }


def serve(pages: int, latency_seconds: float) -> None:
    """Serve the pages on a free port, which is printed."""
    dice = random.Random(7)
    bodies = []
    for page in range(pages):
        records = [record(page * RECORDS_A_PAGE + number, dice) for number in range(RECORDS_A_PAGE)]
        after = page + 1 if page + 1 < pages else None
        bodies.append(json.dumps({"tickets": records, "meta": {"after": after}}, ensure_ascii=False).encode())

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body = bodies[int(parse_qs(urlsplit(self.path).query).get("cursor", ["0"])[0])]
            time.sleep(latency_seconds)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


def main() -> None:
    """Print one line a client."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--latency-ms", type=float, default=0.0, help="how long the server thinks about each page")
    parser.add_argument("--peers", type=Path, help="python of an environment with peers.in installed")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.pages, options.latency_ms / 1000)
        return
    arguments = ["--serve", "--pages", str(options.pages), "--latency-ms", str(options.latency_ms)]
    server = subprocess.Popen([sys.executable, __file__, *arguments], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        commands = {"our tap": [sys.executable, str(HERE / "rest_tap.py"), url]}
        for peer in PEERS if options.peers else ():
            commands[peer] = [str(options.peers.absolute()), str(HERE / "rest_peer.py"), peer, url]
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            for label, command in commands.items():
                # The start of the process is not what is compared: each is also timed on one page.
                uses = [run([command], Path(folder) / "log") for _ in range(options.repeats)]
                idle = [run([[*command, "--pages", "1"]], Path(folder) / "log") for _ in range(options.repeats)]
                seconds = statistics.median(use.seconds for use in uses)
                start = statistics.median(use.seconds for use in idle)
                records = (options.pages - 1) * RECORDS_A_PAGE
                cpu = min(use.cpu_seconds for use in uses) - min(use.cpu_seconds for use in idle)
                print(
                    f"{label:20} {seconds:6.2f} s, of which {start:5.2f} s to start; "
                    f"{records / (seconds - start):9,.0f} records a second; {cpu / records * 1e6:5.1f} CPU µs each; "
                    f"peak {max(use.peak_mib[0] for use in uses)} MiB",
                    flush=True,
                )
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
