"""The main job as a user types it: PostgreSQL to warehouse to models, with real Meltano; and killed in between."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time

import duckdb
import psycopg
import pytest
from denomas_sandbox.api import Sandbox

pytestmark = pytest.mark.e2e

TABLES = {
    "ci_pipelines": "ci_pipelines",
    "ci_stages": "ci_stages",
    "labels": "labels",
    "merge_request_metrics": "merge_request_metrics",
    "merge_requests": "merge_requests",
    "projects": "projects",
    "users": "users",
}
COPIES = ("ci_builds", "label_links", "members")


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    with Sandbox.start(tmp_path_factory.mktemp("sand box"), scale=1) as running:
        yield running


def meltano(project, sandbox, *arguments, **variables):
    """Run Meltano in the project's copy."""
    return project.run("meltano", *arguments, timeout_seconds=300, **(sandbox.env() | variables))


def warehouse(project, sql, file="raw"):
    with duckdb.connect(str(project.root / "warehouse" / f"{file}.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def source(sandbox, sql):
    with psycopg.connect(sandbox.dsn("ops_db")) as connection:
        return connection.execute(sql).fetchall()


def assert_warehouse_equals_source(project, sandbox):
    """Compare ids and times of change, table by table: what is in the source is in the warehouse, and once."""
    for table in TABLES:
        rows = warehouse(project, f"SELECT id, updated_at FROM TAP_POSTGRES.GITLAB_OPS_DB_{table} ORDER BY id")
        there = dict(source(sandbox, f"SELECT id, updated_at FROM {table}"))
        landed = dict(rows)
        assert len(rows) == len(landed), f"{table} has a key twice"
        assert {key: landed.get(key) for key in there} == there, table
    for table in COPIES:
        newest = warehouse(
            project,
            f"SELECT id FROM TAP_POSTGRES.GITLAB_OPS_DB_{table} WHERE _uploaded_at = "
            f"(SELECT max(_uploaded_at) FROM TAP_POSTGRES.GITLAB_OPS_DB_{table}) ORDER BY id",
        )
        assert newest == source(sandbox, f"SELECT id FROM {table} ORDER BY id"), table


def test_the_main_job_lands_models_and_goes_on_the_next_day(project_copy, sandbox):
    project = project_copy
    first = meltano(project, sandbox, "run", "--no-install", "tap-ops-db", "target-duckdb", "dbt:build")
    assert first.returncode == 0, first.stdout + first.stderr
    assert_warehouse_equals_source(project, sandbox)
    health = warehouse(
        project,
        "SELECT sum(pipelines), sum(failed_pipelines), count(*) FROM COMMON_MART.MART_PIPELINE_HEALTH_WEEKLY",
        "prod",
    )
    expected = source(
        sandbox,
        "SELECT count(*), count(*) FILTER (WHERE status = 'failed'), "
        "count(DISTINCT (project_id, date_trunc('week', created_at))) FROM ci_pipelines",
    )
    assert [tuple(int(value) for value in row) for row in health] == expected

    sandbox.advance(1)
    second = meltano(project, sandbox, "run", "--no-install", "tap-ops-db", "target-duckdb", "dbt:build")
    assert second.returncode == 0, second.stdout + second.stderr
    assert_warehouse_equals_source(project, sandbox)
    reads = warehouse(
        project, "SELECT rows_read FROM _META.LOADS WHERE stream = 'gitlab_ops_db_ci_pipelines' ORDER BY started_at"
    )
    assert reads[1][0] < reads[0][0] / 10
    assert warehouse(project, "SELECT DISTINCT status, rows_rejected FROM _META.LOADS") == [("complete", 0)]


def test_secrets_of_the_source_are_nowhere(project_copy, sandbox):
    project = project_copy
    done = meltano(project, sandbox, "--log-level=debug", "run", "--no-install", "tap-ops-db", "target-duckdb")
    assert done.returncode == 0
    assert sandbox.password not in done.stdout + done.stderr
    for table in (*TABLES, *COPIES):
        rows = warehouse(
            project,
            f"SELECT count(*) FROM TAP_POSTGRES.GITLAB_OPS_DB_{table} AS t WHERE to_json(t)::text LIKE '%SECRET-%'",
        )
        assert rows == [(0,)], table


@pytest.mark.parametrize(
    ("variables", "parts"),
    [
        ({"TAP_OPS_DB_PORT": "1"}, ["127.0.0.1:1/ops_db", "refused"]),
        ({"TAP_OPS_DB_PASSWORD": "wrong"}, ["password authentication failed", "settings user and password"]),
        ({"TAP_OPS_DB_MANIFEST": "gone.yml"}, ["gone.yml cannot be read"]),
    ],
)
def test_bad_input_is_one_clear_error_and_moves_no_state(project_copy, sandbox, variables, parts):
    done = meltano(
        project_copy,
        sandbox,
        "run",
        "--no-install",
        "--state-id-suffix=bad",
        "tap-ops-db",
        "target-duckdb",
        **variables,
    )
    assert done.returncode == 1
    for part in parts:
        assert part in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    state = meltano(project_copy, sandbox, "--environment=dev", "state", "list", "--pattern=*bad*")
    assert "bookmarks" not in state.stdout


class Pipe:
    """`tap | target` without Meltano, which keeps the state as Meltano would."""

    def __init__(self, folder, sandbox):
        self.folder = folder
        manifest = folder / "manifest.yml"
        query = (
            "SELECT id, pipeline_id, updated_at FROM ci_stages WHERE updated_at BETWEEN "
            "'{EXECUTION_DATE}'::timestamp - interval '{HOURS} hours' AND '{EXECUTION_DATE}'::timestamp"
        )
        entry = {"import_db": "K", "export_schema": "s", "export_table_primary_key": "id"}
        tables = {
            "stages": entry | {"import_query": query, "export_table": "stages"},
            "builds": entry | {"import_query": "SELECT id, name FROM ci_builds", "export_table": "builds"},
        }
        manifest.write_text(json.dumps({"tables": tables}))
        self._write(
            "tap.json",
            {
                "host": sandbox.host,
                "port": sandbox.port,
                "user": sandbox.user,
                "password": sandbox.password,
                "database": "ops_db",
                "manifest": str(manifest),
                "rows_per_file": 1_500,
                "max_spool_mb": 1,
                "batch_config": {"encoding": {"format": "arrow"}, "storage": {"root": str(folder / "spool")}},
            },
        )
        self._write("target.json", {"path": str(folder / "raw.duckdb"), "default_target_schema": "k"})
        self._write("state.json", {})

    def _write(self, name, content):
        (self.folder / name).write_text(json.dumps(content))

    def start(self):
        python = sys.executable
        config = [python, "-m", "tap_postgres_pipeline.tap", "--config", str(self.folder / "tap.json")]
        tap = subprocess.Popen(
            [*config, "--state", str(self.folder / "state.json")], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        target = subprocess.Popen(
            [python, "-m", "target_duckdb.target", "--config", str(self.folder / "target.json")],
            stdin=tap.stdout,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        tap.stdout.close()
        return tap, target

    def end(self, tap, target):
        """Wait for both and keep the last state that the target acknowledged."""
        lines = target.stdout.read().splitlines()
        target.stdout.close()
        codes = (tap.wait(), target.wait())
        if lines:
            (self.folder / "state.json").write_bytes(lines[-1])
        return codes

    def query(self, sql):
        with duckdb.connect(str(self.folder / "raw.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def test_kill_9_of_tap_or_target_at_twenty_moments_changes_nothing_in_the_end(tmp_path, sandbox):
    pipe = Pipe(tmp_path, sandbox)
    chance = random.Random(11)
    (builds,) = source(sandbox, "SELECT count(*) FROM ci_builds")
    for _ in range(20):
        tap, target = pipe.start()
        time.sleep(0.4 + chance.random() * 1.4)
        victim = chance.choice((tap, target))
        victim.send_signal(signal.SIGKILL)
        pipe.end(tap, target)
        if (tmp_path / "raw.duckdb").exists():
            # Whatever was killed, a reader finds whole tables: no key twice, and full copies only.
            tables = {name for (name,) in pipe.query("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'K'")}
            if "K_STAGES" in tables:
                assert pipe.query("SELECT count(*) - count(DISTINCT id) FROM K.K_STAGES") == [(0,)]
            if "K_BUILDS" in tables:
                copies = pipe.query("SELECT count(*) FROM K.K_BUILDS GROUP BY _uploaded_at")
                assert set(copies) <= {builds}
    assert pipe.end(*pipe.start()) == (0, 0)
    landed = pipe.query("SELECT id, pipeline_id, updated_at FROM K.K_STAGES ORDER BY id")
    assert landed == source(sandbox, "SELECT id, pipeline_id, updated_at FROM ci_stages ORDER BY id")
    newest = pipe.query(
        "SELECT count(*), count(DISTINCT id) FROM K.K_BUILDS "
        "WHERE _uploaded_at = (SELECT max(_uploaded_at) FROM K.K_BUILDS)"
    )
    assert newest == [(builds[0], builds[0])]
    assert {name for (name,) in pipe.query("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'K'")} == {
        "K_BUILDS",
        "K_STAGES",
    }
