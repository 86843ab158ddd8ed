"""Tap and target as two processes with a pipe between them, and what landed in a form that can be compared."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

_BIN = Path(sys.executable).parent
_DAY_AND_MORE = re.compile(r"\d{4}-\d\d-\d\d.")


class Pipeline:
    """One tap into one DuckDB file, with a state between runs."""

    def __init__(self, folder: Path, tap: str, config: dict[str, Any], streams: Iterable[str]) -> None:
        """Discover the catalog and select the streams."""
        self.folder, self.tap, self.streams = folder, tap, tuple(streams)
        folder.mkdir(parents=True, exist_ok=True)
        self.database, self.log = folder / "raw.duckdb", folder / "log.txt"
        self.config = config
        self.configure()
        self.write("target.json", {"path": str(self.database), "default_target_schema": "landed"})
        discover = [str(_BIN / tap), "--config", "tap.json", "--discover"]
        found = subprocess.run(discover, cwd=folder, capture_output=True, check=True)  # noqa: S603  our own tap
        catalog = json.loads(found.stdout)
        for entry in catalog["streams"]:
            (root,) = (item["metadata"] for item in entry["metadata"] if not item["breadcrumb"])
            root["selected"] = entry["tap_stream_id"] in self.streams
        self.keys = {entry["tap_stream_id"]: entry["key_properties"] for entry in catalog["streams"]}
        self.write("catalog.json", catalog)

    def write(self, name: str, document: Any) -> None:
        """Write a JSON file."""
        (self.folder / name).write_text(json.dumps(document))

    def run(self, *, kill_when: Callable[[], bool] | None = None) -> tuple[int, int]:
        """Run once and keep the state; give both exit codes. Both are killed as soon as `kill_when` says so."""
        state, states = self.folder / "state.json", self.folder / "states.jsonl"
        arguments = ["--config", "tap.json", "--catalog", "catalog.json"]
        arguments += ["--state", state.name] if state.exists() else []
        with self.log.open("ab") as log, states.open("wb") as out:
            tap = subprocess.Popen(  # noqa: S603  our own tap
                [_BIN / self.tap, *arguments], cwd=self.folder, stdout=subprocess.PIPE, stderr=log
            )
            target = subprocess.Popen(  # noqa: S603
                [_BIN / "target-duckdb", "--config", "target.json"],
                cwd=self.folder, stdin=tap.stdout, stdout=out, stderr=log,
            )  # fmt: skip
            if tap.stdout is not None:
                tap.stdout.close()
            while kill_when is not None and tap.poll() is None:
                if kill_when():
                    for process in (tap, target):
                        process.send_signal(signal.SIGKILL)
                    break
                time.sleep(0.01)
            codes = tap.wait(300), target.wait(300)
        lines = [line for line in states.read_text().splitlines() if line.endswith("}")]
        if lines:
            state.write_text(lines[-1])
        return codes

    def configure(self, **settings: Any) -> None:
        """Change settings of the tap."""
        self.config = {**self.config, **settings}
        self.write("tap.json", self.config)

    def forget(self) -> None:
        """Let the next run begin without a state, as --full-refresh does."""
        (self.folder / "state.json").unlink()

    def landed(self, stream: str, without: Collection[str] = ()) -> list[str]:
        """Give a table's rows, each as `content` spells it; no key is there twice."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            cursor = connection.execute(f'SELECT * FROM landed."{stream}"')
            columns = [(name.lower(), str(kind)) for name, kind, *_ in cursor.description or ()]
            rows = cursor.fetchall()
        found = []
        for row in rows:
            values = {
                name: json.loads(value) if kind == "JSON" and value is not None else value
                for (name, kind), value in zip(columns, row, strict=True)
            }
            found.append({**values, **(values.get("_extra") or {})})
        keys = {tuple(row[name.lower()] for name in self.keys[stream]) for row in found}
        if len(keys) != len(found):
            raise AssertionError(f"{stream}: {len(found)} rows, {len(keys)} keys")
        return sorted(content(row, without) for row in found)


def content(record: dict[str, Any], without: Collection[str] = ()) -> str:
    """Spell a record one way: its own fields that have a value, but for some; moments and numbers alike."""
    own = {name.lower(): value for name, value in record.items() if not name.startswith("_")}
    told = {name: _plain(value) for name, value in own.items() if name not in without}
    return json.dumps({name: value for name, value in told.items() if value is not None}, sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, date):  # a datetime, too
        return value.isoformat()
    if isinstance(value, str):
        try:
            text = value.replace(" UTC", "").replace("Z", "")
            return datetime.fromisoformat(text).isoformat() if _DAY_AND_MORE.match(text) else value or None
        except ValueError:
            return value
    return value if isinstance(value, bool) or not isinstance(value, (int, float)) else float(value)
