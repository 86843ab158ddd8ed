"""The settings tables in READMEs say what `--about` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from denomas_tools.about import About
from denomas_tools.cli import main
from denomas_tools.settings_tables import table, with_table

if TYPE_CHECKING:
    from conftest import Zoo

EXPECTED = """\
| Setting | Type | Default | What it is |
|---|---|---|---|
| `host` | string |  | Address of the zoo \\| a pipe. Two lines. **Required.** |
| `port` | integer | `5432` |  |
| `token` | string |  | Secret. |
| `mode` | `fast`, `safe` | `safe` |  |
| `options` | object |  |  |
| `names` | array |  |  |
| `start_date` | date-time |  |  |

Settings of the SDK that work as everywhere: `stream_maps`."""


def test_the_table_has_required_settings_first_and_the_sdk_s_own_in_one_line(zoo: Zoo) -> None:
    assert table(About("tap-zoo", zoo.about)) == EXPECTED


def test_the_text_around_the_marks_stays() -> None:
    text = "a\n<!-- settings:start -->\nold\n<!-- settings:end -->\nb\n"
    assert with_table(text, "new") == "a\n<!-- settings:start -->\nnew\n<!-- settings:end -->\nb\n"


@pytest.mark.parametrize("text", ["", "<!-- settings:start -->", "<!-- settings:end --> <!-- settings:start -->"])
def test_a_text_without_both_marks_in_order_is_refused(text: str) -> None:
    assert with_table(text, "new") is None


def test_the_command_writes_and_then_agrees(zoo: Zoo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(zoo.build())
    assert CliRunner().invoke(main, ["docs", "--check"]).exit_code == 1
    assert CliRunner().invoke(main, ["docs"]).output == "wrote taps/tap-zoo/README.md\n"
    assert EXPECTED in (zoo.root / "taps/tap-zoo/README.md").read_text(encoding="utf-8")
    assert CliRunner().invoke(main, ["docs", "--check"]).exit_code == 0


def test_the_command_fails_when_an_executable_is_missing(zoo: Zoo, monkeypatch: pytest.MonkeyPatch) -> None:
    zoo.tap["executable"] = "tap-zooo"
    monkeypatch.chdir(zoo.build())
    result = CliRunner().invoke(main, ["docs"])
    assert result.exit_code == 1
    assert "the command tap-zooo is not installed" in result.output


def test_commands_work_from_a_folder_below_and_say_so_outside(zoo: Zoo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(zoo.build() / "docs")
    assert "wrote taps" in CliRunner().invoke(main, ["docs"]).output
    monkeypatch.chdir(zoo.root.parent)
    assert "there is no meltano.yml here or above" in CliRunner().invoke(main, ["docs"]).output
