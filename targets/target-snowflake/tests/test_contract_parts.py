"""The parts that the contract's tests are split into here are all of it."""

from __future__ import annotations

from target_common.contract import LandingContract
from target_common.contract.suite import BadValues, Deletes, Evolution, Lanes, Methods, States, Versions


def test_every_part_of_the_contract_has_its_file():
    assert set(LandingContract.__bases__) == {Lanes, Evolution, Methods, Versions, BadValues, States, Deletes}
