"""State is acknowledged only for what is committed, and every load leaves its account."""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from target_common.contract.messages import batch, record, records, schema, state
from target_common.contract.methods import PROPERTIES

if TYPE_CHECKING:
    from target_common.contract.harness import Harness


class States:
    """STATE, kill -9, accounts."""

    def test_a_state_on_the_column_lane_is_acknowledged_at_once(self, harness: Harness) -> None:
        def part(n: int) -> dict[str, Any]:
            return batch("things", pa.table({"id": [n], "v": ["x"]}), harness.spool())

        messages = [schema("things", PROPERTIES, ["id"]), part(1), state(1), part(2), state(2)]
        outcome = harness.land(messages, **harness.land_at_once).ok()
        assert outcome.states == [state(1)["value"], state(2)["value"]]

    def test_no_state_is_acknowledged_for_rows_that_wait_in_memory(self, harness: Harness) -> None:
        rows = records("things", [{"id": n, "v": "x"} for n in range(5)])
        bad = record("things", {"id": "not a number"})
        outcome = harness.land([schema("things", PROPERTIES, ["id"]), *rows, state(1), bad])
        assert outcome.error is not None
        assert outcome.states == []

    def test_the_state_of_a_full_buffer_is_acknowledged_before_a_later_stream_fails(self, harness: Harness) -> None:
        rows = records("things", [{"id": n, "v": "x"} for n in range(10)])
        messages = [
            schema("things", PROPERTIES, ["id"]),
            *rows[:5],
            state(5),
            *rows[5:],
            state(10),
            schema("others", PROPERTIES, ["id"]),
            record("others", {"id": None}),
        ]
        outcome = harness.land(messages, batch_size_rows=6)
        assert outcome.error is not None
        assert outcome.states == [state(5)["value"]]
        assert harness.rows("THINGS", ["id"])[:6] == [(n,) for n in range(6)]

    def test_a_load_leaves_its_account_in_the_same_transaction(self, harness: Harness) -> None:
        rows = records("things", [{"id": 1, "v": "b"}, {"id": 1, "v": "c"}])
        harness.land([schema("things", PROPERTIES, ["id"], bookmark="v"), *rows, state("c")]).ok()
        columns = "stream, target_table, load_method, rows_read, rows_landed, rows_rejected, max_replication_key"
        columns += ", state_after, status"
        assert harness.query(f"SELECT {columns} FROM _META.LOADS") == [
            ("things", "CONTRACT.THINGS", "upsert", 2, 1, 0, "c", '{"replication_key_value":"c"}', "complete")
        ]
        assert harness.query(
            "SELECT count(*) FROM _META.LOADS WHERE seconds >= 0 AND bytes > 0 AND schema_hash IS NOT NULL"
        ) == [(1,)]

    def test_kill_9_at_random_moments_loses_no_committed_row_and_doubles_no_key(self, harness: Harness) -> None:
        chance = random.Random(7)
        n, kills = 30_000, 5
        lines = [schema("things", PROPERTIES, ["id"])]
        for start in range(0, n, 1_000):
            lines += records("things", [{"id": id_, "v": str(id_)} for id_ in range(start, start + 1_000)])
            lines.append(state(start + 1_000))
        payload = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
        for _ in range(kills):
            process = subprocess.Popen(
                harness.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(payload[: chance.randrange(len(payload))])
                process.stdin.flush()
            except BrokenPipeError:
                pass
            time.sleep(chance.random() * 0.5)
            process.send_signal(signal.SIGKILL)
            acknowledged = process.stdout.read().decode().splitlines()
            process.wait()
            process.stdout.close()
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
            if acknowledged:
                covered = msgspec.json.decode(acknowledged[-1])["bookmarks"]["things"]["replication_key_value"]
                assert harness.query(f"SELECT count(*) FROM CONTRACT.THINGS WHERE id < {covered}") == [(covered,)]
        subprocess.run(harness.command(), input=payload, check=True, capture_output=True)
        assert harness.query("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM CONTRACT.THINGS") == [
            (n, n, 0, n - 1)
        ]
