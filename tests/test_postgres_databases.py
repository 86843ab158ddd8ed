"""CustomersDot, gitlab.com and the Versions app as a user loads them: each table in the warehouse equals its source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import duckdb
import psycopg
import pytest
from denomas_sandbox.api import Sandbox
from tap_postgres_pipeline.internal import InternalLists
from tap_postgres_pipeline.manifest import load_manifest
from tap_postgres_pipeline.query import parse

pytestmark = pytest.mark.e2e

# Extractor: the source's database and the schema of RAW.
PIPELINES = {
    "tap-customers-dot": ("customers_dot", "TAP_POSTGRES"),
    "tap-gitlab-com": ("gitlab_com", "TAP_POSTGRES"),
    "tap-gitlab-com-ci": ("gitlab_com_ci", "TAP_POSTGRES"),
    "tap-version-db": ("version_db", "VERSION_DB"),
}
EVERYTHING = [word for tap in PIPELINES for word in (tap, "target-duckdb")]


@dataclass(frozen=True)
class World:
    """A project of the test's own, and the sources that it reads."""

    project: object
    sandbox: Sandbox

    def meltano(self, *blocks, **variables):
        done = self.project.run(
            "meltano", "run", "--no-install", *blocks, timeout_seconds=400, **(self.sandbox.env() | variables)
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def warehouse(self, *statements, change=False):
        """Give what the last statement gives, with RAW as the default database and PREP and PROD beside it."""
        mode = "" if change else "(READ_ONLY)"
        with duckdb.connect() as connection:
            for file in ("raw", "prep", "prod"):
                path = self.project.root / "warehouse" / f"{file}.duckdb"
                if path.exists():
                    connection.execute(f"ATTACH '{path}' AS {file} {mode}")
            connection.execute("USE raw")
            for statement in statements:
                connection.execute(statement)
            return connection.fetchall()

    def tables(self, tap):
        """Give the entries of a manifest with their queries, internal lists filled in."""
        path = self.project.root / "taps" / "tap-postgres-pipeline" / "manifests" / f"{tap.removeprefix('tap-')}.yml"
        lists = InternalLists(self.project.root / "transform" / "seeds")
        return [parse(entry, path.name, lists) for entry in load_manifest(path).entries]

    def keys(self, tap, query):
        """Give the keys of one table as texts: those in the source, and those in RAW that are not marked as deleted."""
        database, schema = PIPELINES[tap]
        names = query.entry.primary_keys
        with psycopg.connect(self.sandbox.dsn(database)) as session:
            texts = ", ".join(f'"{name}"::text' for name in names)
            there = session.execute(f"SELECT {texts} FROM ({query.base()}) AS source".encode()).fetchall()
        table = f"{schema}.{query.entry.stream.upper()}"
        newest = "" if query.is_incremental else f"AND _uploaded_at = (SELECT max(_uploaded_at) FROM {table})"
        texts = ", ".join(f'CAST("{name}" AS VARCHAR)' for name in names)
        landed = self.warehouse(f"SELECT {texts} FROM {table} WHERE _sdc_deleted_at IS NULL {newest}")
        return Counter(there), Counter(landed)

    def differences(self, *taps, with_deletions):
        """Name the tables whose keys differ; what was deleted in the source may still be there unless searched for."""
        found = {}
        for tap in taps:
            for query in self.tables(tap):
                there, landed = self.keys(tap, query)
                left_over = landed - there
                if query.is_incremental and (query.entry.deletes_exempt or not with_deletions):
                    left_over = Counter({key: count - 1 for key, count in left_over.items() if count > 1})
                if there - landed or left_over:
                    found[query.entry.stream] = (there - landed, left_over)
        return found


@pytest.fixture(scope="module")
def world(tmp_path_factory, project_copy):
    with Sandbox.start(tmp_path_factory.mktemp("sand box"), scale=1) as sandbox:
        yield World(project_copy, sandbox)


def test_every_table_equals_its_source_after_the_first_run(world):
    world.meltano(*EVERYTHING)
    assert world.differences(*PIPELINES, with_deletions=True) == {}
    statuses = world.warehouse("SELECT status, sum(rows_rejected), count(*) FROM _META.LOADS GROUP BY 1")
    assert statuses == [("complete", 0, sum(len(world.tables(tap)) for tap in PIPELINES))]


def test_the_next_day_brings_what_is_new_and_a_search_for_deletions_what_is_gone(world):
    world.sandbox.advance(1)
    world.meltano("tap-customers-dot", "target-duckdb", "tap-gitlab-com", "target-duckdb")
    assert world.differences("tap-customers-dot", "tap-gitlab-com", with_deletions=False) == {}
    world.meltano("tap-gitlab-com", "target-duckdb", TAP_GITLAB_COM_LOAD_TYPE="deletes")
    assert world.differences("tap-customers-dot", "tap-gitlab-com", with_deletions=True) == {}
    [(gone,)] = world.warehouse("SELECT count(*) FROM TAP_POSTGRES.GITLAB_DB_ISSUES WHERE _sdc_deleted_at IS NOT NULL")
    assert gone > 0


def test_the_models_are_built_and_row_counts_differ_by_unnoticed_deletions_alone(world):
    counting = {f"TAP_{name}_{key}": value for name in ("CUSTOMERS_DOT", "GITLAB_COM")
                for key, value in (("LOAD_TYPE", "validate"), ("VALIDATE_DAYS", "0"), ("VALIDATE_DEEP", "true"),
                                   ("VALIDATE_RANGE_KEYS", "100"))}  # fmt: skip
    world.meltano("tap-customers-dot", "target-duckdb", "tap-gitlab-com", "target-duckdb", **counting)
    done = world.project.run(
        "meltano", "invoke", "--no-install", "dbt", "build", "--vars", "{validate_days: 0}", "--select",
        "source:customers_db+", "source:gitlab_dotcom+", "prep_row_hash", "--exclude", "source:gitlab_dotcom_ci+",
        timeout_seconds=400, **world.sandbox.env(),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    exempt = {query.entry.stream for query in world.tables("tap-gitlab-com") if query.entry.deletes_exempt}
    for name in ("customers", "gitlab_dotcom"):
        rows = world.warehouse(
            f"SELECT table_name, sum(source_rows), min(deviation), max(deviation) FROM "
            f"prod.COMMON_PREP.prep_row_count_{name} GROUP BY 1"
        )
        assert sum(counted for _, counted, _, _ in rows) > len(rows) > 20
        assert [row for row in rows if row[2] < 0 or (row[3] > 0 and row[0] not in exempt)] == []


def test_hashes_name_the_ranges_of_keys_that_differ_and_no_others(world):
    """What the last test validated and built; the view reads RAW as it is."""
    exempt = {query.entry.stream for query in world.tables("tap-gitlab-com") if query.entry.deletes_exempt}
    differing = "SELECT table_name, first_key, source_rows, warehouse_rows FROM prod.COMMON_PREP.prep_row_hash"
    [(equal,)] = world.warehouse("SELECT count(*) FROM prod.COMMON_PREP.prep_row_hash WHERE is_equal AND source_rows")
    assert equal > 100
    before = world.warehouse(f"{differing} WHERE NOT is_equal")
    assert {table for table, *_ in before} <= exempt

    raw, chosen = "TAP_POSTGRES.GITLAB_DB", "id = (SELECT max(id) FROM {} WHERE _sdc_deleted_at IS NULL)"
    issue, label, group = (chosen.format(f"{raw}_{name}") for name in ("ISSUES", "LABELS", "NAMESPACES"))
    world.warehouse(
        f"UPDATE {raw}_ISSUES SET relative_position = coalesce(relative_position, 0) + 1 WHERE {issue}",
        f"DELETE FROM {raw}_LABELS WHERE {label}",
        f"INSERT INTO {raw}_NAMESPACES SELECT * FROM {raw}_NAMESPACES WHERE {group}",
        change=True,
    )
    found = set(world.warehouse(f"{differing} WHERE NOT is_equal")) - set(before)
    assert [(table, more - fewer) for table, _, fewer, more in sorted(found)] == [
        ("gitlab_db_issues", 0),
        ("gitlab_db_labels", -1),
        ("gitlab_db_namespaces", 1),
    ]
