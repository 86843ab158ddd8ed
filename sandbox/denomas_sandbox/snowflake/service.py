"""The emulated account as one of the sandbox's services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from denomas_sandbox.snowflake.api import SnowflakeAccount

if TYPE_CHECKING:
    from pathlib import Path


class SnowflakeService:
    """A warehouse, so it knows nothing of the company: that comes by the pipelines."""

    name = "snowflake"
    title = "the emulated Snowflake account"

    def __init__(self, folder: Path) -> None:
        """Take the account's folder; `start` makes it."""
        self.folder = folder
        self.account = SnowflakeAccount(folder)

    def start(self, *, seed: int, scale: int, day: int, preferred_port: int | None = None) -> int:  # noqa: ARG002
        """Start it unless it runs."""
        return SnowflakeAccount.start(self.folder, preferred_port).port

    def show(self, *, seed: int, scale: int, day: int) -> None:
        """Stay as it is."""

    def port(self) -> int | None:
        """Give its port, None when it does not run."""
        return self.account.port if self.account.running else None

    def env(self) -> dict[str, str]:
        """Give the variables that Meltano's dev environment reads; none while it does not run."""
        return self.account.env() if self.account.running else {}

    def stop(self) -> None:
        """Stop it; the data stays."""
        self.account.stop()
