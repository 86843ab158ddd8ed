"""Tap and target as two processes with a pipe between them, as Meltano runs them, and what landed, to compare."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import duckdb

VENDOR = "zendesk-community-relations"
TICKETS = ("tickets", "ticket_metrics", "ticket_audits", "ticket_comments")
# What is gone at the source stays, as in all streams that are no full copies and whose source does not speak of it.
KEEPS = {
    "ticket_audits", "ticket_comments", "ticket_metrics", "ticket_activities", "ticket_skips", "posts", "post_comments",
    "post_votes", "articles", "article_comments", "article_votes", "article_attachments",
}  # fmt: skip
_SCHEMA = "zendesk"
_BIN = Path(sys.executable).parent
_OURS = {"_deleted", "_permanently_deleted"}


class Pipeline:
    """One account into one DuckDB file, with a state between runs."""

    def __init__(self, folder, web, vendor, streams, **config):
        prefix = "SANDBOX_" + vendor.upper().replace("-", "_")
        env = web.env()
        self.folder, self.web, self.vendor, self.streams = folder, web, vendor, streams
        folder.mkdir(parents=True, exist_ok=True)
        self.config = {
            "base_url": env[f"{prefix}_URL"],
            "email": env[f"{prefix}_EMAIL"],
            "api_token": env[f"{prefix}_API_TOKEN"],
            "export_requests_per_minute": 1_000_000,
            "ticket_requests_per_minute": 1_000_000,
            **config,
        }
        self.database, self.log = folder / "raw.duckdb", folder / "log.txt"
        self.write("tap.json", self.config)
        self.write("target.json", {"path": str(self.database), "default_target_schema": _SCHEMA})
        self.write("catalog.json", self._catalog())

    def write(self, name, document):
        (self.folder / name).write_text(json.dumps(document))

    def run(self, *, kill_after_requests=None):
        """Run once; give the exit codes. With a number, both are killed when the source has seen so many requests."""
        state = self.folder / "state.json"
        arguments = ["--config", "tap.json", "--catalog", "catalog.json"]
        arguments += ["--state", "state.json"] if state.exists() else []
        with self.log.open("ab") as log, (self.folder / "states.jsonl").open("wb") as states:
            tap = subprocess.Popen(
                [_BIN / "tap-zendesk", *arguments], cwd=self.folder, stdout=subprocess.PIPE, stderr=log
            )
            target = subprocess.Popen(
                [_BIN / "target-duckdb", "--config", "target.json"],
                cwd=self.folder, stdin=tap.stdout, stdout=states, stderr=log,
            )  # fmt: skip
            tap.stdout.close()
            if kill_after_requests is not None:
                while tap.poll() is None and len(self.web.requests(self.vendor)) < kill_after_requests:
                    time.sleep(0.02)
                for process in (tap, target):
                    process.send_signal(signal.SIGKILL)
            codes = tap.wait(300), target.wait(300)
        lines = [line for line in (self.folder / "states.jsonl").read_text().splitlines() if line.endswith("}")]
        if lines:
            state.write_text(lines[-1])
        return codes

    def landed(self, stream):
        """Give a table's rows by key, each as a hash of what the source said."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            cursor = connection.execute(f'SELECT * FROM {_SCHEMA}."{stream}"')
            columns = [(name.lower(), str(kind)) for name, kind, *_ in cursor.description]
            rows = cursor.fetchall()
        found = {}
        for row in rows:
            record = {
                name: _value(value, kind)
                for (name, kind), value in zip(columns, row, strict=True)
                if not name.startswith("_sdc_") and name not in _OURS
            }
            record |= record.pop("_extra", None) or {}
            key = "|".join(str(record[name]) for name in self.keys[stream])
            assert key not in found, f"{stream}: {key} is there twice"
            found[key] = self.digest(stream, record)
        return found

    def truth(self, stream):
        """Give what the source has, alike."""
        return {key: self.digest(stream, record) for key, record in self.web.truth(self.vendor, stream).items()}

    def digest(self, stream, record):
        """Hash a record; a field that is null is as good as none, and the ids above it are the tap's own."""
        left_out = {"tickets": {"fields"}, "ticket_events": {"child_events"}}.get(stream, set())
        if stream.startswith(("article_", "post_")):
            left_out = left_out | {"article_id", "post_id", "comment_id"}
        told = {name: _plain(value) for name, value in record.items() if value is not None and name not in left_out}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def _catalog(self):
        found = subprocess.run(
            [_BIN / "tap-zendesk", "--config", "tap.json", "--discover"],
            cwd=self.folder, capture_output=True, check=True,
        )  # fmt: skip
        catalog = json.loads(found.stdout)
        self.keys = {entry["tap_stream_id"]: entry["key_properties"] for entry in catalog["streams"]}
        for entry in catalog["streams"]:
            (root,) = (item["metadata"] for item in entry["metadata"] if not item["breadcrumb"])
            root["selected"] = entry["tap_stream_id"] in self.streams
        return catalog


def _value(value, kind):
    if kind == "JSON" and value is not None:
        return json.loads(value)
    return value


def _plain(value):
    """Spell moments and numbers one way."""
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value).replace(tzinfo=None).isoformat() if value[4:5] == "-" else value
        except ValueError:
            return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return float(value)


def differences(pipeline, stream):
    landed, truth = pipeline.landed(stream), pipeline.truth(stream)
    kept = set(landed) - set(truth) if stream in KEEPS else set()
    wrong = {key for key in landed.keys() | truth.keys() if landed.get(key) != truth.get(key)} - kept
    return f"{stream}: {len(wrong)} of {len(truth)}, {sorted(wrong)[:5]}" if wrong else None


def assert_equal(pipeline):
    wrong = [found for stream in pipeline.streams if (found := differences(pipeline, stream))]
    assert not wrong, "\n".join([*wrong, pipeline.log.read_text()[-2000:]])
