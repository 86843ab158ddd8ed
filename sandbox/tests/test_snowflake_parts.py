"""Parts of the emulated account that need no server: journal, properties, names, bound values, grants."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from denomas_sandbox.snowflake import bindings, context_functions, grants, rewriting
from denomas_sandbox.snowflake.errors import SnowflakeError
from denomas_sandbox.snowflake.journal import Journal, without_secrets
from denomas_sandbox.snowflake.names import parts_of, text_of
from denomas_sandbox.snowflake.properties import read


def test_a_journal_that_has_grown_is_put_aside(tmp_path):
    journal = Journal(tmp_path / "j.jsonl")
    journal.add({"sql": "SELECT 1"})
    journal.turn_over(10_000)
    assert [entry["sql"] for entry in journal.entries()] == ["SELECT 1"]
    journal.turn_over(10)
    assert journal.entries() == []
    assert (tmp_path / "j.old").exists()


def test_a_line_that_a_killed_process_did_not_finish_is_left_out(tmp_path):
    journal = Journal(tmp_path / "j.jsonl")
    journal.add({"sql": "a"})
    with (tmp_path / "j.jsonl").open("a") as file:
        file.write('{"sql": "b"')
    assert [entry["sql"] for entry in journal.entries()] == ["a"]


def test_secrets_are_blanked_and_public_keys_are_not():
    sql = "ALTER USER u SET PASSWORD = 'it''s', RSA_PUBLIC_KEY = 'MII', SECRET_STRING='x', aws_secret_key = 'y'"
    assert without_secrets(sql) == (
        "ALTER USER u SET PASSWORD = '***', RSA_PUBLIC_KEY = 'MII', SECRET_STRING='***', aws_secret_key = '***'"
    )


def test_a_definition_is_read_with_lists_mappings_and_a_body():
    found = read(
        "(a INT) WAREHOUSE_SIZE = xsmall COMMENT='it''s' LOCATIONS = ('gcs://a/', 'gcs://b/') "
        "FILE_FORMAT = (TYPE = JSON NULL_IF = ('', 'x')) WITH MANAGED ACCESS AS SELECT 1 AS a"
    )
    assert found.values == {
        "WAREHOUSE_SIZE": "XSMALL",
        "COMMENT": "it's",
        "LOCATIONS": ["gcs://a/", "gcs://b/"],
        "FILE_FORMAT": {"TYPE": "JSON", "NULL_IF": ["", "x"]},
    }
    assert found.words == ["WITH", "MANAGED", "ACCESS"]
    assert found.body == "SELECT 1 AS a"


def test_names_and_texts_are_read_as_snowflake_reads_them():
    assert parts_of('raw."Odd.na""me".t') == ("RAW", 'Odd.na"me', "T")
    assert (text_of(r"'a\'b''c\n'"), text_of("$$a'b$$")) == ("a'b'c\n", "a'b")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("FIXED", "12", 12),
        ("FIXED", "-1.50", Decimal("-1.50")),
        ("REAL", "0.5", 0.5),
        ("BOOLEAN", "true", True),
        ("BINARY", "00ff", b"\x00\xff"),
        ("DATE", "-86400000", date(1969, 12, 31)),
        ("TIME", "3723000007000", time(1, 2, 3, 7)),
        ("TIMESTAMP_NTZ", "1577836800000005000", datetime(2020, 1, 1, 0, 0, 0, 5)),  # noqa: DTZ001
        ("TIMESTAMP_LTZ", "0", datetime(1970, 1, 1, tzinfo=UTC)),
        ("TIMESTAMP_TZ", "0 1500", datetime(1970, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))),
        ("TEXT", "x", "x"),
        ("FIXED", None, None),
    ],
)
def test_a_bound_value_is_read(kind, text, value):
    assert bindings.value_of(kind, text) == value


def test_comments_around_a_statement_and_semicolons_are_taken_away():
    assert rewriting.trimmed("-- a\n/* b */ SELECT '/* c */' /* dbt */ ;") == "SELECT '/* c */'"
    assert rewriting.split("SELECT 'a;b'; -- c\nSELECT 2;") == ["SELECT 'a;b'; -- c", "SELECT 2;"]


def test_functions_of_the_session_are_not_replaced_in_texts_and_comments():
    sql = "SELECT CURRENT_ROLE(), 'CURRENT_ROLE()', \"CURRENT_ROLE()\" -- it's CURRENT_ROLE()\n, current_role( )"
    assert context_functions.with_values(sql, {"ROLE": "R'1"}, bool) == (
        "SELECT 'R''1', 'CURRENT_ROLE()', \"CURRENT_ROLE()\" -- it's CURRENT_ROLE()\n, 'R''1'"
    )


def test_grants_are_taken_apart():
    given = grants.order("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA raw.s TO ROLE r WITH GRANT OPTION")
    assert given is not None
    assert (given.privileges, given.kind, given.many) == (("SELECT", "INSERT"), "TABLE", "ALL")
    assert (given.scope, given.name, given.grantee, given.grant_option) == ("SCHEMA", ("RAW", "S"), ("R",), True)
    revoked = grants.order("REVOKE ROLE a FROM USER b")
    assert revoked is not None
    assert (revoked.revoke, revoked.kind, revoked.to) == (True, "ROLE", "USER")
    assert grants.order("SELECT 1") is None
    with pytest.raises(SnowflakeError, match="unexpected 'NOTHING'"):
        grants.order("GRANT NOTHING TO ROLE r")
