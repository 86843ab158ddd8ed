"""The settings tables in the READMEs of taps and targets, made from `--about`."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

from denomas_tools.about import SDK_SETTINGS
from denomas_tools.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from denomas_tools.about import About

START = "<!-- settings:start -->"
END = "<!-- settings:end -->"


def packages(root: Path) -> dict[str, Path]:
    """Find the package folder of each console script under taps/ and targets/."""
    found = {}
    for pyproject in sorted([*root.glob("taps/*/pyproject.toml"), *root.glob("targets/*/pyproject.toml")]):
        document = tomllib.loads(pyproject.read_text(encoding="utf-8"))
        for script in (document.get("project") or {}).get("scripts") or {}:
            found[script] = pyproject.parent
    return found


def table(about: About) -> str:
    """Write the settings as a Markdown table, required ones first."""
    own = {name: schema for name, schema in about.properties.items() if name not in SDK_SETTINGS}
    rows = ["| Setting | Type | Default | What it is |", "|---|---|---|---|"]
    for name, schema in sorted(own.items(), key=lambda item: item[0] not in about.required):
        notes = " **Required.**" if name in about.required else ""
        notes += " Secret." if schema.get("secret") or schema.get("writeOnly") else ""
        description = " ".join(str(schema.get("description") or "").split())
        cells = (f"`{name}`", _type(schema), _default(schema), (description + notes).strip())
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    sdk = sorted(SDK_SETTINGS & set(about.properties))
    if sdk:
        rows += ["", f"Settings of the SDK that work as everywhere: {', '.join(f'`{name}`' for name in sdk)}."]
    return "\n".join(rows)


def with_table(text: str, new_table: str) -> str | None:
    """Put a table between the marks of a README; None when the marks are missing."""
    head, start, rest = text.partition(START)
    _, end, tail = rest.partition(END)
    if not (start and end):
        return None
    return f"{head}{START}\n{new_table}\n{END}{tail}"


def check(root: Path, answers: dict[str, About]) -> Iterator[Finding]:
    """Find the READMEs whose tables are not what `--about` says now."""
    for about, path in _readmes(root, answers):
        relative = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        wanted = with_table(text, table(about))
        if wanted is None:
            yield Finding(relative, about.executable, f"has no {START} and {END}", "Add both lines and run `make docs`")
        elif wanted != text:
            yield Finding(relative, about.executable, "its settings table is out of date", "Run `make docs`")


def write(root: Path, answers: dict[str, About]) -> list[str]:
    """Bring the tables up to date and give the files that changed."""
    changed = []
    for about, path in _readmes(root, answers):
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        wanted = with_table(text, table(about))
        if wanted is not None and wanted != text:
            path.write_text(wanted, encoding="utf-8")
            changed.append(path.relative_to(root).as_posix())
    return changed


def _readmes(root: Path, answers: dict[str, About]) -> Iterator[tuple[About, Path]]:
    folders = packages(root)
    for name, about in sorted(answers.items()):
        if name in folders and about.document:
            yield about, folders[name] / "README.md"


def _type(schema: dict[str, Any]) -> str:
    allowed = [value for value in schema.get("enum") or [] if value is not None]
    if allowed:
        return ", ".join(f"`{value}`" for value in allowed)
    named = schema.get("type") or "any"
    types = [named] if isinstance(named, str) else [one for one in named if one != "null"]
    if schema.get("format") in ("date", "date-time"):
        types = [str(schema["format"])]
    return " or ".join(types)


def _default(schema: dict[str, Any]) -> str:
    value = schema.get("default")
    if value is None or value in ("", [], {}):
        return ""
    return f"`{value if isinstance(value, str) else json.dumps(value)}`"
