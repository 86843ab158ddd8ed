"""Table versions: shadow tables, the swap, and what a dead run leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from target_common.contract.messages import activate, records, schema, state
from target_common.contract.methods import PROPERTIES

if TYPE_CHECKING:
    from target_common.contract.harness import Harness


def versioned(version: int, *ids: int) -> list[dict[str, Any]]:
    """Make RECORD messages of a version."""
    return records("things", [{"id": id_, "v": f"v{version}"} for id_ in ids], version)


class Versions:
    """ACTIVATE_VERSION."""

    def test_a_new_version_replaces_the_table_at_activation(self, harness: Harness) -> None:
        head = schema("things", PROPERTIES, ["id"])
        harness.land([head, *versioned(1, 1, 2), activate("things", 1), state(1)]).ok()
        harness.land([head, *versioned(2, 2, 3), activate("things", 2), state(2)]).ok()
        assert harness.rows("THINGS", ["id", "v", "_sdc_table_version"]) == [(2, "v2", 2), (3, "v2", 2)]
        assert harness.tables() == {"THINGS"}

    def test_readers_see_the_old_table_until_activation(self, harness: Harness) -> None:
        head = schema("things", PROPERTIES, ["id"])
        harness.land([head, *versioned(1, 1), activate("things", 1), state(1)]).ok()
        harness.land([head, *versioned(2, 2), state(2)]).ok()
        assert harness.rows("THINGS", ["id"]) == [(1,)]

    def test_a_run_that_died_is_resumed_with_the_same_version(self, harness: Harness) -> None:
        head = schema("things", PROPERTIES, ["id"])
        harness.land([head, *versioned(5, 1, 2), state(1)]).ok()
        harness.land([head, *versioned(5, 2, 3), activate("things", 5), state(2)]).ok()
        assert harness.rows("THINGS", ["id"]) == [(1,), (2,), (3,)]

    def test_the_shadow_of_a_dead_run_is_dropped_by_a_newer_version(self, harness: Harness) -> None:
        head = schema("things", PROPERTIES, ["id"])
        harness.land([head, *versioned(5, 1, 2), state(1)]).ok()
        harness.land([head, *versioned(6, 3), activate("things", 6), state(2)]).ok()
        assert harness.rows("THINGS", ["id"]) == [(3,)]
        assert harness.tables() == {"THINGS"}

    def test_rows_that_come_after_the_activation_of_their_version_land_in_the_live_table(
        self, harness: Harness
    ) -> None:
        head = schema("things", PROPERTIES, ["id"])
        harness.land([head, *versioned(1, 9), activate("things", 1), state(1)]).ok()
        messages = [*versioned(2, 1), activate("things", 2), *versioned(2, 2), activate("things", 2)]
        harness.land([head, *messages, state(2)]).ok()
        assert harness.rows("THINGS", ["id"]) == [(1,), (2,)]
        assert harness.tables() == {"THINGS"}

    def test_an_append_only_version_is_added_whole_or_not_at_all(self, harness: Harness) -> None:
        head = schema("things", PROPERTIES, [], "append-only")
        harness.land([head, *versioned(1, 1, 2), activate("things", 1), state(1)]).ok()
        harness.land([head, *versioned(2, 1)]).ok()
        assert len(harness.rows("THINGS", ["id"])) == 2
        harness.land([head, *versioned(3, 1, 2, 3), activate("things", 3), state(3)]).ok()
        assert harness.rows("THINGS", ["id", "v"]) == [(1, "v1"), (1, "v3"), (2, "v1"), (2, "v3"), (3, "v3")]

    def test_after_the_swap_the_table_has_exactly_the_new_columns(self, harness: Harness) -> None:
        harness.land([schema("things", PROPERTIES, ["id"]), *versioned(1, 1), activate("things", 1)]).ok()
        new = {"id": {"type": "string"}, "w": {"type": ["integer", "null"]}}
        rows = records("things", [{"id": "x", "w": 1}], 2)
        harness.land([schema("things", new, ["id"]), *rows, activate("things", 2)]).ok()
        assert harness.columns("THINGS") == {"id": "text", "w": "integer"}

    def test_an_empty_version_leaves_an_empty_table(self, harness: Harness) -> None:
        head = schema("things", PROPERTIES, ["id"])
        harness.land([head, *versioned(1, 1), activate("things", 1)]).ok()
        harness.land([head, activate("things", 2)]).ok()
        assert harness.rows("THINGS", ["id"]) == []

    def test_an_old_version_changes_nothing(self, harness: Harness) -> None:
        head = schema("things", PROPERTIES, ["id"])
        harness.land([head, *versioned(2, 1), activate("things", 2)]).ok()
        harness.land([head, activate("things", 1), activate("things", 2)]).ok()
        assert harness.rows("THINGS", ["id"]) == [(1,)]
