"""target-snowflake keeps the landing contract, on the emulated account."""

from __future__ import annotations

from target_common.contract import LandingContract


class TestSnowflakeKeepsTheLandingContract(LandingContract):
    """Everything that docs/contracts.md promises."""
