"""The demo: its plan, its table, and what it does when a step fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest
from click.testing import CliRunner
from denomas_tools.cli import main
from denomas_tools.demo.report import Load, compare
from denomas_tools.demo.steps import pipelines, plan
from denomas_tools.project import load

if TYPE_CHECKING:
    from conftest import Zoo


def test_the_pipelines_are_the_extractors_that_say_so(zoo: Zoo) -> None:
    zoo.more_taps = [{"name": "tap-zoo--quiet", "inherit_from": "tap-zoo"}]
    assert pipelines(load(zoo.build())) == ["tap-zoo"]


def test_every_pipeline_runs_twice_with_a_day_between_and_beside_the_others() -> None:
    steps = plan(["tap-a", "tap-b"], 3, ["1", "2", "3", "4"])
    assert [
        [f"{step.environment.get('MELTANO_RUN_ID', '')} {' '.join(step.command)}".strip() for step in group]
        for group in steps
    ] == [
        ["sandbox up --scale 3", "meltano state list"],
        ["1 meltano run --no-install tap-a target-duckdb", "2 meltano run --no-install tap-b target-duckdb"],
        ["sandbox advance --days 1"],
        ["3 meltano run --no-install tap-a target-duckdb", "4 meltano run --no-install tap-b target-duckdb"],
        ["meltano run --no-install dbt:build"],
    ]


def test_runs_of_a_stream_stand_side_by_side_and_a_missing_one_is_left_out() -> None:
    rows = [("2", "tap-a", "x", 5, 5, 0.5), ("1", "tap-a", "x", 100, 99, 2.0), ("2", "tap-a", "new", 1, 1, 0.1)]
    assert compare(rows, {"1"}) == {
        ("tap-a", "new"): [None, Load(1, 1, 0.1)],
        ("tap-a", "x"): [Load(100, 99, 2.0), Load(5, 5, 0.5)],
    }


class TestTheCommand:
    """`denomas demo` with stand-ins for `sandbox` and `meltano`."""

    @pytest.fixture(autouse=True)
    def in_project(self, zoo: Zoo, monkeypatch: pytest.MonkeyPatch) -> None:
        self.zoo = zoo
        monkeypatch.chdir(zoo.build())
        monkeypatch.setattr("sys.executable", str(zoo.root / "python"))
        for command in ("sandbox", "meltano"):
            zoo.install(
                command, "print('tap-zoo | animals: read 1,000, landed 1,000, rejected 0 in 0.1 s -> ZOO.ANIMALS')"
            )
        monkeypatch.setattr("denomas_tools.demo.run.fresh_ids", lambda _: ["first", "second"])

    def land(self, tap: str = "tap-zoo") -> None:
        path = self.zoo.root / "warehouse/raw.duckdb"
        path.parent.mkdir()
        with duckdb.connect(str(path)) as connection:
            connection.execute("CREATE SCHEMA _META")
            connection.execute(
                f"CREATE TABLE _META.LOADS AS SELECT * FROM (VALUES ('first', '{tap}', 'animals', 1000, 1000, 2.5), "
                f"('second', '{tap}', 'animals', 12, 11, 0.5)) t(run_id, tap, stream, rows_read, rows_landed, seconds)"
            )

    def test_shows_progress_then_what_landed(self) -> None:
        self.land()
        result = CliRunner().invoke(main, ["demo"])
        assert result.exit_code == 0, result.output
        assert "done    tap-zoo -> target-duckdb, second run" in result.output
        assert "animals: read 1,000, landed 1,000, rejected 0" in result.output
        row = next(line for line in result.output.splitlines() if "tap-zoo" in line and "2.5" in line)
        assert row.split() == ["tap-zoo", "animals", "1,000", "1,000", "2.5", "12", "11", "0.5"]
        assert "Where to look next" in result.output

    def test_stops_at_the_first_failure_with_its_last_lines_and_the_log(self) -> None:
        self.zoo.install(
            "meltano",
            "import sys; print('\\n'.join(f'line {n}' for n in range(40)))\n"
            "raise SystemExit('no [route] to zoo' if sys.argv[1] == 'run' else 0)",
        )
        result = CliRunner().invoke(main, ["demo"])
        assert result.exit_code == 1
        assert "failed  tap-zoo -> target-duckdb, first run" in result.output
        assert "no [route] to zoo" in result.output
        assert "line 39" in result.output
        assert "line 3\n" not in result.output
        assert "one day passes" not in result.output
        assert "The logs are in logs/demo" in result.output
        log = self.zoo.root / "logs/demo/tap-zoo-target-duckdb-first-run.log"
        assert "line 3\n" in log.read_text(encoding="utf-8")

    def test_fails_when_nothing_landed_although_all_steps_went_well(self) -> None:
        result = CliRunner().invoke(main, ["demo"])
        assert result.exit_code == 1
        assert "there is no warehouse yet" in result.output

    def test_fails_when_a_pipeline_left_no_account(self) -> None:
        self.land("tap-ark")
        result = CliRunner().invoke(main, ["demo"])
        assert result.exit_code == 1
        assert "Nothing in RAW._META.LOADS from tap-zoo" in result.output

    def test_says_what_to_do_when_a_command_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        result = CliRunner().invoke(main, ["demo"])
        assert result.exit_code == 1
        assert "Run `make install`" in result.output


class TestQuery:
    """`denomas query`: the embedded warehouse, read-only."""

    @pytest.fixture(autouse=True)
    def in_project(self, zoo: Zoo, monkeypatch: pytest.MonkeyPatch) -> None:
        (zoo.build() / "warehouse").mkdir()
        monkeypatch.chdir(zoo.root)
        with duckdb.connect(str(zoo.root / "warehouse/raw.duckdb")) as connection:
            connection.execute("CREATE SCHEMA ZOO; CREATE TABLE ZOO.ANIMALS AS SELECT '🦁 [x]' AS name, NULL AS age")

    def test_prints_a_table(self) -> None:
        output = CliRunner().invoke(main, ["query", "from raw.zoo.animals"]).output
        assert "name" in output
        assert "🦁 [x]" in output

    def test_writes_nothing(self) -> None:
        result = CliRunner().invoke(main, ["query", "drop table raw.zoo.animals"])
        assert result.exit_code == 1
        assert "read-only" in result.output

    def test_says_what_is_wrong_with_a_question(self) -> None:
        result = CliRunner().invoke(main, ["query", "from raw.zoo.animal"])
        assert result.exit_code == 1
        assert "animal does not exist" in result.output

    def test_shows_only_the_first_rows_of_many(self) -> None:
        assert "the first 100 rows" in CliRunner().invoke(main, ["query", "from range(1000)"]).output
