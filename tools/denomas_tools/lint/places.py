"""Is everything that belongs to a plugin where people look for it: its page, its stand-in, its variables?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from denomas_tools.findings import Finding
from denomas_tools.lint.environments import sandbox_variables
from denomas_tools.project import EXTRACTORS, LOADERS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from denomas_tools.project import Plugin

ENV_EXAMPLE = ".env.example"
_ASSIGNMENT = re.compile(r"^#?\s*([A-Z][A-Z0-9_]*)=")


def check(plugin: Plugin, files: Container[str], variables: dict[str, bool]) -> Iterator[Finding]:
    """Check one plugin.

    Args:
        plugin: The plugin.
        files: All files of the project, relative, with slashes.
        variables: The variables of `.env.example`, and whether a comment explains them.
    """
    if plugin.kind == EXTRACTORS:
        yield from _page(plugin, files)
        yield from _stand_in(plugin, files)
    yield from _variables(plugin, variables)


def docs_page(plugin: Plugin) -> str:
    """Give the page of a plugin: `docs:` of its annotations, or the source's name under docs/sources."""
    source = (plugin.parent or plugin.name).removeprefix("tap-").split("--")[0]
    return str(plugin.annotations.get("docs") or f"docs/sources/{source}.md")


def _page(plugin: Plugin, files: Container[str]) -> Iterator[Finding]:
    page = docs_page(plugin)
    if page not in files:
        yield Finding(
            plugin.path,
            plugin.name,
            f"its page {page} does not exist",
            "Write it, or name another one in `annotations: {denomas: {docs: ...}}`",
        )


def _stand_in(plugin: Plugin, files: Container[str]) -> Iterator[Finding]:
    module = plugin.annotations.get("stand_in")
    if not module:
        yield Finding(
            plugin.path,
            plugin.name,
            "names no stand-in",
            "Add `annotations: {denomas: {stand_in: denomas_sandbox.<module>}}`",
        )
        return
    place = "sandbox/" + str(module).replace(".", "/")
    if f"{place}.py" not in files and f"{place}/__init__.py" not in files:
        yield Finding(plugin.path, plugin.name, f"its stand-in {module} does not exist", f"Build {place}.py")


def _variables(plugin: Plugin, variables: dict[str, bool]) -> Iterator[Finding]:
    """Whoever goes to production looks for the names in `.env.example`: secrets, and what the sandbox fills in."""
    for setting in plugin.own.get("settings") or []:
        from_sandbox = sandbox_variables(setting.get("value"))
        if not (setting.get("sensitive") or from_sandbox):
            continue
        names = plugin.environment_names(str(setting["name"]))
        if setting.get("env") and plugin.kind not in {EXTRACTORS, LOADERS}:
            # The others may not choose (lint/definitions.py).
            names = [setting["env"]]
        found = [name for name in names if name in variables]
        if not found:
            yield Finding(
                ENV_EXAMPLE,
                plugin.name,
                f"{names[0]} is missing",
                "Add it, commented out, under a line that says what it is",
            )
        elif not any(variables[name] for name in found):
            yield Finding(ENV_EXAMPLE, plugin.name, f"{found[0]} has no comment", "Say above it what it is")


def example_variables(text: str) -> dict[str, bool]:
    """Read `.env.example`: each variable, and whether its paragraph has a line of prose above it."""
    variables: dict[str, bool] = {}
    explained = False
    for line in text.splitlines():
        assignment = _ASSIGNMENT.match(line)
        if assignment:
            variables[assignment[1]] = explained
        elif not line.strip():
            explained = False
        elif line.startswith("#") and line.strip("# "):
            explained = True
    return variables
