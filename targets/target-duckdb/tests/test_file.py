"""The DuckDB file: locks, damage, full disks; through the real command."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import threading

import duckdb
import pyarrow as pa
from target_common.contract.messages import batch, records, schema, state

PROPERTIES = {"id": {"type": "integer"}, "v": {"type": ["string", "null"]}}
MESSAGES = [schema("things", PROPERTIES, ["id"]), *records("things", [{"id": 1, "v": "x"}]), state(1)]


def run(harness, messages=MESSAGES, *, before=None, **settings):
    """Run the command and give (exit code, stdout, stderr)."""
    path = harness.folder / "settings.json"
    path.write_text(json.dumps(harness.config | settings))
    done = subprocess.run(
        [sys.executable, "-m", "target_duckdb.target", "--config", str(path)],
        input="".join(json.dumps(message) + "\n" for message in messages),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )
    return done.returncode, done.stdout, done.stderr


def assert_one_screen(error, *parts):
    assert "Traceback" not in error
    assert len(error.splitlines()) < 25
    for part in parts:
        assert part in error


def test_a_corrupt_file_is_named_with_what_to_do(harness):
    harness.land(MESSAGES).ok()
    path = harness.folder / "my warehouse" / "raw.duckdb"
    path.write_bytes(b"this was a warehouse once" * 1000)
    code, out, error = run(harness)
    assert (code, out) == (1, "")
    assert_one_screen(error, "raw.duckdb cannot be opened", "move it away", "no state moved")


def test_a_folder_that_cannot_be_made_is_named(harness):
    (harness.folder / "file").write_text("in the way")
    code, out, error = run(harness, path=str(harness.folder / "file" / "raw.duckdb"))
    assert (code, out) == (1, "")
    assert_one_screen(error, "cannot be made", "setting `path`")


def holding(path, seconds):
    """Start a process that holds the file for a while."""
    code = f"import duckdb,time; c=duckdb.connect({str(path)!r}); print('held', flush=True); time.sleep({seconds})"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    return process


def test_it_waits_for_a_locked_file_and_says_who_holds_it(harness):
    harness.land(MESSAGES).ok()
    with holding(harness.config["path"], 60) as holder:
        process = subprocess.Popen(
            harness.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        process.stdin.write("".join(json.dumps(message) + "\n" for message in MESSAGES))
        process.stdin.close()
        waiting = next(line for line in process.stderr if "waiting" in line)
        assert f"locked by process {holder.pid}" in waiting
        holder.kill()
    out, _ = process.stdout.read(), process.stderr.read()
    process.stdout.close()
    process.stderr.close()
    assert (process.wait(), json.loads(out)) == (0, state(1)["value"])


def test_it_gives_up_waiting_with_a_clear_error(harness):
    harness.land(MESSAGES).ok()
    with holding(harness.config["path"], 60) as holder:
        code, out, error = run(harness, lock_timeout_seconds=1)
        holder.kill()
    assert (code, out) == (1, "")
    assert_one_screen(error, f"still locked by process {holder.pid} after 1 s", "lock_timeout_seconds")


def test_a_full_disk_is_an_error_that_moves_no_state(harness):
    harness.land(MESSAGES).ok()
    size = (harness.folder / "my warehouse" / "raw.duckdb").stat().st_size
    rows = pa.table({"id": range(200_000), "v": [f"{n:0100}" for n in range(200_000)]})
    messages = [schema("things", PROPERTIES, ["id"]), batch("things", rows, harness.spool()), state(2)]
    # No file of this process may grow further: what a full disk does, without needing one.
    code, out, error = run(harness, messages, before=lambda: _limit_file_size(size + 100_000))
    assert (code, out) == (1, "")
    assert_one_screen(error, "raw.duckdb failed", "Free disk space")
    assert harness.rows("THINGS", ["id"]) == [(1,)]


def large_values(harness):
    """Give 200 MB in rows of 4 MB."""
    rows = pa.table({"id": range(50), "v": [f"{n:04}" * 1_000_000 for n in range(50)]})
    return [schema("things", PROPERTIES, ["id"]), batch("things", rows, harness.spool()), state(1)]


def test_large_values_take_more_memory_than_the_setting(harness):
    code, out, error = run(harness, large_values(harness), memory_limit_mb=100)
    assert (code, json.loads(out)) == (0, state(1)["value"])
    assert "THINGS: large values need more than 100 MiB; trying with 200" in error
    assert sorted(harness.rows("THINGS", ["id", "length(v)"])) == [(n, 4_000_000) for n in range(50)]


def test_values_larger_than_the_machine_are_an_error_that_moves_no_state(harness, monkeypatch):
    harness.land(MESSAGES).ok()
    monkeypatch.setattr("target_duckdb.connector.half_of_the_memory_mb", lambda: 150)
    outcome = harness.land(large_values(harness), memory_limit_mb=100)
    assert "Raise memory_limit_mb" in str(outcome.error)
    assert outcome.states == []
    assert harness.rows("THINGS", ["id"]) == [(1,)]


def _limit_file_size(size):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_messages_that_make_no_sense_are_one_screen_errors(harness):
    head = schema("things", PROPERTIES, ["id"])
    arrow = {"type": "BATCH", "stream": "things", "manifest": [(harness.folder / "gone.arrow").as_uri()]}
    broken = harness.spool()
    broken.write_bytes(b"ARROW1 but not really")
    for messages, part in (
        ([{"type": "RECORD", "stream": "things", "record": {}}], "schema"),
        ([head, arrow | {"encoding": {"format": "jsonl"}}], "takes `arrow`"),
        ([head, arrow | {"encoding": {"format": "arrow"}}], "is gone"),
        (
            [head, arrow | {"encoding": {"format": "arrow"}, "manifest": [broken.as_uri()]}],
            "not a whole Arrow IPC file",
        ),
    ):
        code, out, error = run(harness, messages)
        assert (code, out) == (1, "")
        assert_one_screen(error, part)


def test_a_reader_in_the_same_folder_never_sees_half_a_version(harness):
    """While a long versioned load runs, every look between its transactions shows the old table whole."""
    harness.land(
        [schema("things", PROPERTIES, ["id"]), *records("things", [{"id": n} for n in range(10)]), state(1)]
    ).ok()
    counts = []
    done = threading.Event()
    path = harness.config["path"]

    def watch():
        while not done.is_set():
            try:
                with duckdb.connect(path, read_only=True) as connection:
                    counts.append(connection.execute("SELECT count(*) FROM CONTRACT.THINGS").fetchall()[0][0])
            except duckdb.Error:
                continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    rows = records("things", [{"id": n} for n in range(2_000)], 7)
    code, _, error = run(
        harness,
        [MESSAGES[0], *rows, {"type": "ACTIVATE_VERSION", "stream": "things", "version": 7}],
        batch_size_rows=100,
    )
    done.set()
    watcher.join()
    assert code == 0, error
    assert set(counts) <= {10, 2_000}
    assert harness.rows("THINGS", ["count(*)"]) == [(2_000,)]


def test_a_silent_tap_keeps_nobody_out_of_the_file(harness):
    """While the tap waits for its source the file is free, and what is old enough has landed."""
    path = harness.folder / "settings.json"
    path.write_text(json.dumps(harness.config | {"max_batch_age_seconds": 0}))
    process = subprocess.Popen(
        [sys.executable, "-m", "target_duckdb.target", "--config", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    process.stdin.write("".join(json.dumps(message) + "\n" for message in MESSAGES))
    process.stdin.flush()
    assert json.loads(process.stdout.readline()) == state(1)["value"]
    assert json.loads(until_free(harness, "SELECT count(*) FROM CONTRACT.THINGS")) == 1
    more = [*records("things", [{"id": 2, "v": "y"}]), state(2)]
    out, _ = process.communicate("".join(json.dumps(message) + "\n" for message in more))
    assert (process.returncode, json.loads(out)) == (0, state(2)["value"])
    assert harness.rows("THINGS", ["id"]) == [(1,), (2,)]


def until_free(harness, sql):
    """Write to the file as another process would, once it can be opened; gives the answer to a query."""
    code = f"""
import duckdb, time
for _ in range(200):
    try:
        connection = duckdb.connect({harness.config["path"]!r})
        break
    except duckdb.IOException:
        time.sleep(0.05)
print(connection.execute({sql!r}).fetchone()[0])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout
