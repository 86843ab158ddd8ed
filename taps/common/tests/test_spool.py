"""The spool is bounded, and clean after a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tap_common.errors import SpoolError
from tap_common.spool import Spool, folder_of

LIVE = """
import sys, time
from pathlib import Path
from tap_common.spool import Spool
spool = Spool(Path(sys.argv[1]), 1 << 20)
path = spool.new_file("s")
path.write_bytes(b"x")
spool.written(path)
print(path, flush=True)
time.sleep(60)
"""

# Starts and ends runs as fast as it can; each writes a file that must stay until it is consumed.
STARTING = """
import sys
from pathlib import Path
from tap_common.spool import Spool
for _ in range(300):
    spool = Spool(Path(sys.argv[1]), 1 << 20)
    path = spool.new_file("s")
    path.write_bytes(b"x")
    spool.written(path)
    spool.close()
    path.unlink()
"""


@pytest.fixture
def made():
    """Make spools, and close them all in the end."""
    spools = []

    def make(*arguments, **options):
        spools.append(Spool(*arguments, **options))
        return spools[-1]

    yield make
    for spool in spools:
        spool.close()


def write(spool, size):
    path = spool.new_file("s")
    path.write_bytes(b"x" * size)
    spool.written(path)
    return path


def test_it_waits_until_the_target_has_deleted_files(tmp_path, made):
    spool = made(tmp_path, 1_000)
    first = write(spool, 600)
    write(spool, 600)
    started = time.monotonic()
    threading.Timer(0.3, first.unlink).start()
    write(spool, 600)
    assert time.monotonic() - started >= 0.3
    assert spool.unconsumed_bytes() == 1_200


def test_it_does_not_wait_for_a_target_that_is_gone(tmp_path, made):
    spool = made(tmp_path, 1_000, reader_is_gone=lambda: True)
    write(spool, 2_000)
    with pytest.raises(SpoolError, match="target has gone"):
        spool.new_file("s")


def live_run(root):
    process = subprocess.Popen([sys.executable, "-c", LIVE, str(root)], stdout=subprocess.PIPE, text=True)
    return process, Path(process.stdout.readline().strip())


def test_a_killed_runs_files_are_removed_by_the_next_run_and_a_live_ones_are_not(tmp_path, made):
    dead, dead_file = live_run(tmp_path)
    dead.send_signal(signal.SIGKILL)
    dead.wait()
    dead.stdout.close()
    live, live_file = live_run(tmp_path)
    assert not dead_file.exists()
    made(tmp_path, 1_000)
    assert live_file.exists()
    live.kill()
    live.wait()
    live.stdout.close()


def test_a_finished_runs_files_are_kept_for_a_target_that_still_loads(tmp_path):
    spool = Spool(tmp_path, 1_000)
    path = write(spool, 10)
    spool.close()
    Spool(tmp_path, 1_000).close()
    assert path.exists()
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(path.parent, (long_ago, long_ago))
    Spool(tmp_path, 1_000).close()
    assert not path.exists()


def test_runs_that_start_and_end_at_the_same_moment_leave_each_others_files_alone(tmp_path):
    runs = [
        subprocess.Popen([sys.executable, "-c", STARTING, str(tmp_path)], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for run in runs:
        _, errors = run.communicate(timeout=60)
        assert run.returncode == 0, errors


def test_an_empty_run_leaves_nothing(tmp_path):
    spool = Spool(tmp_path / "spool", 1_000)
    write(spool, 10).unlink()
    spool.close()
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SpoolError, match="cannot be written to the spool"):
        Spool(tmp_path / "file" / "spool", 1_000)


@pytest.mark.parametrize(
    ("root", "path"),
    [("/tmp/a b", "/tmp/a b"), ("file:///tmp/a%20b", "/tmp/a b"), ("relative", str(Path("relative").absolute()))],
)
def test_a_root_is_a_path_or_a_file_uri(root, path):
    assert str(folder_of(root)) == path
