"""The models say what landed says: real dbt on a small RAW, its numbers computed once more in Python."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest

# Table of full copies: its history, the key there, and columns of RAW with their names there.
HISTORIES = {
    "members": ("member", "member_id", {name: name for name in ("access_level", "source_id", "user_id")}),
    "label_links": ("label_link", "label_link_id", {name: name for name in ("label_id", "target_id")}),
    "ci_builds": ("ci_build", "ci_build_id", {"commit_id": "ci_pipeline_id", "status": "status"}),
}
# RAW here has the tables of one source only.
SELECTED = ("--select", "source:gitlab_ops+")
FINISHED = {"success", "failed", "canceled", "skipped"}


@pytest.fixture(scope="module")
def built(tmp_path_factory, new_dbt, company):
    """Land the rows and build the models that read them once; gives dbt."""
    dbt = new_dbt(tmp_path_factory.mktemp("models"))
    raw = dbt.warehouse / "raw.duckdb"
    company.land(raw)
    before = hashlib.sha256(raw.read_bytes()).digest()
    done = dbt.run("build", *SELECTED)
    assert done.returncode == 0, done.stdout
    assert hashlib.sha256(raw.read_bytes()).digest() == before
    return dbt


def models_of_the_source(manifest):
    """Give the models that read the one source that RAW has here, by their ids."""
    parents = manifest["parent_map"]

    def reads_it(node):
        return node.startswith("source.denomas.gitlab_ops.") or any(map(reads_it, parents.get(node, ())))

    return {name: node for name, node in manifest["nodes"].items() if name.startswith("model.") and reads_it(name)}


def utc(epoch_seconds: float) -> datetime:
    """Give the timestamp that a model shows for epoch seconds; microseconds may differ by rounding."""
    return datetime.fromtimestamp(epoch_seconds, UTC).replace(tzinfo=None)


def near(one: datetime | None, other: datetime | None) -> bool:
    return one is other is None or (one and other and abs(one - other) < timedelta(milliseconds=1))


def percentile(values: list[float], fraction: float) -> float | None:
    """Interpolate between the two nearest of the sorted values, as PERCENTILE_CONT does."""
    if not values:
        return None
    values = sorted(values)
    position = (len(values) - 1) * fraction
    below = int(position)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (position - below)


def test_everything_is_built_and_every_test_passes(built):
    results = built.artifact("run_results")["results"]
    kinds = Counter((result["unique_id"].split(".")[0], result["status"]) for result in results)
    assert {status for _, status in kinds} <= {"success", "pass"}
    models = {result["unique_id"] for result in results if result["unique_id"].startswith("model.")}
    assert models == set(models_of_the_source(built.artifact("manifest")))
    assert kinds["unit_test", "pass"] >= 4


def test_a_second_run_replaces_what_is_there(built):
    mart = "SELECT * FROM prod.COMMON_MART.mart_pipeline_health_weekly ORDER BY ALL"
    before = built.query(mart)
    again = built.run("run", *SELECTED)
    assert again.returncode == 0, again.stdout
    assert built.query(mart) == before


def test_the_mart_has_the_numbers_of_the_pipelines(built, company):
    weeks = defaultdict(list)
    names = {row["id"]: row["name"] for row in company.tables["projects"]}
    for row in company.tables["ci_pipelines"]:
        monday = (row["created_at"] - timedelta(days=row["created_at"].weekday())).date()
        weeks[row["project_id"], monday].append(row)
    retries = Counter(row["commit_id"] for row in company.copy("ci_builds", company.copy_times[-1]) if row["retried"])
    expected = []
    for (project, monday), rows in weeks.items():
        finished = [row for row in rows if row["status"] in FINISHED]
        failed = [row for row in rows if row["status"] == "failed"]
        durations = [row["duration"] for row in finished if row["duration"] is not None]
        expected.append(
            (
                project,
                names[project],
                monday,
                len(rows),
                len(finished),
                len(failed),
                len(failed) / len(finished) if finished else None,
                pytest.approx(percentile(durations, 0.5)),
                pytest.approx(percentile(durations, 0.9)),
                sum(retries[row["id"]] for row in rows),
            )
        )
    mart = built.query(
        "SELECT project_id, project_name, created_week, pipelines, finished_pipelines, failed_pipelines, failure_rate, "
        "median_duration_seconds, p90_duration_seconds, retried_builds "
        "FROM prod.COMMON_MART.mart_pipeline_health_weekly ORDER BY project_id, created_week"
    )
    assert mart == sorted(expected, key=lambda row: (row[0], row[2]))
    assert len(mart) > 20


def test_the_parts_of_the_mart_add_up(built):
    assert built.query(
        "SELECT count(*) FROM prod.COMMON_MART.mart_pipeline_health_weekly WHERE finished_pipelines "
        "!= successful_pipelines + failed_pipelines + canceled_pipelines + skipped_pipelines"
    ) == [(0,)]


def test_pipelines_younger_than_the_newest_copy_have_no_count_of_jobs_yet(built, company):
    with_builds = {row["commit_id"] for row in company.copy("ci_builds", company.copy_times[-1])}
    without = {row["id"] for row in company.tables["ci_pipelines"]} - with_builds
    assert without
    found = built.query("SELECT ci_pipeline_id FROM prod.COMMON.fct_pipeline WHERE builds IS NULL")
    assert {row for (row,) in found} == without


@pytest.mark.parametrize("table", HISTORIES)
def test_a_source_of_full_copies_shows_the_newest_copy_only(built, company, table):
    _, key, _ = HISTORIES[table]
    expected = sorted(row["id"] for row in company.copy(table, company.copy_times[-1]))
    shown = built.query(f"SELECT {key} FROM prep.GITLAB_OPS.gitlab_ops_{table}_source ORDER BY 1")
    assert [row for (row,) in shown] == expected
    assert 0 < len(expected) < len({row["id"] for row in company.tables[table]})


def history(built, table):
    name, key, columns = HISTORIES[table]
    wanted = ", ".join(columns.values())
    return built.query(
        f"SELECT {key}, {wanted}, version_number, valid_from, valid_to, is_currently_valid "
        f"FROM prep.STAGING.stg_ops_{name}_history ORDER BY {key}, version_number"
    )


@pytest.mark.parametrize("table", HISTORIES)
def test_history_shows_the_copy_of_every_moment(built, company, table):
    columns = HISTORIES[table][2]
    versions = history(built, table)
    for copied_at in company.copy_times:
        moment = utc(copied_at) + timedelta(seconds=1)
        valid = [row[: len(columns) + 1] for row in versions if row[-3] <= moment and (row[-2] or moment) >= moment]
        copied = [(row["id"], *(row[column] for column in columns)) for row in company.copy(table, copied_at)]
        assert sorted(valid, key=str) == sorted(copied, key=str)


def test_history_has_one_row_for_each_stretch_without_change(built, company):
    """Walk over the copies by hand: a version goes on as long as each next copy has the row as it was."""
    columns = list(HISTORIES["members"][2])
    open_versions: dict[int, list] = {}
    closed = []
    for copied_at in company.copy_times:
        present = {row["id"]: tuple(row[column] for column in columns) for row in company.copy("members", copied_at)}
        ended = [member for member, version in open_versions.items() if present.get(member) != version[0]]
        closed += [(member, *open_versions.pop(member), copied_at) for member in ended]
        for member, values in present.items():
            open_versions.setdefault(member, [values, copied_at])
    expected = sorted(
        [*closed, *((member, *version, None) for member, version in open_versions.items())],
        key=lambda row: (row[0], row[2]),
    )
    found = history(built, "members")
    assert [(row[0], row[1:-4]) for row in found] == [(row[0], row[1]) for row in expected]
    for row, (_, _, begins, ends) in zip(found, expected, strict=True):
        assert near(row[-3], utc(begins))
        assert near(row[-2], utc(ends) if ends else None)
        assert row[-1] == (ends is None)
    versions_of = Counter(row[0] for row in found)
    assert max(versions_of.values()) > 2
    assert [row[-4] for row in found] == list(
        itertools.chain.from_iterable(range(1, count + 1) for _, count in sorted(versions_of.items()))
    )


def test_freshness_warns_of_one_missed_day_and_of_a_quiet_month_only_later(built):
    done = built.run("source", "freshness", "--select", "source:gitlab_ops")
    assert done.returncode == 1
    found = {row["unique_id"].split(".")[-1]: row["status"] for row in built.artifact("sources")["results"]}
    # Stages are four days old, labels eight, projects and users six: the company is quiet.
    assert found == dict.fromkeys(found, "pass") | {"ci_stages": "error", "labels": "warn"}
    assert len(found) == 11


def test_the_documentation_names_every_column_that_exists(built):
    done = built.run("docs", "generate")
    assert done.returncode == 0, done.stdout
    catalog, manifest = built.artifact("catalog"), built.artifact("manifest")
    models = models_of_the_source(manifest)
    assert set(catalog["nodes"]) >= set(models)
    for name, node in models.items():
        described = {column.lower() for column, entry in node["columns"].items() if entry["description"]}
        assert described == {column.lower() for column in catalog["nodes"][name]["columns"]}, name


def test_before_any_load_the_error_says_what_to_do(tmp_path, new_dbt):
    dbt = new_dbt(tmp_path)
    done = dbt.run("build", *SELECTED)
    assert done.returncode != 0
    assert "There is nothing to build from yet" in done.stdout
    assert "meltano run tap-ops-db target-duckdb" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert list(dbt.warehouse.iterdir()) == []


def test_tables_that_have_not_landed_are_named_and_the_others_are_built(tmp_path, new_dbt, company):
    dbt = new_dbt(tmp_path)
    company.land(dbt.warehouse / "raw.duckdb", "projects", "labels")
    done = dbt.run("build", "--select", "+dim_project", "gitlab_ops_labels_source", "gitlab_ops_users_source")
    assert done.returncode == 1
    assert "1 tables of tap-ops-db are not in RAW yet (TAP_POSTGRES.GITLAB_OPS_DB_USERS)" in " ".join(
        done.stdout.split()
    )
    assert dbt.query("SELECT count(*) FROM prod.COMMON.dim_project") == [(len(company.tables["projects"]),)]
