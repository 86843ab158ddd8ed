"""What breaks while a version goes live: the table is the old or the new one, and the next run ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from target_common.contract.messages import activate, records, schema, state
from target_common.contract.methods import PROPERTIES

if TYPE_CHECKING:
    from conftest import SnowflakeHarness


@pytest.mark.parametrize(
    "match", ["^COMMENT", "^ALTER TABLE .* SWAP", "^MERGE INTO ._META.*TABLE_VERSIONS", "^DROP TABLE"]
)
@pytest.mark.parametrize("kind", ["warehouse_suspended", "cut_after", "sign_in_expired"])
def test_a_swap_that_breaks_is_whole_or_not_at_all_and_the_next_run_ends_it(
    harness: SnowflakeHarness, kind: str, match: str, no_pauses: list[float]
) -> None:
    head = schema("things", PROPERTIES, ["id"])

    def version(number: int) -> list[dict[str, Any]]:
        rows = records("things", [{"id": number, "v": "x"}], number)
        return [head, *rows, activate("things", number), state(number)]

    harness.land(version(1)).ok()
    harness.account.order_fault(kind, match)
    broken = harness.land(version(2))
    assert harness.account.open_faults() == []
    assert harness.rows("THINGS", ["id"]) in ([(1,)], [(2,)])
    assert (broken.states == []) == (broken.error is not None) == (kind == "warehouse_suspended")
    assert len(no_pauses) == (1 if kind == "sign_in_expired" else 0)
    harness.land(version(2)).ok()
    assert harness.rows("THINGS", ["id"]) == [(2,)]
    harness.land(version(3)).ok()
    assert harness.rows("THINGS", ["id"]) == [(3,)]
    assert harness.tables() == {"THINGS"}


def test_an_empty_version_whose_account_was_lost_is_not_swapped_back(harness: SnowflakeHarness) -> None:
    head = schema("things", PROPERTIES, ["id"])
    harness.land([head, *records("things", [{"id": 1, "v": "x"}], 1), activate("things", 1), state(1)]).ok()
    harness.account.order_fault("warehouse_suspended", "^MERGE INTO ._META.*TABLE_VERSIONS")
    assert harness.land([head, activate("things", 2), state(2)]).error is not None
    assert harness.rows("THINGS", ["id"]) == []
    harness.land([head, activate("things", 2), state(2)]).ok()
    assert harness.rows("THINGS", ["id"]) == []


def test_rows_of_a_version_whose_account_was_lost_land_in_the_live_table(harness: SnowflakeHarness) -> None:
    head = schema("things", PROPERTIES, ["id"])
    harness.land([head, *records("things", [{"id": 1, "v": "x"}], 1), activate("things", 1), state(1)]).ok()
    harness.account.order_fault("warehouse_suspended", "^MERGE INTO ._META.*TABLE_VERSIONS")
    version = [head, *records("things", [{"id": 2, "v": "x"}], 2), activate("things", 2), state(2)]
    assert harness.land(version).error is not None
    later = records("things", [{"id": 3, "v": "came since"}], 2)
    harness.land([*version[:2], *later, *version[2:]]).ok()
    assert harness.rows("THINGS", ["id"]) == [(2,), (3,)]
    assert harness.tables() == {"THINGS"}
    assert harness.query("SELECT version FROM _META.TABLE_VERSIONS") == [(2,)]
