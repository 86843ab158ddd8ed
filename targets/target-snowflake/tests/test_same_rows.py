"""The same messages give the same tables in DuckDB and in Snowflake."""

from __future__ import annotations

import datetime as dt
import json
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest
from target_common.contract.messages import TYPES, activate, batch, records, schema, state
from target_duckdb.target import TargetDuckDB

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import SnowflakeHarness

RANDOM_ROWS = 400


def rows(seed: int) -> list[dict[str, Any]]:
    """Make rows of every type, nulls and keys that come again among them."""
    made = []
    for n in range(RANDOM_ROWS):
        x = (n * 7919 + seed * 104_729) % 1_000_003
        row: dict[str, Any] = {
            "id": x % 300,
            "flag": x % 2 == 0,
            "amount": f"{x}.{x % 10_000:04}",
            "ratio": math.sin(x),
            "seen_at": f"20{x % 30:02}-0{1 + x % 9}-1{x % 10}T0{x % 10}:30:00.{x:06}+0{x % 5}:00",
            "day": f"19{x % 90 + 10}-1{x % 3}-2{x % 9}",
            "clock": f"0{x % 10}:{x % 60:02}:59.{x % 1000:03}",
            "name": f"naïve {chr(0x1F600 + x % 60)} '{x}' \\ \"q\"",
            "details": {"n": x, "nested": [None, {"deep": x % 7}]},
            "tags": [str(x), "b"],
        }
        made.append({name: None if name != "id" and (x + len(name)) % 11 == 0 else v for name, v in row.items()})
    return made


def as_columns(made: list[dict[str, Any]]) -> pa.Table:
    """Give rows as the column lane has them, all text."""

    def text(value: Any) -> str | None:
        return value if value is None or isinstance(value, str) else json.dumps(value)

    return pa.table({name: pa.array([text(row[name]) for row in made], pa.string()) for name in TYPES})


def messages(spool: Path) -> list[dict[str, Any]]:
    """Make a run: three methods, both lanes, a version, quarantined rows, marks of deletion, changes of schema."""
    bad = [{**rows(9)[0], "id": 1000, "day": "31/12/2024"}, {**rows(9)[0], "id": 1001, "amount": "1.00001"}]
    wider = {**TYPES, "note": {"type": ["string", "null"]}, "flag": {"type": ["string", "null"]}}
    lost = {name: type_ for name, type_ in TYPES.items() if name != "name"}
    some = [{key: value for key, value in row.items() if key != "name"} for row in rows(5)[:50]]
    asked = 1_800_000_000_000
    return [
        schema("upserted", TYPES, ["id"]),
        *records("upserted", rows(1) + bad),
        batch("upserted", as_columns(rows(2)), spool / "1.arrow"),
        state(1),
        schema("upserted", lost, ["id"]),
        *records("upserted", some),
        state(2),
        schema("upserted", wider, ["id"]),
        *records("upserted", [{"id": 5, "note": "new", "flag": "text now"}]),
        schema("appended", TYPES, [], "append-only"),
        *records("appended", rows(3)),
        batch("appended", as_columns(rows(3)), spool / "2.arrow"),
        schema("versioned", TYPES, ["id"]),
        *records("versioned", rows(4), 1),
        activate("versioned", 1),
        *records("versioned", rows(6)[:20], 2),
        activate("versioned", 2),
        state(3),
        schema("versioned", {"id": TYPES["id"]}, ["id"], "deletes"),
        *records("versioned", [{"id": n} for n in range(0, 300, 2)], asked),
        activate("versioned", asked),
        state(4),
    ]


def canonical(value: Any) -> Any:
    """Give a value that does not depend on the client library."""
    if isinstance(value, str) and value[:1] in "[{":
        return json.dumps(json.loads(value), sort_keys=True)
    return (
        Decimal(str(value)).normalize() if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
    )


TABLES = ["UPSERTED", "APPENDED", "VERSIONED", "UPSERTED__REJECTED"]
STAMPS = {"_sdc_received_at", "_sdc_batched_at", "_sdc_sequence", "_sdc_rejected_at", "_sdc_run_id"}


@pytest.fixture
def both(harness: SnowflakeHarness, tmp_path: Path):
    """Land the messages in both warehouses; give a function that reads each: (columns, rows)."""
    path = tmp_path / "raw.duckdb"
    for name in ("snowflake", "duckdb"):
        (tmp_path / name).mkdir()
    harness.land(messages(tmp_path / "snowflake"), on_bad_value="quarantine").ok()
    lines = [json.dumps(message) for message in messages(tmp_path / "duckdb")]
    target = TargetDuckDB(config={"path": str(path), "default_target_schema": "contract", "on_bad_value": "quarantine"})
    target.listen(iter(lines))  # type: ignore[arg-type]

    def of_duckdb(table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        with duckdb.connect(str(path), read_only=True) as connection:
            found = connection.execute(f'SELECT * FROM CONTRACT."{table}"')
            return [column[0].lower() for column in found.description], found.fetchall()

    def of_snowflake(table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        columns = [row[0].lower() for row in harness.query(f'DESCRIBE TABLE "CONTRACT"."{table}"')]
        return columns, harness.query(f'SELECT * FROM "CONTRACT"."{table}"')

    return of_duckdb, of_snowflake


def comparable(found: tuple[list[str], list[tuple[Any, ...]]]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Drop what tells one run from another, and sort the rows."""
    columns, values = found
    kept = [n for n, column in enumerate(columns) if column not in STAMPS]
    return [columns[n] for n in kept], sorted((tuple(canonical(row[n]) for n in kept) for row in values), key=repr)


def test_the_same_messages_give_the_same_columns_and_rows(both) -> None:
    of_duckdb, of_snowflake = both
    for table in TABLES:
        columns, found = comparable(of_snowflake(table))
        expected_columns, expected = comparable(of_duckdb(table))
        assert columns == expected_columns, table
        assert len(found) == len(expected), table
        assert len(found) > 1
        for one, other in zip(found, expected, strict=True):
            assert one == other, table
    assert any(isinstance(value, dt.datetime) for value in of_snowflake("VERSIONED")[1][0])
