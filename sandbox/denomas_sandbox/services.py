"""What runs beside PostgreSQL: each a server of ours that shows the same company on the same day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


class SandboxService(Protocol):
    """A server that `sandbox up` starts, in a folder of its own.

    Attributes:
        name: short, for files and scripts.
        title: for people.
        folder: all that it keeps.
    """

    name: str
    title: str
    folder: Path

    def start(self, *, seed: int, scale: int, day: int, preferred_port: int | None = None) -> int:
        """Start it unless it runs, with that company, and give its port."""

    def show(self, *, seed: int, scale: int, day: int) -> None:
        """Take up a day of the company."""

    def port(self) -> int | None:
        """Give its port, None when it does not run."""

    def env(self) -> dict[str, str]:
        """Give the variables that Meltano's dev environment reads, while it runs."""

    def stop(self) -> None:
        """Stop it; the data stays."""
