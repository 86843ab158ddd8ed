"""Backfills, by-id loads, deletes, tests, validation: against a real PostgreSQL."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from tap_postgres_pipeline.column_types import SourceType, fingerprint
from tap_postgres_pipeline.reading import KeyRange, Mode, Reading

WINDOW = "updated_at BETWEEN '{BEGIN_TIMESTAMP}'::timestamp AND '{END_TIMESTAMP}'::timestamp"
TABLE = "CREATE TABLE t (id bigint PRIMARY KEY, v text, updated_at timestamp)"
T = {"t": {"import_query": f"SELECT id, v, updated_at FROM t WHERE {WINDOW}"}}
# What the state says of the columns of T.
SEEN = fingerprint(
    {"id": SourceType("int8", "N"), "v": SourceType("text", "S"), "updated_at": SourceType("timestamp", "D")}
)


def insert(first, last):
    return (
        "INSERT INTO t SELECT n, 'text ' || n, timestamp '2026-01-01' + n * interval '1 second' "
        f"FROM generate_series({first}, {last}) AS n"
    )


def ids(outcome):
    return sorted(row["id"] for row in outcome.rows())


def bookmark_of(state, stream="t_t"):
    return state["bookmarks"][stream]


def bookmark(outcome, stream="t_t"):
    return bookmark_of(outcome.state, stream)


def loaded(tap, **config):
    """Run once and give the outcome, the rows consumed."""
    outcome = tap.run(**config)
    assert outcome.code == 0, outcome.error
    outcome.ids = ids(outcome)
    return outcome


def test_a_new_table_is_backfilled_as_a_version_and_then_read_by_windows(tap, database):
    database.run(TABLE, insert(1, 1000))
    tap.manifest(**T)
    first = loaded(tap)
    (activated,) = first.of("ACTIVATE_VERSION")
    assert {message["version"] for message in first.of("BATCH")} == {activated["version"]}
    assert first.ids == list(range(1, 1001))
    assert "reading" not in bookmark(first)
    database.run(insert(1001, 1003))
    second = loaded(tap, state=first.state, overlap_minutes=0)
    assert second.ids == [1000, 1001, 1002, 1003]
    assert not second.of("ACTIVATE_VERSION")
    assert bookmark(second)["fingerprint"] == bookmark(first)["fingerprint"]


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE t ADD COLUMN w int",
        "ALTER TABLE t RENAME COLUMN v TO vv",
        "ALTER TABLE t DROP COLUMN v",
        "ALTER TABLE t ALTER COLUMN v TYPE jsonb USING to_jsonb(v)",
    ],
)
def test_a_changed_table_is_backfilled_again_and_left_alone_by_incremental(tap, database, change):
    database.run(TABLE, insert(1, 10))
    tap.manifest(t={"import_query": f"SELECT * FROM t WHERE {WINDOW}"})
    first = loaded(tap)
    database.run(change)
    waiting = loaded(tap, state=first.state, load_type="incremental")
    assert "passed over: its columns have changed: run load_type backfill" in waiting.error
    assert waiting.ids == []
    assert waiting.state == first.state
    again = loaded(tap, state=first.state, load_type="backfill")
    assert again.ids == list(range(1, 11))
    assert again.of("ACTIVATE_VERSION")
    quiet = loaded(tap, state=again.state, load_type="backfill")
    assert quiet.ids == []
    assert "passed over: complete" in quiet.error


def test_incremental_leaves_a_table_alone_that_was_never_loaded(tap, database):
    database.run(TABLE, insert(1, 10))
    tap.manifest(**T)
    outcome = loaded(tap, load_type="incremental")
    assert "never loaded as a whole" in outcome.error
    assert outcome.ids == []


def interrupted(tap, batches, **config):
    """Kill the tap after some files; give the state after the last of them, and the keys seen."""
    process = subprocess.Popen(
        tap.command(rows_per_file=1000, **config), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    state, seen = None, []
    while batches or state is None:
        message = json.loads(process.stdout.readline())
        if message["type"] == "BATCH":
            seen += [row["id"] for row in tap.rows_of(message)]
            batches -= 1
        elif message["type"] == "STATE" and not batches:
            state = message["value"]
    process.kill()
    process.communicate()
    return state, seen


def test_a_backfill_goes_on_after_the_last_file_with_its_version_and_its_end(tap, database):
    database.run(TABLE, insert(1, 10_000))
    tap.manifest(**T)
    state, seen = interrupted(tap, 4)
    reading = state["bookmarks"]["t_t"]["reading"]
    assert reading["ranges"] == [{"after": 4000, "to": 10_000}]
    database.run(insert(10_001, 10_005), "UPDATE t SET updated_at = '2026-02-01', v = 'new' WHERE id = 5")
    rest = loaded(tap, state=state)
    assert sorted(seen + rest.ids) == list(range(1, 10_001))
    (schema,) = rest.of("SCHEMA")
    assert schema["schema"]["x-resumes-version"] == reading["version"]
    assert {message["version"] for message in rest.of("BATCH")} == {reading["version"]}
    assert bookmark(rest)["replication_key_value"] == reading["end"] == "2026-01-01T02:46:40"
    # What changed during the backfill is newer than its end: the next window has it.
    following = loaded(tap, state=rest.state, overlap_minutes=0)
    assert following.ids == [5, *range(10_000, 10_006)]


def test_a_fixed_window_leaves_an_unfinished_backfill_as_it_is(tap, database):
    database.run(TABLE, insert(1, 7_200))
    tap.manifest(**T)
    state, _ = interrupted(tap, 2)
    outcome = loaded(tap, state=state, execution_date="2026-01-01T01:00:00", hours=1)
    assert outcome.ids == list(range(1, 3_601))
    assert outcome.state == state


def test_a_stale_backfill_and_one_of_other_columns_start_over(tap, database):
    database.run(TABLE, insert(1, 5_000))
    tap.manifest(**T)
    state, _ = interrupted(tap, 2)
    reading = state["bookmarks"]["t_t"]["reading"]
    reading["at"] = (datetime.now(UTC) - timedelta(hours=27)).isoformat()
    over = loaded(tap, state=state)
    assert "starts over" in over.error
    assert over.ids == list(range(1, 5_001))
    assert over.of("ACTIVATE_VERSION")[0]["version"] > reading["version"]
    longer = loaded(tap, state=state, resume_hours=30)
    assert longer.ids[0] > 1
    reading["at"] = datetime.now(UTC).isoformat()
    database.run("ALTER TABLE t ALTER COLUMN v TYPE varchar")
    changed = loaded(tap, state=state)
    assert changed.ids == list(range(1, 5_001))


def test_a_backfill_forgets_how_far_the_table_before_was_read(tap, database):
    """The source went back or was emptied, and its keys and times begin anew: what comes is before the old bookmark."""
    database.run(TABLE, insert(1, 3), "CREATE TABLE e (LIKE t)", "CREATE TABLE k (id bigint PRIMARY KEY)")
    emptied = {"import_query": T["t"]["import_query"].replace("FROM t", "FROM e")}
    tap.manifest(**T, e=emptied, k={"import_query": "SELECT id FROM k", "incremental_type": "load_by_id"})
    marks = {"t_t": "2030-01-01T00:00:00", "t_e": "2030-01-01T00:00:00", "t_k": 50}
    known = {name: {"fingerprint": "other", "replication_key_value": mark} for name, mark in marks.items()}
    first = loaded(tap, state={"bookmarks": known})
    found = {name: mark.get("replication_key_value") for name, mark in first.state["bookmarks"].items()}
    assert found == {"t_t": "2026-01-01T00:00:03", "t_e": None, "t_k": None}
    database.run("INSERT INTO e SELECT * FROM t", "INSERT INTO k SELECT id FROM t")
    assert loaded(tap, state=first.state).ids == sorted([1, 2, 3] * 3)


@pytest.mark.parametrize("per_query", [1, 7, 5_000_000])
@pytest.mark.parametrize("keys", ["-50, -3, 0, 4, 900, 9223372036854775807", "5"])
def test_gaps_and_negative_keys_are_read_by_pages(tap, database, keys, per_query):
    rows = ", ".join(f"({key}, 'x', '2026-01-01')" for key in keys.split(", "))
    database.run(TABLE, f"INSERT INTO t VALUES {rows}")
    tap.manifest(**T)
    outcome = loaded(tap, rows_per_query=per_query)
    assert outcome.ids == [int(key) for key in keys.split(", ")]


def test_an_empty_table_is_complete_at_once_and_grows_later(tap, database):
    database.run(TABLE)
    tap.manifest(**T)
    first = loaded(tap)
    assert first.of("ACTIVATE_VERSION")
    second = loaded(tap, state=first.state)
    assert not second.of("BATCH")
    database.run(insert(1, 3))
    assert loaded(tap, state=second.state, start_date="2026-01-01T00:00:02").ids == [2, 3]


def test_a_text_key_is_read_in_one_go(tap, database):
    database.run(
        "CREATE TABLE t (id text PRIMARY KEY, updated_at timestamp)",
        "INSERT INTO t VALUES ('b', '2026-01-01'), ('a', '2026-01-02')",
    )
    # As a full copy, too, however large it is.
    tap.manifest(t={"import_query": f"SELECT * FROM t WHERE {WINDOW}"}, copy={"import_query": "SELECT * FROM t"})
    first = loaded(tap, split_rows=1)
    assert first.ids == ["a", "a", "b", "b"]
    assert "reading" not in json.dumps(first.of("STATE"))  # there is no key to go on from
    assert loaded(tap, state=first.state).ids == ["a", "a", "b"]


def test_an_oid_is_no_number_to_go_on_from(tap, database):
    """It has no sign: what lies before a low bookmark would be a large oid. PostgreSQL does not calculate with it."""
    database.run("CREATE TABLE t (id oid PRIMARY KEY)", "INSERT INTO t VALUES (5), (4294967295)")
    tap.manifest(t={"import_query": "SELECT * FROM t", "incremental_type": "load_by_id"})
    assert "load_by_id needs a whole number as key, id is oid" in tap.run().error
    hashed = tap.run(load_type="validate", validate_deep=True)
    assert hashed.code == 0, hashed.error


def test_keys_that_are_missing_null_or_repeated_are_errors(tap, database):
    database.run("CREATE TABLE t (id bigint, v text, updated_at timestamp)", insert(1, 3))
    tap.manifest(t={"import_query": f"SELECT v, updated_at FROM t WHERE {WINDOW}"})
    assert "has no column id, its export_table_primary_key" in tap.run().error
    tap.manifest(**T)
    database.run("INSERT INTO t VALUES (2, 'twin', '2026-01-01')")
    outcome = tap.run()
    assert outcome.code == 1
    assert "several rows have the same id" in outcome.error
    assert not outcome.of("BATCH")
    database.run("UPDATE t SET id = NULL WHERE v = 'twin'")
    # Neither when a reading begins, nor when one goes on, nor in a window of the template.
    unfinished = Reading(Mode.BACKFILL, [KeyRange(1, 3)], SEEN, version=1).to_state()
    for more in (
        {},
        {"state": {"bookmarks": {"t_t": {"reading": unfinished}}}},
        {"execution_date": "2026-02-01", "begin_timestamp": "2026-01-01"},
    ):
        outcome = tap.run(**more)
        assert outcome.code == 1
        assert "rows have no value in id" in outcome.error


def test_a_key_of_several_columns(tap, database):
    database.run(
        "CREATE TABLE t (id bigint, part int, updated_at timestamp, PRIMARY KEY (id, part))",
        "INSERT INTO t SELECT n / 700, n % 700, '2026-01-01' FROM generate_series(0, 9999) AS n",
    )
    tap.manifest(t={"import_query": f"SELECT * FROM t WHERE {WINDOW}", "export_table_primary_key": "id, part"})
    state, seen = interrupted(tap, 3)
    outcome = tap.run(state=state)
    rows = outcome.rows()
    # The file ended within a group: the group is read again, so that nothing of it is lost.
    keys = {(row["id"], row["part"]) for row in rows}
    assert {row["id"] for row in rows} == set(range(seen[-1], 15))
    assert len(keys) == 10_000 - seen[-1] * 700
    assert outcome.of("SCHEMA")[0]["key_properties"] == ["id", "part"]


def test_load_by_id_reads_what_was_added(tap, database):
    database.run(
        "CREATE TABLE t (id bigint PRIMARY KEY, v text)", "INSERT INTO t SELECT n, 'x' FROM generate_series(1, 50) n"
    )
    tap.manifest(t={"import_query": "SELECT * FROM t", "incremental_type": "load_by_id"})
    first = loaded(tap)
    assert first.ids == list(range(1, 51))
    assert not first.of("ACTIVATE_VERSION")
    nothing = loaded(tap, state=first.state, overlap_keys=0)
    assert nothing.ids == []
    assert nothing.state == first.state
    database.run("INSERT INTO t VALUES (60, 'new'), (55, 'new')")
    assert loaded(tap, state=first.state, load_type="load_by_id", overlap_keys=0).ids == [55, 60]
    # A key that was given out early and committed late.
    database.run("UPDATE t SET id = 54 WHERE id = 55")
    late = loaded(tap, state=first.state, overlap_keys=10)
    assert late.ids == [*range(41, 51), 54, 60]


def test_the_last_key_is_read_again_where_several_rows_have_it(tap, database):
    database.run("CREATE TABLE t (id bigint, part int)", "INSERT INTO t VALUES (49, 1), (50, 1), (50, 2), (51, 1)")
    by_id = {"import_query": "SELECT * FROM t", "incremental_type": "load_by_id"}
    tap.manifest(t=by_id | {"export_table_primary_key": "id, part"})
    state = {"bookmarks": {"t_t": {"replication_key_value": 50}}}
    assert loaded(tap, state=state, overlap_keys=0).ids == [50, 50, 51]


def test_a_reading_of_another_kind_does_not_go_on(tap, database):
    """The manifest's query got a window: what was read by id says nothing of it."""
    database.run(TABLE, insert(1, 2))
    tap.manifest(**T)
    unfinished = Reading(Mode.LOAD_BY_ID, [KeyRange(1, 2)], SEEN).to_state()
    assert loaded(tap, state={"bookmarks": {"t_t": {"reading": unfinished}}}).ids == [1, 2]


def test_a_table_loaded_by_id_is_backfilled_when_its_columns_change(tap, database):
    database.run(
        "CREATE TABLE t (id bigint PRIMARY KEY, v text)", "INSERT INTO t SELECT n, 'x' FROM generate_series(1, 50) n"
    )
    tap.manifest(t={"import_query": "SELECT * FROM t", "incremental_type": "load_by_id"})
    first = loaded(tap)
    database.run("ALTER TABLE t ADD COLUMN w int DEFAULT 7")
    waiting = loaded(tap, state=first.state, load_type="load_by_id")
    assert "its columns have changed: run load_type backfill" in waiting.error
    again = loaded(tap, state=first.state)
    assert again.ids == list(range(1, 51))
    assert len(again.of("ACTIVATE_VERSION")) == 1
    assert bookmark(again)["replication_key_value"] == 50
    assert loaded(tap, state=again.state, overlap_keys=0).ids == []


def test_load_by_id_goes_on_after_the_last_file(tap, database):
    database.run(
        "CREATE TABLE t (id bigint PRIMARY KEY, v text)", "INSERT INTO t SELECT n, 'x' FROM generate_series(1, 5000) n"
    )
    tap.manifest(t={"import_query": "SELECT * FROM t", "incremental_type": "load_by_id"})
    state, seen = interrupted(tap, 2)
    assert "replication_key_value" not in bookmark_of(state)
    # By an older copy, which lacks the last keys and gets them again: the bookmark must not lie behind them.
    database.run("DELETE FROM t WHERE id > 4000")
    rest = loaded(tap, state=state)
    assert sorted(seen + rest.ids) == list(range(1, 4001))
    assert bookmark(rest)["replication_key_value"] == 4000


def test_a_large_table_is_read_in_ranges_at_once(tap, database):
    database.run(TABLE, insert(1, 20_000), "ANALYZE t")
    # A full copy takes rows without a key, too.
    for query in (T["t"]["import_query"], "SELECT nullif(id, 7) AS id, coalesce(id, 0) AS v FROM t"):
        tap.manifest(t={"import_query": query})
        outcome = tap.run(split_rows=3_000, rows_per_file=1_000, parallel_tables=2)
        assert outcome.code == 0, outcome.error
        keys = sorted(row["id"] or 7 for row in outcome.rows())
        assert keys == list(range(1, 20_001))
        assert len({message["version"] for message in outcome.of("BATCH")}) == 1
        assert len(outcome.of("ACTIVATE_VERSION")) == 1
        assert outcome.messages.index(outcome.of("ACTIVATE_VERSION")[0]) > outcome.messages.index(
            outcome.of("BATCH")[-1]
        )
        assert 7 <= len(outcome.of("BATCH")) <= 28


def test_a_state_of_ranges_covers_only_what_was_sent(tap, database):
    database.run(TABLE, insert(1, 20_000), "ANALYZE t")
    tap.manifest(**T)
    state, seen = interrupted(tap, 9, split_rows=5_000, parallel_tables=2)
    ranges = state["bookmarks"]["t_t"]["reading"]["ranges"]
    assert len(ranges) >= 4
    rest = loaded(tap, state=state)
    assert set(seen) | set(rest.ids) == set(range(1, 20_001))
    assert len(rest.ids) <= 20_000 - 8_000


def test_many_tables_at_once_keep_each_in_order(tap, database):
    for number in range(6):
        database.run(
            f"CREATE TABLE t{number} (id bigint PRIMARY KEY, updated_at timestamp)",
            f"INSERT INTO t{number} SELECT n, '2026-01-01' FROM generate_series(1, 5000) n",
        )
    tap.manifest(**{f"t{n}": {"import_query": f"SELECT * FROM t{n} WHERE {WINDOW}"} for n in range(6)})
    outcome = tap.run(parallel_tables=3, rows_per_file=1000)
    assert outcome.code == 0, outcome.error
    for number in range(6):
        stream = f"t_t{number}"
        mine = [message for message in outcome.messages if message.get("stream") == stream]
        assert [message["type"] for message in mine] == ["SCHEMA", *["BATCH"] * 5, "ACTIVATE_VERSION"]
        assert [row["id"] for message in mine[1:-1] for row in tap.rows_of(message)] == list(range(1, 5001))
        assert bookmark(outcome, stream)["replication_key_value"] == "2026-01-01T00:00:00"


def test_all_tables_are_read_in_one_snapshot(tap, database):
    """And asked in it: a bookmark at a row that was not read would pass over those beside it."""
    # Large enough to wait for its reader, so that the other table's turn comes after its rows are gone.
    database.run(
        "CREATE TABLE t AS SELECT id, repeat('x', 1000) AS v FROM generate_series(1, 10000) id",
        "CREATE TABLE u AS SELECT id, timestamp '2026-01-01' AS updated_at FROM t",
    )
    u = {"import_query": f"SELECT id, updated_at FROM u WHERE {WINDOW}"}
    tap.manifest(t={"import_query": "SELECT id, v FROM t"}, u=u)
    process = subprocess.Popen(
        tap.command(rows_per_file=1000, max_spool_mb=1, parallel_tables=1),
        stdout=subprocess.PIPE,
        text=True,
        stderr=subprocess.DEVNULL,
    )
    counts, changed, state = {"t_t": 0, "t_u": 0}, False, {}
    for line in process.stdout:
        message = json.loads(line)
        if message["type"] == "BATCH":
            counts[message["stream"]] += len(tap.rows_of(message))
            if not changed:
                changed = True
                database.run("DELETE FROM u", "INSERT INTO u VALUES (20000, '2026-01-02')")
        elif message["type"] == "STATE":
            state = message["value"]
    process.communicate()
    assert process.returncode == 0
    assert counts == {"t_t": 10_000, "t_u": 10_000}
    assert bookmark_of(state, "t_u")["replication_key_value"] == "2026-01-01T00:00:00"


def test_deletes_dump_the_keys_of_tables_that_are_not_exempt(tap, database):
    database.run(TABLE, insert(1, 10), "CREATE TABLE u AS SELECT * FROM t")
    exempt = {"import_query": f"SELECT * FROM u WHERE {WINDOW}", "deletes_exempt": True}
    tap.manifest(**T, u=exempt, copy={"import_query": "SELECT id FROM u"})
    unfinished = Reading(Mode.BACKFILL, [KeyRange(1, 3)], SEEN, version=1).to_state()
    state = {"bookmarks": {"t_t": {"replication_key_value": "2026-01-01T00:00:05", "reading": unfinished}}}
    outcome = tap.run(state=state, load_type="deletes")
    (schema,) = outcome.of("SCHEMA")
    assert schema["schema"]["x-load-method"] == "deletes"
    assert "x-resumes-version" not in schema["schema"]
    assert list(schema["schema"]["properties"]) == ["id"]
    assert schema["key_properties"] == ["id"]
    assert outcome.rows() == [{"id": n} for n in range(1, 11)]
    assert len(outcome.of("ACTIVATE_VERSION")) == 1
    assert outcome.state == state


def test_a_trial_reads_new_tables_only_and_leaves_the_state_alone(tap, database):
    database.run(TABLE, insert(1, 1000))
    tap.manifest(**T, copy={"import_query": "SELECT id, v FROM t"})
    first = loaded(tap, load_type="test", test_rows=100)
    assert len(first.ids) == 200
    assert {message["schema"]["x-load-method"] for message in first.of("SCHEMA")} == {"throw-away"}
    assert not first.of("ACTIVATE_VERSION")
    assert not any(mark.get("fingerprint") for mark in (first.state or {}).get("bookmarks", {}).values())
    done = loaded(tap)
    again = loaded(tap, state=done.state, load_type="test")
    assert again.ids == []
    assert again.error.count("neither new nor changed") == 2
