"""Is a plugin's definition complete, and free of what does not work here?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from denomas_tools.findings import Finding
from denomas_tools.project import EXTRACTORS, LOADERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from denomas_tools.project import Plugin


def check(plugin: Plugin) -> Iterator[Finding]:
    """Look at one definition alone."""
    if "pip_url" in plugin.merged:
        yield _finding(
            plugin,
            "has a pip_url",
            "Remove it and name the package in a member's pyproject.toml: the one lock installs everything",
        )
    yield from _identity(plugin)
    yield from _settings(plugin)


def _identity(plugin: Plugin) -> Iterator[Finding]:
    if not plugin.parent and not plugin.own.get("namespace"):
        yield _finding(plugin, "has no namespace", f"Add `namespace: {plugin.name.replace('-', '_')}`: without it "
                       "Meltano asks the hub for the plugin")  # fmt: skip
    if not plugin.executable:
        yield _finding(plugin, "has no executable", "Add `executable:` with the console script of its package")
    if plugin.kind == EXTRACTORS and not plugin.merged.get("load_schema"):
        yield _finding(
            plugin, "has no load_schema", "Add `load_schema:` with the schema of RAW that its tables land in"
        )
    if plugin.kind in (EXTRACTORS, LOADERS) and not plugin.merged.get("capabilities"):
        yield _finding(plugin, "has no capabilities", "Add those that its `--about` lists")


def _settings(plugin: Plugin) -> Iterator[Finding]:
    seen: set[str] = set()
    for setting in plugin.own.get("settings") or []:
        name = str(setting.get("name"))
        if name in seen:
            yield _finding(plugin, f"setting {name} is defined twice", "Keep one")
        seen.add(name)
        if setting.get("kind") == "decimal":
            yield _finding(
                plugin,
                f"setting {name} is of kind decimal",
                "Make it an integer of a smaller unit: a decimal given by an environment variable stops Meltano",
            )
        if setting.get("kind") in ("password", "hidden"):
            yield _finding(plugin, f"setting {name} has the deprecated kind {setting['kind']}", "Use `sensitive: true`")
        custom = setting.get("env")
        if plugin.kind in (EXTRACTORS, LOADERS) and custom and custom not in plugin.environment_names(name):
            yield _finding(
                plugin,
                f"setting {name} names the variable {custom}, which Meltano does not read for a custom plugin",
                f"Leave `env` out; the variable is {plugin.environment_names(name)[0]}",
            )


def _finding(plugin: Plugin, what: str, remedy: str) -> Finding:
    return Finding(plugin.path, plugin.name, what, remedy)
