"""target-snowflake keeps the landing contract on the emulated account: methods and versions."""

from __future__ import annotations

from target_common.contract import suite


class TestSnowflakeKeepsTheContractOfMethodsAndVersions(suite.Methods, suite.Versions):
    """A part of what docs/contracts.md promises; a file of its own, so that parts run side by side."""
