"""The models of Zendesk, built by real dbt on a small RAW that has the columns of the catalog snapshots."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

CATALOGS = Path(__file__).parents[2] / "plugins" / "catalogs"
ACCOUNTS = {
    "TAP_ZENDESK": ("tap-zendesk", "zendesk"),
    "TAP_ZENDESK_COMMUNITY_RELATIONS": ("tap-zendesk--community-relations", "zendesk_community_relations"),
}
TABLES = (
    "group_memberships", "groups", "macros", "organizations", "satisfaction_ratings", "sla_policies", "tags",
    "ticket_audits", "ticket_comments", "ticket_fields", "ticket_forms", "ticket_metrics", "tickets", "users",
)  # fmt: skip
ROWS = {
    "groups": [{"id": 1, "name": "Support", "default": True, "deleted": False}],
    "tickets": [
        {"id": 1, "group_id": 1, "status": "open", "created_at": "2026-01-05 10:00:00", "via": {"channel": "web"},
         "satisfaction_rating": {"score": "good", "id": 5}},
        {"id": 2, "group_id": 1, "status": "solved", "created_at": "2026-01-11 23:59:59", "via": {"channel": "email"}},
        {"id": 3, "group_id": None, "status": "closed", "created_at": "2026-01-12 00:00:00",
         "updated_at": "2026-01-14 00:00:00"},
        {"id": 4, "group_id": 1, "status": "deleted", "created_at": "2026-01-05 10:00:00", "_deleted": True},
    ],
    "ticket_metrics": [
        {"id": 11, "ticket_id": 1, "reply_time_in_minutes": {"calendar": 90, "business": 30}},
        {"id": 12, "ticket_id": 2, "reply_time_in_minutes": {"calendar": None, "business": None},
         "solved_at": "2026-01-13 00:00:00"},
    ],
    "organizations": [{"id": 1, "organization_fields": {"salesforce_id": "001A", "aar": 12.5, "org_region": "EMEA"}}],
    "users": [
        {"id": 1, "email": "Ann@GitLab.com", "name": "Ann", "user_fields": {"user_region": "APAC"}},
        {"id": 2, "email": "x@elsewhere.example", "name": "X"},
    ],
    "sla_policies": [{"id": 1, "filter": {"all": [{"field": "type"}], "any": []}}],
    "tags": [{"name": "billing", "count": 3}],
}  # fmt: skip


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
    """Land some rows in both accounts, the other tables empty, and build; gives dbt."""
    dbt = new_dbt(tmp_path_factory.mktemp("zendesk"))
    now = datetime.now(UTC).replace(tzinfo=None)
    with duckdb.connect(dbt.warehouse / "raw.duckdb") as connection:
        for schema, (plugin, _) in ACCOUNTS.items():
            catalog = json.loads((CATALOGS / f"{plugin}.json").read_text(encoding="utf-8"))
            connection.execute(f"CREATE SCHEMA {schema}")
            for stream in TABLES:
                types = {name.lower(): column_type(kind) for name, kind in catalog[stream]["properties"].items()}
                types["_sdc_extracted_at"] = "TIMESTAMP"
                table = f'{schema}."{stream.upper()}"'
                definition = ", ".join(f'"{name}" {type_}' for name, type_ in types.items())
                connection.execute(f"CREATE TABLE {table} ({definition})")
                for row in ROWS.get(stream, []):
                    values = {"_sdc_extracted_at": now, **row}
                    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" for _ in values)
                    given = [json.dumps(value) if isinstance(value, dict) else value for value in values.values()]
                    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", given)
    done = dbt.run("build", "--select", "source:zendesk+", "source:zendesk_community_relations+")
    assert done.returncode == 0, done.stdout
    return dbt


def test_every_table_of_both_accounts_has_its_model(built):
    results = built.artifact("run_results")["results"]
    assert {result["status"] for result in results} <= {"success", "pass"}
    models = {result["unique_id"].split(".")[-1] for result in results if result["unique_id"].startswith("model.")}
    # Community relations has no forms.
    expected = {f"zendesk_{table}_source" for table in TABLES}
    expected |= {f"zendesk_community_relations_{table}_source" for table in TABLES if table != "ticket_forms"}
    assert {name for name in models if name.endswith("_source")} == expected
    assert Counter(result["unique_id"].split(".")[0] for result in results)["unit_test"] == 2


def test_every_column_that_exists_is_described(built):
    manifest = built.artifact("manifest")
    for name in [result["unique_id"] for result in built.artifact("run_results")["results"]]:
        if not name.startswith("model."):
            continue
        node = manifest["nodes"][name]
        columns = built.query(f'DESCRIBE {node["database"].lower()}.{node["schema"]}."{node["name"]}"')
        assert {column[0] for column in columns} == set(node["columns"]), name


@pytest.mark.parametrize("folder", [folder for _, folder in ACCOUNTS.values()])
def test_source_models_take_objects_apart_and_keep_strangers_addresses(built, folder):
    prefix = f"prep.{folder.upper()}.{folder}"
    channel = f"SELECT submission_channel, satisfaction_rating_score FROM {prefix}_tickets_source ORDER BY ticket_id"
    assert built.query(channel)[:2] == [("web", "good"), ("email", None)]
    reply = "SELECT reply_time_in_minutes_during_calendar_hours, reply_time_in_minutes_during_business_hours"
    assert built.query(f"{reply} FROM {prefix}_ticket_metrics_source ORDER BY 1") == [(90.0, 30.0), (None, None)]
    fields = "SELECT sfdc_account_id, arr, organization_region, organization_market_segment"
    assert built.query(f"{fields} FROM {prefix}_organizations_source") == [("001A", 12.5, "EMEA", None)]
    people = f"SELECT email, name, user_region FROM {prefix}_users_source ORDER BY user_id"
    assert built.query(people) == [("Ann@GitLab.com", "Ann", "APAC"), (None, None, None)]


def test_the_mart_answers_how_many_wait_and_how_long(built):
    mart = "SELECT group_name, week, created_tickets, solved_tickets, backlog, median_first_reply_minutes"
    assert built.query(f"{mart} FROM prod.COMMON_MART.mart_support_backlog_weekly ORDER BY group_id, week") == [
        ("No group", date(2026, 1, 12), 1, 1, 0, None),
        ("Support", date(2026, 1, 5), 2, 0, 2, 90.0),
        ("Support", date(2026, 1, 12), 0, 1, 1, None),
    ]
