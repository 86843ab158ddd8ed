"""Bad input: one screen, exit code 1, no secret, no state."""

from __future__ import annotations

import json
import resource
import signal
import subprocess

import pytest

WINDOW = "updated_at BETWEEN '{EXECUTION_DATE}'::timestamp - interval '{HOURS} hours' AND '{EXECUTION_DATE}'::timestamp"
QUERY = {"t": {"import_query": f"SELECT * FROM t WHERE {WINDOW}"}}
TABLE = (
    "CREATE TABLE t (id bigint PRIMARY KEY, v text, updated_at timestamp)",
    "INSERT INTO t VALUES (1, 'x', '2026-01-01')",
)


def assert_clear(tap, outcome, *parts):
    assert outcome.code == 1
    assert outcome.state is None
    assert "Traceback" not in outcome.error
    assert len(outcome.error.splitlines()) < 25
    assert tap.config["password"] not in outcome.error
    for part in parts:
        assert part in outcome.error


@pytest.mark.parametrize(
    ("config", "manifest", "parts"),
    [
        ({"port": 1}, QUERY, ["127.0.0.1:1/", "refused", "host, port"]),
        ({"host": "no-such-host.invalid"}, QUERY, ["no-such-host.invalid", "host, port"]),
        ({"password": "wrong-secret"}, QUERY, ["password authentication failed", "settings user and password"]),
        ({"user": "nobody_here"}, QUERY, ["nobody_here", "settings user and password"]),
        ({"database": "gone"}, QUERY, ['"gone" does not exist', "setting database"]),
        (
            {},
            {"t": {"import_query": "SELECT id FROM missing"}},
            ["table t", '"missing" does not exist', "import_query"],
        ),
        (
            {},
            {"t": {"import_query": "SELECT id, missing FROM t"}},
            ["table t", '"missing" does not exist', "import_query"],
        ),
        ({}, {"t": {"import_query": "SELECT FROM WHERE"}}, ["table t", "does not parse"]),
        ({}, {"t": {"import_query": "SELECT 1 AS id", "primary_key": "id"}}, ["primary_key", "Known keys"]),
        ({"tables": ["other"]}, QUERY, ["no table other", "It has: t"]),
        ({"manifest": "none.yml"}, QUERY, ["none.yml cannot be read"]),
        ({"execution_date": "yesterday"}, QUERY, ["execution_date is not an ISO date"]),
        ({"batch_config": {"encoding": {"format": "arrow"}, "storage": {"root": "s3://x"}}}, QUERY, ["local folder"]),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, dict) else "",
)
def test_a_clear_error(tap, database, config, manifest, parts):
    database.run(*TABLE)
    tap.manifest(**manifest)
    assert_clear(tap, tap.run(**config), *parts)


def test_a_selection_that_matches_nothing_is_an_error(tap, database):
    database.run(*TABLE)
    tap.manifest(**QUERY)
    found = subprocess.run(tap.command("--discover"), capture_output=True, check=True)
    catalog = json.loads(found.stdout)
    (root,) = (item["metadata"] for item in catalog["streams"][0]["metadata"] if not item["breadcrumb"])
    root["selected"] = False
    (tap.folder / "catalog.json").write_text(json.dumps(catalog))
    outcome = tap.run("--catalog", str(tap.folder / "catalog.json"))
    assert_clear(tap, outcome, "no stream is selected", "there are: t_t")


def test_a_table_that_may_not_be_read(tap, database):
    database.run(
        *TABLE, "DO $$ BEGIN CREATE ROLE poor LOGIN PASSWORD 'poor'; EXCEPTION WHEN duplicate_object THEN END $$"
    )
    tap.manifest(**QUERY)
    assert_clear(tap, tap.run(user="poor", password="poor"), "permission denied", "Grant SELECT")


def test_a_statement_that_takes_too_long(tap, database):
    database.run(*TABLE)
    tap.manifest(slow={"import_query": "SELECT id, pg_sleep(5)::text AS s FROM t"})
    assert_clear(tap, tap.run(statement_timeout_seconds=1), "t_slow", "cancelled", "statement_timeout_seconds")


def test_a_connection_that_drops_in_the_middle_and_is_not_to_be_retried(tap, database):
    database.run(*TABLE, "INSERT INTO t SELECT n, repeat('x', 1000), '2026-01-01' FROM generate_series(2, 200000) AS n")
    tap.manifest(copy={"import_query": "SELECT id, v FROM t"})
    process = subprocess.Popen(
        tap.command(rows_per_file=1000, max_spool_mb=1, max_retries=0),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    terminated = False
    messages = []
    for line in process.stdout:
        messages.append(json.loads(line))
        if messages[-1]["type"] == "BATCH":
            tap.rows_of(messages[-1])
            if not terminated:
                terminated = True
                database.run(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE application_name = 'tap-postgres-pipeline' AND datname = current_database()"
                )
    _, error = process.communicate()
    assert process.returncode == 1
    assert "Traceback" not in error
    assert "t_copy" in error
    assert "ACTIVATE_VERSION" not in {message["type"] for message in messages}


def test_a_full_spool_disk(tap, database):
    database.run(*TABLE, "INSERT INTO t SELECT n, repeat('x', 1000), '2026-01-01' FROM generate_series(2, 2000) AS n")
    tap.manifest(**QUERY)

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    outcome = tap.run(before=limit)
    assert_clear(tap, outcome, "the spool", "Free space", "max_spool_mb")
    assert not list((tap.folder / "the spool").rglob("*.arrow"))


def test_no_secret_is_in_anything_the_tap_writes(tap, database):
    database.run(*TABLE)
    tap.manifest(**QUERY)
    for arguments in ((), ("--discover",), ("--test",)):
        done = subprocess.run(tap.command(*arguments), capture_output=True, text=True, check=True)
        assert tap.config["password"] not in done.stdout + done.stderr
