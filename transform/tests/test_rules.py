"""The rules of transform/README.md hold for every model: read from dbt's manifest, without a warehouse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

MODELS = Path(__file__).parent.parent / "models"
# Folder: prefix of its models, where they land, and which folders they may read.
LAYERS = {
    "sources": (r"\w+_source", "PREP.{SOURCE}", set()),
    "staging": (r"stg_\w+", "PREP.STAGING", {"sources", "staging"}),
    "prep": (r"prep_\w+", "PROD.COMMON_PREP", {"sources", "staging", "prep"}),
    "common": (r"(dim|fct)_\w+", "PROD.COMMON", {"sources", "staging", "prep", "common"}),
    "marts": (r"mart_\w+", "PROD.COMMON_MART", {"common", "marts"}),
}
# The two databases of gitlab.com are one family of models.
FAMILIES = {"gitlab_dotcom_ci": "gitlab_dotcom"}
# Their sources name a key that repeats, and have no other.
WITHOUT_KEY = {"customers_db_license_seat_links_source", "customers_db_license_versions_source"}
# They read RAW besides the source models: histories all copies, row counts the dates under their names in RAW.
READERS_OF_RAW = r"stg_\w+_history|prep_row_count_\w+"


@pytest.fixture(scope="module")
def manifest(tmp_path_factory, new_dbt):
    dbt = new_dbt(tmp_path_factory.mktemp("rules"))
    done = dbt.run("parse")
    assert done.returncode == 0, done.stdout
    assert "WARNING" not in done.stdout
    return dbt.artifact("manifest")


@pytest.fixture(scope="module")
def models(manifest):
    found = {name: node for name, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    assert found
    return found


def layer(node: dict) -> str:
    return Path(node["path"]).parts[0]


def broken(models: dict, rule) -> list[str]:
    """Name the models that break a rule."""
    return [node["name"] for node in models.values() if not rule(node)]


def test_every_model_and_column_has_a_description(models):
    assert broken(models, lambda node: node["description"].strip()) == []
    assert broken(models, lambda node: node["columns"]) == []
    assert broken(models, lambda node: all(column["description"].strip() for column in node["columns"].values())) == []


def test_every_model_is_one_sql_and_one_yml_of_the_same_name(models):
    def paired(node: dict) -> bool:
        path = Path(node["original_file_path"])
        return path.stem == node["name"] and node["patch_path"].endswith(path.with_suffix(".yml").as_posix())

    assert broken(models, paired) == []
    files = {path.stem for path in MODELS.rglob("*.yml") if not path.stem.startswith("_")}
    assert files == {node["name"] for node in models.values()}


def test_every_model_has_a_key_that_is_tested(manifest, models):
    keys: dict[str, set[str]] = {}
    required: dict[str, set[str]] = {}
    for test in manifest["nodes"].values():
        if test["resource_type"] != "test":
            continue
        name, model = test["test_metadata"]["name"], test["attached_node"]
        if name == "unique":
            keys.setdefault(model, set()).add(test["column_name"])
        elif name == "unique_together":
            keys.setdefault(model, set()).update(test["test_metadata"]["kwargs"]["columns"])
        elif name == "key":
            keys.setdefault(model, set()).update(test["test_metadata"]["kwargs"]["columns"])
            required.setdefault(model, set()).update(keys[model])
        elif name == "not_null":
            required.setdefault(model, set()).add(test["column_name"])
    assert set(broken(models, lambda node: keys.get(node["unique_id"]))) == WITHOUT_KEY
    assert (
        broken(models, lambda node: keys.get(node["unique_id"], set()) <= required.get(node["unique_id"], set())) == []
    )


def test_names_and_places_follow_the_folder(models):
    assert broken(models, lambda node: re.fullmatch(LAYERS[layer(node)][0], node["name"])) == []

    def in_place(node: dict) -> bool:
        source = Path(node["path"]).parts[1].upper()
        return f"{node['database']}.{node['schema']}" == LAYERS[layer(node)][1].format(SOURCE=source)

    assert broken(models, in_place) == []


def test_every_table_of_a_source_has_one_source_model_and_few_others_read_it(manifest, models):
    readers: dict[str, list[str]] = {name: [] for name in manifest["sources"]}
    for node in models.values():
        tables = [parent for parent in node["depends_on"]["nodes"] if parent in manifest["sources"]]
        assert len(tables) <= 1 or node["name"].startswith("prep_row_count_"), node["name"]
        assert (layer(node) == "sources") == node["name"].endswith("_source")
        if not tables:
            assert layer(node) != "sources", node["name"]
            continue
        for table in tables:
            readers[table].append(node["name"])
    for table, names in readers.items():
        source = manifest["sources"][table]
        family = FAMILIES.get(source["source_name"], source["source_name"])
        model = f"{family}_{source['name']}_source"
        assert model in names, table
        assert [name for name in names if name != model and not re.fullmatch(READERS_OF_RAW, name)] == [], table


def test_no_model_reads_a_layer_that_it_may_not_read(models):
    def allowed(node: dict) -> bool:
        parents = [models[parent] for parent in node["depends_on"]["nodes"] if parent in models]
        return {layer(parent) for parent in parents} <= LAYERS[layer(node)][2]

    assert broken(models, allowed) == []


def test_no_model_names_a_table_by_itself(models):
    named = re.compile(r"\b(?:from|join)\s+[\w\"]+\.[\w\"]+", re.IGNORECASE)
    assert broken(models, lambda node: not named.search(node["raw_code"])) == []


def test_private_columns_stay_in_the_source_models(models):
    private = {
        name
        for node in models.values()
        for name, column in node["columns"].items()
        if column["config"]["meta"].get("contains_pii")
    }
    assert private
    assert broken(models, lambda node: layer(node) == "sources" or not private & set(node["columns"])) == []


def test_every_table_of_a_source_has_freshness_and_a_description(manifest):
    for name, source in manifest["sources"].items():
        assert source["description"], name
        assert source["loader"].startswith("tap-"), name
        assert source["loaded_at_field"], name
        assert source["freshness"]["warn_after"]["count"], name
        assert source["freshness"]["error_after"]["count"], name


def test_dbt_sends_nothing(manifest):
    assert manifest["metadata"]["send_anonymous_usage_stats"] is False
