"""The manifest's format, and errors that name the place."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from tap_common.errors import ConfigurationError
from tap_postgres_pipeline.internal import InternalLists
from tap_postgres_pipeline.manifest import KNOWN, MANDATORY, SCHEMA, load_manifest, parse_manifest
from tap_postgres_pipeline.query import parse

ENTRY = {
    "import_db": "GITLAB_OPS_DB",
    "import_query": "SELECT id FROM users",
    "export_schema": "gitlab_ops_net",
    "export_table": "users",
    "export_table_primary_key": "id",
}
SEEDS = Path(__file__).parents[3] / "transform" / "seeds"
MANIFESTS = sorted((Path(__file__).parents[1] / "manifests").glob("*.yml"))


def test_an_entry_names_stream_key_and_query():
    (entry,) = parse_manifest({"tables": {"users": ENTRY | {"advanced_metadata": True}}}, "m.yml")
    assert (entry.stream, entry.primary_keys, entry.advanced_metadata) == ("gitlab_ops_db_users", ("id",), True)


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (
            {"tables": {"users": ENTRY | {"import_querry": "x"}}},
            ["m.yml: table users", "import_querry", *sorted(KNOWN)],
        ),
        ({"tables": {"users": {**ENTRY, "import_query": " "}}}, ["table users", "import_query missing"]),
        ({"tables": {"users": ENTRY | {"advanced_metadata": "yes"}}}, ["advanced_metadata", "'yes'"]),
        ({"tables": {"a": ENTRY, "b": ENTRY}}, ["tables a and b", "GITLAB_OPS_DB_USERS"]),
        ({"tables": {}}, ["`tables:`"]),
        ([], ["`tables:`"]),
        ({"tables": {"users": ENTRY}, "tabels": {}}, ["tabels", "connection_info, tables"]),
        ({"tables": {"users": "SELECT 1"}}, ["table users", "mapping"]),
    ],
)
def test_a_wrong_manifest_is_named_with_what_is_right(content, parts):
    with pytest.raises(ConfigurationError) as raised:
        parse_manifest(content, "m.yml")
    for part in parts:
        assert part in str(raised.value)


def test_a_missing_file_and_broken_yaml_are_named(tmp_path):
    with pytest.raises(ConfigurationError, match="setting `manifest`"):
        load_manifest(tmp_path / "none.yml")
    (tmp_path / "m.yml").write_text("tables: [")
    with pytest.raises(ConfigurationError, match=r"m\.yml is not YAML"):
        load_manifest(tmp_path / "m.yml")


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.stem)
def test_every_manifest_of_the_project_parses(path):
    lists = InternalLists(SEEDS)
    for entry in load_manifest(path).entries:
        parse(entry, str(path), lists)
    jsonschema.validate(yaml.safe_load(path.read_text()), json.loads(SCHEMA.read_text()))


def test_the_json_schema_knows_the_keys_that_the_loader_knows():
    schema = json.loads(SCHEMA.read_text())["properties"]["tables"]["additionalProperties"]
    assert set(schema["properties"]) == KNOWN
    assert schema["required"] == list(MANDATORY)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"incremental_type": "by_id"}, "incremental_type is load_by_id"),
        ({"deletes_exempt": "True"}, "deletes_exempt is true or false"),
    ],
)
def test_a_wrong_value_is_named(change, part):
    with pytest.raises(ConfigurationError, match=part):
        parse_manifest({"tables": {"users": ENTRY | change}}, "m.yml")


def test_one_manifest_serves_several_databases(tmp_path):
    path = tmp_path / "m.yml"
    tables = {key: ENTRY | {"export_table": key, "database_type": type_} for key, type_ in (("a", "main"), ("b", "ci"))}
    path.write_text(json.dumps({"tables": tables}))
    assert [entry.key for entry in load_manifest(path, "ci").entries] == ["b"]
    with pytest.raises(ConfigurationError, match=r"database_type geo\. It has: ci, main"):
        load_manifest(path, "geo")


def test_the_ops_manifest_has_seven_windows_and_three_full_copies():
    path = MANIFESTS[[path.stem for path in MANIFESTS].index("ops-db")]
    queries = [parse(entry, str(path)) for entry in load_manifest(path).entries]
    assert sorted(query.entry.key for query in queries if not query.is_incremental) == [
        "ci_builds",
        "label_links",
        "members",
    ]
    assert len(queries) == 10
    assert all(query.entry.advanced_metadata != query.is_incremental for query in queries)
