"""What the source counts and hashes of its rows, to be compared with the warehouse."""

from __future__ import annotations

import hashlib

import pytest
from tap_postgres_pipeline.column_types import SourceType
from tap_postgres_pipeline.validation import kind_of


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("whole", ["int2", "int4", "int8", "oid"]),
        ("boolean", ["bool"]),
        ("time", ["timestamp", "timestamptz"]),
        ("date", ["date"]),
        ("text", ["text", "varchar", "bpchar", "uuid", "inet", "interval", "bytea", "numeric"]),
        (None, ["time", "float4", "float8", "json", "jsonb"]),
    ],
)
def test_what_warehouses_spell_in_ways_of_their_own_is_not_hashed(kind, types):
    assert {kind_of(SourceType(name, "?")) for name in types} == {kind}
    assert kind_of(SourceType(types[0], "A")) is None  # an array
    assert kind_of(SourceType("numeric", "N", 12, 2)) == "decimal"


def test_counts_by_day_and_hashes_by_range(tap, database):
    database.run(
        f"ALTER DATABASE {database.name} SET timezone = 'America/New_York'",  # days are UTC's
        "CREATE TABLE t (id int PRIMARY KEY, v text, ok bool, created_at timestamp, updated_at timestamptz)",
        "INSERT INTO t VALUES (-1, 'é', true, '2026-01-01', '2026-01-02 00:30+00'), "
        "(5, NULL, NULL, '2026-01-01', NULL)",
    )
    tap.manifest(t={"import_query": "SELECT * FROM t"})
    outcome = tap.run(load_type="validate", validate_deep=True, validate_days=0, validate_range_keys=10)
    assert outcome.code == 0, outcome.error
    counts = [
        row for message in outcome.of("BATCH") if message["stream"] == "t_pgp_export" for row in tap.rows_of(message)
    ]
    days = sorted((str(row["created_date"]), str(row["updated_date"]), row["number_of_records"]) for row in counts)
    assert days == [("2026-01-01", "2026-01-02", 1), ("2026-01-01", "None", 1)]
    hashes = [
        row
        for message in outcome.of("BATCH")
        if message["stream"] == "t_pgp_export_hashes"
        for row in tap.rows_of(message)
    ]
    no = "<null>"
    expected = {-10: "-1|é|1|1767225600000000|1767313800000000", 0: f"5|{no}|{no}|1767225600000000|{no}"}
    assert {row["key_range"]: row["hash"] for row in hashes} == {
        low: str(int(hashlib.md5(text.encode()).hexdigest()[:8], 16)) for low, text in expected.items()
    }
    assert {row["is_full_copy"] for row in hashes} == {True}
    # Each validation is a version of its own, and named by its time.
    versions = {message["stream"]: message["version"] for message in outcome.of("ACTIVATE_VERSION")}
    assert versions == {
        "t_pgp_export": int(counts[0]["_uploaded_at"] * 1000),
        "t_pgp_export_hashes": int(hashes[0]["_uploaded_at"] * 1000),
    }


def test_days_are_counted_back_from_today_by_what_changed_last(tap, database):
    """As dbt's macro row_counts does: the day `validate_days` ago does not count any more."""
    database.run(
        "CREATE TABLE t AS SELECT n AS id, now() - n * interval '100 days' AS created_at, "
        "now() - n * interval '1 day' AS updated_at FROM generate_series(0, 9) n",
        "CREATE TABLE c AS SELECT id, updated_at AS created_at FROM t",
        "CREATE TABLE n AS SELECT id FROM t",
    )
    tap.manifest(**{name: {"import_query": f"SELECT * FROM {name}"} for name in "tcn"})
    counts = {}
    for row in tap.run(load_type="validate").rows():
        counts[row["table_name"]] = counts.get(row["table_name"], 0) + row["number_of_records"]
    assert counts == {"t_t": 8, "t_c": 8, "t_n": 10}


def test_an_empty_table_is_hashed_as_one_range_without_rows(tap, database):
    database.run("CREATE TABLE t (id int PRIMARY KEY, updated_at timestamp)")
    window = "WHERE updated_at BETWEEN '{BEGIN_TIMESTAMP}'::timestamp AND '{END_TIMESTAMP}'::timestamp"
    tap.manifest(t={"import_query": f"SELECT * FROM t {window}"})
    outcome = tap.run(load_type="validate", validate_deep=True)
    [row] = [row for row in outcome.rows() if "hash" in row]
    assert (row["key_range"], row["number_of_records"], row["hash"], row["is_full_copy"]) == (None, 0, "0", False)
