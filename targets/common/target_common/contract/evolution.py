"""What happens to a table when its stream changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from target_common.contract.messages import records, schema, state

if TYPE_CHECKING:
    from target_common.contract.harness import Harness


def load(harness: Harness, properties: dict[str, Any], row: dict[str, Any], **settings: Any) -> Exception | None:
    """Land one row under a schema."""
    return harness.land([schema("things", properties, ["id"]), *records("things", [row]), state(1)], **settings).error


INTEGER: dict[str, Any] = {"type": ["integer", "null"]}
TEXT: dict[str, Any] = {"type": ["string", "null"]}
NUMBER: dict[str, Any] = {"type": ["number", "null"]}
MOMENT: dict[str, Any] = {"type": ["string", "null"], "format": "date-time"}


class Evolution:
    """Schema changes and policies."""

    def test_a_new_property_becomes_a_new_column(self, harness: Harness) -> None:
        assert load(harness, {"id": INTEGER}, {"id": 1}) is None
        assert load(harness, {"id": INTEGER, "n": TEXT}, {"id": 2, "n": "x"}) is None
        assert harness.rows("THINGS", ["id", "n"]) == [(1, None), (2, "x")]

    def test_a_property_that_is_gone_keeps_its_column(self, harness: Harness) -> None:
        assert load(harness, {"id": INTEGER, "n": TEXT}, {"id": 1, "n": "x"}) is None
        assert load(harness, {"id": INTEGER}, {"id": 2}) is None
        assert harness.rows("THINGS", ["id", "n"]) == [(1, "x"), (2, None)]

    def test_a_wider_type_widens_the_column_and_keeps_its_values(self, harness: Harness) -> None:
        assert load(harness, {"id": INTEGER, "n": INTEGER, "m": INTEGER}, {"id": 1, "n": 7, "m": 7}) is None
        assert load(harness, {"id": INTEGER, "n": TEXT, "m": NUMBER}, {"id": 2, "n": "x", "m": 0.5}) is None
        assert harness.columns("THINGS") == {"id": "integer", "n": "text", "m": "double"}
        assert harness.rows("THINGS", ["n", "m"]) == [("7", 7.0), ("x", 0.5)]

    def test_a_narrower_type_lands_in_the_wider_column(self, harness: Harness) -> None:
        assert load(harness, {"id": INTEGER, "n": TEXT}, {"id": 1, "n": "x"}) is None
        assert load(harness, {"id": INTEGER, "n": INTEGER}, {"id": 2, "n": 7}) is None
        assert harness.rows("THINGS", ["n"]) == [("7",), ("x",)]

    def test_an_incompatible_type_is_an_error_that_names_table_column_both_types_and_the_way_out(
        self, harness: Harness
    ) -> None:
        assert load(harness, {"id": INTEGER, "n": INTEGER}, {"id": 1, "n": 1}) is None
        message = str(load(harness, {"id": INTEGER, "n": MOMENT}, {"id": 2, "n": "2024-01-01T00:00:00Z"}))
        for part in ("CONTRACT.THINGS", "column n", "integer", "timestamp", "full refresh"):
            assert part in message
        assert harness.rows("THINGS", ["id"]) == [(1,)]

    def test_freeze_refuses_a_change_and_says_which(self, harness: Harness) -> None:
        assert load(harness, {"id": INTEGER}, {"id": 1}) is None
        message = str(load(harness, {"id": INTEGER, "n": TEXT}, {"id": 2, "n": "x"}, schema_policy="freeze"))
        assert "+n" in message
        assert "freeze" in message
        assert list(harness.columns("THINGS")) == ["id"]

    def test_discard_new_lands_what_the_table_has_columns_for(self, harness: Harness) -> None:
        assert load(harness, {"id": INTEGER}, {"id": 1}) is None
        policies = {"things": "discard_new"}
        assert load(harness, {"id": INTEGER, "n": TEXT}, {"id": 2, "n": "x"}, stream_schema_policies=policies) is None
        assert list(harness.columns("THINGS")) == ["id"]
        assert harness.rows("THINGS", ["id"]) == [(1,), (2,)]

    def test_a_schema_that_changes_in_the_middle_of_a_run_lands_both_parts(self, harness: Harness) -> None:
        messages = [
            schema("things", {"id": INTEGER}, ["id"]),
            *records("things", [{"id": 1}]),
            schema("things", {"id": INTEGER, "n": TEXT}, ["id"]),
            *records("things", [{"id": 2, "n": "x"}]),
            state(1),
        ]
        assert harness.land(messages).ok().states[-1] == state(1)["value"]
        assert harness.rows("THINGS", ["id", "n"]) == [(1, None), (2, "x")]
