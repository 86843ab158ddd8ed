"""target-duckdb keeps the landing contract."""

from __future__ import annotations

from target_common.contract import LandingContract


class TestDuckDBKeepsTheLandingContract(LandingContract):
    """Everything that docs/contracts.md promises."""
