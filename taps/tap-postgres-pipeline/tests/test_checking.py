"""`manifest check` finds what is wrong before a run does, all of it at once, and says what a run would do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from tap_postgres_pipeline.checking import aligned, check, manifest_command, rows
from tap_postgres_pipeline.manifest import KNOWN

ENTRY = {"import_db": "T", "export_schema": "s", "export_table_primary_key": "id"}
MANIFESTS = sorted((Path(__file__).parents[1] / "manifests").glob("*.yml"))
SEEDS = Path(__file__).parents[3] / "transform" / "seeds"
WINDOW = "updated_at BETWEEN '{BEGIN_TIMESTAMP}'::timestamp AND '{END_TIMESTAMP}'::timestamp"


def manifest(**queries: str | dict) -> dict:
    """Give a manifest whose tables have these queries, or these further keys."""
    return {
        "tables": {
            name: ENTRY
            | {"export_table": name}
            | ({"import_query": more} if isinstance(more, str) else {"import_query": f"SELECT id FROM {name}"} | more)
            for name, more in queries.items()
        }
    }


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Give what writes a manifest and checks it by the command."""
    monkeypatch.setenv("COLUMNS", "400")

    def run(content, *arguments, **variables):
        path = tmp_path / "m.yml"
        path.write_text(
            content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False), encoding="utf-8"
        )
        return CliRunner().invoke(manifest_command, ["check", str(path), *arguments], env=variables)

    return run


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("seeds", [None, SEEDS], ids=["without seeds", "with seeds"])
def test_every_manifest_that_is_shipped_is_right(path, seeds):
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    report = check(content, path.name, seeds=seeds)
    assert report.problems == []
    assert len(report.queries) == len(content["tables"])


def test_a_line_says_mode_window_key_and_what_is_special():
    content = manifest(
        a={"import_query": f"SELECT id, NULL AS email FROM a WHERE {WINDOW}", "deletes_exempt": True},
        b="SELECT id FROM b",
        c={"incremental_type": "load_by_id", "deletes_exempt": True, "database_type": "ci"},
        d_internal_only={
            "import_query": f"SELECT id FROM d WHERE {WINDOW}",
            "additional_filtering": "AND project_id IN {INTERNAL_PROJECT_IDS}",
        },
    )
    by = "updated_at by {BEGIN_TIMESTAMP} {END_TIMESTAMP}"
    assert rows(check(content, "m.yml").queries) == [
        ("a", "T_A", "incremental", by, "id", "1 masked"),
        ("b", "T_B", "scd", "full copy", "id", ""),
        ("c", "T_C", "load_by_id", "after the last key", "id", "ci"),
        (
            "d_internal_only",
            "T_D_INTERNAL_ONLY",
            "incremental",
            by,
            "id",
            "internal rows only, deletions are looked for",
        ),
    ]


def test_columns_of_the_table_stand_below_each_other():
    assert aligned([("a", "bb", ""), ("ccc", "d", "e")]) == "a    bb\nccc  d   e"


def test_all_errors_are_told_at_once_and_the_right_tables_are_shown(run):
    result = run(
        manifest(
            good="SELECT id FROM good",
            odd={"import_querry": "x"},
            broken="SELECT id FROM",
            keyless="SELECT name FROM keyless",
            double="SELECT id, a AS n, b AS n FROM double",
            unknown="SELECT id FROM unknown WHERE updated_at > '{YESTERDAY}'",
        )
    )
    assert result.exit_code == 1
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 5
    for line, parts in zip(
        errors,
        (
            ["table odd", "import_querry", *sorted(KNOWN)],
            ["table broken", "does not parse"],
            ["table keyless", "export_table_primary_key id is no column"],
            ["table double", "two columns", "called n"],
            ["table unknown", "{YESTERDAY}", "BEGIN_TIMESTAMP"],
        ),
        strict=True,
    ):
        assert all(part in line for part in parts), line
    assert "T_GOOD" in result.stdout


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("tables: [", "is not YAML"),
        ({"tables": {}}, "`tables:`"),
        ([], "`tables:`"),
        (manifest(a="SELECT id FROM a") | {"tabels": 1}, "unknown key tabels"),
        (manifest(a="SELECT id FROM a") | {"connection_info": {"hots": "X"}}, "unknown key hots"),
        (manifest(a={"export_table": "x"}, b={"export_table": "x"}), "tables a and b both export to T_X"),
    ],
)
def test_what_is_no_manifest_is_an_error(run, content, part):
    result = run(content)
    assert result.exit_code == 1
    assert part in result.stderr


def test_a_missing_file_is_an_error_of_one_line(run):
    result = CliRunner().invoke(manifest_command, ["check", "none.yml"])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 2)


def test_tables_of_another_database_are_left_out(run):
    content = manifest(a={"database_type": "main"}, b={"database_type": "ci"}, c={})
    result = run(content, "--database-type", "ci")
    assert result.exit_code == 0
    assert "2 tables (2 scd), no error" in result.stdout
    assert (
        "no table has the database_type ops"
        in run(manifest(a={"database_type": "main"}), "--database-type", "ops").stderr
    )


def test_with_connect_the_queries_are_compared_with_the_database(run, database):
    database.run(
        "CREATE TABLE a (id bigint, updated_at timestamp)",
        "CREATE TABLE b (id bigint)",
        "CREATE TABLE c (id bigint, updated_at jsonb)",
    )
    where = {
        f"TAP_POSTGRES_PIPELINE_{name}": str(value)
        for name, value in (
            ("HOST", database.sandbox.host),
            ("PORT", database.sandbox.port),
            ("USER", database.sandbox.user),
            ("PASSWORD", database.sandbox.password),
            ("DATABASE", database.name),
        )
    }
    right = run(manifest(a=f"SELECT id FROM a WHERE {WINDOW}", b="SELECT * FROM b"), "--connect", **where)
    assert right.exit_code == 0, right.stderr
    wrong = run(
        manifest(
            a="SELECT id, gone FROM a",
            none="SELECT id FROM none",
            c=f"SELECT id FROM c WHERE {WINDOW}",
            b={"import_query": "SELECT * FROM b", "export_table_primary_key": "key"},
            d="SELECT id FROM a",
        ),
        "--connect",
        **where,
    )
    assert wrong.exit_code == 1
    errors = [line for line in wrong.stderr.splitlines() if line.startswith("error: ")]
    parts = ('column "gone"', 'relation "none"', "table c", "gives no column key")
    assert [part for part, line in zip(parts, errors, strict=True) if part not in line] == []
    assert database.sandbox.password not in wrong.output


def test_a_database_that_cannot_be_reached_is_one_error(run):
    content = manifest(a="SELECT id FROM a")
    unknown = run(content, "--connect")
    assert "Set the setting user" in unknown.stderr
    gone = run(content, "--connect", "--host=127.0.0.1", "--port=1", "--user=u", "--database=d",
               TAP_POSTGRES_PIPELINE_PASSWORD="hush")  # fmt: skip
    assert gone.exit_code == 1
    assert "127.0.0.1:1/d" in gone.stderr
    assert "hush" not in gone.output


def test_the_command_of_the_tap_has_it(tmp_path):
    path = tmp_path / "m.yml"
    path.write_text(json.dumps(manifest(a="SELECT id FROM a")))
    command = Path(sys.executable).parent / "tap-postgres-pipeline"
    done = subprocess.run([command, "manifest", "check", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1].split() == ["a", "T_A", "scd", "full", "copy", "id"]
