"""Measures tap-zendesk on pre-made pages, beside clients that read the same pages and throw the tickets away.

Only the ratios carry over to another machine or day. `python benchmarks/zendesk.py --peers .venv-bench/bin/python`
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from processes import Use, run
from rest import PEERS
from ticket_pages import PATH, ROWS

HERE = Path(__file__).parent
PAGES = str(HERE / "ticket_pages.py")


def tap(url: str, folder: Path) -> Use:
    """Read tickets with the tap, into nothing."""
    config, catalog = folder / "config.json", folder / "catalog.json"
    unlimited = {"export_requests_per_minute": 1_000_000_000}
    config.write_text(json.dumps({"base_url": url, "email": "a@example.com", "api_token": "x", **unlimited}))
    command = ["tap-zendesk", "--config", str(config)]
    found = subprocess.run([*command, "--discover"], capture_output=True, check=True)
    document = json.loads(found.stdout)
    for entry in document["streams"]:
        for item in entry["metadata"]:
            if not item["breadcrumb"]:
                item["metadata"]["selected"] = entry["tap_stream_id"] == "tickets"
    catalog.write_text(json.dumps(document))
    return run([[*command, "--catalog", str(catalog)]], folder / "tap.log")


def main() -> None:
    """Print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3, help="turns of all; the medians are printed")
    parser.add_argument("--peers", type=Path, required=True, help="python of an environment with peers.in installed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        server = subprocess.Popen([sys.executable, PAGES, str(options.tickets)], stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        pages = ["--path", PATH, "--cursor", "after_cursor", "--pages", str(options.tickets // ROWS)]
        peers = {peer: [str(options.peers.absolute()), str(HERE / "rest_peer.py"), peer, url, *pages] for peer in PEERS}
        uses: dict[str, list[Use]] = {}
        try:
            for _ in range(options.repeats):
                uses.setdefault("tap-zendesk, tickets", []).append(tap(url, folder))
                for peer, command in peers.items():
                    uses.setdefault(peer, []).append(run([command], folder / "peer.log"))
        finally:
            server.kill()
            server.wait()
    for label, turns in uses.items():
        seconds = statistics.median(use.seconds for use in turns)
        cpu, peak = statistics.median(use.cpu_seconds for use in turns), max(use.peak_mib[0] for use in turns)
        rate = options.tickets / seconds
        print(f"{label:24} {seconds:8.1f} s {rate:10,.0f} tickets/s {cpu:8.1f} CPU s {peak:6} MiB", flush=True)


if __name__ == "__main__":
    main()
