"""What the emulated account says of its tables: INFORMATION_SCHEMA, SHOW and DESCRIBE."""

from __future__ import annotations

import pytest
import snowflake.connector
from denomas_sandbox.snowflake.api import SnowflakeAccount
from snowflake.connector import DictCursor


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    with SnowflakeAccount.start(tmp_path_factory.mktemp("snow")) as running:
        yield running


@pytest.fixture
def execute(account):
    with snowflake.connector.connect(**account.connection(database="PREP", network_timeout=10)) as connection:
        cursor = connection.cursor(DictCursor)
        cursor.execute("CREATE OR REPLACE SCHEMA prep.s")
        cursor.execute("CREATE TABLE plain (id NUMBER(38,0) NOT NULL, name VARCHAR(10)) COMMENT = 'it''s plain'")
        cursor.execute("CREATE OR REPLACE TRANSIENT TABLE brief AS SELECT 1 AS a UNION ALL SELECT 2")
        cursor.execute("CREATE TEMPORARY TABLE gone (a INT)")
        cursor.execute("CREATE VIEW seen AS SELECT * FROM plain")
        yield lambda sql: cursor.execute(sql).fetchall()


def test_tables_views_transient_and_temporary_ones_are_told_apart(execute):
    rows = execute("SELECT * FROM prep.information_schema.tables WHERE table_schema = 'S' ORDER BY table_name")
    assert [(row["TABLE_NAME"], row["TABLE_TYPE"], row["IS_TRANSIENT"]) for row in rows] == [
        ("BRIEF", "BASE TABLE", "YES"),
        ("GONE", "LOCAL TEMPORARY", "NO"),
        ("PLAIN", "BASE TABLE", "NO"),
        ("SEEN", "VIEW", None),
    ]
    assert (rows[0]["ROW_COUNT"], rows[2]["COMMENT"]) == (2, "it's plain")
    assert [(row["name"], row["kind"]) for row in execute("SHOW TABLES IN SCHEMA prep.s")] == [
        ("BRIEF", "TRANSIENT"),
        ("GONE", "TEMPORARY"),
        ("PLAIN", "TABLE"),
    ]
    assert [row["name"] for row in execute("SHOW VIEWS IN SCHEMA prep.s")] == ["SEEN"]
    # SHOW OBJECTS knows no more than these two; dbt relies on it.
    assert {row["kind"] for row in execute("SHOW TERSE OBJECTS IN SCHEMA prep.s")} == {"TABLE", "VIEW"}


def test_each_database_has_its_own_information_schema(execute):
    execute("CREATE DATABASE IF NOT EXISTS further")
    execute("CREATE TABLE further.public.t (a INT)")
    names = [row["TABLE_NAME"] for row in execute("SELECT table_name FROM further.information_schema.tables")]
    assert names == ["T"]
    assert execute("SELECT table_name FROM raw.information_schema.tables") == []
    assert [row["name"] for row in execute("DESC TABLE further.public.t")] == ["A"]


def test_a_column_shows_type_nullability_and_comment(execute):
    execute("COMMENT ON COLUMN plain.name IS 'What people say'")
    rows = execute(
        "SELECT column_name, data_type, is_nullable, character_maximum_length, comment "
        "FROM prep.information_schema.columns WHERE table_name = 'PLAIN' ORDER BY ordinal_position"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("ID", "NUMBER", "NO", None, None),
        ("NAME", "TEXT", "YES", 10, "What people say"),
    ]
    assert [(row["name"], row["type"], row["null?"]) for row in execute("DESC TABLE plain")] == [
        ("ID", "NUMBER(38,0)", "N"),
        ("NAME", "VARCHAR(10)", "Y"),
    ]


def test_names_with_quotes_capitals_and_emoji_keep_their_letters(execute):
    execute('CREATE TABLE "Odd näme" ("select" INT, "a ""b""" INT, "🌍" INT, "MiXed" INT, plain INT)')
    execute('INSERT INTO "Odd näme" SELECT 1, 2, 3, 4, 5')
    assert execute('SELECT * FROM "Odd näme"') == [{"select": 1, 'a "b"': 2, "🌍": 3, "MiXed": 4, "PLAIN": 5}]
    assert "Odd näme" in {row["name"] for row in execute("SHOW TABLES")}


def test_two_thousand_columns_are_no_problem(execute):
    columns = ", ".join(f'"c {number}" VARCHAR' for number in range(2000))
    execute(f"CREATE TABLE wide ({columns})")
    execute("""INSERT INTO wide ("c 0", "c 1999") VALUES ('first', 'last')""")
    (row,) = execute("SELECT * FROM wide")
    assert (len(row), row["c 0"], row["c 1999"], row["c 7"]) == (2000, "first", "last", None)


def test_temporary_things_go_with_their_session(account, execute):
    with snowflake.connector.connect(**account.connection(database="PREP", schema="S")) as connection:
        connection.cursor().execute("CREATE TEMPORARY TABLE mine (a INT)")
        connection.cursor().execute("CREATE TEMPORARY VIEW my_view AS SELECT 1 AS a")
        connection.cursor().execute("CREATE TEMPORARY STAGE my_stage")
    shown = {row["name"] for row in execute("SHOW OBJECTS IN SCHEMA prep.s")}
    assert not {"MINE", "MY_VIEW"} & shown
    assert execute("SHOW STAGES IN SCHEMA prep.s") == []
