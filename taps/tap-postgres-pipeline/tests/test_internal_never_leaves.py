"""No row outside the internal lists leaves the source, whatever is loaded and however."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest
import yaml
from denomas_sandbox.api import Sandbox
from tap_postgres_pipeline.manifest import load_manifest
from tap_postgres_pipeline.reading import LOAD_TYPES

MANIFESTS = Path(__file__).parents[1] / "manifests"
SEEDS = Path(__file__).parents[3] / "transform" / "seeds"
WINDOW = "updated_at BETWEEN '{BEGIN_TIMESTAMP}'::timestamp AND '{END_TIMESTAMP}'::timestamp"
NAMES = {
    "internal_gitlab_namespaces": "namespace_id,namespace_path",
    "internal_gitlab_projects": "project_id,project_path",
    "projects_part_of_product": "project_path,project_id, owner",
    "projects_part_of_product_ops": "project_id,project_path",
    "masked_internal_projects": "project_id",
}
FULL = {
    "import_query": f"SELECT id, group_id, updated_at FROM t WHERE {WINDOW}",
    "additional_filtering": "AND group_id IN {INTERNAL_NAMESPACE_IDS}",
}
COPY = {
    "import_query": "SELECT id, group_id, updated_at FROM t",
    "additional_filtering": "WHERE group_id IN {INTERNAL_NAMESPACE_IDS}",
}


@pytest.fixture
def seeds(tap):
    def write(namespaces):
        folder = tap.folder / "seeds"
        folder.mkdir(exist_ok=True)
        for name, header in NAMES.items():
            rows = [f"{row},p{row}" for row in namespaces] if name == "internal_gitlab_namespaces" else []
            (folder / f"{name}.csv").write_text("\n".join([header, *rows]) + "\n")
        tap.config["seeds"] = str(folder)

    return write


KNOWN = {"state": {"bookmarks": {"t_t_internal_only": {"replication_key_value": "2026-01-01T00:00:00"}}}}
RUNS = {
    "scd": ("scd", COPY, {}),
    "scd in ranges": ("scd", COPY, {"split_rows": 100, "parallel_tables": 2}),
    "auto": ("auto", FULL, {}),
    "auto by records": ("auto", FULL, {"batch_config": None}),
    "auto, none internal": ("auto", FULL, {"namespaces": []}),
    "auto, one internal": ("auto", FULL, {"namespaces": [3]}),
    "backfill in ranges": ("backfill", FULL, {"split_rows": 100, "parallel_tables": 2}),
    "backfill since": ("backfill", FULL, {"start_date": "2026-01-01", "first": 0}),
    "incremental": ("incremental", FULL, KNOWN),
    "incremental by template": ("incremental", FULL, {"execution_date": "2026-01-02", "begin_timestamp": "2025-01-01"}),
    "load_by_id": ("load_by_id", COPY | {"incremental_type": "load_by_id"}, {}),
    "test": ("test", FULL, {}),
    "test of a copy": ("test", COPY, {}),
    "deletes": ("deletes", FULL, {}),
}


@pytest.mark.parametrize("run", RUNS)
def test_only_internal_rows_leave(tap, database, seeds, run):
    load_type, entry, more = RUNS[run]
    namespaces = more.get("namespaces", [3, 4])
    seeds(namespaces)
    # One row in ten belongs to each group; some belong to none.
    database.run(
        "CREATE TABLE t (id bigint PRIMARY KEY, group_id bigint, updated_at timestamp)",
        "INSERT INTO t SELECT n, nullif(abs(n) % 10, 0), timestamp '2026-01-01' + n * interval '1 second' "
        "FROM generate_series(-500, 499) n",
        "ANALYZE t",
    )
    tap.manifest(t={**entry, "export_table": "t_internal_only"})
    outcome = tap.run(load_type=load_type, **{name: more[name] for name in more if name not in {"namespaces", "first"}})
    assert outcome.code == 0, outcome.error
    found = {row["id"] for row in outcome.rows()}
    allowed = {n for n in range(more.get("first", -500), 500) if abs(n) % 10 in namespaces}
    # A window from the bookmark on has the rows of its last half hour, too.
    assert found == allowed


# Without any row there is no day to count, and one hash that says so.
@pytest.mark.parametrize(("namespaces", "counts"), [([], [0]), ([3], [100, 100])])
def test_counts_and_hashes_are_of_internal_rows_only(tap, database, seeds, namespaces, counts):
    seeds(namespaces)
    database.run(
        "CREATE TABLE t (id bigint PRIMARY KEY, group_id bigint, updated_at timestamp)",
        "INSERT INTO t SELECT n, n % 10, '2026-01-01' FROM generate_series(1, 1000) n",
    )
    tap.manifest(t={**FULL, "export_table": "t_internal_only"})
    outcome = tap.run(load_type="validate", validate_days=0, validate_deep=True)
    assert outcome.code == 0, outcome.error
    assert [row["number_of_records"] for row in outcome.rows()] == counts


@pytest.mark.parametrize("load_type", LOAD_TYPES)
def test_without_a_seed_nothing_is_asked_of_the_source(tap, seeds, load_type):
    seeds([3])
    (tap.folder / "seeds" / "internal_gitlab_namespaces.csv").unlink()
    tap.manifest(t=FULL, c=COPY)
    outcome = tap.run(load_type=load_type, port=1)
    assert outcome.code == 1
    assert "the filter needs the seed internal_gitlab_namespaces.csv" in outcome.error
    assert not outcome.messages


@pytest.fixture(scope="module")
def filled():
    """A sandbox with rows; the others of this room are empty."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder, Sandbox.start(Path(folder) / "filled", scale=1) as running:
        yield running


def test_the_manifests_internal_tables_are_filtered_by_the_real_seeds(tap, filled):
    """Each of them, with its real query and seeds: the rows whose keys leave are those that the filter lets out."""
    entries = [
        (file, entry.key)
        for file in sorted(MANIFESTS.glob("gitlab-com*.yml"))
        for entry in load_manifest(file).entries
        if entry.internal_only
    ]
    assert len(entries) >= 11
    for file in {file for file, _ in entries}:
        database = "gitlab_com_ci" if file.stem.endswith("-ci") else "gitlab_com"
        content = yaml.safe_load(file.read_text())["tables"]
        keys = [key for name, key in entries if name == file]
        tap.config |= {
            "host": filled.host,
            "port": filled.port,
            "user": filled.user,
            "password": filled.password,
            "database": database,
            "manifest": str(file),
            "seeds": str(SEEDS),
        }
        outcome = tap.run(tables=keys, batch_config=None)
        assert outcome.code == 0, outcome.error
        counts = {}
        for message in outcome.of("RECORD"):
            counts[message["stream"]] = counts.get(message["stream"], 0) + 1
        with psycopg.connect(filled.admin_dsn(database)) as session:
            for key in keys:
                table = content[key]["import_query"].split("FROM ")[1].split()[0]
                (rows,) = session.execute(f"SELECT count(*) FROM {table}").fetchone()
                stream = f"gitlab_db_{content[key]['export_table']}"
                assert counts.get(stream, 0) < rows, (key, json.dumps(counts))
