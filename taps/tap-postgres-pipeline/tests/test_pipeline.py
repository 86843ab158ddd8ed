"""The tap with the real target: what is in the warehouse after kills, deletions and changes."""

from __future__ import annotations

import json
import time

import pytest

WINDOW = "updated_at BETWEEN '{BEGIN_TIMESTAMP}'::timestamp AND '{END_TIMESTAMP}'::timestamp"
TABLE = "CREATE TABLE t (id bigint PRIMARY KEY, v text, updated_at timestamp)"
T = {"t": {"import_query": f"SELECT * FROM t WHERE {WINDOW}"}}
SMALL = {"rows_per_file": 500, "split_rows": 4_000, "rows_per_query": 1_500, "parallel_tables": 2, "max_spool_mb": 1}


def insert(first, last):
    return (
        "INSERT INTO t SELECT n, 'text ' || n, timestamp '2026-01-01' + n * interval '1 second' "
        f"FROM generate_series({first}, {last}) AS n"
    )


def landed(pipeline, table="t_t"):
    return pipeline.query(f"SELECT id, v FROM pgp.{table} ORDER BY id")


def test_readers_see_the_old_table_until_a_backfill_is_complete(pipeline, tap, database):
    database.run(TABLE, insert(1, 20_000))
    tap.manifest(**T)
    pipeline.run()
    database.run("ALTER TABLE t ADD COLUMN w int DEFAULT 7", "UPDATE t SET v = 'changed'")
    tapping, target = pipeline.start(**SMALL)
    time.sleep(1.5)
    tapping.kill()
    pipeline.end(tapping, target)
    if "w" not in pipeline.types("t_t"):
        assert landed(pipeline)[0] == (1, "text 1")
    pipeline.run()
    assert pipeline.query("SELECT count(*), count(DISTINCT id), min(w), min(v) FROM pgp.t_t") == [
        (20_000, 20_000, 7, "changed")
    ]


def test_deleted_rows_are_marked_and_marks_go_when_rows_return(pipeline, tap, database):
    database.run(TABLE, insert(-5, 2_000), "ANALYZE t")
    tap.manifest(**T)
    pipeline.run()
    database.run("DELETE FROM t WHERE id % 100 = 0", "DELETE FROM t WHERE id < 0")
    pipeline.run(load_type="deletes", **SMALL)
    marked = "SELECT id FROM pgp.t_t WHERE _sdc_deleted_at IS NOT NULL ORDER BY id"
    gone = [(n,) for n in range(-5, 2_001) if n < 0 or n % 100 == 0]
    assert pipeline.query(marked) == gone
    database.run(
        "INSERT INTO t VALUES (100, 'again', '2026-03-01'), (-1, 'unchanged', '2025-01-01')",
        "INSERT INTO t VALUES (3000, 'new', '2026-03-01')",
    )
    pipeline.run(load_type="deletes")
    assert pipeline.query(marked) == [row for row in gone if row[0] not in {100, -1}]
    assert pipeline.query("SELECT count(*) FROM pgp.t_t") == [(2_006,)]
    database.run("DELETE FROM t")
    pipeline.run(load_type="deletes")
    assert pipeline.query("SELECT count(*) FROM pgp.t_t WHERE _sdc_deleted_at IS NULL") == [(0,)]


def test_a_dump_is_as_old_as_its_snapshot(tap, database):
    """The target judges no row that was loaded after the dump's version: the time of the run's snapshot."""
    database.run(TABLE, insert(1, 10), "CREATE TABLE slow AS SELECT * FROM t")
    slow = f"SELECT id, updated_at FROM slow, pg_sleep(CASE WHEN id = 1 THEN 2 ELSE 0 END) WHERE {WINDOW}"
    tap.manifest(slow={"import_query": slow}, **T)
    outcome = tap.run(load_type="deletes", parallel_tables=1)
    assert outcome.code == 0, outcome.error
    assert len({message["version"] for message in outcome.of("ACTIVATE_VERSION")}) == 1


def test_a_trial_leaves_nothing_behind(pipeline, tap, database):
    database.run(TABLE, insert(1, 2_000))
    tap.manifest(**T, copy={"import_query": "SELECT id, v FROM t"})
    pipeline.run(load_type="test", test_rows=500)
    tables = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'PGP'"
    assert pipeline.query(tables) == []
    loads = pipeline.query("SELECT rows_read FROM _META.LOADS")
    assert loads == [(500,), (500,)]


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ("ALTER TABLE t ADD COLUMN w int DEFAULT 7", "SELECT count(*) FILTER (WHERE w IS NULL) FROM pgp.t_t"),
        ("ALTER TABLE t RENAME COLUMN v TO vv", "SELECT count(*) FILTER (WHERE vv IS NULL) FROM pgp.t_t"),
        ("ALTER TABLE t DROP COLUMN v", "SELECT count(*) FILTER (WHERE v IS NULL) FROM pgp.t_t"),
        ("ALTER TABLE t ALTER COLUMN v TYPE varchar(99)", "SELECT count(*) / 2 FROM pgp.t_t"),
    ],
)
def test_copies_of_a_changed_table_lie_beside_the_old_ones(pipeline, tap, database, change, check):
    database.run(TABLE, insert(1, 10))
    tap.manifest(t={"import_query": "SELECT * FROM t"})
    pipeline.run()
    database.run(change)
    pipeline.run()
    assert pipeline.query(check) == [(10,)]
    assert pipeline.query("SELECT count(*) FROM pgp.t_t") == [(20,)]


def test_a_copy_whose_column_became_another_kind_is_an_error_that_names_it(pipeline, tap, database):
    database.run(TABLE, insert(1, 10))
    tap.manifest(t={"import_query": "SELECT * FROM t"})
    pipeline.run()
    database.run("ALTER TABLE t ALTER COLUMN v TYPE jsonb USING to_jsonb(v)")
    codes, _, error = pipeline.end(*pipeline.start())
    assert codes[1] == 1
    assert "column v is text, the stream now has json" in error
    assert pipeline.query("SELECT count(*) FROM pgp.t_t") == [(10,)]


def test_hashes_of_the_source_are_found_again_in_the_warehouse(pipeline, tap, sandbox, database):
    """With all kinds of columns: what landed gives the same hash a range as the source, until a value differs."""
    columns = "id, a_bool, a_int2, a_int8, a_numeric, a_numeric_12_2, a_text, a_char, a_bytea, a_date, a_timestamp, "
    columns += "a_timestamptz, an_interval, a_uuid, an_inet, an_enum, a_oid"
    tap.config["database"] = "test_db"
    tap.manifest(zoo={"import_query": f"SELECT {columns} FROM type_zoo WHERE id != 5"})
    pipeline.run()
    pipeline.run(load_type="validate", validate_deep=True, validate_range_keys=4)
    described = pipeline.query("SELECT DISTINCT columns, range_size FROM pgp.t_pgp_export_hashes")
    ((kinds, size),) = described
    assert len(json.loads(kinds)) == 17
    query = f"SELECT key_range, number_of_records, hash FROM ({hashes(kinds, size, 'pgp.t_zoo')}) ORDER BY 1"
    expected = pipeline.query("SELECT key_range, number_of_records, hash FROM pgp.t_pgp_export_hashes ORDER BY 1")
    assert pipeline.query(query) == expected
    assert len(expected) == 3


def hashes(kinds, size, table):
    """What dbt's macro row_hashes says for DuckDB."""
    import json

    spelled = {
        "time": "CASE WHEN isfinite({0}) THEN epoch_us({0})::VARCHAR ELSE {0}::VARCHAR END",
        "date": "CASE WHEN isfinite({0}) THEN ({0} - DATE '1970-01-01')::VARCHAR ELSE {0}::VARCHAR END",
        "boolean": "CASE {0} WHEN true THEN '1' WHEN false THEN '0' END",
    }
    row = " || '|' || ".join(
        f"coalesce({spelled.get(kind, '{0}::VARCHAR').format(name)}, '<null>')" for name, kind in json.loads(kinds)
    )
    return (
        f"SELECT floor(id / {size})::BIGINT * {size} AS key_range, count(*) AS number_of_records, "
        f"sum(('0x' || substr(md5({row}), 1, 8))::BIGINT)::VARCHAR AS hash FROM {table} GROUP BY 1"
    )
