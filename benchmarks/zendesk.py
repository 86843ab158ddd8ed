"""Measures tap-zendesk on pre-made pages, beside reading the same pages with requests and orjson.

Only the ratio carries over to another machine or day. `python benchmarks/zendesk.py --tickets 1000000`
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
    """Print one line for each, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3, help="pairs of runs; the medians are printed")
    parser.add_argument("--peers", type=Path, default=Path(sys.executable), help="python that has requests and orjson")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        server = subprocess.Popen([sys.executable, PAGES, str(options.tickets)], stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        reader = [str(options.peers.absolute()), PAGES, "--read", url]
        try:
            pairs = [(run([reader], folder / "read.log"), tap(url, folder)) for _ in range(options.repeats)]
        finally:
            server.kill()
            server.wait()
    for label, uses in zip(("requests and orjson", "tap-zendesk, tickets"), zip(*pairs, strict=True), strict=True):
        seconds = statistics.median(use.seconds for use in uses)
        cpu, peak = statistics.median(use.cpu_seconds for use in uses), max(use.peak_mib[0] for use in uses)
        rate = options.tickets / seconds
        print(f"{label:24} {seconds:8.1f} s {rate:10,.0f} tickets/s {cpu:8.1f} CPU s {peak:6} MiB", flush=True)
    seconds = statistics.median(tap.seconds / limit.seconds for limit, tap in pairs)
    cpu = statistics.median(tap.cpu_seconds / limit.cpu_seconds for limit, tap in pairs)
    print(f"ratio {seconds:.2f} in seconds, {cpu:.2f} in CPU seconds")


if __name__ == "__main__":
    main()
