"""target-snowflake keeps the landing contract on the emulated account: bad values."""

from __future__ import annotations

from target_common.contract import suite


class TestSnowflakeKeepsTheContractOfBadValues(suite.BadValues):
    """A part of what docs/contracts.md promises; a file of its own, so that parts run side by side."""
