"""A value that does not fit never vanishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from target_common.contract.messages import TYPES, batch, records, schema, state

if TYPE_CHECKING:
    from target_common.contract.harness import Harness

# Each is refused by the column's type or by validation: property, value, what the message must name.
BAD = [
    ("seen_at", "2024-13-45T00:00:00Z", "seen_at"),
    ("day", "31/12/2024", "day"),
    ("amount", "12345678901234567890.1", "amount"),
    ("amount", "1.00001", "amount"),
    ("flag", "yes", "flag"),
    ("ratio", "much", "ratio"),
    ("id", 2**64, "id"),
]


class BadValues:
    """Failing and quarantining."""

    @pytest.mark.parametrize(("name", "value", "named"), BAD)
    def test_a_bad_value_fails_the_load_and_is_named_but_not_shown(
        self, harness: Harness, name: str, value: object, named: str
    ) -> None:
        rows: list[dict[str, Any]] = [{"id": 7}, {"id": 8, name: value}]
        outcome = harness.land([schema("things", TYPES, ["id"]), *records("things", rows), state(1)])
        message = str(outcome.error)
        assert "CONTRACT.THINGS" in message
        assert named in message
        assert "quarantine" in message
        assert name == "id" or str(value) not in message
        assert outcome.states == []
        assert not harness.columns("THINGS") or harness.rows("THINGS", ["id"]) == []

    @pytest.mark.parametrize(("name", "value", "named"), BAD)
    def test_quarantine_keeps_the_bad_row_and_lands_the_others(
        self, harness: Harness, name: str, value: object, named: str
    ) -> None:
        rows: list[dict[str, Any]] = [{"id": 7}, {"id": 8, name: value}, {"id": 9}]
        settings: dict[str, Any] = {"on_bad_value": "quarantine"}
        harness.land([schema("things", TYPES, ["id"]), *records("things", rows), state(1)], **settings).ok()
        assert harness.rows("THINGS", ["id"]) == [(7,), (9,)]
        (column,) = harness.query("SELECT _sdc_column FROM CONTRACT.THINGS__REJECTED")
        assert column == (named,)
        assert harness.query("SELECT rows_read, rows_landed, rows_rejected, status FROM _META.LOADS") == [
            (3, 2, 1, "rejects")
        ]

    def test_the_column_lane_quarantines_too(self, harness: Harness) -> None:
        rows = pa.table({"id": [1, 2, 3], "seen_at": ["2024-01-01T00:00:00Z", "never", "2024-01-02"]})
        head = schema("things", TYPES, ["id"])
        failed = harness.land([head, batch("things", rows, harness.spool()), state(1)])
        assert "seen_at" in str(failed.error)
        assert "{'id': '2'}" in str(failed.error)
        harness.land([head, batch("things", rows, harness.spool()), state(1)], on_bad_value="quarantine").ok()
        assert len(harness.rows("THINGS", ["id"])) == 2
        assert harness.query("SELECT _sdc_reason FROM CONTRACT.THINGS__REJECTED") == [
            ("seen_at: the value does not fit timestamp",)
        ]

    def test_rejected_rows_are_replayed_once_they_fit(self, harness: Harness) -> None:
        rows = [{"id": 8, "amount": "1.00001", "details": {"a": [1]}}, {"id": 9, "day": "never"}]
        head = schema("things", TYPES, ["id"])
        harness.land([head, *records("things", rows), state(1)], on_bad_value="quarantine").ok()
        wider = TYPES | {"amount": {**TYPES["amount"], "precision": 30, "scale": 8}}
        harness.land([schema("things", wider, ["id"]), state(2)]).ok()
        target = harness.target({})
        assert target.replay("CONTRACT.THINGS") == (1, 1)
        target.warehouse.close()
        assert [(id_, str(amount)) for id_, amount in harness.rows("THINGS", ["id", "amount"])] == [(8, "1.00001000")]
        assert harness.query("SELECT _sdc_column FROM CONTRACT.THINGS__REJECTED") == [("day",)]
