"""What a run reads of a table: chosen by the load type and by what the state says. Pure, without a database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

LOAD_TYPES = ("auto", "scd", "incremental", "backfill", "load_by_id", "test", "validate", "deletes")


class Mode(StrEnum):
    """One way of reading a table."""

    SKIP = "skip"
    COPY = "copy"
    WINDOW = "window"
    FIXED_WINDOW = "fixed window"
    BACKFILL = "backfill"
    LOAD_BY_ID = "load_by_id"
    TEST = "test"
    DELETES = "deletes"


@dataclass
class KeyRange:
    """The keys above `after`, up to and including `to`; None is no bound. Reading moves `after` on."""

    after: int | None = None
    to: int | None = None


@dataclass
class Reading:
    """A reading that may be interrupted, as it stands in the stream's state.

    Attributes:
        mode: window, backfill or load_by_id.
        ranges: what is still to be read, by key; each range is read in the order of its keys.
        begin: start of the window, ISO, UTC without a zone; None for everything before its end.
        end: newest watermark when the reading was opened: the bookmark once it is complete.
        version: the table version that a backfill fills.
        fingerprint: of the columns that are read; a reading of other columns cannot go on.
        at: when the reading last moved, ISO, UTC.
    """

    mode: Mode
    ranges: list[KeyRange]
    fingerprint: str
    begin: str | None = None
    end: str | None = None
    version: int | None = None
    at: str = ""

    def to_state(self) -> dict[str, Any]:
        """Give it as JSON."""
        self.at = datetime.now(UTC).isoformat(timespec="seconds")
        return asdict(self)

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Reading:
        """Read it from the state."""
        ranges = [KeyRange(**part) for part in state["ranges"]]
        return cls(**{**state, "mode": Mode(state["mode"]), "ranges": ranges})

    def is_stale(self, hours: int) -> bool:
        """Tell whether it lies too long ago to go on (facts: gitlab-platform 1.5, 26 hours)."""
        return datetime.now(UTC) - datetime.fromisoformat(self.at) > timedelta(hours=hours)


@dataclass(frozen=True)
class Situation:
    """What the choice depends on.

    Attributes:
        incremental: whether the manifest's query has a window, or is loaded by id.
        by_id: the latter.
        fixed_window: whether the run has an execution_date.
        known: whether an earlier run loaded the table.
        changed: whether its columns are others than then.
        unfinished: the mode of a reading that was interrupted.
    """

    incremental: bool
    by_id: bool
    fixed_window: bool
    known: bool
    changed: bool
    unfinished: Mode | None


def choose(load_type: str, table: Situation) -> tuple[Mode, str]:
    """Choose how a table is read.

    Returns:
        The mode and, for a table that is passed over, why.
    """
    seen = table.known and not table.changed
    if load_type == "test":
        return (Mode.SKIP, "neither new nor changed") if seen else (Mode.TEST, "")
    if not table.incremental:
        return Mode.COPY, ""
    if table.by_id:
        # A new one needs no backfill: its first load by id reads it whole (facts: gitlab-platform 1.5).
        due = (table.known and table.changed) or table.unfinished is Mode.BACKFILL
        return _regular_or_backfill(load_type, table, Mode.LOAD_BY_ID, due=due)
    if table.fixed_window and load_type != "backfill":
        return Mode.FIXED_WINDOW, ""
    return _regular_or_backfill(load_type, table, Mode.WINDOW, due=not seen or table.unfinished is Mode.BACKFILL)


def _regular_or_backfill(load_type: str, table: Situation, regular: Mode, *, due: bool) -> tuple[Mode, str]:
    if load_type == "backfill" and not due:
        return Mode.SKIP, "complete, and its columns are as they were"
    if load_type not in {"auto", "backfill"} and due:
        why = "its columns have changed" if table.known and table.changed else "it was never loaded as a whole"
        return Mode.SKIP, f"{why}: run load_type backfill (or auto) first"
    return (Mode.BACKFILL if due else regular), ""


def split(first: int, last: int, parts: int, after: int | None = None) -> list[KeyRange]:
    """Cut the keys from `first` to `last` into ranges of equal width, the first open below, all bounded above."""
    width = max(1, -(-(last - first + 1) // max(1, parts)))
    ends = [min(last, first - 1 + width * number) for number in range(1, parts + 1)]
    ranges = []
    for end in dict.fromkeys(ends):
        ranges.append(KeyRange(after, end))
        after = end
    return ranges
