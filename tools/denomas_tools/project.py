"""The Meltano project as its YAML files tell it, with inherited plugins resolved. Reads files, runs nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from pathlib import Path

EXTRACTORS = "extractors"
LOADERS = "loaders"

# Keys of a plugin that an inheriting one takes from its parent unless it has its own.
_INHERITED = ("namespace", "executable", "capabilities", "load_schema", "select", "select_filter", "metadata", "schema")
# Annotations (`annotations: {denomas: ...}`) that a variant shares with its parent; `demo` is each plugin's own word.
_INHERITED_ANNOTATIONS = ("docs", "stand_in")


class ProjectError(Exception):
    """The project's files cannot be understood."""

    def __init__(self, path: str, what: str) -> None:
        """Remember the file that is meant."""
        super().__init__(f"{path}: {what}")
        self.path = path
        self.what = what


@dataclass(frozen=True)
class Plugin:
    """One plugin definition.

    `own` is what its YAML says; `merged` adds what it inherits. Both are as in Meltano's files.
    """

    kind: str
    name: str
    path: str
    own: dict[str, Any]
    merged: dict[str, Any]
    parent: str | None = None

    @property
    def executable(self) -> str | None:
        """The command that runs it."""
        return self.merged.get("executable")

    @property
    def settings(self) -> list[dict[str, Any]]:
        """Its setting definitions, the parent's first."""
        return list(self.merged.get("settings") or [])

    @property
    def annotations(self) -> dict[str, Any]:
        """What it says to this project's own tools."""
        return dict((self.merged.get("annotations") or {}).get("denomas") or {})

    @property
    def is_engine(self) -> bool:
        """Whether it only serves as a parent (`annotations: {denomas: {engine: true}}`) and is never run by itself."""
        return bool(self.annotations.get("engine"))

    def environment_names(self, setting: str) -> list[str]:
        """Give the variables that Meltano reads for a setting: by the plugin's name, then by its namespace."""
        prefixes = [self.name, str(self.merged.get("namespace") or self.name)]
        return list(dict.fromkeys(environment_name(prefix, setting) for prefix in prefixes))


@dataclass
class Project:
    """What `meltano.yml` and the files it includes hold; jobs and schedules with the file that they are in."""

    plugins: list[Plugin] = field(default_factory=list)
    jobs: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    schedules: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    environments: list[dict[str, Any]] = field(default_factory=list)
    double_jobs: list[tuple[str, str]] = field(default_factory=list)

    def of_kind(self, *kinds: str) -> list[Plugin]:
        """Give the plugins of these kinds, in the order of the files."""
        return [plugin for plugin in self.plugins if plugin.kind in kinds]

    def plugin(self, name: str) -> Plugin | None:
        """Find a plugin by its name."""
        return next((plugin for plugin in self.plugins if plugin.name == name), None)


class _StrictLoader(yaml.SafeLoader):
    """YAML that refuses a key given twice, of which plain YAML would silently keep the last."""

    @override
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                line = key_node.start_mark.line + 1
                raise yaml.YAMLError(f"the key {key!r} is given twice (line {line})")
            seen.add(key)
        return super().construct_mapping(node, deep)


def environment_name(prefix: str, setting: str) -> str:
    """Name a variable as Meltano does: `tap-x--y`, `batch.root` -> `TAP_X__Y_BATCH_ROOT`."""
    return f"{prefix}_{setting}".upper().replace("-", "_").replace(".", "_")


def load(root: Path) -> Project:
    """Read `meltano.yml` and its includes.

    Raises:
        ProjectError: when a file is missing, is not YAML, or a plugin inherits from one that does not exist.
    """
    documents = list(_documents(root))
    definitions: dict[str, tuple[str, str, dict[str, Any]]] = {}
    project = Project()
    for path, document in documents:
        for kind, entries in (document.get("plugins") or {}).items():
            for entry in entries or []:
                name = str(entry.get("name"))
                if name in definitions:
                    raise ProjectError(path, f"the plugin {name} is defined twice (also in {definitions[name][1]})")
                definitions[name] = (kind, path, entry)
        project.environments += document.get("environments") or []
        for job in document.get("jobs") or []:
            if job.get("name") in project.jobs:
                project.double_jobs.append((path, job["name"]))
            project.jobs[job.get("name")] = (path, job)
        project.schedules += [(path, schedule) for schedule in document.get("schedules") or []]
    project.plugins = [
        Plugin(kind, name, path, entry, _merged(name, definitions, ()), entry.get("inherit_from"))
        for name, (kind, path, entry) in definitions.items()
    ]
    return project


def _documents(root: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    main = _read_yaml(root, root / "meltano.yml")
    yield "meltano.yml", main
    for pattern in main.get("include_paths") or []:
        for path in sorted(root.glob(pattern.removeprefix("./"))):
            yield path.relative_to(root).as_posix(), _read_yaml(root, path)


def _read_yaml(root: Path, path: Path) -> dict[str, Any]:
    relative = path.relative_to(root).as_posix()
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506
    except FileNotFoundError as error:
        raise ProjectError(relative, "does not exist; is this the project's folder?") from error
    except yaml.YAMLError as error:
        raise ProjectError(relative, f"is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(document or {}, dict):
        raise ProjectError(relative, "holds no mapping")
    return document or {}


def _merged(
    name: str, definitions: dict[str, tuple[str, str, dict[str, Any]]], children: tuple[str, ...]
) -> dict[str, Any]:
    _, path, own = definitions[name]
    parent_name = own.get("inherit_from")
    if not parent_name:
        return own
    if parent_name not in definitions or parent_name in (name, *children):
        raise ProjectError(path, f"{name} inherits from {parent_name}, which is no other plugin of this project")
    parent = _merged(parent_name, definitions, (*children, name))
    settings = {setting["name"]: setting for setting in parent.get("settings") or []}
    settings |= {setting["name"]: setting for setting in own.get("settings") or []}
    own_notes = (own.get("annotations") or {}).get("denomas") or {}
    parent_notes = (parent.get("annotations") or {}).get("denomas") or {}
    notes = {key: parent_notes[key] for key in _INHERITED_ANNOTATIONS if key in parent_notes} | own_notes
    return (
        {key: parent[key] for key in _INHERITED if key in parent}
        | own
        | {
            "settings": list(settings.values()),
            "config": (parent.get("config") or {}) | (own.get("config") or {}),
            "annotations": {"denomas": notes},
        }
    )
