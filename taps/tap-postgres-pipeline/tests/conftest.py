"""A real PostgreSQL for the tests, and the tap as a command."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import duckdb
import psycopg
import pyarrow as pa
import pytest
from denomas_sandbox.api import Sandbox
from tap_common.spool import folder_of

ENTRY = {"import_db": "T", "export_schema": "s", "export_table_primary_key": "id"}


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory):
    with Sandbox.start(tmp_path_factory.mktemp("sand box"), scale=0) as running:
        yield running


@dataclass
class Database:
    """A database of the test's own."""

    sandbox: Sandbox
    name: str

    def run(self, *statements):
        with psycopg.connect(self.sandbox.admin_dsn(self.name), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def database(sandbox, request):
    name = f"t{abs(hash(request.node.nodeid)):x}"
    with psycopg.connect(sandbox.admin_dsn("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return Database(sandbox, name)


@dataclass
class Outcome:
    """What a run of the tap left."""

    code: int
    messages: list
    error: str

    def of(self, kind):
        return [message for message in self.messages if message["type"] == kind]

    @property
    def state(self):
        states = self.of("STATE")
        return states[-1]["value"] if states else None

    def rows(self):
        """All rows, from either lane, the files deleted as a target would."""
        rows = [message["record"] for message in self.of("RECORD")]
        for message in self.of("BATCH"):
            for uri in message["manifest"]:
                path = folder_of(uri)
                with pa.memory_map(str(path)) as mapped:
                    rows += pa.ipc.open_file(mapped).read_all().to_pylist()
                path.unlink()
        return rows


class Tap:
    """The tap's command with a manifest of the test's own."""

    def __init__(self, folder, sandbox, database="test_db"):
        self.folder = folder
        self.config = {
            "host": sandbox.host,
            "port": sandbox.port,
            "user": sandbox.user,
            "password": sandbox.password,
            "database": database,
            "manifest": str(folder / "manifest.yml"),
            "batch_config": {"encoding": {"format": "arrow"}, "storage": {"root": str(folder / "the spool")}},
        }

    @staticmethod
    def rows_of(message):
        return Outcome(0, [message], "").rows()

    def manifest(self, **tables):
        content = {"tables": {key: ENTRY | {"export_table": key} | value for key, value in tables.items()}}
        (self.folder / "manifest.yml").write_text(json.dumps(content))

    def command(self, *arguments, **config):
        merged = {key: value for key, value in (self.config | config).items() if value is not None}
        (self.folder / "config.json").write_text(json.dumps(merged))
        return [
            sys.executable,
            "-m",
            "tap_postgres_pipeline.tap",
            "--config",
            str(self.folder / "config.json"),
            *arguments,
        ]

    def run(self, *arguments, state=None, before=None, **config):
        if state is not None:
            (self.folder / "state.json").write_text(json.dumps(state))
            arguments = (*arguments, "--state", str(self.folder / "state.json"))
        done = subprocess.run(
            self.command(*arguments, **config),
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=before,
            timeout=120,
        )
        lines = [] if "--discover" in arguments or "--about" in arguments else done.stdout.splitlines()
        return Outcome(
            done.returncode, [json.loads(line) for line in lines], done.stderr + ("" if lines else done.stdout)
        )


@pytest.fixture
def tap(tmp_path, sandbox, database):
    return Tap(tmp_path, sandbox, database.name)


class Pipeline:
    """The tap piped into the real target, with a DuckDB file and a state that go on from run to run."""

    def __init__(self, tap):
        self.tap = tap
        self.file = tap.folder / "warehouse.duckdb"
        self.state = {}

    def start(self, **config):
        """Start both; give the tap's and the target's process."""
        (self.tap.folder / "state.json").write_text(json.dumps(self.state))
        (self.tap.folder / "target.json").write_text(
            json.dumps({"path": str(self.file), "default_target_schema": "pgp", **config.pop("target", {})})
        )
        arguments = ("--state", str(self.tap.folder / "state.json"))
        tap = subprocess.Popen(
            self.tap.command(*arguments, **config), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        target = subprocess.Popen(
            [sys.executable, "-m", "target_duckdb.target", "--config", str(self.tap.folder / "target.json")],
            stdin=tap.stdout,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        tap.stdout.close()
        return tap, target

    def end(self, tap, target):
        """Wait for both, keep the state that the target wrote last, and give exit codes and errors."""
        with ThreadPoolExecutor(1) as reader:
            read = reader.submit(tap.stderr.read)
            out, target_error = target.communicate(timeout=120)
            tap_error = read.result(timeout=120)
        tap.stderr.close()
        codes = (tap.wait(timeout=60), target.returncode)
        if out.strip():
            self.state = json.loads(out.splitlines()[-1])
        return codes, tap_error, target_error

    def run(self, **config):
        """Run to the end, which must be good; give the tap's log."""
        codes, tap_error, target_error = self.end(*self.start(**config))
        assert codes == (0, 0), tap_error + target_error
        return tap_error

    def query(self, sql):
        with duckdb.connect(str(self.file), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def types(self, table):
        return dict(
            self.query(f"SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '{table.upper()}'")
        )


@pytest.fixture
def pipeline(tap):
    return Pipeline(tap)
