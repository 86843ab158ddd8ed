"""The landing contract as tests: every target subclasses LandingContract and gives it a harness."""

from target_common.contract.harness import Harness, Outcome
from target_common.contract.suite import LandingContract

__all__ = ["Harness", "LandingContract", "Outcome"]
