"""Statements are Snowflake's, and names survive whatever they are made of."""

from __future__ import annotations

import pytest
import sqlglot
from denomas_target_snowflake import sql
from denomas_target_snowflake.accounts import create_account, put_accounts
from denomas_target_snowflake.external import copy_external, create_external_stage
from sqlglot import exp
from target_common.loads import LOADS, LOADS_COLUMNS
from target_common.names import Table
from target_common.types import ColumnType, Kind
from target_common.warehouse import METADATA

TABLE = Table("TAP_X", 'OR"DER')
COLUMNS = {
    "id": ColumnType(Kind.INTEGER),
    "select": ColumnType(Kind.TEXT),
    "größe": ColumnType(Kind.DECIMAL, 20, 4),
    "_😀": ColumnType(Kind.JSON),
    **METADATA,
}
NTZ = "TIMESTAMP_NTZ"
STAGING = '"TAP_X"."STAGED"'
STATEMENTS = {
    "create": sql.create_table(TABLE, COLUMNS, NTZ),
    "staging": sql.create_staging(STAGING, COLUMNS),
    "rebuild": sql.rebuild(TABLE, {"id": (COLUMNS["id"], True), "n": (COLUMNS["select"], False)}, NTZ, '("ID")'),
    "add": sql.add_columns(TABLE, COLUMNS, NTZ),
    "put": sql.put("/a b/c", '@"_META"."LANDING"/x/'),
    "copy": sql.copy(STAGING, '@"_META"."LANDING"/x/'),
    "external stage": create_external_stage('"_META"."E"', "gs://bucket/a/", "gcs_integration"),
    "external": copy_external(STAGING, '"_META"."E"', ["a.parquet", "b'.parquet"], {"C0": '$1:"id"::NUMBER(38,0)'}),
    "insert": sql.insert(TABLE, STAGING, COLUMNS, NTZ),
    "merge": sql.merge(TABLE, STAGING, COLUMNS, ["id"], NTZ, ["gone"]),
    "merge by key alone": sql.merge(TABLE, STAGING, {"id": COLUMNS["id"]}, ["id"], NTZ),
    "merge with zone": sql.merge(TABLE, STAGING, COLUMNS, ["id", "select"], "TIMESTAMP_TZ"),
    "rejected": sql.copy_rejected(TABLE, '@"_META"."LANDING"/x/'),
    "append": sql.append_table(TABLE, Table("TAP_X", "T__V1"), COLUMNS),
    "mark": sql.mark_deleted(TABLE, Table("TAP_X", "KEYS"), ["id", "select"], "2024-01-01 00:00:00")[0],
    "unmark": sql.mark_deleted(TABLE, Table("TAP_X", "KEYS"), ["id", "select"], "2024-01-01 00:00:00")[1],
    "account": create_account(LOADS, LOADS_COLUMNS),
    "put accounts": put_accounts(LOADS, LOADS_COLUMNS, ["run_id", "tap", "stream"], 2),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_is_one_in_snowflakes_dialect(name):
    (parsed,) = sqlglot.parse(STATEMENTS[name], read="snowflake")
    assert not isinstance(parsed, exp.Command), f"sqlglot knows no such statement: {STATEMENTS[name]}"


def test_columns_are_stored_in_upper_case_and_read_back():
    assert sql.stored_name("größe_cm") == "GRÖßE_CM"
    for name in ("id", "größe_cm", "naïve", "\u0131stanbul", "οδοσ", "οδος", "_😀", "ﬁn", "日本"):
        assert sql.column_name(sql.stored_name(name)) == name


def test_types_are_read_as_they_were_written():
    for kind in set(Kind) - {Kind.HUGE_INTEGER, Kind.DECIMAL}:
        assert sql.column_type(sql.type_name(ColumnType(kind))) == ColumnType(kind)
    assert sql.column_type("NUMBER(20,4)") == ColumnType(Kind.DECIMAL, 20, 4)
    assert sql.column_type("VARCHAR(16777216)") == ColumnType(Kind.TEXT)
    assert sql.column_type("TIMESTAMP_TZ(9)") == ColumnType(Kind.TIMESTAMP)
    assert sql.column_type("GEOGRAPHY") == ColumnType(Kind.TEXT)


def test_text_is_quoted_against_quotes_and_backslashes():
    assert sql.literal("it's a \\ day") == "'it''s a \\\\ day'"
    (parsed,) = sqlglot.parse(f"SELECT {sql.literal(chr(92) + chr(39) + 'x')}", read="snowflake")
    assert parsed.expressions[0].this == "\\'x"


def test_a_merge_that_replaces_a_row_clears_columns_that_the_stream_lost():
    assert '"GONE" = NULL' in STATEMENTS["merge"]


def test_gs_addresses_become_gcs():
    assert "'gcs://bucket/a/'" in STATEMENTS["external stage"]
