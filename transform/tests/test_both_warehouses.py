"""The models give the same on DuckDB and on Snowflake: built by real dbt on both from the same rows, and compared."""

from __future__ import annotations

import importlib
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from hashlib import md5
from importlib.metadata import entry_points
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
import snowflake.connector
import sqlglot
import yaml
from denomas_sandbox.snowflake.api import SnowflakeAccount

TRANSFORM = Path(__file__).parent.parent
CATALOGS = TRANSFORM.parent / "plugins" / "catalogs"
ROWS = 6
# All 250 models take minutes on both. Unless this variable is set (.ci/run does), it is all of four sources, and of the
# two largest some that do more than cast.
EVERYTHING = bool(os.environ.get("DENOMAS_EVERY_MODEL"))
WHOLE = ("gitlab_ops", "zengrc", "level_up", "version")
SOME_TABLES = {"orders", "issues", "issues_internal_only", "namespaces", "notes", "subscription_add_ons"}
SOME_MODELS = (
    *(f"source:{name}+" for name in WHOLE),
    "customers_db_orders_source",
    "stg_customers_order_history",
    "+stg_gitlab_dotcom_issue",
    "+gitlab_dotcom_namespaces_snapshots",
    "gitlab_dotcom_notes_source",
    "gitlab_dotcom_subscription_add_ons_source",
    "prep_row_hash",
    "resource_type:seed",
)
# Several hundred of the same few kinds, which are tested on the other sources.
MANY_KEY_TESTS = [
    f"test_type:data,path:models/{layer}/{source}"
    for layer in ("sources", "staging")
    for source in ("customers", "gitlab_dotcom")
] + ["test_type:data,path:models/sources/version"]
pytestmark = pytest.mark.timeout(900)
# docs/contracts.md, "Types"
SNOWFLAKE_TYPES = {
    "BIGINT": "NUMBER(38, 0)",
    "DOUBLE": "FLOAT",
    "TIMESTAMP": "TIMESTAMP_NTZ",
    "JSON": "VARIANT",
}
SDC = {"_sdc_extracted_at": "TIMESTAMP", "_sdc_table_version": "BIGINT", "_sdc_deleted_at": "TIMESTAMP"}
# Lands by the load type `validate` alone, and is in no catalog.
COUNTS = {
    "table_name": "VARCHAR",
    "created_date": "DATE",
    "updated_date": "DATE",
    "number_of_records": "BIGINT",
    "_uploaded_at": "DOUBLE",
}


def streams_of(loader: str) -> dict[str, dict[str, str]]:
    """Give the columns of a tap's tables with DuckDB's types: from its catalog snapshot, or from its own schemas."""
    snapshot = CATALOGS / f"{loader}.json"
    if snapshot.exists():
        entries = json.loads(snapshot.read_text(encoding="utf-8"))
        streams = {name: entry["properties"] for name, entry in entries.items()}
    else:
        (script,) = entry_points(group="console_scripts", name=loader)
        module, _, rest = script.value.partition(":")
        tap = getattr(importlib.import_module(module), rest.partition(".")[0])
        # Schemas are the same for all addresses and dates.
        required = tap.config_jsonschema["required"]
        config = {name: "2026-01-01" if "date" in name else "http://127.0.0.1:1" for name in (*required, "base_url")}
        streams = {name: stream.schema["properties"] for name, stream in tap(config=config).streams.items()}
    return {
        stream.upper(): {name.lower(): column_type(schema) for name, schema in properties.items()}
        for stream, properties in streams.items()
    }


def column_type(schema: dict) -> str:
    """Give DuckDB's type of a property (docs/contracts.md)."""
    given = schema.get("type", "object")
    types = [one for one in (given if isinstance(given, list) else [given]) if one != "null"]
    if len(types) != 1 or types[0] in {"object", "array"}:
        return "JSON"
    if types[0] != "string":
        return {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}[types[0]]
    if schema.get("format") == "x-singer.decimal" and 0 < schema.get("precision", 0) <= 38:
        return f"DECIMAL({schema['precision']},{schema['scale']})"
    return {"date-time": "TIMESTAMP", "date": "DATE", "time": "TIME"}.get(schema.get("format"), "VARCHAR")


def value(column: str, type_: str, number: int) -> object:
    """Make up a value: keys are unique, and of the other columns one in five is empty."""
    if column == "_uploaded_at":
        return 1_772_000_000.25
    is_key = column.endswith(("id", "key")) or column in {"name", "timestamp", "created_at"}
    if column == "_sdc_deleted_at" or ((len(column) + number) % 5 == 0 and not is_key):
        return None
    return {
        "BOOLEAN": number % 2 == 0,
        "BIGINT": number,
        "DOUBLE": number / 4,
        "DATE": date(2026, 3, number),
        "TIME": time(number, 59, 59, 123456),
        # The last microsecond of a month, and on.
        "TIMESTAMP": datetime(2026, 2, 28, 23, 59, 59, 999999) + timedelta(days=number - 1),  # noqa: DTZ001
        # Some of it is cast to numbers, and where it says so to booleans.
        "VARCHAR": "1" if column.endswith("_enabled") else str(number),
        "JSON": json.dumps({"id": number, "title": 'ü "quoted" 測試', "none": None, "list": [1, {"value": "x"}]}),
    }.get(type_, number)


def hashes(projects: list[dict], size: int = 4) -> list[dict]:
    """Give what a validation with validate_deep lands of the projects, and of labels something that is not so."""
    kinds = {"id": "whole", "name": "text", "archived": "boolean", "created_at": "time"}
    ranges: dict[int, list[int]] = {}
    for row in projects:
        since_1970 = (row["created_at"] - datetime(1970, 1, 1)) // timedelta(microseconds=1)  # noqa: DTZ001
        text = f"{row['id']}|{row['name']}|{int(row['archived'])}|{since_1970}"
        ranges.setdefault(row["id"] // size * size, []).append(int(md5(text.encode()).hexdigest()[:8], 16))
    of_all = {"key_column": "id", "range_size": size, "is_full_copy": False, "_uploaded_at": 1_772_000_000.25}
    columns = json.dumps(list(kinds.items()))
    found = [
        {"table_name": "gitlab_ops_db_projects", "columns": columns, "key_range": low, "hash": str(sum(values)),
         "number_of_records": len(values)}
        for low, values in ranges.items()
    ]  # fmt: skip
    wrong = {"table_name": "gitlab_ops_db_labels", "columns": '[["id", "whole"]]', "key_range": 0, "hash": "1"}
    # An older validation, of other columns: it counts no more.
    older = wrong | {"table_name": "gitlab_ops_db_projects", "key_range": 8, "_uploaded_at": 1_700_000_000.0}
    return [of_all | row for row in (*found, wrong | {"number_of_records": 3}, older | {"number_of_records": 1})]


def land(path: Path, company) -> None:
    """Write raw.duckdb: the made-up ops company, and of every other table of a source some rows."""
    company.land(path)
    with duckdb.connect(path) as connection:
        connection.register("hashed", pa.Table.from_pylist(hashes(company.tables["projects"])))
        connection.execute("CREATE TABLE TAP_POSTGRES.GITLAB_OPS_DB_PGP_EXPORT_HASHES AS FROM hashed")
        for file in sorted((TRANSFORM / "models" / "sources").glob("*/_sources.yml")):
            for source in yaml.safe_load(file.read_text(encoding="utf-8"))["sources"]:
                streams = streams_of(source["loader"])
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {source['schema']}")
                for table in source["tables"]:
                    if not (EVERYTHING or source["name"] in WHOLE or table["name"] in SOME_TABLES):
                        continue
                    identifier = table.get("identifier", table["name"]).upper()
                    columns = COUNTS if identifier.endswith("_PGP_EXPORT") else streams[identifier]
                    _make_up(connection, f'{source["schema"]}."{identifier}"', columns | SDC)


def _make_up(connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str]) -> None:
    definition = ", ".join(f'"{name}" {type_}' for name, type_ in columns.items())
    connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({definition})")
    if connection.execute(f"SELECT count(*) FROM {table}").fetchall() == [(0,)]:
        made = {name: [value(name, type_, number) for number in range(1, ROWS + 1)] for name, type_ in columns.items()}
        connection.register("made", pa.table(made))
        connection.execute(f"INSERT INTO {table} SELECT * FROM made")
        connection.unregister("made")


def copy_to_snowflake(path: Path, cursor, folder: Path) -> None:
    """Copy all tables of a DuckDB file into the account's RAW, by Parquet."""
    with duckdb.connect(path, read_only=True) as connection:
        tables = connection.execute(
            "SELECT schema_name, table_name, list((column_name, data_type) ORDER BY column_index) "
            "FROM duckdb_columns() WHERE database_name = 'raw' GROUP BY ALL"
        ).fetchall()
        for schema, table, _ in tables:
            connection.execute(f"COPY {schema}.\"{table}\" TO '{folder}/{schema}.{table}.parquet' (FORMAT parquet)")
    cursor.execute("CREATE TEMPORARY STAGE RAW.PUBLIC.COPIES")
    cursor.execute(f"PUT 'file://{folder}/*.parquet' @RAW.PUBLIC.COPIES AUTO_COMPRESS = FALSE")
    for schema in {schema for schema, _, _ in tables}:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS RAW.{schema}")
    for schema, table, columns in tables:
        definition = ", ".join(
            f'"{name.upper()}" {SNOWFLAKE_TYPES.get(type_, type_.replace("DECIMAL", "NUMBER"))}'
            for name, type_ in columns
        )
        read = ", ".join(f'PARSE_JSON($1:"{name}")' if kind == "JSON" else f'$1:"{name}"' for name, kind in columns)
        cursor.execute(f'CREATE TABLE RAW.{schema}."{table}" ({definition})')
        cursor.execute(
            f'COPY INTO RAW.{schema}."{table}" FROM (SELECT {read} FROM @RAW.PUBLIC.COPIES/{schema}.{table}.parquet) '
            "FILE_FORMAT = (TYPE = PARQUET)"
        )


@pytest.fixture(scope="module")
def both(tmp_path_factory, new_dbt, company):
    """Build everything on both; gives dbt on DuckDB, dbt on Snowflake, the account and a cursor of it."""
    folder = tmp_path_factory.mktemp("both_warehouses")
    for name in ("duckdb", "snowflake", "copies"):
        (folder / name).mkdir()
    on_duckdb, on_snowflake = new_dbt(folder / "duckdb"), new_dbt(folder / "snowflake")
    land(on_duckdb.warehouse / "raw.duckdb", company)
    with (
        ThreadPoolExecutor(1) as beside,
        SnowflakeAccount.start(folder / "account") as account,
        snowflake.connector.connect(**account.connection()) as connection,
        connection.cursor() as cursor,
    ):
        # That DuckDB passes the tests of data is what the other files prove.
        selected = [] if EVERYTHING else ["--select", *SOME_MODELS]
        building = beside.submit(on_duckdb.run, "build", *selected, "--exclude-resource-type", "test", "unit_test")
        copy_to_snowflake(on_duckdb.warehouse / "raw.duckdb", cursor, folder / "copies")
        done = on_snowflake.run(
            "build", *selected, "--exclude", *MANY_KEY_TESTS, DBT_TARGET="emulator", **account.env()
        )
        assert done.returncode == 0, done.stdout
        assert building.result().returncode == 0, building.result().stdout
        yield on_duckdb, on_snowflake, account, cursor


def relations(dbt) -> dict[str, str]:
    """Give the full names of all that dbt has built, by its name."""
    nodes = dbt.artifact("manifest")["nodes"]
    built = [nodes.get(result["unique_id"], {}) for result in dbt.artifact("run_results")["results"]]
    kinds = {"model", "seed", "snapshot"}
    return {
        node["name"]: node["relation_name"].replace('"', "") for node in built if node.get("resource_type") in kinds
    }


def test_every_model_has_the_same_number_of_rows_on_both(both):
    on_duckdb, on_snowflake, _, cursor = both
    names = relations(on_snowflake)
    assert {name.upper() for name in names.values()} == {name.upper() for name in relations(on_duckdb).values()}
    count = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {relation}" for name, relation in names.items())
    expected = dict(on_duckdb.query(count))
    assert dict(cursor.execute(count).fetchall()) == expected
    assert sum(rows > 0 for rows in expected.values()) > 0.9 * len(expected)


def test_ranges_of_keys_agree_with_the_sources_hashes_on_both(both):
    on_duckdb, _, _, cursor = both
    read = (
        "SELECT table_name, first_key, last_key, source_rows, warehouse_rows, is_equal "
        "FROM PROD.COMMON_PREP.prep_row_hash ORDER BY 1, 2"
    )
    expected = [
        ("gitlab_ops_db_labels", 0, 3, 3, 3, False),
        ("gitlab_ops_db_labels", 4, 7, 0, 3, False),
        ("gitlab_ops_db_projects", 0, 3, 3, 3, True),
        ("gitlab_ops_db_projects", 4, 7, 2, 2, True),
    ]
    assert on_duckdb.query(read) == expected
    assert cursor.execute(read).fetchall() == expected


def test_the_marts_have_the_same_values_on_both(both):
    on_duckdb, _, _, cursor = both
    marts = [name for name, relation in relations(on_duckdb).items() if ".COMMON_MART." in relation]
    assert len(marts) == len(list((TRANSFORM / "models" / "marts").glob("*.sql"))) if EVERYTHING else len(marts) > 1
    for mart in marts:
        columns = [name for (name, *_) in on_duckdb.query(f"DESCRIBE prod.COMMON_MART.{mart}")]
        read = f"SELECT {', '.join(columns)} FROM PROD.COMMON_MART.{mart}"
        assert plain(cursor.execute(read).fetchall()) == plain(on_duckdb.query(read)), mart


def plain(rows: list) -> list[str]:
    """Write rows alike: the two have other types for the same number."""
    return sorted(
        str([round(float(one), 6) if type(one).__name__ in {"int", "float", "Decimal"} else one for one in row])
        for row in rows
    )


def test_everything_that_dbt_sends_is_snowflake_sql(both):
    _, _, account, _ = both
    sent = {
        re.sub(r"/\*.*?\*/", "", entry["sql"]).strip() for entry in account.journal() if "dbt" in entry["query_tag"]
    }
    made = [sql for sql in sent if re.match(r"create\b|insert\b|merge\b|select\b|with\b", sql, re.IGNORECASE)]
    assert len(made) > 100
    for sql in made:
        parsed = sqlglot.parse_one(sql, dialect="snowflake")
        assert not isinstance(parsed, sqlglot.exp.Command), sql[:200]
