"""What the taps and targets say about themselves: `<executable> --about --format=json`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_TIMEOUT_SECONDS = 60

# Settings that singer-sdk adds to taps and targets by itself (singer_sdk/helpers/capabilities.py): a plugin's YAML may
# name them and need not.
SDK_SETTINGS = frozenset(
    {
        "add_record_metadata",
        "batch_config",
        "default_target_schema",
        "emit_activate_version_messages",
        "faker_config",
        "flattening_enabled",
        "flattening_max_depth",
        "flattening_max_key_length",
        "flattening_separator",
        "hard_delete",
        "process_activate_version_messages",
        "stream_map_config",
        "stream_maps",
        "use_singer_decimal",
        "validate_records",
    }
)


@dataclass(frozen=True)
class About:
    """One executable's account of itself, or why there is none."""

    executable: str
    document: dict[str, Any] | None = None
    problem: str | None = None

    @property
    def properties(self) -> dict[str, dict[str, Any]]:
        """The settings, as JSON schemas by name."""
        return dict(((self.document or {}).get("settings") or {}).get("properties") or {})

    @property
    def required(self) -> set[str]:
        """The settings without which it does not start."""
        return set(((self.document or {}).get("settings") or {}).get("required") or [])

    @property
    def capabilities(self) -> set[str]:
        """The capabilities, by the SDK's names."""
        return set((self.document or {}).get("capabilities") or [])


def environment(root: Path) -> dict[str, str]:
    """Give a child's environment: the project's own commands first on the path, and the project as Meltano's root."""
    paths = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    return os.environ | {"PATH": os.pathsep.join(paths), "MELTANO_PROJECT_ROOT": str(root), "PYTHONWARNINGS": "ignore"}


def ask_all(executables: Iterable[str], root: Path) -> dict[str, About]:
    """Ask each executable once, several at a time."""
    unique = sorted(set(executables))
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        return dict(zip(unique, pool.map(lambda name: ask(name, root), unique), strict=True))


def ask(executable: str, root: Path) -> About:
    """Run one executable and read its answer."""
    env = environment(root)
    command = shutil.which(executable, path=env["PATH"])
    if command is None:
        return About(executable, problem=f"the command {executable} is not installed")
    try:
        run = subprocess.run(
            [command, "--about", "--format=json"],
            cwd=root,
            env=env,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
        if run.returncode:
            last = (run.stderr.strip() or run.stdout.strip() or "no output").splitlines()[-1]
            return About(executable, problem=f"{executable} --about ended with {run.returncode} ({last})")
        document = json.loads(run.stdout)
    except subprocess.TimeoutExpired:
        return About(executable, problem=f"{executable} --about gave no answer in {_TIMEOUT_SECONDS} s")
    except ValueError as error:
        return About(executable, problem=f"{executable} --about printed no JSON ({error})")
    if not isinstance(document, dict):
        return About(executable, problem=f"{executable} --about printed no JSON object")
    return About(executable, document)
