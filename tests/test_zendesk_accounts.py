"""Two accounts of Zendesk by one tap: the handbook's variables work as typed, and one never signs in as the other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import ProjectCopy

SECOND = "tap-zendesk--community-relations"
FIRST_ACCOUNT = {
    "TAP_ZENDESK_SUBDOMAIN": "first",
    "TAP_ZENDESK_EMAIL": "first@example.com",
    "TAP_ZENDESK_API_TOKEN": "first-token",
    "TAP_ZENDESK_ACCESS_TOKEN": "first-access",
    "TAP_ZENDESK_REFRESH_TOKEN": "first-refresh",
    "TAP_ZENDESK_START_DATE": "2012-12-30",
}
STAND_IN = {f"SANDBOX_ZENDESK_COMMUNITY_RELATIONS_{name}": "stand-in" for name in ("URL", "EMAIL", "API_TOKEN")}

pytestmark = pytest.mark.e2e


def config(project: ProjectCopy, plugin: str, **variables: str) -> dict[str, Any]:
    """Give what Meltano would hand to the tap, without what is blank and without limits."""
    run = project.run("meltano", "--log-level=error", "config", "--unsafe", "print", plugin, **variables)
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return {name: value for name, value in found.items() if value != "" and not name.endswith("_per_minute")}


def test_each_account_is_set_by_the_names_of_the_handbook(project_copy: ProjectCopy) -> None:
    second = {name.replace("TAP_ZENDESK", "TAP_ZENDESK_COMMUNITY_RELATIONS"): "second" for name in FIRST_ACCOUNT}
    found = config(project_copy, SECOND, MELTANO_ENVIRONMENT="prod", **FIRST_ACCOUNT, **second)
    names = ("subdomain", "email", "api_token", "access_token", "refresh_token", "start_date")
    assert found == dict.fromkeys(names, "second")
    first = config(project_copy, "tap-zendesk", MELTANO_ENVIRONMENT="prod", **FIRST_ACCOUNT, **second)
    assert first == {name: FIRST_ACCOUNT[f"TAP_ZENDESK_{name.upper()}"] for name in names}


def test_in_production_the_second_account_takes_nothing_from_first_or_sandbox(
    project_copy: ProjectCopy,
) -> None:
    assert config(project_copy, SECOND, MELTANO_ENVIRONMENT="prod", **FIRST_ACCOUNT, **STAND_IN) == {}
    run = project_copy.run(
        "meltano", "invoke", "--no-install", SECOND, "--discover", MELTANO_ENVIRONMENT="prod", **FIRST_ACCOUNT
    )
    assert run.returncode != 0
    assert "Setting subdomain must be" in run.stdout + run.stderr


def test_on_a_laptop_the_second_account_is_the_sandbox_s_own(project_copy: ProjectCopy) -> None:
    found = config(project_copy, SECOND, **FIRST_ACCOUNT, **STAND_IN)
    assert found == dict.fromkeys(("base_url", "email", "api_token"), "stand-in")
