"""What warehouse-account/ declares agrees with the rest of the project, and mistakes in it are named."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from denomas_tools import project
from denomas_tools.account import declaration, rights
from denomas_tools.account.declaration import FOLDER, DeclarationError
from denomas_tools.project import EXTRACTORS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
EVERYTHING = {"SNOWFLAKE_S3_ROLE_ARN": "arn:aws:iam::1:role/reads", "SNOWFLAKE_PSEUDONYMISATION_KEY": "k"}


@pytest.fixture(scope="module")
def account() -> declaration.Account:
    return declaration.read(ROOT, EVERYTHING)


def test_every_load_schema_of_an_extractor_is_a_schema_of_raw(account):
    extractors = project.load(ROOT).of_kind(EXTRACTORS)
    wanted = {plugin.merged["load_schema"] for plugin in extractors if plugin.merged.get("load_schema")}
    assert len(wanted) > 2
    assert wanted - set(account.databases["RAW"].schemas) == set()


def places(values: dict[str, Any], database: str | None = None) -> Iterator[tuple[str, str]]:
    """Walk through models, seeds and snapshots of dbt_project.yml for the schemas that their folders land in."""
    database = values.get("+database", database)
    if "+schema" in values and database:
        yield database, values["+schema"]
    for key, below in values.items():
        if isinstance(below, dict) and not key.startswith("+"):
            yield from places(below, database)


def test_every_schema_that_dbt_makes_is_declared_and_dbt_owns_it(account):
    dbt = yaml.safe_load((ROOT / "transform" / "dbt_project.yml").read_text(encoding="utf-8"))
    wanted = set()
    for resources in ("models", "seeds", "snapshots"):
        wanted |= set(places(dbt.get(resources, {})))
    assert ("PROD", "COMMON_MART") in wanted
    missing = {place for place in wanted if place[1] not in account.databases[place[0]].schemas}
    assert missing == set(), f"add them to {FOLDER}/databases.yaml"
    assert {account.owner(f"{database}.{schema}") for database, schema in wanted} == {"TRANSFORMER"}


def test_every_schema_that_dbt_reads_is_declared(account):
    for file in (ROOT / "transform" / "models" / "sources").glob("*/_sources.yml"):
        for source in yaml.safe_load(file.read_text(encoding="utf-8"))["sources"]:
            assert source["schema"] in account.databases[source["database"]].schemas, file


def test_buckets_are_written_as_snowflake_does_and_stages_lie_within_their_integration(account):
    for integration in account.integrations.values():
        scheme = {"GCS": "gcs://", "S3": "s3://"}[integration.provider]
        assert all(location.startswith(scheme) and location.endswith("/") for location in integration.locations)
    for name, stage in account.stages.items():
        assert stage.url.startswith(account.integrations[stage.integration].locations), name


def test_what_has_a_variable_that_is_unset_is_left_alone_with_all_that_refers_to_it():
    partial = declaration.read(ROOT, {})
    assert {"S3_INTEGRATION", "RAW.PSEUDONYMISATION.HMAC_KEY", "RAW.SNOWPLOW.GITLAB_EVENTS"} <= set(partial.left_alone)
    assert "RAW.SNOWPLOW.GITLAB_EVENTS" not in partial.stages
    assert partial.roles["LOADER"].integrations == ("GCS_INTEGRATION",)
    assert rights.on_what_is(partial, "PSEUDONYMISER") != []


def test_a_secret_is_not_in_what_is_printed_of_the_declaration():
    account = declaration.read(ROOT, EVERYTHING | {"SNOWFLAKE_PSEUDONYMISATION_KEY": "planted"})
    assert account.secrets["RAW.PSEUDONYMISATION.HMAC_KEY"].value == "planted"
    assert "planted" not in repr(account)


def test_no_role_but_one_reaches_the_schema_of_the_secret(account):
    touching = {
        name
        for name in account.roles
        for grant in rights.on_what_is(account, name)
        if str(grant.name).startswith("RAW.PSEUDONYMISATION")
    }
    assert touching == {"PSEUDONYMISER"}


MISTAKES = [
    ("roles.yaml", "REPORTER:", "REPORTING_ROLE:", "users.yaml: REPORTER is not declared"),
    ("roles.yaml", "warehouses: [LOADING]", "warehouses: [LOADNIG]", "roles.yaml, LOADER: LOADNIG is not declared"),
    ("roles.yaml", "reads: [RAW.*]", "reads: [ROW.*]", "roles.yaml, RAW_READER: ROW.* is not declared"),
    (
        "roles.yaml",
        "  warehouses: [REPORTING]",
        "  warehouse: REPORTING",
        "REPORTER: warehouse is not known",
    ),
    ("databases.yaml", "      CLARI: ", "      Clari: ", "RAW.Clari: a name is upper case letters"),
    ("databases.yaml", "      OMAMORI: ", "      CLARI: ", "RAW.CLARI has two owners, LOADER and TRANSFORMER"),
    ("databases.yaml", "    PSEUDONYMISER:", "    NOBODY:", "databases.yaml: NOBODY is not declared"),
    ("storage.yaml", "RAW.PROMETHEUS.PERIODIC", "RAW.THANOS.PERIODIC", "storage.yaml: RAW.THANOS is not declared"),
    ("storage.yaml", "    provider: GCS\n", "", "storage.yaml, GCS_INTEGRATION: missing 1 required"),
    ("warehouses.yaml", "LOADING:", "LOADING: [", "warehouses.yaml is no YAML"),
    ("users.yaml", "role: LOADER", "role: LOADR", "users.yaml: LOADR is not declared"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "message"), MISTAKES, ids=[message for *_, message in MISTAKES])
def test_a_mistake_is_named(tmp_path, file, right, wrong, message):
    shutil.copytree(ROOT / FOLDER, tmp_path / FOLDER)
    path = tmp_path / FOLDER / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DeclarationError) as raised:
        declaration.read(tmp_path, EVERYTHING)
    assert message in str(raised.value)


def test_a_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(DeclarationError, match=r"databases\.yaml is missing"):
        declaration.read(tmp_path, {})
