"""A small project in which everything agrees; each test breaks one thing in it."""

from __future__ import annotations

import copy
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path

PYTHON = sys.executable
ABOUT = {
    "name": "tap-zoo",
    "capabilities": ["catalog", "discover", "state", "about", "batch", "target-schema"],
    "settings": {
        "type": "object",
        "required": ["host"],
        "properties": {
            "host": {"type": ["string"], "description": "Address of the zoo | a pipe.\nTwo lines."},
            "port": {"type": ["integer", "null"], "default": 5432},
            "token": {"type": ["string", "null"], "secret": True, "writeOnly": True},
            "mode": {"type": ["string", "null"], "enum": ["fast", "safe", None], "default": "safe"},
            "options": {"type": ["object", "null"], "properties": {"depth": {"type": ["integer", "null"]}},
                        "additionalProperties": False},
            "names": {"type": ["array", "null"], "items": {"type": "string"}},
            "start_date": {"type": ["string", "null"], "format": "date-time"},
            "stream_maps": {"type": ["object", "null"]},
        },
    },
}  # fmt: skip

TAP = {
    "name": "tap-zoo",
    "namespace": "tap_zoo",
    "executable": "tap-zoo",
    "load_schema": "ZOO",
    "capabilities": ["catalog", "discover", "state", "about", "batch"],
    "select": ["animals.*", "!animals.weight", "*.id", "animals.home.*"],
    "annotations": {"denomas": {"stand_in": "denomas_sandbox.zoo", "demo": True}},
    "settings": [
        {"name": "host", "value": "$SANDBOX_ZOO_HOST"},
        {"name": "port", "kind": "integer"},
        {"name": "token", "sensitive": True},
        {
            "name": "mode",
            "kind": "options",
            "options": [{"label": "F", "value": "fast"}, {"label": "S", "value": "safe"}],
        },
        {"name": "options.depth", "kind": "integer"},
        {"name": "names", "kind": "array"},
        {"name": "start_date", "kind": "date_iso8601"},
    ],
}

SNAPSHOT = {
    "animals": {
        "primary_keys": ["id"],
        "properties": {
            "id": {"type": "integer"},
            "weight": {"type": "number"},
            "home": {"type": "object", "properties": {"city": {"type": "string"}}},
        },
    }
}

README = "# tap-zoo\n\n<!-- settings:start -->\n<!-- settings:end -->\n\nEnd.\n"


class Zoo:
    """A project on disk that tests change before they look at it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.about: dict[str, Any] = copy.deepcopy(ABOUT)
        self.tap: dict[str, Any] = copy.deepcopy(TAP)
        self.more_taps: list[dict[str, Any]] = []
        self.snapshot: dict[str, Any] | None = copy.deepcopy(SNAPSHOT)
        self.jobs: list[dict[str, Any]] = [{"name": "zoo", "tasks": ["tap-zoo"]}]
        self.schedules: list[dict[str, Any]] = [
            {"name": "zoo-nightly", "interval": "0 2 * * *", "job": "zoo", "env": {"TAP_ZOO_MODE": "fast"}}
        ]
        self.env_example = "# Where the zoo is.\n# TAP_ZOO_HOST=\n\n# Secret. Its token.\n# TAP_ZOO_TOKEN=\n"
        self.files: dict[str, str] = {
            "docs/sources/zoo.md": "# zoo\n",
            "sandbox/denomas_sandbox/zoo.py": "",
            "taps/tap-zoo/README.md": README,
            "taps/tap-zoo/pyproject.toml": '[project]\nname = "tap-zoo"\n[project.scripts]\ntap-zoo = "tap_zoo:main"\n',
            "meltano.yml": yaml.safe_dump(
                {
                    "include_paths": ["./plugins/extractors/*.meltano.yml", "./plugins/schedules.meltano.yml"],
                    "environments": [{"name": "dev"}, {"name": "prod", "env": {"SANDBOX_ZOO_HOST": ""}}],
                }
            ),
        }

    def setting(self, name: str) -> dict[str, Any]:
        """Find a setting of the tap's YAML."""
        return next(setting for setting in self.tap["settings"] if setting["name"] == name)

    def build(self) -> Path:
        """Write the project and its executable, which goes onto the path."""
        files = self.files | {
            "plugins/extractors/tap-zoo.meltano.yml": yaml.safe_dump(
                {"plugins": {"extractors": [self.tap, *self.more_taps]}}
            ),
            "plugins/schedules.meltano.yml": yaml.safe_dump({"jobs": self.jobs, "schedules": self.schedules}),
            ".env.example": self.env_example,
        }
        if self.snapshot is not None:
            files["plugins/catalogs/tap-zoo.json"] = json.dumps(self.snapshot)
            for tap in self.more_taps:
                files[f"plugins/catalogs/{tap['name']}.json"] = json.dumps(self.snapshot)
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.install("tap-zoo", f"print({json.dumps(self.about)!r})")
        return self.root

    def install(self, name: str, code: str) -> None:
        """Put a command on the path that runs this Python code."""
        command = self.root.parent / "bin" / name
        command.parent.mkdir(exist_ok=True)
        command.write_text(f'#!/bin/sh\nexec "{PYTHON}" -I - "$@" <<\'END\'\n{code}\nEND\n', encoding="utf-8")
        command.chmod(0o755)


@pytest.fixture
def zoo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Zoo:
    root = tmp_path / "the zoo's project"
    root.mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    return Zoo(root)
