"""Stages, COPY, MERGE and SWAP on the emulated account, with the real connector and real files."""

from __future__ import annotations

import gzip
import json
from datetime import date, datetime, time
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import snowflake.connector
from denomas_sandbox.snowflake.api import SnowflakeAccount
from snowflake.connector.errors import ProgrammingError

ROWS = pa.table(
    {
        "id": pa.array([1, 2, 3], pa.int64()),
        "name": ["a", None, "ü 🌍"],
        "at": pa.array([datetime(2020, 1, 1, 0, 0, 0, 5), None, datetime(2262, 4, 11)], pa.timestamp("us")),  # noqa: DTZ001
        "amount": pa.array([Decimal("1.50"), None, Decimal("-2.25")], pa.decimal128(10, 2)),
        "day": pa.array([date(2020, 1, 1), None, date(1969, 12, 31)]),
        "flag": [True, None, False],
        "clock": pa.array([time(1, 2, 3), None, time(23, 59, 59, 999999)], pa.time64("us")),
        "ratio": [1.5, None, -0.0],
        "data": ['{"k": [1]}', None, "3"],
    }
)
DDL = """
    id NUMBER(38,0), name VARCHAR, at TIMESTAMP_NTZ, amount NUMBER(10,2), day DATE, flag BOOLEAN, clock TIME,
    ratio FLOAT
"""
PARQUET = "FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE)"
BY_NAME = f"{PARQUET} MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE"


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    with SnowflakeAccount.start(tmp_path_factory.mktemp("snow flake")) as running:
        yield running


@pytest.fixture
def execute(account):
    with snowflake.connector.connect(**account.connection(network_timeout=10)) as connection:
        cursor = connection.cursor()
        cursor.execute("CREATE OR REPLACE SCHEMA tap_x")
        yield lambda sql: cursor.execute(sql).fetchall()


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files of a run"
    folder.mkdir()
    pq.write_table(ROWS, folder / "one.parquet")
    pq.write_table(pa.table({"ID": pa.array([4], pa.int64()), "other": ["x"]}), folder / "two.parquet")
    return folder


def put(execute, folder, stage, pattern="*"):
    return execute(f"PUT 'file://{folder}/{pattern}' {stage} AUTO_COMPRESS = FALSE")


@pytest.mark.parametrize("kind", ["TEMPORARY", "TRANSIENT", ""])
def test_files_are_copied_by_column_name_with_every_type_and_null(execute, files, kind):
    execute(f"CREATE {kind} TABLE staging ({DDL}, data VARCHAR)")
    execute('CREATE TEMPORARY STAGE "load of one run"')
    put(execute, files, "'@\"load of one run\"/a/'")
    done = execute(f"COPY INTO staging FROM '@\"load of one run\"/a/' {BY_NAME} PURGE = TRUE")
    assert [row[:4] for row in done] == [
        ("load of one run/a/one.parquet", "LOADED", 3, 3),
        ("load of one run/a/two.parquet", "LOADED", 1, 1),
    ]
    landed = execute("SELECT * FROM staging ORDER BY id")
    assert landed[:3] == [tuple(row.values()) for row in ROWS.to_pylist()]
    assert landed[3] == (4, *[None] * 8)
    assert execute('LIST @"load of one run"') == []


def test_a_table_remembers_what_it_has_loaded_through_swaps_until_it_is_truncated(execute, files):
    execute("CREATE TABLE live (id INT)")
    execute("CREATE TABLE other (id INT)")
    execute("CREATE STAGE st")
    put(execute, files, "@st")
    copy = f"COPY INTO live FROM @st {BY_NAME} FILES = ('one.parquet')"
    assert execute(copy)[0][1] == "LOADED"
    assert execute(copy)[0][1::5] == ("LOAD_SKIPPED", "File was loaded before.")
    execute("ALTER TABLE live SWAP WITH other")
    assert execute(copy)[0][1] == "LOADED"
    assert execute(copy.replace("live", "other"))[0][1] == "LOAD_SKIPPED"
    assert execute(f"{copy} FORCE = TRUE")[0][1] == "LOADED"
    assert execute(f"{copy} FORCE = FALSE")[0][1] == "LOAD_SKIPPED"
    execute("TRUNCATE TABLE live")
    assert execute(copy)[0][1] == "LOADED"
    pq.write_table(ROWS, files / "one.parquet")
    execute(f"PUT 'file://{files}/one.parquet' @st AUTO_COMPRESS = FALSE OVERWRITE = TRUE")
    assert execute(copy)[0][1] == "LOADED"


def test_a_copy_that_fails_or_is_rolled_back_leaves_nothing(execute, files):
    execute("CREATE TABLE t (id INT, name DATE)")
    execute("CREATE STAGE st")
    put(execute, files, "@st")
    with pytest.raises(ProgrammingError, match="100040"):
        execute(f"COPY INTO t FROM @st {BY_NAME}")
    assert execute("SELECT COUNT(*) FROM t") == [(0,)]
    execute("BEGIN")
    execute(f"COPY INTO t (id) FROM @st {BY_NAME}")
    execute("ROLLBACK")
    assert execute("SELECT COUNT(*) FROM t") == [(0,)]
    assert [row[1] for row in execute(f"COPY INTO t (id) FROM @st {BY_NAME}")] == ["LOADED", "LOADED"]


def test_a_transformation_reads_json_and_its_metadata(execute, tmp_path):
    lines = [{"id": 1, "n": {"k": "v"}}, {"id": 2}]
    with gzip.open(tmp_path / "a.json.gz", "wt") as file:
        file.write("\n".join(json.dumps(line) for line in lines))
    (tmp_path / "b.json").write_text(json.dumps([{"id": 3}, {"id": 4}]))
    execute("CREATE TABLE t (v VARIANT, id INT, k VARCHAR, file VARCHAR, line INT)")
    execute("CREATE FILE FORMAT lines TYPE = JSON STRIP_OUTER_ARRAY = TRUE")
    execute("CREATE STAGE st FILE_FORMAT = (FORMAT_NAME = 'LINES')")
    put(execute, tmp_path, "@st/in", "*.json*")
    execute(
        "COPY INTO t FROM (SELECT $1, $1:id::INT, s.$1:n.k::VARCHAR, METADATA$FILENAME, METADATA$FILE_ROW_NUMBER "
        "FROM @st/in/ s)"
    )
    rows = execute("SELECT v:id::INT, id, k, file, line FROM t ORDER BY id")
    assert rows == [
        (1, 1, "v", "in/a.json.gz", 1),
        (2, 2, None, "in/a.json.gz", 2),
        (3, 3, None, "in/b.json", 1),
        (4, 4, None, "in/b.json", 2),
    ]


def test_csv_is_read_as_its_format_says_and_bad_lines_as_on_error_says(execute, tmp_path):
    (tmp_path / "good.csv").write_text('id|name\n1|"a|b"\n2|-\n')
    (tmp_path / "bad.csv").write_text("id|name\nx|c\n3|d\n")
    execute("CREATE TABLE t (id INT, name VARCHAR)")
    execute("CREATE STAGE st")
    execute(f"PUT 'file://{tmp_path}/*.csv' @st")
    form = "TYPE = CSV SKIP_HEADER = 1 FIELD_DELIMITER = '|' FIELD_OPTIONALLY_ENCLOSED_BY = '\"' NULL_IF = ('-')"
    copy = f"COPY INTO t FROM @st FILE_FORMAT = ({form})"
    with pytest.raises(ProgrammingError, match=r"(?s)100038 \(22018\).*'x' is not recognized"):
        execute(copy)
    skipped = execute(f"{copy} ON_ERROR = SKIP_FILE")
    assert [row[1:4] for row in skipped] == [("LOAD_FAILED", 2, 0), ("LOADED", 2, 2)]
    assert execute("SELECT * FROM t ORDER BY id") == [(1, "a|b"), (2, None)]
    partly = execute(f"{copy} ON_ERROR = CONTINUE PATTERN = '.*bad.*'")
    assert partly[0][:6] == ("st/bad.csv.gz", "PARTIALLY_LOADED", 2, 1, 2, 1)


def test_a_folder_can_stand_for_a_bucket(account, execute, files):
    execute("CREATE STAGE bills URL = 'gcs://billing/export/'")
    with pytest.raises(ProgrammingError, match=r"091003.*cannot be reached: gcs://billing/export/"):
        execute("LIST @bills")
    account.map_location("gs://billing", files.parent)
    account.map_location("gcs://billing/export", files)
    assert [row[0] for row in execute("LIST @bills")] == [f"gcs://billing/export/{n}.parquet" for n in ("one", "two")]
    execute("CREATE TABLE t (id INT, file VARCHAR)")
    done = execute(f"COPY INTO t FROM (SELECT $1:id, METADATA$FILENAME FROM @bills) {PARQUET} FILES = ('one.parquet')")
    assert done[0][0] == "gcs://billing/export/one.parquet"
    assert execute("SELECT DISTINCT file FROM t") == [("export/one.parquet",)]
    assert execute(f"COPY INTO t (id) FROM 'gcs://billing/export/two' {BY_NAME}")[0][1] == "LOADED"


def test_user_and_table_stages_take_list_give_back_and_remove_files(execute, files, tmp_path):
    execute("CREATE TABLE t (id INT)")
    for stage, prefix in (("@~/my", "my/"), ("@%t", "")):
        assert [row[6] for row in put(execute, files, stage)] == ["UPLOADED", "UPLOADED"]
        assert [row[0] for row in execute(f"LIST {stage}")] == [f"{prefix}one.parquet", f"{prefix}two.parquet"]
        target = tmp_path / f"got{len(prefix)}"
        target.mkdir()
        execute(f"GET {stage} 'file://{target}/' PATTERN = '.*one.*'")
        assert pq.read_table(target / "one.parquet").equals(ROWS)
        assert execute(f"COPY INTO t FROM {stage} {BY_NAME}")[0][1] == "LOADED"
        assert len(execute(f"REMOVE {stage}")) == 2
        assert execute(f"LIST {stage}") == []


def test_what_is_missing_is_named(execute):
    execute("CREATE TABLE t (id INT)")
    execute("CREATE STAGE st")
    for sql, words in (
        ("PUT 'file:///nowhere/*' @st", "253006.*File doesn't exist"),
        ("LIST @nowhere", "002003.*Stage 'RAW.TAP_X.NOWHERE' does not exist or not authorized"),
        ("COPY INTO t FROM @nowhere", "Stage 'RAW.TAP_X.NOWHERE' does not exist"),
        ("COPY INTO nowhere FROM @st", "does not exist"),
        ("COPY INTO t FROM @st FILES = ('no.csv')", "091016.*Remote file 'st/no.csv' was not found"),
        ("COPY INTO t FROM @st FILE_FORMAT = (TYPE = XML)", "cannot do this: COPY of XML"),
    ):
        with pytest.raises(ProgrammingError, match=f"(?s){words}"):
            execute(sql)
    assert execute("COPY INTO t FROM @st") == [("Copy executed with 0 files processed.",)]


def test_a_text_beyond_16_mebibytes_is_refused_and_one_below_is_not(execute, tmp_path):
    execute("CREATE TABLE t (v VARCHAR)")
    execute("CREATE STAGE st")
    for name, size in (("fits", 16_777_216), ("large", 16_777_217)):
        pq.write_table(pa.table({"v": ["x" * size]}), tmp_path / f"{name}.parquet")
    put(execute, tmp_path, "@st", "*.parquet")
    execute(f"COPY INTO t FROM @st/fits {BY_NAME}")
    assert execute("SELECT LENGTH(v) FROM t") == [(16_777_216,)]
    with pytest.raises(ProgrammingError, match=r"100082.*actual size of parsed column is 16777217"):
        execute(f"COPY INTO t FROM @st/large {BY_NAME}")


def test_merge_counts_what_it_did_and_refuses_two_rows_for_one(execute):
    execute('CREATE TABLE t (id INT, name VARCHAR, "select" VARCHAR, PRIMARY KEY (id))')
    execute("INSERT INTO t (id, name) VALUES (1, 'a'), (2, 'b'), (2, 'keys are not enforced')")
    merge = (
        "MERGE INTO tap_x.t AS t USING (SELECT column1 AS id, column2 AS name FROM VALUES {}) s ON t.id = s.id "
        "WHEN MATCHED AND s.name IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET t.name = s.name, \"select\" = 'x' "
        "WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.name)"
    )
    execute("BEGIN")
    assert execute(merge.format("(1, 'A'), (2, NULL), (3, 'c')")) == [(1, 1, 2)]
    execute("COMMIT")
    assert execute("SELECT * FROM t ORDER BY id") == [(1, "A", "x"), (3, "c", None)]
    with pytest.raises(ProgrammingError, match=r"100090 \(42P18\).*Duplicate row detected"):
        execute(merge.format("(1, 'p'), (1, 'q')"))


def test_a_mistake_within_a_transaction_does_not_end_it(execute):
    execute("CREATE TABLE t (id INT)")
    execute("BEGIN")
    execute("INSERT INTO t VALUES (1)")
    for wrong in ("SELECT nothing", "SHOW NOTHING", "INSERT INTO nowhere VALUES (1)", "DESC TABLE nowhere", "SELEC"):
        with pytest.raises(ProgrammingError):
            execute(wrong)
    assert execute("SELECT COUNT(*) FROM t") == [(1,)]
    execute("COMMIT")
    execute("BEGIN")
    with pytest.raises(ProgrammingError, match="100038"):
        execute("INSERT INTO t SELECT 'x'::VARCHAR::INT FROM t")
    with pytest.raises(ProgrammingError, match=r"009999.*Send ROLLBACK"):
        execute("SELECT COUNT(*) FROM t")
    execute("ROLLBACK")
    assert execute("SELECT COUNT(*) FROM t") == [(1,)]


def test_texts_that_look_like_stages_stay_texts(execute):
    execute("CREATE TABLE t (v VARCHAR)")
    execute("INSERT INTO t VALUES ('@~/x'), ('@stage'), ('CURRENT_ROLE()')")
    assert execute("SELECT v FROM t ORDER BY v") == [("@stage",), ("@~/x",), ("CURRENT_ROLE()",)]


def test_values_are_bound_whatever_their_type(account):
    with snowflake.connector.connect(**account.connection(schema="PUBLIC"), paramstyle="qmark") as connection:
        cursor = connection.cursor()
        cursor.execute(
            "CREATE OR REPLACE TABLE b (i INT, d NUMBER(10,2), f FLOAT, t TIMESTAMP_NTZ, n VARCHAR, y BOOLEAN)"
        )
        row = (1, Decimal("1.25"), 0.5, datetime(2020, 1, 1, 12, 0, 0, 7), None, True)  # noqa: DTZ001
        cursor.execute("INSERT INTO b VALUES (?, ?, ?, ?, ?, ?)", row)
        cursor.executemany("INSERT INTO b VALUES (?, ?, ?, ?, ?, ?)", [row, row])
        assert cursor.rowcount == 2
        assert cursor.execute("SELECT * FROM b").fetchall() == [row] * 3
