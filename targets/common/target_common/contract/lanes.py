"""Both lanes land the same values in the same columns."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from target_common.contract.messages import TYPES, batch, records, schema, state

if TYPE_CHECKING:
    from target_common.contract.harness import Harness

ROWS: list[dict[str, Any]] = [
    {
        "id": 1,
        "flag": True,
        "amount": "1234567890123456.7891",
        "ratio": 0.1,
        "seen_at": "2024-02-29T12:00:00.123456+02:00",
        "day": "2024-02-29",
        "clock": "23:59:59.999999",
        "name": 'Grüße, 世界 🌍 \\ "quoted"\n\tתודה',
        "details": {"a": [1, {"b": None}], "emoji": "🌍"},
        "tags": ["x", "y, z"],
    },
    {name: 2 if name == "id" else None for name in TYPES},
    {"id": 3, "flag": False, "amount": "-0.0001", "ratio": -1e300, "name": "", "details": {}, "tags": []},
    {"id": -(2**63), "seen_at": "1900-01-01T00:00:00Z", "day": "0001-01-01", "ratio": 5},
]
KINDS = {
    "id": "integer",
    "flag": "boolean",
    "amount": "decimal(20,4)",
    "ratio": "double",
    "seen_at": "timestamp",
    "day": "date",
    "clock": "time",
    "name": "text",
    "details": "json",
    "tags": "json",
}


def arrow_rows() -> pa.Table:
    """Give ROWS as a tap on the column lane would: Arrow types where there are some, JSON as text."""

    def column(name: str, type_: pa.DataType) -> pa.Array:
        values = [row.get(name) for row in ROWS]
        if name in {"details", "tags"}:
            values = [None if value is None else json.dumps(value) for value in values]
        elif name == "seen_at":
            values = [None if value is None else dt.datetime.fromisoformat(value) for value in values]
        elif name == "day":
            values = [None if value is None else dt.date.fromisoformat(value) for value in values]
        elif name == "clock":
            values = [None if value is None else dt.time.fromisoformat(value) for value in values]
        return pa.array(values, type_)

    types = {
        "id": pa.int64(),
        "flag": pa.bool_(),
        "amount": pa.string(),
        "ratio": pa.float64(),
        "seen_at": pa.timestamp("us", "UTC"),
        "day": pa.date32(),
        "clock": pa.time64("us"),
        "name": pa.large_string(),
        "details": pa.string(),
        "tags": pa.string(),
    }
    return pa.table({name: column(name, type_) for name, type_ in types.items()})


def canonical(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Read JSON columns, so that spaces and the order of keys in their text do not matter."""
    width = len(KINDS) - 2
    return [(*row[:width], *(None if value is None else json.loads(value) for value in row[width:])) for row in rows]


class Lanes:
    """Row lane and column lane."""

    def test_the_row_lane_lands_every_type(self, harness: Harness) -> None:
        harness.land([schema("things", TYPES, ["id"]), *records("things", ROWS), state(1)]).ok()
        assert harness.columns("THINGS") == KINDS
        first = dict(
            zip(
                KINDS,
                canonical(harness.query(f"SELECT {', '.join(KINDS)} FROM CONTRACT.THINGS WHERE id = 1"))[0],
                strict=True,
            )
        )
        assert str(first["amount"]) == ROWS[0]["amount"]
        assert first["seen_at"] == dt.datetime(2024, 2, 29, 10, 0, 0, 123456)  # noqa: DTZ001  RAW is in UTC, without a zone
        assert first["name"] == ROWS[0]["name"]
        assert harness.query(
            "SELECT count(*) FROM CONTRACT.THINGS WHERE name IS NULL AND details IS NULL AND id = 2"
        ) == [(1,)]

    def test_both_lanes_land_the_same(self, harness: Harness) -> None:
        harness.land([schema("by_row", TYPES, ["id"]), *records("by_row", ROWS), state(1)]).ok()
        harness.land(
            [schema("by_column", TYPES, ["id"]), batch("by_column", arrow_rows(), harness.spool()), state(1)]
        ).ok()
        assert harness.columns("BY_ROW") == harness.columns("BY_COLUMN") == KINDS
        assert canonical(harness.rows("BY_ROW", list(KINDS))) == canonical(harness.rows("BY_COLUMN", list(KINDS)))
        metadata = ["_sdc_extracted_at", "_sdc_table_version", "_sdc_deleted_at"]
        assert harness.rows("BY_ROW", metadata) == harness.rows("BY_COLUMN", metadata)
        for column in ("_sdc_received_at", "_sdc_batched_at", "_sdc_sequence"):
            for table in ("BY_ROW", "BY_COLUMN"):
                assert harness.query(f"SELECT count(*) FROM CONTRACT.{table} WHERE {column} IS NULL") == [(0,)]

    def test_a_committed_batch_file_is_deleted(self, harness: Harness) -> None:
        path = harness.spool()
        harness.land([schema("things", TYPES, ["id"]), batch("things", arrow_rows(), path), state(1)]).ok()
        assert not path.exists()

    def test_a_batch_file_with_some_of_the_columns_leaves_the_others_null(self, harness: Harness) -> None:
        rows = arrow_rows().select(["name", "id"])
        harness.land([schema("things", TYPES, ["id"]), batch("things", rows, harness.spool()), state(1)]).ok()
        assert harness.query(
            "SELECT count(*) FROM CONTRACT.THINGS WHERE id = 1 AND name IS NOT NULL AND day IS NULL"
        ) == [(1,)]

    def test_hostile_names_become_columns(self, harness: Harness) -> None:
        names = ["id", "select", "9 lives", "Größe (cm)", "a.b-c", "😀", 'quo"te', "_sdc_mine"]
        properties = {name: {"type": ["integer", "null"]} for name in names}
        row = {name: index for index, name in enumerate(names)}
        harness.land([schema("order", properties, ["id"]), *records("order", [row]), state(1)]).ok()
        assert list(harness.columns("ORDER")) == [
            "id",
            "select",
            "_9_lives",
            "größe_cm_",
            "a_b_c",
            "_",
            "quo_te",
            "_sdc_mine",
        ]

    def test_two_properties_with_one_column_name_are_an_error_that_names_both(self, harness: Harness) -> None:
        properties = {"a b": {"type": "integer"}, "A-b": {"type": "integer"}}
        error = harness.land([schema("things", properties), *records("things", [{"a b": 1}])]).error
        assert "'a b'" in str(error)
        assert "'A-b'" in str(error)
