"""target-snowflake keeps the landing contract on the emulated account: lanes and evolution."""

from __future__ import annotations

from target_common.contract import suite


class TestSnowflakeKeepsTheContractOfLanesAndEvolution(suite.Lanes, suite.Evolution):
    """A part of what docs/contracts.md promises; a file of its own, so that parts run side by side."""
