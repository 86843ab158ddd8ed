"""What a target's tests provide so that the contract can run against it."""

from __future__ import annotations

import abc
import contextlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from target_common.target import LandingTarget

SCHEMA = "CONTRACT"


@dataclass(frozen=True)
class Outcome:
    """What a run left behind: the states that the target acknowledged, and the error that ended it, if any."""

    states: list[dict[str, Any]]
    error: Exception | None

    def ok(self) -> Outcome:
        """Give the outcome itself, or raise what ended the run."""
        if self.error is not None:
            raise self.error
        return self


class Harness(abc.ABC):
    """Runs the target on messages and reads what landed.

    Attributes:
        land_at_once: settings with which the target commits each batch by itself, where it would rather wait for more.
    """

    land_at_once: ClassVar[dict[str, Any]] = {}

    def __init__(self, folder: Path) -> None:
        """Keep everything below a folder of the test's own."""
        self.folder = folder
        self._files = 0

    @abc.abstractmethod
    def target(self, settings: dict[str, Any]) -> LandingTarget:
        """Make a target that loads into the schema CONTRACT."""

    @abc.abstractmethod
    def command(self) -> list[str]:
        """Give the command line of the same target with default settings."""

    @abc.abstractmethod
    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query in SQL that all warehouses understand."""

    @abc.abstractmethod
    def columns(self, table: str) -> dict[str, str]:
        """Give the kinds of a table's columns by lower-case name, without the `_sdc_` ones; empty without a table."""

    @abc.abstractmethod
    def tables(self) -> set[str]:
        """Give the names of all tables in the schema CONTRACT."""

    def land(self, messages: Iterable[dict[str, Any]], **settings: Any) -> Outcome:
        """Run the target in this process on the messages."""
        lines = io.StringIO("".join(json.dumps(message) + "\n" for message in messages))
        out = io.StringIO()
        error: Exception | None = None
        target = self.target(settings)
        with contextlib.redirect_stdout(out):
            try:
                target.listen(lines)
            except Exception as raised:  # noqa: BLE001  the test judges it
                error = raised
        target.warehouse.close()
        return Outcome([json.loads(line) for line in out.getvalue().splitlines()], error)

    def rows(self, table: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """Give rows sorted by their spelling."""
        return sorted(self.query(f"SELECT {', '.join(columns)} FROM {SCHEMA}.{table}"), key=repr)

    def spool(self) -> Path:
        """Give the path of a batch file that does not exist yet."""
        self._files += 1
        return self.folder / f"batch {self._files}.arrow"
