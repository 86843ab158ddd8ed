"""Windows: which part of an incremental table a run reads. Pure arithmetic on UTC times without a zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tap_common.errors import ConfigurationError


@dataclass(frozen=True)
class Window:
    """Both ends are included; no beginning means everything up to the end.

    Attributes:
        begin: ISO time, UTC, without a zone.
        end: the same; fixed when the window is opened, so that a resumed run reads the same rows.
        last_key: primary key up to which the window was read already.
    """

    begin: str | None
    end: str
    last_key: Any = None

    def to_state(self) -> dict[str, Any]:
        """Give the window as it stands in the stream's state while it is unfinished."""
        return {"begin": self.begin, "end": self.end, "last_key": self.last_key}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Window:
        """Read an unfinished window from the state."""
        return cls(state.get("begin"), state["end"], state.get("last_key"))


def parse_moment(value: str, setting: str) -> datetime:
    """Read an ISO time and bring it to UTC without a zone.

    Raises:
        ConfigurationError: naming the setting.
    """
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ConfigurationError(
            f"The setting {setting} is not an ISO date or time: {value!r}. Write 2026-01-31 or 2026-01-31T06:00:00Z."
        ) from None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def open_window(bookmark: str | None, newest: datetime, start: datetime | None, overlap: timedelta) -> Window:
    """Open a window from the bookmark to the newest watermark in the source.

    The end comes from the data, not from the clock: the databases are restored copies, and a bookmark at `now` would
    pass over all that happened between the copy and now. The overlap catches rows whose transaction committed late.
    """
    begin = start
    if bookmark is not None:
        begin = parse_moment(bookmark, "state") - overlap
    return Window(begin.isoformat() if begin else None, newest.isoformat())


def later(bookmark: str | None, end: str) -> str:
    """Give the later of two ISO times: a bookmark never moves back, even when the source's clock does."""
    if bookmark is None:
        return end
    return max(bookmark, end, key=lambda value: parse_moment(value, "state"))
