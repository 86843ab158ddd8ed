"""Reading real tables: lanes, windows, copies, resuming."""

from __future__ import annotations

import json
import random
import subprocess
import time
from datetime import datetime

import msgspec
import pyarrow as pa
from tap_common.spool import folder_of

WINDOW = "updated_at BETWEEN '{EXECUTION_DATE}'::timestamp - interval '{HOURS} hours' AND '{EXECUTION_DATE}'::timestamp"
TABLE = "CREATE TABLE t (id bigint PRIMARY KEY, v text, updated_at timestamp)"
T = {"t": {"import_query": f"SELECT * FROM t WHERE {WINDOW}"}}
SCD = {"t": {"import_query": "SELECT id, v FROM t", "advanced_metadata": True}}


def insert(first, last, minute=0):
    return (
        "INSERT INTO t SELECT n, 'text ' || n, "
        f"timestamp '2026-01-01' + n * interval '1 second' + interval '{minute} minutes' "
        f"FROM generate_series({first}, {last}) AS n"
    )


def plain(rows):
    """Rows of either lane with values that can be compared: times as text, JSON read."""
    spelled = []
    for row in rows:
        row = {name: value for name, value in row.items() if name != "_uploaded_at"}  # noqa: PLW2901
        spelled.append(json.loads(msgspec.json.encode(row)))
    return sorted(spelled, key=lambda row: row["id"])


def spelled(value, kind):
    """One spelling for moments, whose fractions of a second may be left out."""
    if value is None or kind not in {"date-time", "time"}:
        return value
    # Python has no midnight at the end of a day.
    return datetime.fromisoformat(value) if kind == "date-time" else value.removesuffix(".000000").replace("24:", "00:")


def test_both_lanes_give_the_same_values(tap, sandbox):
    tap.config["database"] = "test_db"
    tap.manifest(
        zoo={"import_query": "SELECT * FROM type_zoo WHERE id NOT IN (3, 4, 5, 6, 7)"},
        # Without the floats, whose NaN a record cannot carry.
        small={"import_query": "SELECT id, a_numeric, a_date, a_timestamp, a_time, ints FROM type_zoo WHERE id = 3"},
    )
    by_column = tap.run()
    by_row = tap.run(batch_config=None)
    assert by_column.code == by_row.code == 0, by_column.error + by_row.error
    assert by_column.of("BATCH")
    assert not by_row.of("BATCH")
    schema = {name: prop for message in by_row.of("SCHEMA") for name, prop in message["schema"]["properties"].items()}
    columns, rows = plain(by_column.rows()), plain(by_row.rows())
    for row in columns:
        for name, prop in schema.items():
            if {"object", "array"} & set(prop["type"]) and row.get(name) is not None:
                row[name] = json.loads(row[name])
    assert len(columns) == 5
    for column, row in zip(columns, rows, strict=True):
        for name, value in row.items():
            kind = schema[name].get("format")
            assert spelled(column[name], kind) == spelled(value, kind), name


def test_a_record_never_turns_nan_into_null(tap, sandbox):
    tap.config["database"] = "test_db"
    tap.manifest(zoo={"import_query": "SELECT id, a_float4 FROM type_zoo"})
    for more in ({}, {"stream_maps": {"t_zoo": {"id": "id"}}}):
        outcome = tap.run(batch_config=None, **more)
        assert outcome.code == 1
        assert "t_zoo: column a_float4 holds NaN" in outcome.error
        assert "cast the column to text" in outcome.error
        assert not outcome.of("RECORD")


def test_values_of_every_type_arrive_whole(tap, sandbox):
    tap.config["database"] = "test_db"
    tap.manifest(zoo={"import_query": "SELECT * FROM type_zoo WHERE id = 1"})
    ((row,),) = (tap.run(batch_config=None).rows(),)
    assert row["a_int8"] == 2**63 - 1
    assert row["a_numeric_78_30"] == "123456789012345678901234567890.123456789012345678901234567890"
    assert row["a_bytea"] == "deadbeef00ff"
    assert row["a_timestamptz"].startswith("2024-02-29T07:04:56.789012")
    assert row["nested_ints"] == [[1, 2], [3, 4]]
    assert row["texts"] == ["a", None, "b,c", '"d"', ""]
    assert row["a_jsonb"]["emoji"] == "🌍"
    assert row["an_interval"] == "P1Y2M3DT4H5M6.789S"
    assert row["an_inet"] == "2001:db8::1/64"
    assert row["a_composite"] == '("Main ""St""",7)'


def test_infinity_stays_infinity_and_years_past_arrow_are_an_error(tap, database):
    database.run(
        "CREATE TABLE t (id int PRIMARY KEY, a timestamp, b timestamptz, c date)",
        "INSERT INTO t VALUES (1, 'infinity', 'infinity', 'infinity'), (2, '-infinity', '-infinity', '-infinity'), "
        "(3, '2026-01-01', NULL, '2026-01-01')",
    )
    tap.manifest(t={"import_query": "SELECT * FROM t"})
    (message,) = tap.run().of("BATCH")
    with pa.memory_map(str(folder_of(message["manifest"][0]))) as mapped:
        batch = pa.ipc.open_file(mapped).read_all()
    largest, days = 2**63 - 1, 2**31 - 1
    moment = 1_767_225_600_000_000
    assert batch["a"].cast(pa.int64()).to_pylist() == [largest, -largest, moment]
    assert batch["b"].cast(pa.int64()).to_pylist() == [largest, -largest, None]
    assert batch["c"].cast(pa.int32()).to_pylist() == [days, -days, 20_454]
    by_row = tap.run(batch_config=None)
    assert [row["a"] for row in by_row.rows()] == ["infinity", "-infinity", "2026-01-01T00:00:00.000000"]
    assert [row["c"] for row in by_row.rows()] == ["infinity", "-infinity", "2026-01-01"]
    database.run("INSERT INTO t (id, a) VALUES (4, '294270-01-01')")
    outcome = tap.run()
    assert outcome.code == 1
    assert "column a holds a year past 294246" in outcome.error
    assert not outcome.of("BATCH")


def test_dates_before_christ_are_carried(tap, sandbox):
    tap.config["database"] = "test_db"
    tap.manifest(zoo={"import_query": "SELECT id, a_timestamp::text AS a_timestamp FROM type_zoo WHERE id = 4"})
    assert tap.run().rows()[0]["a_timestamp"] == "0044-03-15 12:00:00 BC"


def test_a_second_run_reads_only_what_changed(tap, database):
    database.run(TABLE, insert(1, 1000))
    tap.manifest(**T)
    first = tap.run()
    assert len(first.rows()) == 1000
    assert first.state["bookmarks"]["t_t"]["replication_key_value"] == "2026-01-01T00:16:40"
    database.run(insert(1001, 1010, minute=60), "UPDATE t SET v = 'new', updated_at = '2026-01-02' WHERE id = 5")
    second = tap.run(state=first.state)
    assert {row["id"] for row in second.rows() if row["updated_at"].hour >= 1 or row["id"] == 5} == {
        5,
        *range(1001, 1011),
    }
    assert second.state["bookmarks"]["t_t"]["replication_key_value"] == "2026-01-02T00:00:00"


def test_rows_committed_late_are_caught_by_the_overlap(tap, database):
    database.run(TABLE, insert(1, 10, minute=60))
    tap.manifest(**T)
    first = tap.run()
    first.rows()
    database.run("INSERT INTO t VALUES (99, 'late', '2026-01-01 00:45')")
    assert 99 in {row["id"] for row in tap.run(state=first.state).rows()}
    assert 99 not in {row["id"] for row in tap.run(state=first.state, overlap_minutes=0).rows()}


def test_an_empty_window_does_not_move_the_bookmark_past_the_data(tap, database):
    database.run(TABLE, insert(1, 10))
    tap.manifest(**T)
    first = tap.run()
    first.rows()
    second = tap.run(state=first.state)
    second.rows()
    assert second.state == first.state
    database.run("DELETE FROM t")
    third = tap.run(state=second.state)
    assert (third.code, third.rows(), third.state) == (0, [], first.state)


def test_rows_without_a_watermark_and_from_the_future_are_treated_with_care(tap, database):
    database.run(TABLE, insert(1, 3), "INSERT INTO t VALUES (4, 'never', NULL), (5, 'wrong clock', '2999-01-01')")
    tap.manifest(**T)
    first = tap.run()
    assert {row["id"] for row in first.rows()} == {1, 2, 3, 4, 5}
    assert first.state["bookmarks"]["t_t"]["replication_key_value"] == "2026-01-01T00:00:03"
    second = tap.run(state=first.state)
    assert {row["id"] for row in second.rows()} == {1, 2, 3}
    assert "rows up to 2999-01-01 00:00:00 lie in the future" in second.error


def test_bookmarks_are_in_utc_and_moments_of_the_calendar(tap, database):
    database.run(
        f"ALTER DATABASE {database.name} SET timezone = 'Asia/Tokyo'",
        "CREATE TABLE t AS SELECT 1 AS id, timestamptz '2026-01-01 09:00+09' AS updated_at",
        "CREATE TABLE u AS SELECT n AS id, timestamp '-infinity' AS updated_at FROM generate_series(1, 2) n",
        "UPDATE u SET updated_at = '0044-03-15 BC' WHERE id = 2",
    )
    tap.manifest(**{name: {"import_query": f"SELECT id FROM {name} WHERE {WINDOW}"} for name in "tu"})
    outcome = tap.run()
    assert outcome.code == 0, outcome.error
    assert len(outcome.rows()) == 3
    marks = {name: mark.get("replication_key_value") for name, mark in outcome.state["bookmarks"].items()}
    assert marks == {"t_t": "2026-01-01T00:00:00", "t_u": None}


def test_a_fixed_window_gives_the_same_rows_twice_and_leaves_the_state_alone(tap, database):
    database.run(TABLE, insert(1, 7200))
    tap.manifest(**T)
    state = {"bookmarks": {"t_t": {"replication_key": "updated_at", "replication_key_value": "2026-05-05T00:00:00"}}}
    runs = [tap.run(state=state, execution_date="2026-01-01T01:00:00", hours=1) for _ in range(2)]
    assert plain(runs[0].rows()) == plain(runs[1].rows())
    assert runs[0].state == state
    missing = tap.run(execution_date="2026-01-01T01:00:00")
    assert missing.code == 1
    assert "needs {HOURS}" in missing.error


def test_a_full_copy_is_a_version_that_is_activated_at_its_end(tap, database):
    database.run(TABLE, insert(1, 10))
    tap.manifest(**SCD)
    for lane in ({}, {"batch_config": None}):
        outcome = tap.run(**lane)
        kinds = [message["type"] for message in outcome.messages]
        (activation,) = outcome.of("ACTIVATE_VERSION")
        assert kinds.index("ACTIVATE_VERSION") > max(kinds.index(kind) for kind in kinds if kind in {"BATCH", "RECORD"})
        assert {message["version"] for message in outcome.messages if message["type"] in {"BATCH", "RECORD"}} == {
            activation["version"]
        }
        head = outcome.of("SCHEMA")[0]
        assert head["schema"]["x-load-method"] == "append-only"
        assert head["key_properties"] == []
        assert len(outcome.rows()) == 10


def test_an_empty_full_copy_is_activated_too(tap, database):
    database.run(TABLE)
    tap.manifest(**SCD)
    outcome = tap.run()
    assert outcome.code == 0
    assert len(outcome.of("ACTIVATE_VERSION")) == 1


def test_every_row_says_when_it_was_uploaded(tap, database):
    database.run(TABLE, insert(1, 5))
    tap.manifest(**SCD)
    before = time.time()
    rows = tap.run().rows()
    (uploaded_at,) = {row["_uploaded_at"] for row in rows}
    assert before <= uploaded_at <= time.time()
    (instance,) = {row["_task_instance"] for row in rows}
    assert instance[-8:] == time.strftime("%Y%m%d", time.gmtime(uploaded_at))
    assert {row["_task_instance"] for row in tap.run(task_instance="dag__task__20260101").rows()} == {
        "dag__task__20260101"
    }


def test_a_killed_run_resumes_after_the_last_acknowledged_file(tap, database):
    database.run(TABLE, insert(1, 30_000))
    tap.manifest(**T)
    chance = random.Random(3)
    state, seen, windows = {}, [], set()
    for _ in range(4):
        arguments = ["--state", str(tap.folder / "state.json")]
        (tap.folder / "state.json").write_text(json.dumps(state))
        command = tap.command(*arguments, rows_per_file=1_000, max_spool_mb=1)
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for _ in range(chance.randrange(4, 16)):
            message = json.loads(process.stdout.readline() or "{}")
            if message.get("type") == "BATCH":
                seen += [row["id"] for row in tap.rows_of(message)]
            elif message.get("type") == "STATE":
                state = message["value"]
                unfinished = state["bookmarks"]["t_t"].get("reading")
                if unfinished:
                    windows.add((unfinished["version"], unfinished["end"]))
        process.kill()
        process.stdout.close()
        process.wait()
        database.run("UPDATE t SET v = v || '!', updated_at = updated_at + interval '1 day' WHERE id = 29999")
    last = tap.run(state=state, rows_per_file=1_000)
    seen += [row["id"] for row in last.rows()]
    assert len(windows) == 1
    assert set(seen) >= set(range(1, 30_001)) - {29_999}
    final = tap.run(state=last.state)
    assert 29_999 in {row["id"] for row in final.rows()}
    assert "window" not in final.state["bookmarks"]["t_t"]


def test_only_selected_columns_are_read(tap, database):
    database.run(TABLE, insert(1, 3))
    tap.manifest(**T)
    catalog = json.loads(subprocess.run(tap.command("--discover"), capture_output=True, check=True).stdout)
    for entry in catalog["streams"][0]["metadata"]:
        if entry["breadcrumb"] == ["properties", "v"]:
            entry["metadata"]["selected"] = False
    (tap.folder / "catalog.json").write_text(json.dumps(catalog))
    for lane in ({}, {"batch_config": None}):
        rows = tap.run("--catalog", str(tap.folder / "catalog.json"), **lane).rows()
        assert set(rows[0]) == {"id", "updated_at", "_uploaded_at"}


def test_stream_maps_are_never_ignored(tap, database):
    database.run(TABLE, insert(1, 3))
    tap.manifest(**T)
    outcome = tap.run(stream_maps={"t_t": {"v": "md5(v)"}}, stream_map_config={"hash_seed": "x"})
    assert outcome.code == 0, outcome.error
    assert not outcome.of("BATCH")
    assert all(len(row["v"]) == 32 for row in outcome.rows())


def test_load_types_choose_tables(tap, database):
    database.run(TABLE, insert(1, 3))
    tap.manifest(t=T["t"], copy={"import_query": "SELECT id FROM t"})
    for load_type, streams in (("scd", {"t_copy"}), ("incremental", {"t_t"}), ("auto", {"t_copy", "t_t"})):
        assert {message["stream"] for message in tap.run(load_type=load_type).of("SCHEMA")} == streams
    assert {message["stream"] for message in tap.run(tables=["copy"]).of("SCHEMA")} == {"t_copy"}
