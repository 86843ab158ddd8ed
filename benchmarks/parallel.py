"""Measures what `parallel_tables` gives: the same tables by two readers and by one, turn by turn in one run.

    python benchmarks/parallel.py --rows 250000 --tables 4

The ratio is what carries over to another machine; it wants two cores of its own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from pathlib import Path

import psycopg
from denomas_sandbox.api import Sandbox
from processes import Use, run
from run import Bench

LOAD_TYPES = ("scd", "backfill")


def main() -> None:
    """Fill, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=250_000, help="wide rows of each table")
    arguments.add_argument("--tables", type=int, default=4)
    arguments.add_argument("--repeats", type=int, default=3)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # the database may run as a user of its own
        with Sandbox.start(folder / "sandbox", scale=0) as sandbox:
            bench = Bench(sandbox, folder, chosen.rows, chosen.repeats)
            bench.fill()
            with psycopg.connect(bench.dsn, autocommit=True) as connection:
                for number in range(chosen.tables):
                    connection.execute(f"CREATE TABLE t{number} AS SELECT * FROM merge_requests".encode())
                    connection.execute(f"ALTER TABLE t{number} ADD PRIMARY KEY (id)".encode())
                    connection.execute(f"VACUUM ANALYZE t{number}".encode())
            for load_type in LOAD_TYPES:
                measure(bench, load_type, chosen.tables)


def measure(bench: Bench, load_type: str, tables: int) -> None:
    """Print what one and two readers take, into the target and into nothing."""
    window = "WHERE updated_at BETWEEN '{BEGIN_TIMESTAMP}'::timestamp AND '{END_TIMESTAMP}'::timestamp"
    entries = {
        f"t{number}": {
            "import_db": "BENCH",
            "import_query": f"SELECT * FROM t{number} {window if load_type == 'backfill' else ''}",
            "export_schema": "bench",
            "export_table": f"t{number}",
            "export_table_primary_key": "id",
        }
        for number in range(tables)
    }
    manifest = bench.folder / "parallel.yml"
    manifest.write_text(json.dumps({"tables": entries}))
    for label, land in (("tap into target-duckdb", True), ("tap into nothing", False)):
        uses: dict[int, list[Use]] = {1: [], 2: []}
        for _ in range(bench.repeats):
            for readers, found in uses.items():
                found.append(once(bench, manifest, load_type, readers, land=land))
        seconds = {readers: statistics.median(use.seconds for use in found) for readers, found in uses.items()}
        ratio = statistics.median(one.seconds / two.seconds for one, two in zip(uses[1], uses[2], strict=True))
        peak = max(max(use.peak_mib) for use in uses[2])
        print(
            f"{load_type:9} {label:23} one {seconds[1]:6.1f} s  two {seconds[2]:6.1f} s  {ratio:5.2f} x  {peak} MiB",
            flush=True,
        )


def once(bench: Bench, manifest: Path, load_type: str, readers: int, *, land: bool) -> Use:
    """Load all tables into a new file; into nothing, the spool takes them all."""
    for left in bench.folder.glob("raw.duckdb*"):
        left.unlink()
    config = bench.tap_config(manifest, column_lane=True)
    config |= {"load_type": load_type, "parallel_tables": readers, "max_spool_mb": 512 if land else 100_000}
    tap = ["tap-postgres-pipeline", "--config", bench.config_file("tap", config)]
    path = {"path": str(bench.folder / "raw.duckdb"), "default_target_schema": "bench"}
    target = ["target-duckdb", "--config", bench.config_file("target", path)]
    use = run([tap, target] if land else [tap], bench.folder / "parallel.log")
    for left in (bench.folder / "spool").rglob("*.arrow"):
        left.unlink()
    return use


if __name__ == "__main__":
    main()
