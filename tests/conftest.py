"""What the tests across packages share: a copy of the project that is theirs to run in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from denomas_tools.files import listing

ROOT = Path(__file__).parent.parent
# Loopback, and a port that nobody may listen on: whatever asks the hub fails at once.
DEAD_HUB = "http://127.0.0.1:1"


@dataclass(frozen=True)
class ProjectCopy:
    """The project's files in a folder of their own, with their own Meltano state, .env and warehouse.

    The packages are those of the environment that the tests run in.
    """

    root: Path

    def run(self, *command: str, timeout_seconds: int = 120, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command there as a user would after activating .venv; the caller looks at the exit status."""
        # What a test process inherits must not decide: neither variables of Meltano nor of a sandbox that runs.
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("MELTANO_", "TAP_", "TARGET_", "SANDBOX_", "DBT_", "PYTEST_"))
        }
        path = os.pathsep.join([str(Path(sys.executable).parent), inherited.get("PATH", "")])
        return subprocess.run(
            command,
            cwd=self.root,
            env=inherited | {"PATH": path, "MELTANO_HUB_URL": DEAD_HUB, "NO_COLOR": "1"} | variables,
            capture_output=True,
            text=True,
            timeout=timeout_seconds,
            check=False,
        )


@pytest.fixture(scope="module")
def project_copy(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    """Copy the files that Git tracks or would track to a folder with a space and an umlaut in its name."""
    root = tmp_path_factory.mktemp("project") / "data pipelines ü"
    for name in listing(ROOT):
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    (root / ".venv").symlink_to(ROOT / ".venv")
    return ProjectCopy(root)
