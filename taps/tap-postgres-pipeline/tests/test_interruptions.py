"""The source breaks off, lies back, or goes back: what goes on, what is refused, and what the state says."""

from __future__ import annotations

import json
import logging
import subprocess
import threading
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import product
from types import SimpleNamespace
from unittest.mock import MagicMock

import psycopg
import pytest
from denomas_sandbox.api import Sandbox
from tap_common.errors import ConnectionFailedError
from tap_postgres_pipeline import streams
from tap_postgres_pipeline.connection import InterruptedReadError, Source, TimedOutError
from tap_postgres_pipeline.reading import Mode
from tap_postgres_pipeline.snapshot import Snapshot

WINDOW = "updated_at BETWEEN '{BEGIN_TIMESTAMP}'::timestamp AND '{END_TIMESTAMP}'::timestamp"
T = {"t": {"import_query": f"SELECT id, v, updated_at FROM t WHERE {WINDOW}"}}
TABLE = "CREATE TABLE t (id bigint PRIMARY KEY, v text, updated_at timestamp)"
LONG = "INSERT INTO t SELECT n, repeat('x', 1000), '2026-01-01' FROM generate_series(1, 60000) n"
MINE = "application_name = 'tap-postgres-pipeline' AND datname = current_database() AND pid != pg_backend_pid()"


def broken(tap, act, **config):
    """Run; act once after the first file; give exit code, keys by version in their order, messages and the log."""
    process = subprocess.Popen(
        tap.command(**{"rows_per_file": 1000, "max_spool_mb": 1, **config}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    keys, messages = {}, []
    for line in process.stdout:
        messages.append(json.loads(line))
        if messages[-1]["type"] == "BATCH":
            if not keys:
                act()
            keys.setdefault(messages[-1].get("version"), []).extend(row["id"] for row in tap.rows_of(messages[-1]))
    _, error = process.communicate()
    return process.returncode, keys, messages, error


@pytest.mark.parametrize("what", ["pg_cancel_backend", "pg_terminate_backend"])
@pytest.mark.parametrize("load_type", ["auto", "deletes"])
def test_a_reading_by_key_goes_on_where_it_was_broken_off(tap, database, what, load_type):
    # Keys alone are small: there must be many, so that the reading is not over when it is broken off.
    rows = LONG if load_type == "auto" else LONG.replace("repeat('x', 1000)", "NULL").replace("60000", "2000000")
    database.run(TABLE, rows)
    tap.manifest(**T)
    active = f"SELECT {what}(pid) FROM pg_stat_activity WHERE {MINE} AND (query LIKE '%COPY%' OR state = 'active')"
    code, keys, _, error = broken(
        tap, lambda: database.run(active), load_type=load_type, rows_per_file=20_000 if load_type == "deletes" else 1000
    )
    assert code == 0, error
    assert "Going on after key" in error
    (found,) = keys.values()
    assert found == list(range(1, 60_001 if load_type == "auto" else 2_000_001))


def test_a_full_copy_starts_over_as_a_new_version(tap, database):
    database.run(TABLE, LONG)
    tap.manifest(t={"import_query": "SELECT id, v FROM t"})
    # The reader and who holds the snapshot. One reader, which reads: see docs/decisions.md on one that opens just now.
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {MINE}"
    code, keys, messages, error = broken(tap, lambda: database.run(end))
    assert code == 0, error
    first, last = keys
    assert first < last
    assert sorted(keys[last]) == list(range(1, 60_001))
    assert [message["version"] for message in messages if message["type"] == "ACTIVATE_VERSION"] == [last]


def test_what_cannot_go_on_after_a_key_starts_over(monkeypatch):
    """Full copies and trials, and tables whose key gives no order; the parts of all others go on by themselves."""
    monkeypatch.setattr(streams, "pause", lambda _: None)
    starts_over = {(mode, False) for mode in Mode} | {(Mode.COPY, True), (Mode.TEST, True)}
    for mode, orderable in product(Mode, (True, False)):
        stream = SimpleNamespace(mode=mode, orderable=orderable, name="t", logger=logging.getLogger("t"))
        stream.config, stream._attempts = {"max_retries": 2}, 0
        again = partial(streams.TableStream.read_again, stream)
        assert not again(TimedOutError("x"))
        assert not again(ConnectionFailedError("x"))
        tries = [again(InterruptedReadError("x")) for _ in range(3)]
        assert tries == ([True, True, False] if (mode, orderable) in starts_over else [False] * 3)


def in_the_middle(tap, database, **config):
    """Run, and end the tap's sessions after its first question has begun."""
    outcome = {}
    thread = threading.Thread(target=lambda: outcome.update(run=tap.run(**config)))
    thread.start()
    ended, patience = False, time.monotonic() + 30
    while not ended and time.monotonic() < patience:
        found = database.run(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {MINE} AND state = 'active' "
            "AND query ILIKE '%pg_sleep%' AND query_start < clock_timestamp() - interval '100 ms'"
        )
        ended = bool(found)
        time.sleep(0.02)
    thread.join()
    assert ended
    return outcome["run"]


@pytest.mark.parametrize("load_type", ["auto", "validate"])
def test_questions_are_asked_again(tap, database, load_type):
    database.run(TABLE, "INSERT INTO t SELECT n, 'x', '2026-01-01' FROM generate_series(1, 10) n")
    tap.manifest(t={"import_query": f"SELECT id, v, updated_at FROM t, pg_sleep(0.7) WHERE {WINDOW}"})
    outcome = in_the_middle(tap, database, load_type=load_type, validate_days=0)
    assert outcome.code == 0, outcome.error
    assert "Asking again (1)" in outcome.error
    rows = outcome.rows()
    assert [row["number_of_records"] for row in rows] == [10] if load_type == "validate" else len(rows) == 10


def test_a_query_that_times_out_without_a_row_is_not_tried_again(tap, database):
    database.run(TABLE, "INSERT INTO t VALUES (1, 'x', '2026-01-01')")
    for entry in (T["t"]["import_query"], "SELECT id, v FROM t"):
        tap.manifest(t={"import_query": entry.replace(" FROM t", ", pg_sleep(30)::text AS s FROM t")})
        outcome = tap.run(statement_timeout_seconds=1)
        assert outcome.code == 1
        assert "raise statement_timeout_seconds" in outcome.error
        assert "Going on" not in outcome.error
        assert "again (1)" not in outcome.error


def test_a_source_that_dies_is_a_clear_error_and_the_next_run_goes_on(tmp_path, tap, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dying")
    with Sandbox.start(folder, scale=0) as dying:
        with psycopg.connect(dying.admin_dsn("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE mortal")
        with psycopg.connect(dying.admin_dsn("mortal"), autocommit=True) as connection:
            connection.execute(TABLE)
            connection.execute(LONG)
            connection.execute(f"GRANT SELECT ON t TO {dying.user}")
        tap.config |= {"host": dying.host, "port": dying.port, "user": dying.user, "password": dying.password}
        tap.config["database"] = "mortal"
        tap.manifest(**T)
        code, keys, messages, error = broken(tap, dying.stop, max_retries=1)
        assert code == 1
        assert "Traceback" not in error
        assert "t_t" in error
        assert "run again" in error.lower()
        assert dying.password not in error
        state = [message["value"] for message in messages if message["type"] == "STATE"][-1]
        (first,) = keys.values()
        assert 0 < len(first) < 60_000
        again = Sandbox.start(folder, scale=0)
        outcome = tap.run(state=state, port=again.port)
        assert outcome.code == 0, outcome.error
        assert first + [row["id"] for row in outcome.rows()] == list(range(1, 60_001))


@pytest.fixture
def replica(tap, sandbox):
    """gitlab.com's database as a replica, with a table of the test's own."""
    with psycopg.connect(sandbox.admin_dsn("gitlab_com"), autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS t")
        connection.execute(TABLE)
        connection.execute(f"GRANT SELECT ON t TO {sandbox.user}")
        now = datetime.now(UTC).replace(tzinfo=None)
        for number, hours in enumerate((6, 3, 0.5)):
            connection.execute("INSERT INTO t VALUES (%s, 'x', %s)", [number, now - timedelta(hours=hours)])
        tap.config |= {"database": "gitlab_com", "max_replica_age_hours": 12}
        tap.manifest(**T)
        yield now
        sandbox.set_replica()
        connection.execute("DROP TABLE t")


def test_a_window_ends_where_the_replica_is_whole(tap, sandbox, replica):
    sandbox.set_replica(age_hours=1, last_replica_time=(replica - timedelta(hours=2)).replace(tzinfo=UTC))
    first = tap.run()
    assert first.code == 0, first.error
    first.rows()
    end = datetime.fromisoformat(first.state["bookmarks"]["t_t"]["replication_key_value"])
    assert end == replica - timedelta(hours=2)
    sandbox.set_replica(age_hours=0.1)
    assert {row["id"] for row in tap.run(state=first.state).rows()} == {2}
    # A copy older than what was loaded: refused, for rows that it gets later would be passed over.
    sandbox.set_replica(age_hours=11.5)  # not too old to be loaded from
    back = tap.run(state=first.state)
    assert back.code == 1
    assert "the source is whole up to" in back.error
    assert "went back" in back.error
    assert not back.of("BATCH")


def test_no_deletions_are_looked_for_in_a_copy_older_than_what_was_loaded(tap, sandbox, replica):
    """Another replica, or a copy, may have been ahead: its rows are not deleted because they are not here yet."""
    sandbox.set_replica(age_hours=1, last_replica_time=(replica - timedelta(hours=2)).replace(tzinfo=UTC))
    loaded = (replica - timedelta(hours=2)).isoformat()
    state = {"bookmarks": {"t_t": {"replication_key": "updated_at", "replication_key_value": loaded}}}
    outcome = tap.run(load_type="deletes", state=state)
    assert outcome.code == 0, outcome.error
    assert len(outcome.of("ACTIVATE_VERSION")) == 1
    state["bookmarks"]["t_t"]["replication_key_value"] = (replica - timedelta(hours=1)).isoformat()
    outcome = tap.run(load_type="deletes", state=state)
    assert outcome.code == 1
    assert "but was loaded up to" in outcome.error
    assert not outcome.of("ACTIVATE_VERSION")


def test_a_window_of_the_template_must_be_whole(tap, sandbox, replica):
    sandbox.set_replica(age_hours=1)
    outcome = tap.run(execution_date=replica.isoformat(), hours=24)
    assert outcome.code == 1
    assert "the source is whole up to" in outcome.error
    early = tap.run(execution_date=(replica - timedelta(hours=2)).isoformat(), hours=24)
    assert {row["id"] for row in early.rows()} == {0, 1}


@pytest.mark.parametrize(("age", "part"), [(12.5, "12.5 hours old"), (None, "is no replica")])
@pytest.mark.parametrize("load_type", ["auto", "deletes", "validate"])
def test_an_old_replica_is_not_loaded_from(tap, sandbox, replica, age, part, load_type):
    sandbox.set_replica(age_hours=age)
    outcome = tap.run(load_type=load_type)
    assert outcome.code == 1
    assert part in outcome.error
    assert "Wait for the next snapshot" in outcome.error
    assert not outcome.of("BATCH")
    assert replica


def test_a_snapshot_that_was_lost_before_it_was_taken_is_no_reason_to_end(sandbox):
    source = Source(sandbox.host, sandbox.port, sandbox.user, sandbox.password, "test_db", "prefer", 30, 60)
    with pytest.raises(InterruptedReadError, match="snapshot"):
        list(source.record_batches("SELECT 1", "t", "0000000A-00000002-1"))
    older = source.explained(Exception('ERROR:  invalid snapshot identifier: "0000000A-1"'), "t", "22023")
    assert isinstance(older, InterruptedReadError)


def test_a_question_is_asked_again_as_often_as_the_setting_says(monkeypatch):
    waits, cut = [], MagicMock(side_effect=InterruptedReadError("cut off"))
    monkeypatch.setattr("tap_postgres_pipeline.snapshot.pause", waits.append)
    monkeypatch.setattr(Snapshot, "_ask", cut)
    with pytest.raises(InterruptedReadError):
        Snapshot(SimpleNamespace(), logging.getLogger("t"), max_retries=2).ask("SELECT 1", "t")
    assert waits == [1, 2]


def test_a_snapshot_is_no_younger_than_it_says():
    """Rows that were loaded after it are not in a key dump: its time is the one before the session was opened."""

    def connect():
        time.sleep(0.01)
        moments.append(time.time())
        return MagicMock()

    moments = [time.time()]
    snapshot = Snapshot(SimpleNamespace(connect=connect), logging.getLogger("t"))
    assert moments[0] <= snapshot.taken_at < moments[1]


def test_a_bookmark_stays_when_the_newest_rows_are_gone(tap, database):
    database.run(
        TABLE, "INSERT INTO t SELECT n, 'x', timestamp '2026-01-01' + n * interval '1 day' FROM generate_series(1, 9) n"
    )
    tap.manifest(**T)
    first = tap.run()
    first.rows()
    database.run("DELETE FROM t WHERE id > 5")
    second = tap.run(state=first.state)
    assert second.code == 0
    assert "newer ones were deleted, or the source is an older copy" in second.error
    assert second.state == first.state


def test_a_window_that_begins_after_its_end_is_an_error(tap, database):
    database.run(TABLE)
    tap.manifest(**T)
    outcome = tap.run(execution_date="2026-01-01", begin_timestamp="2026-01-02")
    assert outcome.code == 1
    assert "begin_timestamp 2026-01-02 00:00:00 is after execution_date 2026-01-01 00:00:00" in outcome.error


def test_a_version_is_newer_than_the_last_one_though_the_clock_went_back(tap, database):
    database.run(TABLE, "INSERT INTO t VALUES (1, 'x', '2026-01-01')")
    tap.manifest(t={"import_query": "SELECT id, v FROM t"})
    ahead = int((time.time() + 1_000_000) * 1000)
    outcome = tap.run(state={"bookmarks": {"t_t": {"fingerprint": "other", "version": ahead}}})
    assert outcome.of("ACTIVATE_VERSION")[0]["version"] == ahead + 1
    assert outcome.state["bookmarks"]["t_t"]["version"] == ahead + 1


def test_sessions_are_read_only(tap, database):
    database.run(
        TABLE,
        "INSERT INTO t VALUES (1, 'x', '2026-01-01')",
        "CREATE FUNCTION meddle() RETURNS text LANGUAGE plpgsql AS $$ BEGIN DELETE FROM t; RETURN 'done'; END $$",
    )
    tap.manifest(t={"import_query": "SELECT id, meddle() AS v FROM t"})
    outcome = tap.run()
    assert outcome.code == 1
    assert "read-only transaction" in outcome.error
    assert database.run("SELECT count(*) FROM t") == [(1,)]
