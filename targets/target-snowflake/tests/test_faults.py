"""What breaks on the way to Snowflake, at the HTTP level: rows land exactly once, state moves only after commit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from denomas_target_snowflake import sql
from target_common.contract.messages import batch, records, schema, state
from target_common.contract.methods import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import SnowflakeHarness

OUTSIDE = ["^SELECT schema_name", "^CREATE SCHEMA", "^DESCRIBE", "^CREATE TABLE", "^CREATE OR REPLACE TEMPORARY STAGE"]
STATEMENTS = ["^CREATE OR REPLACE TEMPORARY TABLE", "^PUT", "^COPY", "^BEGIN", "^MERGE INTO .CONTRACT", "^COMMIT"]
ACCOUNT = "SELECT rows_read, rows_landed, status FROM _META.LOADS"


def upserted() -> list[dict[str, Any]]:
    rows = [{"id": 1, "v": "a"}, {"id": 2, "v": "b"}, {"id": 1, "v": "c"}]
    return [schema("things", PROPERTIES, ["id"]), *records("things", rows), state(3)]


def appended() -> list[dict[str, Any]]:
    return [schema("things", PROPERTIES), *records("things", [{"id": 1, "v": "a"}, {"id": 1, "v": "a"}]), state(2)]


@pytest.mark.parametrize("match", STATEMENTS)
@pytest.mark.parametrize("kind", ["cut_before", "cut_after"])
def test_a_connection_that_is_cut_once_loses_and_doubles_nothing(
    harness: SnowflakeHarness, kind: str, match: str
) -> None:
    harness.account.order_fault(kind, match.replace("^MERGE INTO", "^INSERT INTO"))
    outcome = harness.land(appended()).ok()
    assert harness.account.open_faults() == []
    assert harness.rows("THINGS", ["id", "v"]) == [(1, "a"), (1, "a")]
    assert outcome.states == [state(2)["value"]]
    assert harness.query(ACCOUNT) == [(2, 2, "complete")]


@pytest.mark.parametrize(
    ("kind", "match"),
    [
        ("session_expired", "^COPY"),
        *(("sign_in_expired", match) for match in (*STATEMENTS, *OUTSIDE)),
        *(
            (kind, match)
            for kind in ("lock_timeout", "statement_timeout")
            for match in ("^COPY", "^MERGE INTO .CONTRACT")
        ),
    ],
)
def test_what_passes_is_tried_again(harness: SnowflakeHarness, kind: str, match: str, no_pauses: list[float]) -> None:
    harness.account.order_fault(kind, match)
    outcome = harness.land(upserted()).ok()
    assert harness.account.open_faults() == []
    assert harness.rows("THINGS", ["id", "v"]) == [(1, "c"), (2, "b")]
    assert outcome.states == [state(3)["value"]]
    assert harness.query(ACCOUNT) == [(3, 2, "complete")]
    assert len(no_pauses) == (0 if kind == "session_expired" else 1)  # the connector renews a session by itself


@pytest.mark.parametrize("kind", ["lock_timeout", "sign_in_expired"])
def test_a_transaction_that_breaks_half_way_is_taken_back_before_it_is_done_again(
    harness: SnowflakeHarness, kind: str, no_pauses: list[float]
) -> None:
    harness.account.order_fault(kind, '^MERGE INTO "_META"."LOADS"')
    harness.land(appended()).ok()
    assert no_pauses
    assert harness.rows("THINGS", ["id", "v"]) == [(1, "a"), (1, "a")]
    assert harness.query(ACCOUNT) == [(2, 2, "complete")]


@pytest.mark.parametrize("kind", ["sign_in_expired", "cut_after"])
@pytest.mark.parametrize("type_", ["integer", "string"])
def test_a_column_is_added_or_widened_once_whatever_is_lost(
    harness: SnowflakeHarness, kind: str, type_: str, mended: list[float]
) -> None:
    harness.land(upserted()).ok()
    wider = schema("things", {"id": {"type": type_}, "w": {"type": ["string", "null"]}}, ["id"])
    harness.account.order_fault(kind, "^ALTER|^CREATE OR REPLACE TABLE", 1 if kind == "sign_in_expired" else 100)
    row = records("things", [{"id": 3 if type_ == "integer" else "3", "w": "new"}])
    outcome = harness.land([wider, *row, state(4)], network_timeout_seconds=1).ok()
    assert mended
    assert outcome.states == [state(4)["value"]]
    assert [(str(id_), w) for id_, w in harness.rows("THINGS", ["id", "w"])] == [("1", None), ("2", None), ("3", "new")]


@pytest.mark.parametrize("committed", [True, False])
def test_a_commit_whose_answer_is_lost_for_good_takes_place_once(
    harness: SnowflakeHarness, committed: bool, mended: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    harness.account.order_fault("cut_after" if committed else "cut_before", "^COMMIT", 100)
    outcome = harness.land(appended(), network_timeout_seconds=2).ok()
    assert len(mended) == 1
    # What was lost is said once, in words: the connector's own way is a page of causes.
    assert {record.name for record in caplog.records if record.exc_info or record.levelname == "ERROR"} == set()
    assert harness.rows("THINGS", ["id", "v"]) == [(1, "a"), (1, "a")]
    assert outcome.states == [state(2)["value"]]
    assert harness.query(ACCOUNT) == [(2, 2, "complete")]
    assert len([e for e in harness.account.journal() if e["sql"].startswith("INSERT")]) == (1 if committed else 2)


def test_a_second_commit_whose_answer_is_lost_is_not_taken_for_the_first_one(
    harness: SnowflakeHarness, mended: list[float]
) -> None:
    def lines() -> Iterator[bytes]:
        for n in (1, 2):
            part = batch("things", pa.table({"id": [n], "v": ["x"]}), harness.spool())
            messages = [schema("things", PROPERTIES), part, state(n)] if n == 1 else [part, state(n)]
            yield from (json.dumps(message).encode() for message in messages)
            harness.account.order_fault("cut_before", "^COMMIT", 100)  # the first one is through

    target = harness.target({**harness.land_at_once, "network_timeout_seconds": 2})
    target.process_lines(lines())  # type: ignore[arg-type]
    assert harness.rows("THINGS", ["id"]) == [(1,), (2,)]
    assert len(mended) == 1
    harness.account.clear_faults()
    target.process_endofpipe()


@pytest.mark.parametrize("times", [1, 100])
def test_a_flush_that_was_refused_is_saved_at_the_end_and_counted_once_or_stays_unacknowledged(
    harness: SnowflakeHarness, times: int
) -> None:
    """It is refused while a changed stream makes room for its new shape, and a state is held back for it."""
    wider = schema("things", {**PROPERTIES, "w": {"type": ["string", "null"]}}, ["id"])
    one, two = (batch("things", pa.table({"id": [n], "v": ["x"]}), harness.spool()) for n in (1, 2))
    harness.account.order_fault("no_privileges", '^MERGE INTO "_META"."LOADS"', times)
    outcome = harness.land([schema("things", PROPERTIES, ["id"]), one, state(1), wider, two, state(2)])
    assert "lacks a right" in str(outcome.error)
    saved = times == 1
    assert outcome.states == ([state(1)["value"]] if saved else [])
    assert harness.rows("THINGS", ["id"]) == ([(1,)] if saved else [])
    assert harness.query("SELECT rows_landed FROM _META.LOADS") == ([(1,)] if saved else [])


def test_what_a_run_left_in_a_configured_stage_is_not_loaded_by_the_next(harness: SnowflakeHarness) -> None:
    def part(n: int) -> dict[str, Any]:
        return batch("things", pa.table({"id": [n], "v": ["x"]}), harness.spool())

    head = schema("things", PROPERTIES, ["id"])
    harness.query("CREATE OR REPLACE STAGE RAW.PUBLIC.MELTANO")
    harness.account.order_fault("no_privileges", "^COPY")
    assert harness.land([head, part(1), part(2), state(2)], stage="RAW.PUBLIC.MELTANO").states == []
    assert len(harness.query("LIST @RAW.PUBLIC.MELTANO")) == 2
    harness.land([head, part(9), state(9)], stage="RAW.PUBLIC.MELTANO").ok()
    assert harness.rows("THINGS", ["id"]) == [(9,)]


def test_rows_that_are_lost_on_the_way_to_the_staging_table_are_an_error(
    harness: SnowflakeHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = sql.copy
    monkeypatch.setattr(sql, "copy", lambda *args: f"{given(*args)} PATTERN = '.*00000.parquet'")
    parts = [batch("things", pa.table({"id": [n], "v": ["x"]}), harness.spool()) for n in (1, 2)]
    outcome = harness.land([schema("things", PROPERTIES, ["id"]), *parts, state(1)])
    assert "Snowflake copied 1 rows of 2 that were uploaded" in str(outcome.error)
    assert outcome.states == []
    assert harness.rows("THINGS", ["id"]) == []


def test_a_statement_may_last_longer_than_requests_are_tried_again(harness: SnowflakeHarness) -> None:
    """The connector by itself cancels it then, which looks like a fault that passes: tried four times, and in vain."""
    connector = harness.target({"network_timeout_seconds": 1}).target_connector
    slow = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT count(*) FROM n"
    assert connector.run(slow) == [(300_000,)]
    assert connector.session.statements == 1
    connector.close()
    assert harness.account.journal()[-1]["seconds"] > 1


def test_a_second_flush_that_fails_is_not_taken_for_the_first_one(
    harness: SnowflakeHarness, no_pauses: list[float]
) -> None:
    def part(n: int) -> dict[str, Any]:
        return batch("things", pa.table({"id": [n], "v": ["x"]}), harness.spool())

    harness.account.order_fault("lock_timeout", "^INSERT INTO .CONTRACT", 1)
    head = schema("things", PROPERTIES)
    first = harness.land([head, part(1), state(1), part(2), state(2)], **harness.land_at_once).ok()
    assert no_pauses
    assert first.states == [state(1)["value"], state(2)["value"]]
    assert harness.rows("THINGS", ["id"]) == [(1,), (2,)]


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("lock_timeout", "SYSTEM$ABORT_TRANSACTION"),
        ("statement_timeout", "STATEMENT_TIMEOUT_IN_SECONDS"),
        ("warehouse_suspended", "warehouse LOADING runs no statement"),
        ("no_warehouse", "Check the setting warehouse"),
    ],
)
def test_what_does_not_pass_is_a_clear_error_and_moves_nothing(
    harness: SnowflakeHarness, kind: str, named: str, no_pauses: list[float]
) -> None:
    harness.land([schema("things", PROPERTIES, ["id"]), *records("things", [{"id": 1, "v": "old"}]), state(1)]).ok()
    harness.account.order_fault(kind, "^MERGE INTO .CONTRACT", 100)
    outcome = harness.land(upserted())
    assert named in str(outcome.error)
    assert "\n" not in str(outcome.error)
    assert outcome.states == []
    # What Snowflake refuses is taken back at once, so that nobody waits for the table; what may pass, by a new sign-in.
    assert (harness.account.journal()[-1]["sql"] == "ROLLBACK") == ("timeout" not in kind)
    harness.account.clear_faults()
    assert harness.rows("THINGS", ["id", "v"]) == [(1, "old")]
    assert harness.land(upserted()).ok().states == [state(3)["value"]]
    assert harness.rows("THINGS", ["id", "v"]) == [(1, "c"), (2, "b")]
    assert len(no_pauses) == (3 if "timeout" in kind else 0)
