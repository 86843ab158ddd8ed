"""Reads the project, asks the executables, and hands both to the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from denomas_tools import about, catalogs, files, project, settings_tables
from denomas_tools.findings import Finding
from denomas_tools.lint import contents, definitions, environments, places, proofs, schedules, selection, settings
from denomas_tools.project import EXTRACTORS, LOADERS

if TYPE_CHECKING:
    from pathlib import Path


def inspect(root: Path) -> list[Finding]:
    """Run every check over the project in `root` and give the findings, errors first."""
    listed = files.listing(root)
    findings: list[Finding] = []
    texts = {name: text for name in listed if (text := files.text_of(root / name)) is not None}
    for name, text in texts.items():
        findings += contents.check(name, text, str(root))
    findings += proofs.check(texts)
    try:
        loaded = project.load(root)
    except project.ProjectError as error:
        findings.append(Finding(error.path, "", error.what, "Correct the file"))
        return _sorted(findings)
    findings += schedules.check(loaded)
    findings += environments.check(loaded)
    findings += _plugins(root, loaded, frozenset(listed))
    return _sorted(findings)


def _plugins(root: Path, loaded: project.Project, listed: frozenset[str]) -> list[Finding]:
    singer = loaded.of_kind(EXTRACTORS, LOADERS)
    answers = about.ask_all((plugin.executable for plugin in singer if plugin.executable), root)
    example = root / places.ENV_EXAMPLE
    variables = places.example_variables(example.read_text(encoding="utf-8") if example.exists() else "")
    findings: list[Finding] = []
    for plugin in loaded.plugins:
        findings += definitions.check(plugin)
        if plugin.is_engine:
            continue
        findings += places.check(plugin, listed, variables)
        if plugin.kind == EXTRACTORS:
            path = catalogs.snapshot_path(plugin.name)
            findings += selection.check(plugin, catalogs.read(root / path), path)
    for plugin in singer:
        if plugin.executable:
            findings += settings.check(plugin, answers[plugin.executable])
    findings += settings_tables.check(root, answers)
    return findings


def _sorted(findings: list[Finding]) -> list[Finding]:
    return sorted(set(findings), key=lambda finding: (finding.is_warning, finding))
