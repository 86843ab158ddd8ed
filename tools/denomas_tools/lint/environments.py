"""Does production blank every address of a stand-in?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from denomas_tools.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from denomas_tools.project import Project

PRODUCTION = "prod"
_SANDBOX = re.compile(r"\$\{?(SANDBOX_\w+)")


def check(project: Project) -> Iterator[Finding]:
    """Find variables of the sandbox that a plugin refers to and `prod` does not set to an empty text."""
    blanked = {
        name
        for environment in project.environments
        if environment.get("name") == PRODUCTION
        for name, value in (environment.get("env") or {}).items()
        if value == ""
    }
    for plugin in project.plugins:
        for name in sorted(sandbox_variables(plugin.own) - blanked):
            yield Finding(
                "meltano.yml",
                plugin.name,
                f"production could reach a stand-in by {name}",
                f'Add `{name}: ""` to the environment {PRODUCTION}',
            )


def sandbox_variables(value: object) -> set[str]:
    """Find the variables of the sandbox that a value of YAML, however nested, refers to."""
    return set(_SANDBOX.findall(str(value)))
