"""The landing contract (docs/contracts.md), as tests that run against every target."""

from __future__ import annotations

from target_common.contract.bad_values import BadValues
from target_common.contract.deletes import Deletes
from target_common.contract.evolution import Evolution
from target_common.contract.lanes import Lanes
from target_common.contract.methods import Methods
from target_common.contract.states import States
from target_common.contract.versions import Versions


class LandingContract(Lanes, Methods, Versions, Deletes, Evolution, BadValues, States):
    """Subclass it with a fixture `harness` that gives a Harness."""
