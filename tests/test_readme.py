"""The commands that READMEs tell people to type exist, and those marked `bash test` are run."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from denomas_tools.cli import main
from denomas_tools.files import listing
from denomas_tools.project import load

if TYPE_CHECKING:
    from conftest import ProjectCopy

ROOT = Path(__file__).parent.parent
PAGES = [name for name in listing(ROOT) if name.endswith(".md")]
PLACEHOLDERS = {"tap-x", "tap-y", "target-y"}
_BLOCK = re.compile(r"^```bash(?P<mark> test)?\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def blocks(page: str, mark: str | None = None) -> list[str]:
    """Give the shell blocks of a page: all, or those with the mark."""
    found = _BLOCK.finditer((ROOT / page).read_text(encoding="utf-8"))
    return [match["code"] for match in found if mark is None or match["mark"] == mark]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [link for link in _LINK.findall(text) if not ((ROOT / page).parent / link).exists()] == []


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)])
def test_shell_blocks_are_shell_and_name_what_exists(page: str) -> None:
    code = "\n".join(blocks(page))
    parsed = subprocess.run(["bash", "-n"], input=code, capture_output=True, text=True, check=False)
    assert parsed.returncode == 0, parsed.stderr
    commands = re.sub(r"(^|\s)#.*", "", code)
    assert words_after("make", commands) - make_targets() == set()
    assert words_after("denomas", commands) - set(main.commands) == set()
    plugins = {plugin.name for plugin in load(ROOT).plugins} | PLACEHOLDERS
    assert set(re.findall(r"(?<![\w/.-])(?:tap|target)-[\w-]+", commands)) - plugins == set()


def words_after(command: str, code: str) -> set[str]:
    """Give the plain words that follow a command: `make lint test` -> lint, test."""
    followed = re.findall(rf"(?:^|\s|&&){command}((?: +[a-z][a-z-]*)+)(?=$|\s)", code, re.MULTILINE)
    words = {word for words in followed for word in words.split()}
    return {next(iter(words.split())) for words in followed} if command == "denomas" else words


def make_targets() -> set[str]:
    """List the targets of the Makefile."""
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("page", "code"),
    [(page, code) for page in PAGES for code in blocks(page, " test")],
    ids=lambda value: value.split("\n")[0],
)
def test_marked_blocks_run(project_copy: ProjectCopy, page: str, code: str) -> None:
    run = project_copy.run("bash", "-euo", "pipefail", "-c", code)
    assert run.returncode == 0, f"{page}: {run.stderr}"
