"""The models of ZenGRC and Level Up, built by real dbt on a small RAW that has the columns of the taps' schemas."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import duckdb
import pytest
from tap_thought_industries.streams import STREAMS
from tap_zengrc.streams import LOADED

AT = "2026-03-01 10:00:00.123"
PROGRAMS = [{"id": 1, "title": "SOX", "type": "Program"}, {"id": 2, "title": "SOC 2", "type": "Program"}]
CONTROLS = [{"id": 7, "title": "Access review", "type": "Control"}]
ISSUES = [
    {"id": 1, "status": "Draft", "mapped": {"programs": PROGRAMS, "controls": CONTROLS}},
    {"id": 2, "status": "Fixed", "mapped": {"programs": PROGRAMS[:1], "controls": CONTROLS}},
    {"id": 3, "status": None, "mapped": {"programs": [], "controls": CONTROLS}},
    {"id": 4, "status": "Draft", "mapped": {"programs": PROGRAMS, "controls": []}},
    {"id": 5, "status": "Draft", "mapped": None},
    # Linked twice, and an attribute of each kind.
    {
        "id": 6,
        "status": "Active",
        "mapped": {"programs": PROGRAMS[:1] * 2, "controls": CONTROLS * 2},
        "custom_attributes": {"142": {"id": 142, "value": 2.5}, "143": {"value": ""}, "207": {"value": True}},
    },
]
ROWS = {
    "issues": ISSUES,
    "programs": [{"id": 1, "title": "SOX", "status": "Active"}, {"id": 2, "title": "SOC 2", "status": "Active"}],
    "course_completions": [
        {"id": "a", "timestamp": AT, "notifiableid": "c1", "userdetail": {"id": "u1", "sfAccountId": "001A"}},
        {"id": "b", "timestamp": AT, "notifiableid": "c2", "userdetail": {"id": "u1", "sfAccountId": None}},
        {"id": "c", "timestamp": AT, "notifiableid": "c1", "userdetail": {"id": "u2"}},
    ],
    "users": [
        {"id": "u1", "sfaccountid": "001B", "email": "Ann@GitLab.com"},
        {"id": "u2", "email": "x@elsewhere.example"},
    ],
    "assessment_attempts": [{"id": "t", "user": {"id": "u1", "clientId": "k1"}, "passed": True}],
}


def column_type(schema: dict) -> str:
    """Give the type in RAW of a property (docs/contracts.md)."""
    types = [one for one in schema["type"] if one != "null"]
    if len(types) > 1 or types[0] in {"object", "array"}:
        return "JSON"
    if types[0] == "string":
        return {"date-time": "TIMESTAMP", "date": "DATE"}.get(schema.get("format"), "VARCHAR")
    return {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}[types[0]]


@pytest.fixture(scope="module")
def built(tmp_path_factory, new_dbt):
    """Land some rows, the other tables empty, and build; gives dbt."""
    dbt = new_dbt(tmp_path_factory.mktemp("web_sources"))
    now = datetime.now(UTC).replace(tzinfo=None)
    with duckdb.connect(dbt.warehouse / "raw.duckdb") as connection:
        for schema, streams in (("TAP_ZENGRC", LOADED), ("LEVEL_UP", STREAMS)):
            connection.execute(f"CREATE SCHEMA {schema}")
            for stream in streams:
                columns = {name.lower(): column_type(kind) for name, kind in stream.schema["properties"].items()}
                columns["_sdc_extracted_at"] = "TIMESTAMP"
                table = f'{schema}."{stream.name.upper()}"'
                definition = ", ".join(f'"{name}" {type_}' for name, type_ in columns.items())
                connection.execute(f"CREATE TABLE {table} ({definition})")
                for row in ROWS.get(stream.name, []):
                    values = {"_sdc_extracted_at": now, **row}
                    names = ", ".join(f'"{name}"' for name in values)
                    marks = ", ".join("?" for _ in values)
                    given = [json.dumps(value) if isinstance(value, dict) else value for value in values.values()]
                    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", given)
    done = dbt.run("build", "--select", "source:zengrc+", "source:level_up+")
    assert done.returncode == 0, done.stdout
    return dbt


def test_every_model_can_be_read_to_its_last_column(built):
    results = built.artifact("run_results")["results"]
    models = built.artifact("manifest")["nodes"]
    names = [
        models[result["unique_id"]]["relation_name"].replace('"', "")
        for result in results
        if result["unique_id"].startswith("model.")
    ]
    assert len(names) == 33
    for name in names:
        built.query(f"SELECT * FROM {name}")


def test_open_control_issues_count_in_each_of_their_programs(built):
    mart = built.query(
        "SELECT program_id, program_title, issues, open_issues "
        "FROM prod.COMMON_MART.mart_open_control_issues_by_program ORDER BY program_id"
    )
    assert mart == [(-1, None, 1, 1), (1, "SOX", 3, 2), (2, "SOC 2", 1, 1)]


def test_custom_attributes_have_names_and_types(built):
    assert built.query(
        "SELECT likelihood, impact, is_reported_to_audit_committee, risk_rating "
        "FROM prep.ZENGRC.zengrc_issue_source WHERE issue_id = 6"
    ) == [(2.5, None, True, None)]


def test_completions_count_by_the_account_of_event_or_user(built):
    mart = built.query(
        "SELECT account_id, CAST(completed_month AS VARCHAR), completions, learners, courses "
        "FROM prod.COMMON_MART.mart_course_completions_by_account ORDER BY account_id"
    )
    assert mart == [
        ("001A", "2026-03-01", 1, 1, 1),
        ("001B", "2026-03-01", 1, 1, 1),
        ("Missing account_id", "2026-03-01", 1, 1, 1),
    ]


def test_addresses_of_others_are_not_shown(built):
    users = built.query("SELECT user_id, username FROM prep.LEVEL_UP.level_up_users_source ORDER BY user_id")
    assert users == [("u1", "Ann@GitLab.com"), ("u2", None)]


def test_objects_under_reserved_words_are_read(built):
    assert built.query("SELECT user_id, client_id FROM prep.LEVEL_UP.level_up_assessment_attempts_source") == [
        ("u1", "k1")
    ]
