"""The sandbox: its server, its company, its time."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import stat
import subprocess
import sys

import psycopg
import pytest
from denomas_sandbox.api import Sandbox
from denomas_sandbox.company.gitlab import COLUMNS
from denomas_sandbox.env_file import write_block
from denomas_sandbox.errors import SandboxError


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    with Sandbox.start(tmp_path_factory.mktemp("sand box"), seed=3, scale=1) as running:
        yield running


def query(sandbox, sql, database="ops_db"):
    with psycopg.connect(sandbox.dsn(database)) as connection:
        return connection.execute(sql).fetchall()


def fingerprint(sandbox):
    """A hash over all rows of all tables."""
    digest = hashlib.sha256()
    for table in COLUMNS:
        (row,) = query(sandbox, f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} AS t")
        digest.update(repr((table, row)).encode())
    return digest.hexdigest()


def test_a_company_of_scale_1_has_its_size(sandbox):
    counts = sandbox.row_counts()
    assert (counts["p_ci_builds"], counts["p_ci_pipelines"], counts["merge_requests"]) == (50_000, 10_000, 2_000)


def test_the_ci_tables_are_partitioned_as_on_gitlab(sandbox):
    rows = query(
        sandbox,
        "SELECT inhparent::regclass::text, inhrelid::regclass::text FROM pg_inherits "
        "WHERE inhparent::regclass::text LIKE 'p_ci%' AND inhrelid::regclass::text NOT LIKE '%pkey%' "
        "AND inhrelid::regclass::text NOT LIKE '%idx%'",
    )
    assert ("p_ci_builds", "ci_builds") in rows
    assert ("p_ci_builds", "gitlab_partitions_dynamic.ci_builds_101") in rows
    (count,) = query(sandbox, "SELECT count(*) FROM gitlab_partitions_dynamic.ci_builds_101")
    assert count == (1_000,)


def test_zones_stand_beside_no_zones_as_on_gitlab(sandbox):
    rows = query(
        sandbox,
        "SELECT data_type FROM information_schema.columns WHERE table_name = 'merge_request_metrics' "
        "AND column_name IN ('created_at', 'first_commit_at') ORDER BY column_name",
    )
    assert rows == [("timestamp without time zone",), ("timestamp with time zone",)]


@pytest.mark.parametrize(
    "sql",
    [
        (
            "SELECT count(*) FROM p_ci_builds b LEFT JOIN p_ci_pipelines p ON p.id = b.commit_id "
            "AND p.partition_id = b.partition_id WHERE p.id IS NULL"
        ),
        (
            "SELECT count(*) FROM p_ci_builds b LEFT JOIN p_ci_stages s ON s.id = b.stage_id "
            "AND s.partition_id = b.partition_id WHERE s.id IS NULL"
        ),
        "SELECT count(*) FROM p_ci_stages s LEFT JOIN p_ci_pipelines p ON p.id = s.pipeline_id WHERE p.id IS NULL",
        "SELECT count(*) FROM p_ci_pipelines p LEFT JOIN projects r ON r.id = p.project_id WHERE r.id IS NULL",
        (
            "SELECT count(*) FROM merge_request_metrics m LEFT JOIN merge_requests r ON r.id = m.merge_request_id "
            "WHERE r.id IS NULL"
        ),
        "SELECT count(*) FROM merge_requests m LEFT JOIN users u ON u.id = m.author_id WHERE u.id IS NULL",
        "SELECT count(*) FROM label_links l LEFT JOIN labels b ON b.id = l.label_id WHERE b.id IS NULL",
    ],
)
def test_everything_that_is_referred_to_exists(sandbox, sql):
    assert query(sandbox, sql) == [(0,)]


def test_odd_values_and_secrets_are_in_it(sandbox):
    assert query(sandbox, "SELECT count(*) > 0 FROM p_ci_builds WHERE artifacts_expire_at > '2262-01-01'") == [(True,)]
    assert query(sandbox, "SELECT count(*) FROM users WHERE encrypted_password NOT LIKE 'SECRET-%'") == [(0,)]
    assert query(
        sandbox, "SELECT count(*) > 0 FROM projects WHERE description LIKE '%🌍%' AND description LIKE E'%\\n%'"
    ) == [(True,)]


def test_the_zoo_has_rows_of_every_kind(sandbox):
    assert query(sandbox, "SELECT count(*), count(a_numeric_78_30), count(a_tsvector) FROM type_zoo", "test_db") == [
        (9, 1, 1)
    ]


def test_the_loader_may_read_and_nothing_else(sandbox):
    with psycopg.connect(sandbox.dsn("ops_db")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("DELETE FROM users")


def test_a_wrong_password_is_refused_by_postgresql_itself(sandbox):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(sandbox.dsn("ops_db").replace(sandbox.password, "wrong"))


def test_the_same_seed_and_day_give_the_same_rows(tmp_path, sandbox):
    with (
        Sandbox.start(tmp_path / "one", seed=3, scale=1) as one,
        Sandbox.start(tmp_path / "two", seed=4, scale=1) as two,
    ):
        assert fingerprint(one) == fingerprint(sandbox)
        assert fingerprint(two) != fingerprint(sandbox)
        one.advance(1)
        one.advance(1)
        sandbox.advance(2)
        assert fingerprint(one) == fingerprint(sandbox)


def test_a_day_brings_new_changed_and_deleted_rows(tmp_path):
    with Sandbox.start(tmp_path, seed=1, scale=1) as sandbox:
        day = "2026-01-05"
        before = sandbox.row_counts()
        (newest,) = query(sandbox, "SELECT max(updated_at) FROM p_ci_pipelines")
        assert str(newest[0]) < day
        sandbox.advance(1)
        after = sandbox.row_counts()
        assert after["p_ci_pipelines"] > before["p_ci_pipelines"]
        assert after["members"] < before["members"]
        for table in ("projects", "users", "merge_requests", "labels"):
            (changed,) = query(
                sandbox, f"SELECT count(*) FROM {table} WHERE updated_at >= '{day}' AND created_at < '{day}'"
            )
            assert changed[0] > 0, table
        (late,) = query(sandbox, "SELECT count(*) FROM projects WHERE updated_at >= '2026-01-06'")
        assert late == (0,)


def test_a_killed_server_comes_back_with_its_data_and_port(tmp_path):
    sandbox = Sandbox.start(tmp_path, scale=0)
    port = sandbox.port
    pid = int((tmp_path / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    while sandbox.running:
        pass
    again = Sandbox.start(tmp_path, scale=0)
    assert again.port == port
    assert query(again, "SELECT count(*) FROM users") == [(0,)]
    again.purge()
    assert not tmp_path.exists()


def command(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "denomas_sandbox.cli", *arguments, "--dir", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_command_starts_reports_advances_and_stops(tmp_path):
    folder = tmp_path / "a folder"
    up = command(folder, "up")
    assert up.returncode == 0, up.stderr
    assert "p_ci_builds: 50,000 rows" in up.stdout
    again = command(folder, "up")
    assert "rows" not in again.stdout
    assert command(folder, "advance", "--days", "2").returncode == 0
    status = json.loads(command(folder, "status", "--json").stdout)
    assert (status["running"], status["day"], status["date"]) == (True, 2, "2026-01-07")
    variables = (folder / "env").read_text()
    assert f"SANDBOX_PG_PORT='{status['port']}'" in variables
    assert f"SANDBOX_SNOWFLAKE_PORT='{status['services']['snowflake']}'" in variables
    assert command(folder, "down").returncode == 0
    status = json.loads(command(folder, "status", "--json").stdout)
    assert (status["running"], status["services"]["snowflake"]) == (False, None)
    assert command(folder, "down", "--purge").returncode == 0


def test_the_web_stand_ins_show_the_companys_day_and_take_orders(tmp_path):
    with Sandbox.start(tmp_path, scale=1) as sandbox:
        env = sandbox.env()
        assert env["SANDBOX_ZENGRC_URL"] == f"{sandbox.web.url('zengrc')}/api/v2"
        before = sandbox.web.truth("zendesk", "tickets")
        sandbox.advance(1)
        assert len(sandbox.web.truth("zendesk", "tickets")) > len(before)
        ordered = command(tmp_path, "fault", "zengrc", "--kind", "503", "--times", "2", "--path", "/api/v2/audits")
        assert ordered.stdout == "zengrc /api/v2/audits: 503, 0 of 2 happened\n"
        assert command(tmp_path, "fault", "zengrc").returncode == 1
        assert command(tmp_path, "fault", "nonsense", "--kind", "503").stderr.startswith("sandbox: There is no vendor")
        assert command(tmp_path, "fault", "--clear").returncode == 0
        switched = command(tmp_path, "switch", "zendesk", "limits=1", "plan=growth", 'missing=["views"]').stdout
        assert {"limits=1", 'plan="growth"', 'missing=["views"]', "guide=true"} <= set(switched.splitlines())
        assert sandbox.web.switches("zendesk")["missing"] == ("views",)
        assert "has no such switch" in command(tmp_path, "switch", "zendesk", "nonsense=1").stderr
        assert command(tmp_path, "fault").stdout == ""
    refused = command(tmp_path, "fault")
    assert (refused.returncode, "are down" in refused.stderr) == (1, True)


def test_a_warehouse_that_does_not_start_leaves_the_sources_usable(tmp_path):
    (tmp_path / "snowflake" / "databases").mkdir(parents=True)
    (tmp_path / "snowflake" / "databases" / "RAW.db").write_text("no database any more")
    said = []
    with Sandbox.start(tmp_path, scale=0, snowflake=tmp_path / "snowflake", report=said.append) as sandbox:
        assert query(sandbox, "SELECT 1") == [(1,)]
        assert "SANDBOX_SNOWFLAKE_PORT" not in sandbox.env()
        assert "Going on without the emulated Snowflake account." in said[-1]


def test_without_a_sandbox_the_command_says_what_to_do(tmp_path):
    done = command(tmp_path / "none", "status")
    assert done.returncode == 1
    assert "sandbox up" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_company_cannot_advance(tmp_path):
    with Sandbox.start(tmp_path, scale=0) as sandbox, pytest.raises(SandboxError, match="nothing to advance"):
        sandbox.advance(1)


def test_the_env_file_keeps_what_is_not_the_sandboxs(tmp_path):
    path = tmp_path / ".env"
    mine = "# mine\nTAP_X_TOKEN='ä = ö'\nNO_NEWLINE=1"
    path.write_text(mine)
    write_block(path, {"SANDBOX_PG_PORT": "1"})
    write_block(path, {"SANDBOX_PG_PORT": "2"})
    assert path.read_text().startswith(mine + "\n")
    assert path.read_text().count("SANDBOX_PG_PORT") == 1
    assert "SANDBOX_PG_PORT='2'" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    write_block(path, {})
    assert path.read_text() == mine + "\n"
