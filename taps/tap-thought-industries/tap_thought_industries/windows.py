"""Which stretch of time a run reads, and in which pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tap_common.errors import ConfigurationError

from tap_thought_industries.moments import iso, setting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

MINUTE_MS = 60_000
DAY_MS = 86_400_000
LONGEST_MS = 366 * DAY_MS
EARLIEST_MS = setting("start_date", "2010-02-01T00:00:00Z")
"""Where the first run begins when nothing says otherwise: before any event (facts: thought-industries C.4)."""


class Window(NamedTuple):
    """From `start` to `end`, milliseconds since 1970; the start is in it and the end is not, so days do not overlap."""

    start: int
    end: int

    def __str__(self) -> str:
        """Give both ends."""
        return f"{iso(self.start)} to {iso(self.end)}"

    def first(self, length: int) -> Window:
        """Give the oldest piece of so many milliseconds, or what is left."""
        return Window(self.start, min(self.start + length, self.end))

    def after(self, piece: Window) -> Window:
        """Give what is left after a piece."""
        return Window(piece.end, self.end)


def next_length(length: int, usual: int, *, found: bool) -> int:
    """Give the length of the next piece: twice that of a piece without events, so that empty years cost little.

    Args:
        length: of the piece before, milliseconds.
        usual: where there are events.
        found: whether the piece before had any.
    """
    return usual if found else max(usual, min(2 * length, LONGEST_MS))


def fixed_window(config: Mapping[str, Any]) -> Window | None:
    """Give the window that the settings name, or None when the bookmark decides.

    Raises:
        ConfigurationError: when only the end is given, or it does not come after the start.
    """
    end_date = config.get("end_date")
    if not end_date:
        return None
    start_date = config.get("start_date")
    if not start_date:
        raise ConfigurationError("Setting end_date needs start_date: together they are the window to read.")
    window = Window(setting("start_date", str(start_date)), setting("end_date", str(end_date)))
    if window.end <= window.start:
        raise ConfigurationError(f"Setting end_date must come after start_date, but the window is {window}.")
    return window


def window_since(bookmark: int | None, config: Mapping[str, Any], now: int) -> Window:
    """Give the window of a run that goes on from its bookmark.

    It begins some minutes before the bookmark, for events that arrive late; without one at start_date.

    Args:
        bookmark: up to where the last run read, milliseconds.
        config: settings start_date and overlap_minutes.
        now: milliseconds.
    """
    if bookmark is None:
        start_date = config.get("start_date")
        start = setting("start_date", str(start_date)) if start_date else EARLIEST_MS
    else:
        start = bookmark - int(config["overlap_minutes"]) * MINUTE_MS
    return Window(start, max(start, now))
