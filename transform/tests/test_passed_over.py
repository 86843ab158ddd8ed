"""`denomas dbt` on a RAW that has one source of several: what can be built is, the rest is named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

DENOMAS = Path(sys.executable).parent / "denomas"
SELECTED = ("--select", "gitlab_ops_labels_source", "zengrc_issue_source")


@pytest.fixture(scope="module")
def dbt(tmp_path_factory, new_dbt, company):
    dbt = new_dbt(tmp_path_factory.mktemp("passed_over"))
    company.land(dbt.warehouse / "raw.duckdb", "labels")
    return dbt


def test_models_without_tables_are_passed_over_and_named(dbt):
    done = dbt.run("dbt", "run", *SELECTED, command=DENOMAS, DBT_PASS_OVER_UNLOADED="True")
    assert done.returncode == 0, done.stdout + done.stderr
    (said,) = [line for line in done.stderr.splitlines() if "models of zengrc" in line]
    assert "have not landed (meltano run tap-zengrc target-duckdb)" in said
    results = dbt.artifact("run_results")["results"]
    models = [result["unique_id"] for result in results if result["unique_id"].startswith("model.")]
    assert models == ["model.denomas.gitlab_ops_labels_source"]


def test_in_production_a_missing_table_is_an_error(dbt):
    done = dbt.run("dbt", "run", *SELECTED, command=DENOMAS, DBT_PASS_OVER_UNLOADED="false")
    assert done.returncode == 1
    assert "TAP_ZENGRC" in done.stdout
