"""Queries are parsed and changed as trees."""

from __future__ import annotations

import pytest
from tap_common.errors import ConfigurationError
from tap_postgres_pipeline.manifest import Entry
from tap_postgres_pipeline.query import parse
from tap_postgres_pipeline.window import Window

WINDOW = "updated_at BETWEEN '{EXECUTION_DATE}'::timestamp - interval '{HOURS} hours' AND '{EXECUTION_DATE}'::timestamp"


def query(text, filtering=""):
    return parse(Entry("k", "T", text, "s", "t", ("id",), filtering), "m.yml")


def words(sql):
    return " ".join(sql.split())


@pytest.mark.parametrize(
    "text",
    [
        "SELECT id FROM t",
        "SELECT id FROM t WHERE state = 'open'",
        "SELECT id, CASE WHEN kind = 'Where' THEN 'FROM' ELSE 'select' END AS word FROM t",
        "SELECT id FROM (SELECT id FROM t WHERE updated_at > now()) AS inner_query",
    ],
)
def test_a_query_without_a_window_is_a_full_copy_and_stays_as_it_is(text):
    parsed = query(text)
    assert not parsed.is_incremental
    assert words(parsed.base()) == words(query(parsed.base()).base())
    assert "'Where'" in parsed.base() or "Where" not in text


@pytest.mark.parametrize(
    ("text", "watermark"),
    [
        (f"SELECT * FROM t WHERE {WINDOW}", "updated_at"),
        (f"SELECT * FROM t WHERE kind = 'a' AND {WINDOW} AND id > 3", "updated_at"),
        (
            "SELECT * FROM t WHERE created_at BETWEEN '{BEGIN_TIMESTAMP}'::timestamp AND '{END_TIMESTAMP}'::timestamp",
            "created_at",
        ),
        (
            "SELECT t.* FROM t WHERE t.updated_at > '{EXECUTION_DATE}'::timestamp - interval '{DAYS} day'",
            "t.updated_at",
        ),
    ],
)
def test_the_window_and_its_column_are_found(text, watermark):
    parsed = query(text)
    assert parsed.is_incremental
    assert parsed.watermark.sql("postgres") == watermark
    assert "{" not in parsed.base()


def test_a_bookmark_window_replaces_the_template_and_keeps_other_conditions():
    parsed = query(f"SELECT id FROM t WHERE kind = 'where' AND {WINDOW}", "AND (a = 1 OR b = 2)")
    sql = parsed.base(*parsed.bookmark_window(Window("2026-01-01T00:00:00", "2026-01-02T00:00:00")))
    assert "kind = 'where'" in sql
    assert "(a = 1 OR b = 2)" in sql
    assert sql.count("updated_at >=") == sql.count("updated_at <=") == 1


def test_an_or_in_additional_filtering_does_not_swallow_the_query():
    sql = query("SELECT id FROM t WHERE a = 1", "AND b = 2 OR c = 3").base()
    assert "a = 1 AND (b = 2 OR c = 3)" in sql


def test_rows_without_a_watermark_belong_to_a_window_without_beginning():
    parsed = query(f"SELECT id FROM t WHERE {WINDOW}")
    assert "updated_at IS NULL" in parsed.base(*parsed.bookmark_window(Window(None, "2026-01-02T00:00:00")))
    assert "IS NULL" not in parsed.base(*parsed.bookmark_window(Window("2026-01-01T00:00:00", "2026-01-02T00:00:00")))


def test_the_template_is_filled_in_as_it_stands():
    parsed = query(f"SELECT id FROM t WHERE {WINDOW}")
    sql = parsed.base(parsed.template_window({"EXECUTION_DATE": "2026-01-02T00:00:00", "HOURS": "48"}))
    assert sql.count("2026-01-02T00:00:00") == 2
    assert "48" in sql


@pytest.mark.parametrize(
    ("text", "filtering", "part"),
    [
        ("SELECT FROM WHERE", "", "does not parse"),
        ("SELECT id FROM t WHERE (", "", "does not parse: line 1"),
        ("SELECT 1; SELECT 2", "", "exactly one SELECT"),
        ("DELETE FROM t", "", "exactly one SELECT"),
        ("SELECT id FROM t", "AND AND", "additional_filtering does not parse"),
        ("SELECT id FROM t WHERE a = '{SOMETHING}'", "", "{SOMETHING} is not known"),
        (f"SELECT id FROM t WHERE a = 1 OR {WINDOW}", "", "exactly one column"),
        (f"SELECT id FROM (SELECT id FROM t WHERE {WINDOW}) AS q", "", "query's own WHERE"),
    ],
)
def test_a_query_that_cannot_be_used_is_refused_by_name(text, filtering, part):
    with pytest.raises(ConfigurationError) as raised:
        query(text, filtering)
    assert "m.yml: table k" in str(raised.value)
    assert part in str(raised.value)


def test_a_placeholder_without_a_value_is_an_error():
    with pytest.raises(ConfigurationError, match=r"needs \{HOURS\}"):
        query(f"SELECT id FROM t WHERE {WINDOW}").template_window({"EXECUTION_DATE": "2026-01-01"})
