"""Key dumps that mark deleted rows, trials that are thrown away, and versions whose rows are gone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from target_common.contract.messages import EXTRACTED, activate, records, schema, state
from target_common.contract.methods import PROPERTIES
from target_common.errors import MessageOrderError

if TYPE_CHECKING:
    from target_common.contract.harness import Harness

KEY = {"id": PROPERTIES["id"]}
ASKED = int(datetime.fromisoformat(EXTRACTED).timestamp() * 1000) + 3_600_000


def dump(*ids: int, at: int = ASKED) -> list[dict[str, Any]]:
    """Make the messages of a key dump."""
    head = schema("things", KEY, ["id"], "deletes")
    return [head, *records("things", [{"id": id_} for id_ in ids], at), activate("things", at), state(1)]


def land_three(harness: Harness) -> None:
    """Land the rows 1, 2 and 3."""
    rows = [{"id": id_, "v": "x"} for id_ in (1, 2, 3)]
    harness.land([schema("things", PROPERTIES, ["id"]), *records("things", rows), state(1)]).ok()


class Deletes:
    """`x-load-method: deletes` and `throw-away`."""

    def test_rows_whose_key_is_gone_are_marked_and_stay(self, harness: Harness) -> None:
        land_three(harness)
        harness.land(dump(1, 3, 7)).ok()
        at = datetime.fromtimestamp(ASKED / 1000, UTC).replace(tzinfo=None)
        assert harness.rows("THINGS", ["id", "_sdc_deleted_at"]) == [(1, None), (2, at), (3, None)]
        assert harness.tables() == {"THINGS"}

    def test_a_mark_keeps_its_first_time_and_goes_when_the_key_comes_back(self, harness: Harness) -> None:
        land_three(harness)
        harness.land(dump(1, 3)).ok()
        harness.land(dump(1, at=ASKED + 1000)).ok()
        first = datetime.fromtimestamp(ASKED / 1000, UTC).replace(tzinfo=None)
        assert (2, first) in harness.rows("THINGS", ["id", "_sdc_deleted_at"])
        harness.land(dump(1, 2, 3, at=ASKED + 2000)).ok()
        assert {row[1] for row in harness.rows("THINGS", ["id", "_sdc_deleted_at"])} == {None}

    def test_rows_that_landed_after_the_dump_began_are_left_alone(self, harness: Harness) -> None:
        land_three(harness)
        harness.land(dump(1, at=ASKED - 7_200_000)).ok()
        assert {row[1] for row in harness.rows("THINGS", ["id", "_sdc_deleted_at"])} == {None}

    def test_a_dump_that_dies_marks_nothing(self, harness: Harness) -> None:
        land_three(harness)
        harness.land(dump(1)[:-2]).ok()
        assert {row[1] for row in harness.rows("THINGS", ["id", "_sdc_deleted_at"])} == {None}
        assert harness.tables() == {"THINGS"}

    def test_an_empty_dump_marks_everything(self, harness: Harness) -> None:
        land_three(harness)
        harness.land(dump()).ok()
        assert None not in {row[1] for row in harness.rows("THINGS", ["id", "_sdc_deleted_at"])}

    def test_a_dump_for_a_table_that_never_landed_is_dropped(self, harness: Harness) -> None:
        harness.land(dump(1)).ok()
        assert harness.tables() == set()

    def test_a_dump_leaves_an_unfinished_backfill_alone(self, harness: Harness) -> None:
        land_three(harness)
        head = schema("things", PROPERTIES, ["id"])
        harness.land([head, *records("things", [{"id": 1, "v": "new"}], 5), state(1)]).ok()
        harness.land(dump(1, 2, 3)).ok()
        harness.land([head, *records("things", [{"id": 2, "v": "new"}], 5), activate("things", 5)]).ok()
        assert harness.rows("THINGS", ["id", "v"]) == [(1, "new"), (2, "new")]

    def test_a_trial_lands_and_is_thrown_away(self, harness: Harness) -> None:
        land_three(harness)
        head = schema("things", {**PROPERTIES, "w": {"type": ["integer", "null"]}}, ["id"], "throw-away")
        harness.land([head, *records("things", [{"id": 9, "v": "y", "w": 1}], 7), state(2)]).ok()
        assert harness.rows("THINGS", ["id"]) == [(1,), (2,), (3,)]
        assert "w" not in harness.columns("THINGS")
        assert harness.tables() == {"THINGS"}

    def test_a_trial_finds_bad_values(self, harness: Harness) -> None:
        head = schema("things", {**KEY, "day": {"type": ["string", "null"], "format": "date"}}, ["id"], "throw-away")
        outcome = harness.land([head, *records("things", [{"id": 9, "day": "31 June"}], 7), state(2)])
        assert "day" in str(outcome.error)

    def test_a_version_whose_first_rows_are_gone_does_not_go_live(self, harness: Harness) -> None:
        land_three(harness)
        head = schema("things", PROPERTIES, ["id"])
        head["schema"]["x-resumes-version"] = 5
        outcome = harness.land([head, *records("things", [{"id": 2, "v": "new"}], 5), activate("things", 5)])
        assert isinstance(outcome.error, MessageOrderError)
        assert "--full-refresh" in str(outcome.error)
        assert harness.rows("THINGS", ["id"]) == [(1,), (2,), (3,)]
