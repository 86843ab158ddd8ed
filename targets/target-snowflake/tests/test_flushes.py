"""Files wait for one COPY and one MERGE; the tap never waits for them, and the state does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp
from target_common.contract.messages import activate, batch, records, schema, state
from target_common.contract.methods import PROPERTIES

if TYPE_CHECKING:
    from conftest import SnowflakeHarness

HEAD = schema("things", PROPERTIES, ["id"])


def parts(harness: SnowflakeHarness, count: int, rows: int = 1) -> list[dict[str, Any]]:
    """Make BATCH and STATE messages, `count` of each."""
    messages = []
    for n in range(count):
        ids = range(n * rows, (n + 1) * rows)
        table = pa.table({"id": pa.array(ids, pa.int64()), "v": [str(id_) for id_ in ids]})
        messages += [batch("things", table, harness.spool()), state(n)]
    return messages


def verbs(harness: SnowflakeHarness) -> list[str]:
    """Give the first words of the statements that the account saw."""
    return [entry["sql"].split()[0] for entry in harness.account.journal()]


def test_fifty_files_are_one_copy_and_one_merge_and_more_are_two(harness: SnowflakeHarness) -> None:
    outcome = harness.land([HEAD, *parts(harness, 60)]).ok()
    seen = [entry["sql"] for entry in harness.account.journal()]
    assert len([sql for sql in seen if sql.startswith("COPY")]) == 2
    assert len([sql for sql in seen if sql.startswith('MERGE INTO "CONTRACT"')]) == 2
    assert len([sql for sql in seen if sql.startswith("PUT")]) == 2
    assert outcome.states == [state(49)["value"], state(59)["value"]]
    assert len(harness.rows("THINGS", ["id"])) == 60


@pytest.mark.parametrize(
    "limit",
    [{"flush_max_files": 3}, {"flush_max_rows": 30}, {"max_batch_age_seconds": 0}],
    ids=str,
)
def test_each_limit_ends_the_waiting(harness: SnowflakeHarness, limit: dict[str, Any]) -> None:
    outcome = harness.land([HEAD, *parts(harness, 4, rows=10)], **limit).ok()
    assert len(outcome.states) > 1
    assert outcome.states[-1] == state(3)["value"]


def test_bytes_end_the_waiting_too(harness: SnowflakeHarness) -> None:
    def part(n: int) -> dict[str, Any]:
        noise = [os.urandom(50_000).hex() for _ in range(7)]
        return batch("things", pa.table({"id": range(n, n + 7), "v": noise}), harness.spool())

    outcome = harness.land([HEAD, part(0), state(0), part(7), state(1), part(14), state(2)], flush_max_mb=1).ok()
    assert len(outcome.states) > 1


def test_the_row_lane_waits_too_and_is_committed_with_its_state(harness: SnowflakeHarness) -> None:
    rows = records("things", [{"id": n, "v": "x"} for n in range(100)])
    messages = [HEAD, *(message for n in range(10) for message in (*rows[n * 10 : n * 10 + 10], state(n)))]
    outcome = harness.land(messages, batch_size_rows=10).ok()
    assert verbs(harness).count("COPY") == 1
    assert outcome.states == [state(9)["value"]]
    assert len(harness.rows("THINGS", ["id"])) == 100


def test_a_table_whose_shape_changes_is_committed_before(harness: SnowflakeHarness) -> None:
    wider = schema("things", {**PROPERTIES, "w": {"type": ["integer", "null"]}}, ["id"])
    late = batch("things", pa.table({"id": [0], "w": [7]}), harness.spool())
    harness.land([HEAD, *parts(harness, 2), wider, late, state(9)]).ok()
    assert harness.rows("THINGS", ["id", "v", "w"]) == [(0, None, 7), (1, "1", None)]


def test_rows_that_came_under_another_key_are_committed_by_that_key(harness: SnowflakeHarness) -> None:
    def part(v: str) -> dict[str, Any]:
        return batch("things", pa.table({"id": [1], "v": [v]}), harness.spool())

    longer = schema("things", PROPERTIES, ["id", "v"])
    harness.land([HEAD, part("a"), part("b"), longer, part("b"), part("c"), state(1)]).ok()
    assert harness.rows("THINGS", ["id", "v"]) == [(1, "b"), (1, "c")]


def test_what_waits_with_its_state_is_saved_when_the_last_rows_of_another_stream_do_not_fit(
    harness: SnowflakeHarness,
) -> None:
    days = schema("days", {"id": {"type": "integer"}, "day": {"type": "string", "format": "date"}}, ["id"])
    outcome = harness.land([HEAD, *parts(harness, 1), days, *records("days", [{"id": 1, "day": "someday"}])])
    assert "column day (date) cannot hold the value" in str(outcome.error)
    assert outcome.states == [state(0)["value"]]
    assert harness.rows("THINGS", ["id"]) == [(0,)]


def test_a_batch_file_is_gone_as_soon_as_it_was_taken_and_long_before_the_commit(harness: SnowflakeHarness) -> None:
    target = harness.target({})
    messages = [HEAD, *parts(harness, 3)]
    target.process_lines(iter(json.dumps(message).encode() for message in messages))  # type: ignore[arg-type]
    assert target.warehouse.waiting()
    assert list(harness.folder.glob("*.arrow")) == []
    assert "COPY" not in verbs(harness)
    target.process_endofpipe()
    assert len(harness.rows("THINGS", ["id"])) == 3


def test_batch_files_that_are_to_be_kept_are_kept_out_of_the_spool(harness: SnowflakeHarness) -> None:
    messages = parts(harness, 2)
    harness.land([HEAD, *messages], clean_up_batch_files=False).ok()
    assert list(harness.folder.glob("*.arrow")) == []
    assert len(list(harness.folder.parent.glob(f"landed-{harness.folder.name}/*.arrow"))) == 2


# A tap whose spool holds two files: it goes on only when the target has taken them. It is tap_common's own spool.
TAP = """
    import json, sys
    from pathlib import Path
    import pyarrow as pa
    from tap_common.spool import Spool

    def say(message):
        print(json.dumps(message), flush=True)

    spool = Spool(Path(sys.argv[1]), max_bytes=1)
    properties = {"id": {"type": "integer"}, "v": {"type": ["string", "null"]}}
    say({"type": "SCHEMA", "stream": "things", "schema": {"type": "object", "properties": properties},
         "key_properties": ["id"]})
    for n in range(40):
        path = spool.new_file("things")
        table = pa.table({"id": range(n * 100, n * 100 + 100), "v": ["x" * 100] * 100})
        with pa.ipc.new_file(str(path), table.schema) as writer:
            writer.write_table(table)
        spool.written(path)
        say({"type": "BATCH", "stream": "things", "encoding": {"format": "arrow"}, "manifest": [path.as_uri()]})
    say({"type": "STATE", "value": {"bookmarks": {"things": {"replication_key_value": 1}}}})
    spool.close()
"""


@pytest.mark.parametrize("limits", [{}, {"clean_up_batch_files": False}], ids=["removed", "kept"])
def test_a_full_spool_and_an_unfinished_flush_do_not_wait_for_each_other(
    harness: SnowflakeHarness, limits: dict[str, Any]
) -> None:
    """The flush takes 40 files, the spool holds one: if a file stayed until the commit, both would wait for ever."""
    path = harness.folder / "config.json"
    path.write_text(json.dumps(harness.config | limits))
    tap = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(TAP), str(harness.folder / "spool")], stdout=subprocess.PIPE
    )
    target = subprocess.run(
        [sys.executable, "-m", "denomas_target_snowflake.target", "--config", str(path)],
        stdin=tap.stdout,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert tap.stdout is not None
    tap.stdout.close()
    assert tap.wait(timeout=10) == 0
    assert target.returncode == 0, target.stderr.decode()[-2000:]
    assert verbs(harness).count("COPY") == 1
    assert harness.query("SELECT count(*), count(DISTINCT id) FROM CONTRACT.THINGS") == [(4000, 4000)]


# -- what a run costs ------------------------------------------------------------------------------------------------


def test_100_000_rows_cost_as_many_statements_as_the_readme_says(harness: SnowflakeHarness) -> None:
    harness.land([HEAD, state(0)]).ok()
    harness.account.clear_journal()
    harness.land([HEAD, *parts(harness, 1, rows=100_000)]).ok()
    one = len(harness.account.journal())
    harness.account.clear_journal()
    harness.land([HEAD, *parts(harness, 10, rows=100_000)]).ok()
    ten = len(harness.account.journal())
    readme = (Path(__file__).parents[1] / "README.md").read_text()
    assert ten == one
    assert f"{one} statements for 100,000 rows, and the same {one} for 1,000,000" in readme
    harness.account.clear_journal()
    harness.land([HEAD, *parts(harness, 2)], **harness.land_at_once).ok()
    again = len(harness.account.journal()) - one
    assert f"{again} more for each further flush" in readme


def test_every_statement_of_a_run_is_snowflakes_own_and_tagged(harness: SnowflakeHarness, monkeypatch) -> None:
    monkeypatch.setenv("MELTANO_PROJECT_ID", "denomas")
    monkeypatch.setenv("MELTANO_RUN_ID", "run-7")
    monkeypatch.setenv("MELTANO_EXTRACTOR_NAME", "tap-x")
    wider = schema("things", {"id": {"type": "string"}, "w": {"type": ["number", "null"]}}, ["id"])
    bad = records("things", [{"id": "x", "w": "many"}], 5)
    good = records("things", [{"id": "y", "w": 0.5}], 5)
    messages = [HEAD, *parts(harness, 1), wider, *bad, *good, activate("things", 5), state(1)]
    harness.land(messages, on_bad_value="quarantine").ok()
    deletes = schema("things", {"id": {"type": "string"}}, ["id"], "deletes")
    harness.land([deletes, *records("things", [{"id": "z"}], 9), activate("things", 9), state(2)]).ok()
    journal = [entry for entry in harness.account.journal() if entry["query_tag"]]
    assert {json.loads(entry["query_tag"])["stream"] for entry in journal} == {None, "things"}
    for entry in journal:
        tag = json.loads(entry["query_tag"])
        assert (tag["project"], tag["tap"], tag["run_id"]) == ("denomas", "tap-x", "run-7")
        (parsed,) = sqlglot.parse(entry["sql"], read="snowflake")
        assert not isinstance(parsed, exp.Command), entry["sql"]


def test_a_run_ends_with_a_line_that_says_what_it_cost(harness: SnowflakeHarness, caplog) -> None:
    with caplog.at_level("INFO", "target-snowflake"):
        harness.land([HEAD, *parts(harness, 2, rows=10)]).ok()
    (line,) = [record.message for record in caplog.records if record.message.startswith("snowflake: ")]
    assert f"snowflake: {len(harness.account.journal())} statements, 0.0 MB staged in 2 files, 20 rows merged" in line
