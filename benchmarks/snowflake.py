"""Measures target-snowflake's own work on batch files against writing the same Parquet files and nothing else.

    python benchmarks/snowflake.py --rows 1000000

The emulated account is a process of its own and is not counted. CPU seconds are compared, because the target waits for
the account most of the time; both figures are of one run, only their ratio carries over.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from denomas_sandbox.api import Sandbox
from denomas_sandbox.snowflake.api import SnowflakeAccount
from processes import Use, run
from run import Bench

_WRITE = """
import json, sys
from pathlib import Path
import pyarrow as pa, pyarrow.parquet as pq
for number, line in enumerate(open(sys.argv[1])):
    message = json.loads(line)
    for uri in message.get("manifest", ()):
        with pa.memory_map(uri.removeprefix("file://")) as mapped:
            rows = pa.ipc.open_file(mapped).read_all()
            pq.write_table(rows, Path(sys.argv[2]) / f"{number}.parquet", compression="snappy", write_statistics=False)
"""

# The target, with a note of the CPU seconds that it spends within statements: HTTP, and the upload of PUT.
_TARGET = """
import json, sys, time
from denomas_target_snowflake.session import Session
from denomas_target_snowflake.target import TargetSnowflake
run, spent = Session.run, {"PUT": 0.0, "other": 0.0}
def counted(self, sql, *values, **more):
    began = time.process_time()
    try:
        return run(self, sql, *values, **more)
    finally:
        spent["PUT" if sql.startswith("PUT") else "other"] += time.process_time() - began
Session.run = counted
note = sys.argv.pop(1)
try:
    TargetSnowflake.cli()
finally:
    open(note, "w").write(json.dumps(spent))
"""


class Files:
    """The batch files that our tap made of the wide table, and its messages."""

    def __init__(self, bench: Bench) -> None:
        """Let the tap write its files once; it finds room for all of them."""
        manifest = bench.folder / "merge_requests.yml"
        bench.write_manifest("merge_requests", manifest)
        config = bench.folder / "tap.json"
        config.write_text(json.dumps(bench.tap_config(manifest, column_lane=True) | {"max_spool_mb": 100_000}))
        self._messages = bench.folder / "messages.jsonl"
        run(
            [["sh", "-c", f"exec tap-postgres-pipeline --config '{config}' > '{self._messages}'"]],
            bench.folder / "tap.log",
        )

    def linked(self, folder: Path, *, head_only: bool = False) -> Path:
        """Give a copy of the messages whose files may be removed: they are further names of the same files."""
        folder.mkdir()
        lines = []
        for line in self._messages.read_text().splitlines():
            message = json.loads(line)
            if head_only and message["type"] != "SCHEMA":
                continue
            if message["type"] == "BATCH":
                for number, uri in enumerate(message["manifest"]):
                    path = Path(uri.removeprefix("file://"))
                    os.link(path, folder / path.name)
                    message["manifest"][number] = (folder / path.name).as_uri()
            lines.append(json.dumps(message))
        copied = folder / "messages.jsonl"
        copied.write_text("\n".join(lines) + "\n")
        return copied


def target(account: SnowflakeAccount, messages: Path, folder: Path, schema: str) -> tuple[Use, dict[str, float]]:
    """Run the target on messages; give what it used, and the CPU seconds of it that went into statements."""
    given = account.connection(database="RAW")
    names = ("account", "user", "password", "host", "port", "protocol", "role", "warehouse", "database")
    config = folder / "target.json"
    config.write_text(json.dumps({name: given[name] for name in names} | {"default_target_schema": schema}))
    script = folder / "target.py"
    script.write_text(_TARGET)
    note = folder / "spent.json"
    command = f"exec '{sys.executable}' '{script}' '{note}' --config '{config}' < '{messages}'"
    use = run([["sh", "-c", command]], folder / "target.log", {"TMPDIR": str(folder)})
    return use, json.loads(note.read_text())


def write(messages: Path, folder: Path) -> Use:
    """Write the Parquet files and nothing else."""
    (folder / "written").mkdir()
    return run([[sys.executable, "-c", _WRITE, str(messages), str(folder / "written")]], folder / "write.log")


def main() -> None:
    """Print the figures and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the wide table")
    parser.add_argument("--repeats", type=int, default=3, help="runs; the median is printed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        sandbox = Sandbox.start(folder / "sandbox", seed=1, scale=0)
        try:
            bench = Bench(sandbox, folder, options.rows, options.repeats)
            print(f"filling merge_requests with {options.rows:,} rows ...", flush=True)
            bench.fill()
            files = Files(bench)
        finally:
            sandbox.stop()
        with SnowflakeAccount.start(folder / "account") as account:
            measure(files, account, folder, options.repeats)


def measure(files: Files, account: SnowflakeAccount, folder: Path, repeats: int) -> None:
    """Take the figures and print them."""
    ratios, peaks = [], []
    for number in range(repeats):
        here = folder / f"run-{number}"
        here.mkdir()
        started, idle = target(account, files.linked(here / "a", head_only=True), here, f"started_{number}")
        written = write(files.linked(here / "b"), here).cpu_seconds
        account.clear_journal()
        landed, spent = target(account, files.linked(here / "c"), here, f"bench_{number}")
        prepared = landed.cpu_seconds - sum(spent.values()) - (started.cpu_seconds - sum(idle.values()))
        ratios.append(prepared / written)
        peaks.append(max(landed.peak_mib))
        statements = account.journal()
        copies = sum(entry["sql"].startswith("COPY") for entry in statements)
        print(
            f"run {number + 1}, CPU s: Parquet alone {written:.1f}; target {landed.cpu_seconds:.1f}, of it start-up "
            f"{started.cpu_seconds:.1f}, files {prepared:.1f}, PUT {spent['PUT']:.1f}, other statements "
            f"{spent['other']:.1f}; {len(statements)} statements, {copies} COPY; wall {landed.seconds:.0f} s, of it "
            f"the account {sum(entry['seconds'] for entry in statements):.0f} s; peak {peaks[-1]} MiB",
            flush=True,
        )
    print(
        f"own work of the target: {statistics.median(ratios):.2f} x writing the same Parquet files; "
        f"peak {max(peaks)} MiB"
    )


if __name__ == "__main__":
    sys.exit(main())
