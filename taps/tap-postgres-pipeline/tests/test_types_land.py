"""Values of every type, from PostgreSQL through the real target into DuckDB: none changed, none gone."""

from __future__ import annotations

import json
from decimal import Decimal

import psycopg
import pytest

# Spelled alike on both sides: whole numbers since 1970, infinity as text, everything else as its text.
_SECONDS = "CASE WHEN isfinite({0}) THEN trunc(extract(epoch FROM {0}) * 1000000)::text ELSE {0}::text END"
_SPELLED = {
    "timestamp": _SECONDS,
    "timestamptz": _SECONDS,
    "date": "CASE WHEN isfinite({0}) THEN ({0} - date '1970-01-01')::text ELSE {0}::text END",
    "bytea": "encode({0}, 'hex')",
    "float4": "{0}::float8::text",
    "bool": "{0}::int::text",
    # A cast would cut the padding off.
    "bpchar": "CASE WHEN {0} IS NOT NULL THEN concat({0}) END",
}
_LANDED = {
    "TIMESTAMP": "CASE WHEN isfinite({0}) THEN epoch_us({0})::VARCHAR ELSE {0}::VARCHAR END",
    "DATE": "CASE WHEN isfinite({0}) THEN ({0} - DATE '1970-01-01')::VARCHAR ELSE {0}::VARCHAR END",
    "BOOLEAN": "{0}::INT::VARCHAR",
}


def source_rows(sandbox, database, table, where=""):
    """The rows as PostgreSQL spells them, JSON and arrays read."""
    with psycopg.connect(sandbox.admin_dsn(database), options="-c IntervalStyle=iso_8601 -c TimeZone=UTC") as session:
        cursor = session.execute(f"SELECT * FROM {table} LIMIT 0")
        types = {
            column.name: session.execute(
                "SELECT typname, typcategory::text FROM pg_type WHERE oid = %s", [column.type_code]
            ).fetchone()
            for column in cursor.description
        }
        spelled = [
            f"to_json({name})::text" if category == "A" else _SPELLED.get(type_, "{0}::text").format(name)
            for name, (type_, category) in types.items()
        ]
        rows = session.execute(f"SELECT {', '.join(spelled)} FROM {table} {where} ORDER BY id").fetchall()
    return types, rows


def normal(value, kind):
    if value is None:
        return None
    if kind == "DOUBLE":
        return str(float(value))
    if kind.startswith("DECIMAL"):
        return str(Decimal(value))
    return json.loads(value) if kind == "JSON" else value


def compare(sandbox, pipeline, database, table, landed, where=""):
    types, expected = source_rows(sandbox, database, table, where)
    kinds = pipeline.types(landed)
    columns = ", ".join(_LANDED.get(kinds[name], "{0}::VARCHAR").format(f'"{name}"') for name in types)
    found = pipeline.query(f"SELECT {columns} FROM pgp.{landed} ORDER BY id")
    assert len(found) == len(expected) > 0
    for mine, theirs in zip(found, expected, strict=True):
        for name, one, other in zip(types, mine, theirs, strict=True):
            assert normal(one, kinds[name]) == normal(other, kinds[name]), (mine[0], name)
    return kinds


def test_the_zoo_lands_whole(tap, pipeline, sandbox):
    tap.config["database"] = "test_db"
    tap.manifest(zoo={"import_query": "SELECT *, NULL AS masked FROM type_zoo WHERE id != 5"})
    pipeline.run()
    kinds = compare(sandbox, pipeline, "test_db", "type_zoo", "t_zoo", "WHERE id != 5")
    assert kinds["a_numeric_12_2"] == "DECIMAL(12,2)"
    assert kinds["a_numeric"] == kinds["a_numeric_78_30"] == kinds["masked"] == "VARCHAR"
    assert kinds["nested_ints"] == kinds["a_jsonb"] == "JSON"
    far = pipeline.query(
        "SELECT a_timestamp::VARCHAR, a_date::VARCHAR FROM pgp.t_zoo WHERE id IN (4, 6, 7) ORDER BY id"
    )
    assert far == [
        ("0044-03-15 (BC) 12:00:00", "0044-03-15 (BC)"),
        ("infinity", "infinity"),
        ("-infinity", "-infinity"),
    ]


def test_the_zoo_lands_alike_by_records(tap, pipeline, sandbox):
    tap.config["database"] = "test_db"
    columns = "id, a_int8, a_numeric, a_numeric_12_2, a_numeric_78_30, a_text, a_bytea, a_date, a_timestamp, "
    columns += "a_timestamptz, a_time, an_interval, a_uuid, an_inet, texts, nested_ints, moments, a_jsonb, an_enum"
    tap.manifest(zoo={"import_query": f"SELECT {columns} FROM type_zoo WHERE id != 5"})
    pipeline.run(batch_config=None)
    compare(sandbox, pipeline, "test_db", f"(SELECT {columns} FROM type_zoo) AS zoo", "t_zoo", "WHERE id != 5")


@pytest.mark.parametrize("column", ["a_timestamp", "a_timestamptz"])
def test_a_year_that_no_warehouse_holds_is_an_error_and_text_is_the_way_out(tap, pipeline, sandbox, column):
    tap.config["database"] = "test_db"
    tap.manifest(zoo={"import_query": f"SELECT id, {column} FROM type_zoo WHERE id = 5"})
    outcome = tap.run()
    assert outcome.code == 1
    assert f"column {column} holds a year past 294246" in outcome.error
    tap.manifest(zoo={"import_query": f"SELECT id, {column}::text AS {column}, a_date FROM type_zoo WHERE id = 5"})
    pipeline.run()
    ((_, text, day),) = pipeline.query("SELECT id, " + column + ", a_date::VARCHAR FROM pgp.t_zoo")
    assert text.startswith("294276-12-31 23:59:59")
    assert day == "5874897-12-31"


def test_a_document_of_ten_megabytes_lands(tap, pipeline, database):
    database.run(
        "CREATE TABLE t (id int PRIMARY KEY, doc jsonb)",
        "INSERT INTO t SELECT 1, jsonb_agg(jsonb_build_object('n', n, 'text', repeat('long 世界 ', 60))) "
        "FROM generate_series(1, 15000) n",
    )
    tap.manifest(t={"import_query": "SELECT * FROM t"})
    ((size, digest),) = database.run("SELECT octet_length(doc::text), md5(doc::text) FROM t")
    assert size > 10_000_000
    pipeline.run()
    assert pipeline.query("SELECT md5(doc::VARCHAR) FROM pgp.t_t") == [(digest,)]


def test_large_values_land_and_files_stay_bounded(tap, pipeline, database):
    """60 rows of 5 MB are two files, not one of 300 MB."""
    database.run(
        "CREATE TABLE t (id int PRIMARY KEY, v text)",
        "INSERT INTO t SELECT n, repeat(n::text || 'é', 2500000 / length(n::text)) FROM generate_series(1, 60) n",
    )
    tap.manifest(t={"import_query": "SELECT * FROM t"})
    outcome = tap.run(max_spool_mb=2000)
    assert len(outcome.of("BATCH")) == 2
    outcome.rows()
    # DuckDB keeps such values in memory until their row group is whole, so the target takes more than its setting.
    pipeline.run(max_spool_mb=200)
    expected = database.run("SELECT id, md5(v) FROM t ORDER BY id")
    assert pipeline.query("SELECT id, md5(v) FROM pgp.t_t ORDER BY id") == expected


def test_a_database_in_another_encoding_lands_as_utf8(tap, pipeline, database, sandbox):
    with psycopg.connect(sandbox.admin_dsn("postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS latin")
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    with psycopg.connect(sandbox.admin_dsn("latin"), autocommit=True) as connection:
        connection.execute("CREATE TABLE t (id int PRIMARY KEY, v text)")
        connection.execute("INSERT INTO t VALUES (1, 'Grüße, ça va')")
        connection.execute(f"GRANT SELECT ON t TO {sandbox.user}")
    tap.config["database"] = "latin"
    tap.manifest(t={"import_query": "SELECT * FROM t"})
    pipeline.run()
    assert pipeline.query("SELECT v FROM pgp.t_t") == [("Grüße, ça va",)]


def test_nan_in_a_bounded_numeric_is_an_error_or_is_kept_aside(tap, pipeline, database):
    database.run("CREATE TABLE t (id int PRIMARY KEY, n numeric(12, 2))", "INSERT INTO t VALUES (1, 2.5), (2, 'NaN')")
    tap.manifest(t={"import_query": "SELECT * FROM t"})
    (_, target), _, error = pipeline.end(*pipeline.start())
    assert target == 1
    assert "column n (decimal(12,2)) cannot hold the value" in error
    pipeline.run(target={"on_bad_value": "quarantine"})
    assert pipeline.query("SELECT id, n FROM pgp.t_t") == [(1, Decimal("2.50"))]
    ((column, record),) = pipeline.query("SELECT _sdc_column, _sdc_record FROM pgp.t_t__rejected")
    assert column == "n"
    assert json.loads(record)["id"] == 2
    tap.manifest(t={"import_query": "SELECT id, n::text AS n FROM t", "export_table": "as_text"})
    pipeline.run()
    assert pipeline.query("SELECT n FROM pgp.t_as_text ORDER BY id") == [("2.50",), ("NaN",)]
