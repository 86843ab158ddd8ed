"""The models of CustomersDot, gitlab.com and the Versions app, built by real dbt on a RAW as the taps' catalogs say."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
SOURCES = ROOT / "transform" / "models" / "sources"
# Extractor: schema of RAW, prefix of the tables, and folder and prefix of the source models.
DATABASES = {
    "customers-dot": ("TAP_POSTGRES", "customers_db_", "customers", "customers_db"),
    "gitlab-com": ("TAP_POSTGRES", "gitlab_db_", "gitlab_dotcom", "gitlab_dotcom"),
    "gitlab-com-ci": ("TAP_POSTGRES", "gitlab_db_", "gitlab_dotcom", "gitlab_dotcom"),
    "version-db": ("VERSION_DB", "version_db_", "version", "version"),
}
SELECTED = [f"source:{name}+" for name in ("customers_db", "gitlab_dotcom", "gitlab_dotcom_ci", "version")]
# Landed, and in no source model on purpose: they name a person or lead to one.
LEFT_OUT = {
    "customers_db_customers_source": {"phone_number"},
    "gitlab_dotcom_users_source": {"notification_email", "unconfirmed_email"},
}
AT, LATER, DELETED = datetime(2026, 3, 2, 8), datetime(2026, 3, 3, 9), datetime(2026, 3, 5)  # noqa: DTZ001  # as in RAW
COUNTED = datetime(2026, 3, 6, 9, tzinfo=UTC).timestamp()
COUNTS = {"table_name": "VARCHAR", "created_date": "DATE", "updated_date": "DATE", "number_of_records": "BIGINT"}
DAY = 86400.0


def order(number: int, quantity: int, copy: float) -> dict:
    return {"id": number, "quantity": quantity, "gl_namespace_id": "9x" if number == 1 else str(number),
            "created_at": AT, "updated_at": LATER, "_uploaded_at": copy}  # fmt: skip


def count(table: str, created: str | None, updated: str | None, rows: int, at: float = COUNTED) -> dict:
    return {"table_name": table, "created_date": created, "updated_date": updated, "number_of_records": rows,
            "_uploaded_at": at}  # fmt: skip


ROWS = {
    # Order 1 changes in the second copy, 2 is missing in the third, 3 comes with it.
    "customers_db_orders": [
        order(1, 5, DAY), order(2, 1, DAY),
        order(1, 6, 2 * DAY), order(2, 1, 2 * DAY),
        order(1, 6, 3 * DAY), order(3, 9, 3 * DAY),
    ],
    "gitlab_db_issues": [
        {"id": 1, "state_id": 1, "created_at": AT, "updated_at": LATER, "_uploaded_at": DAY},
        {"id": 2, "created_at": AT, "updated_at": LATER, "_uploaded_at": DAY, "_sdc_deleted_at": DELETED},
        {"id": 3, "state_id": 1, "created_at": AT, "updated_at": LATER, "_uploaded_at": DAY},
    ],
    # Counted are the eight days before the validation, by what changed last; the source counts no other row, either.
    "gitlab_db_merge_requests": [
        {"id": 1, "created_at": AT, "updated_at": datetime(2026, 2, 26), "_uploaded_at": DAY},  # noqa: DTZ001
        {"id": 2, "created_at": AT, "updated_at": None, "_uploaded_at": DAY},
        {"id": 3, "created_at": datetime(2025, 1, 1), "updated_at": LATER, "_uploaded_at": DAY},  # noqa: DTZ001
    ],
    "gitlab_db_issues_internal_only": [{"id": 3, "title": "Ours", "description": "Text 🦊", "_uploaded_at": DAY}],
    "gitlab_db_namespaces": [
        {"id": 7, "traversal_ids": "[5, 7]", "visibility_level": 10, "_uploaded_at": DAY},
        {"id": 8, "traversal_ids": "[]", "visibility_level": 20, "_uploaded_at": DAY},
    ],
    "gitlab_db_ci_namespace_monthly_usages": [
        {"id": 1, "amount_used": "12345678901234.5678", "_uploaded_at": DAY},
    ],
    "gitlab_db_pgp_export": [
        # An older validation counted otherwise; two issues are as they should be, a merge request is missing.
        count("gitlab_db_issues", "2026-03-02", "2026-03-03", 9, COUNTED - DAY),
        count("gitlab_db_issues", "2026-03-02", "2026-03-03", 2),
        count("gitlab_db_merge_requests", "2025-01-01", "2026-03-03", 1),
        count("gitlab_db_merge_requests", "2026-03-01", "2026-03-06", 1),
    ],
    "customers_db_pgp_export": [count("customers_db_orders", "2026-03-02", "2026-03-03", 3)],
}  # fmt: skip


def column_type(schema: dict) -> str:
    """Give the type in RAW of a property (docs/contracts.md)."""
    types = [one for one in schema["type"] if one != "null"]
    if len(types) > 1 or types[0] in {"object", "array"}:
        return "JSON"
    if types[0] == "string":
        return {"date-time": "TIMESTAMP", "date": "DATE"}.get(schema.get("format"), "VARCHAR")
    return {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}[types[0]]


def catalog(database: str) -> dict[str, dict]:
    """Give the streams of an extractor's catalog snapshot."""
    return json.loads((ROOT / "plugins" / "catalogs" / f"tap-{database}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def built(tmp_path_factory, new_dbt):
    """Land some rows, all other tables empty, and build; gives dbt."""
    dbt = new_dbt(tmp_path_factory.mktemp("postgres_sources"))
    with duckdb.connect(dbt.warehouse / "raw.duckdb") as connection:
        for database, (schema, prefix, _, _) in DATABASES.items():
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            tables = {name: {key: column_type(kind) for key, kind in stream["properties"].items()}
                      for name, stream in catalog(database).items()}  # fmt: skip
            for name, columns in {**tables, f"{prefix}pgp_export": COUNTS | {"_uploaded_at": "DOUBLE"}}.items():
                definition = ", ".join(f'"{column}" {type_}' for column, type_ in columns.items())
                table = f'{schema}."{name.upper()}"'
                connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({definition}, _sdc_deleted_at TIMESTAMP)")
                for row in ROWS.get(name, []) if database != "gitlab-com-ci" or name in tables else []:
                    names, marks = ", ".join(f'"{key}"' for key in row), ", ".join("?" for _ in row)
                    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
    # Their data tests run on the sandbox's rows, in tests/.
    done = dbt.run("build", "--select", *SELECTED, "--exclude-resource-type", "test")
    assert done.returncode == 0, done.stdout
    return dbt


def test_every_model_can_be_read_to_its_last_column(built):
    results = built.artifact("run_results")["results"]
    models = built.artifact("manifest")["nodes"]
    names = [models[result["unique_id"]]["relation_name"].replace('"', "") for result in results
             if result["unique_id"].startswith(("model.", "snapshot."))]  # fmt: skip
    streams = sum(len(catalog(database)) for database in DATABASES)
    assert len(names) > streams
    for name in names:
        built.query(f"SELECT * FROM {name}")


def test_every_landed_column_is_in_its_source_model_or_left_out_on_purpose():
    missing: dict[str, set[str]] = {}
    for database, (_, prefix, folder, family) in DATABASES.items():
        manifest = ROOT / "taps" / "tap-postgres-pipeline" / "manifests" / f"{database}.yml"
        entries = yaml.safe_load(manifest.read_text(encoding="utf-8"))["tables"]
        queries = {f"{entry['import_db']}_{entry['export_table']}".lower(): entry["import_query"]
                   for entry in entries.values()}  # fmt: skip
        assert set(queries) == set(catalog(database))
        for stream, about in catalog(database).items():
            model = f"{family}_{stream.removeprefix(prefix)}_source"
            text = (SOURCES / folder / f"{model}.sql").read_text(encoding="utf-8")
            masked = set(re.findall(r'NULL AS "?(\w+)', queries[stream]))
            left = {name for name in about["properties"] if not re.search(rf"\b{name}\b", text)} - masked
            if left:
                missing[model] = left
    assert missing == LEFT_OUT


def test_an_order_that_is_missing_in_the_newest_copy_is_in_its_history_only(built):
    orders = "SELECT order_id, order_quantity, gitlab_namespace_id FROM prep.CUSTOMERS.customers_db_orders_source"
    assert built.query(f"{orders} ORDER BY 1") == [(1, 6, None), (3, 9, 3)]
    history = built.query(
        "SELECT order_id, version_number, order_quantity, valid_to IS NULL, is_currently_valid "
        "FROM prep.STAGING.stg_customers_order_history ORDER BY 1, 2"
    )
    assert history == [
        (1, 1, 5, False, False),
        (1, 2, 6, True, True),
        (2, 1, 1, False, False),
        (3, 1, 9, True, True),
    ]


def test_deleted_rows_are_marked_and_texts_are_shown_of_internal_rows_alone(built):
    assert built.query(
        "SELECT issue_id, is_deleted, deleted_at, is_internal, issue_title, issue_description "
        "FROM prep.STAGING.stg_gitlab_dotcom_issue ORDER BY 1"
    ) == [
        (1, False, None, False, None, None),
        (2, True, DELETED, False, None, None),
        (3, False, None, True, "Ours", "Text 🦊"),
    ]


def test_a_namespace_knows_its_top_level_group(built):
    assert built.query(
        "SELECT namespace_id, ultimate_parent_id, visibility_level "
        "FROM prep.GITLAB_DOTCOM.gitlab_dotcom_namespaces_source ORDER BY 1"
    ) == [(7, 5, "internal"), (8, None, "public")]


def test_decimals_keep_all_their_digits(built):
    [(amount,)] = built.query(
        "SELECT CAST(amount_used AS VARCHAR) FROM prep.GITLAB_DOTCOM.gitlab_dotcom_ci_namespace_monthly_usages_source"
    )
    assert amount == "12345678901234.5678"


def test_row_counts_say_where_source_and_warehouse_differ(built):
    columns = "table_name, created_date, updated_date, source_rows, warehouse_rows, deviation, is_settled"
    assert built.query(f"SELECT {columns} FROM prod.COMMON_PREP.prep_row_count_gitlab_dotcom ORDER BY 1, 2") == [
        ("gitlab_db_issues", date(2026, 3, 2), date(2026, 3, 3), 2, 2, 0, True),
        ("gitlab_db_merge_requests", date(2025, 1, 1), date(2026, 3, 3), 1, 1, 0, True),
        ("gitlab_db_merge_requests", date(2026, 3, 1), date(2026, 3, 6), 1, 0, -1, False),
    ]
    # Of full copies the newest counts: two orders of three.
    assert built.query(f"SELECT {columns} FROM prod.COMMON_PREP.prep_row_count_customers") == [
        ("customers_db_orders", date(2026, 3, 2), date(2026, 3, 3), 3, 2, -1, True)
    ]
    # Nothing was counted in this database, so nothing can be said.
    assert built.query(f"SELECT {columns} FROM prod.COMMON_PREP.prep_row_count_version") == []


def test_a_snapshot_keeps_what_an_issue_was_before_it_was_deleted(built):
    with duckdb.connect(built.warehouse / "raw.duckdb") as connection:
        connection.execute("UPDATE TAP_POSTGRES.GITLAB_DB_ISSUES SET _sdc_deleted_at = now()::TIMESTAMP WHERE id = 1")
    done = built.run("snapshot", "--select", "gitlab_dotcom_issues_snapshots")
    assert done.returncode == 0, done.stdout
    assert built.query(
        "SELECT issue_id, is_deleted, dbt_valid_to IS NULL FROM prep.SNAPSHOTS.gitlab_dotcom_issues_snapshots "
        "ORDER BY 1, 2"
    ) == [(1, False, False), (1, True, True), (2, True, True), (3, False, True)]
