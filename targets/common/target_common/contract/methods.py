"""Upsert, append and overwrite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from target_common.contract.messages import batch, records, schema, state

if TYPE_CHECKING:
    from target_common.contract.harness import Harness

PROPERTIES: dict[str, Any] = {"id": {"type": "integer"}, "v": {"type": ["string", "null"]}}


def things(*pairs: tuple[int, str | None]) -> list[dict[str, Any]]:
    """Make RECORD messages of (id, v)."""
    return records("things", [{"id": id_, "v": v} for id_, v in pairs])


class Methods:
    """Load methods."""

    def test_the_last_write_wins_within_and_across_batches(self, harness: Harness) -> None:
        first = [schema("things", PROPERTIES, ["id"]), *things((1, "a"), (2, "b"), (1, "c")), state(1)]
        harness.land(first).ok()
        assert harness.rows("THINGS", ["id", "v"]) == [(1, "c"), (2, "b")]
        harness.land(
            [schema("things", PROPERTIES, ["id"]), *things((2, "d"), (3, None), (2, "e")), state(2)], batch_size_rows=2
        ).ok()
        assert harness.rows("THINGS", ["id", "v"]) == [(1, "c"), (2, "e"), (3, None)]

    def test_the_last_write_wins_on_the_column_lane(self, harness: Harness) -> None:
        n = 50_000
        rows = pa.table({"id": [*range(n), *range(n)], "v": [*["old"] * n, *["new"] * n]})
        harness.land([schema("things", PROPERTIES, ["id"]), batch("things", rows, harness.spool()), state(1)]).ok()
        assert harness.query("SELECT count(*), count(DISTINCT id), min(v) FROM CONTRACT.THINGS") == [(n, n, "new")]

    def test_keys_of_several_columns_are_one_key(self, harness: Harness) -> None:
        messages = [schema("things", PROPERTIES, ["id", "v"]), *things((1, "a"), (1, "b"), (1, "a")), state(1)]
        harness.land(messages).ok()
        harness.land(messages).ok()
        assert harness.rows("THINGS", ["id", "v"]) == [(1, "a"), (1, "b")]

    def test_without_keys_rows_are_appended(self, harness: Harness) -> None:
        for _ in range(2):
            harness.land([schema("things", PROPERTIES), *things((1, "a"), (1, "a")), state(1)]).ok()
        assert len(harness.rows("THINGS", ["id"])) == 4

    def test_append_only_ignores_keys(self, harness: Harness) -> None:
        for _ in range(2):
            harness.land([schema("things", PROPERTIES, ["id"], "append-only"), *things((1, "a")), state(1)]).ok()
        assert len(harness.rows("THINGS", ["id"])) == 2

    def test_overwrite_replaces_the_table_when_the_input_ends_well(self, harness: Harness) -> None:
        harness.land([schema("things", PROPERTIES, ["id"]), *things((1, "a"), (2, "b")), state(1)]).ok()
        outcome = harness.land(
            [schema("things", PROPERTIES, ["id"]), *things((3, "c")), state(2)], load_method="overwrite"
        ).ok()
        assert harness.rows("THINGS", ["id", "v"]) == [(3, "c")]
        assert outcome.states == [state(2)["value"]]

    def test_overwrite_keeps_the_table_when_the_input_breaks_off(self, harness: Harness) -> None:
        harness.land([schema("things", PROPERTIES, ["id"]), *things((1, "a")), state(1)]).ok()
        cut = [schema("things", PROPERTIES, ["id"]), *things((2, "b")), state(2), *things((3, "c"))]
        outcome = harness.land(cut, load_method="overwrite")
        assert "may have died" in str(outcome.error)
        assert outcome.states == []
        assert harness.rows("THINGS", ["id", "v"]) == [(1, "a")]

    def test_a_stream_without_rows_still_has_its_table(self, harness: Harness) -> None:
        harness.land([schema("things", PROPERTIES, ["id"]), state(1)]).ok()
        assert list(harness.columns("THINGS")) == ["id", "v"]

    def test_rows_without_a_key_value_are_refused_by_name(self, harness: Harness) -> None:
        rows = pa.table({"id": pa.array([1, None], pa.int64()), "v": ["a", "b"]})
        error = harness.land([schema("things", PROPERTIES, ["id"]), batch("things", rows, harness.spool())]).error
        assert "key column id" in str(error)
