"""Everything works without Meltano's hub: the copy of the project asks a port on which nobody listens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from denomas_tools.lint.environments import sandbox_variables
from denomas_tools.project import EXTRACTORS, LOADERS, load

if TYPE_CHECKING:
    from conftest import ProjectCopy

PROJECT = load(Path(__file__).parent.parent)
PLUGINS = [plugin.name for plugin in PROJECT.of_kind(EXTRACTORS, LOADERS)]

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("plugin", PLUGINS)
def test_every_tap_and_target_can_be_asked_about_itself(project_copy: ProjectCopy, plugin: str) -> None:
    run = project_copy.run("meltano", "invoke", "--no-install", plugin, "--about", "--format=json")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["name"]


def test_the_project_compiles_for_every_environment_and_keeps_meltano_s_schema(project_copy: ProjectCopy) -> None:
    run = project_copy.run("meltano", "compile", "--lint")
    assert run.returncode == 0, run.stderr
    # A violation is only a warning to Meltano.
    assert "Failed to validate" not in run.stderr
    manifests = {path.name for path in (project_copy.root / ".meltano/manifests").iterdir()}
    assert {"meltano-manifest.dev.json", "meltano-manifest.prod.json"} <= manifests


def test_the_schedules_are_listed_as_airflow_reads_them(project_copy: ProjectCopy) -> None:
    run = project_copy.run("meltano", "schedule", "list", "--format=json")
    assert run.returncode == 0, run.stderr
    listed = json.loads(run.stdout)["schedules"]
    assert {schedule["name"] for schedule in listed["job"]} == {schedule["name"] for _, schedule in PROJECT.schedules}
    assert all(schedule["job"]["tasks"] for schedule in listed["job"])


@pytest.mark.parametrize("plugin", [plugin.name for plugin in PROJECT.of_kind(EXTRACTORS) if not plugin.is_engine])
def test_production_cannot_reach_a_stand_in(project_copy: ProjectCopy, plugin: str) -> None:
    """Neither the block that the sandbox wrote to .env nor a variable of the shell gets past the prod environment."""
    names = stand_in_variables()
    assert names
    (project_copy.root / ".env").write_text("".join(f"{name}=54321\n" for name in names), encoding="utf-8")
    run = project_copy.run("meltano", "--environment=dev", "config", "print", plugin)
    assert "54321" in run.stdout, run.stderr
    for variables in ({}, dict.fromkeys(names, "54321")):
        run = project_copy.run("meltano", "--environment=prod", "config", "print", plugin, **variables)
        assert run.returncode == 0, run.stderr
        assert "54321" not in run.stdout


def stand_in_variables() -> list[str]:
    """List the variables of the sandbox that any plugin takes a value from."""
    return sorted({name for plugin in PROJECT.plugins for name in sandbox_variables(plugin.merged | plugin.own)})
