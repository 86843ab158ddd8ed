"""The folder of waiting files: a live run's stays whoever starts beside it, a killed run's goes with the next start."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from denomas_target_snowflake.waiting import Folder

# A run that has a file waiting, and lives until its stdin is closed.
RUN = """
import sys
from denomas_target_snowflake.waiting import Folder
folder = Folder(sys.argv[1])
(folder.new() / "00000.parquet").write_text("rows")
print(folder.path, flush=True)
sys.stdin.read()
assert [file.read_text() for file in folder.path.glob("flush-*/*.parquet")] == ["rows"]
folder.remove()
"""
# Starts and ends as fast as it can, and looks after its own folder each time.
STARTING = """
import sys
from denomas_target_snowflake.waiting import Folder
for _ in range(300):
    folder = Folder(sys.argv[1])
    (folder.new() / "00000.parquet").write_text("rows")
    assert len(list(folder.path.glob("flush-*/*.parquet"))) == 1
    folder.remove()
"""


def start(program: str, parent: Path, *before: str) -> subprocess.Popen[str]:
    """Start a program with the parent folder as its argument."""
    return subprocess.Popen(
        [*before, sys.executable, "-c", program, str(parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def started(parent: Path, *before: str) -> tuple[subprocess.Popen[str], Path]:
    """Start a run; gives its folder, too."""
    run = start(RUN, parent, *before)
    assert run.stdout is not None
    return run, Path(run.stdout.readline().strip())


def assert_it_ends_well(run: subprocess.Popen[str]) -> None:
    """Let a run go on to its end."""
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 0, errors


def test_a_live_runs_folder_survives_the_start_of_another_and_a_killed_runs_does_not(tmp_path: Path) -> None:
    live, mine = started(tmp_path)
    killed, left = started(tmp_path)
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=60)
    Folder(str(tmp_path)).remove()
    assert not left.exists()
    assert mine.exists()
    assert_it_ends_well(live)
    assert not mine.exists()


def test_a_live_runs_folder_survives_a_start_that_cannot_see_its_process(tmp_path: Path) -> None:
    """As in two containers that share a disk: process ids say nothing there."""
    apart = ("unshare", "--user", "--map-current-user", "--pid", "--fork", "--mount-proc")
    if shutil.which("unshare") is None or subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no process namespaces")
    live, mine = started(tmp_path)
    cannot_see, other = started(tmp_path, *apart)
    assert mine.parent == other.parent
    assert mine.exists()
    Folder(str(tmp_path)).remove()
    assert other.exists()
    assert_it_ends_well(cannot_see)
    assert_it_ends_well(live)


def test_runs_that_start_at_the_same_moment_leave_each_other_alone(tmp_path: Path) -> None:
    runs = [start(STARTING, tmp_path) for _ in range(4)]
    for run in runs:
        assert_it_ends_well(run)
    (parent,) = tmp_path.iterdir()
    assert [file for file in parent.rglob("*") if file.suffix == ".parquet"] == []
