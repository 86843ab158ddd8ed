"""Windows: which part of an incremental table a run reads. Pure arithmetic on UTC times without a zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tap_common.errors import ConfigurationError

_FIRST = datetime(1, 1, 1)  # noqa: DTZ001  UTC by contract


@dataclass(frozen=True)
class Window:
    """Both ends are included; no beginning means everything up to the end.

    Attributes:
        begin: ISO time, UTC, without a zone.
        end: the same; fixed when the window is opened, so that a resumed run reads the same rows.
    """

    begin: str | None
    end: str


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
    begin = start if bookmark is None else before(bookmark, overlap)
    return Window(begin.isoformat() if begin else None, newest.isoformat())


def before(bookmark: str, overlap: timedelta) -> datetime:
    """Give where a window begins: so long before the bookmark, and not before the calendar's first day."""
    moment = parse_moment(bookmark, "state")
    return moment - min(overlap, moment - _FIRST)


def later(bookmark: str | None, end: str) -> str:
    """Give the later of two ISO times: a bookmark never moves back, even when the source's clock does."""
    if bookmark is None:
        return end
    return max(bookmark, end, key=lambda value: parse_moment(value, "state"))


def template_values(
    end: datetime, *, begin: datetime | None = None, hours: int | None = None, days: int | None = None
) -> dict[str, str]:
    """Give what the placeholders of a query's window stand for.

    Args:
        end: the execution date.
        begin: where the window begins; when not given, `hours` or `days` before its end, if either is.
        hours: what {HOURS} stands for.
        days: what {DAYS} stands for.

    Raises:
        ConfigurationError: when the window begins after its end.
    """
    if begin is None and (hours is not None or days is not None):
        begin = end - (timedelta(hours=hours) if hours is not None else timedelta(days=days or 0))
    if begin is not None and begin > end:
        raise ConfigurationError(f"begin_timestamp {begin} is after execution_date {end}: exchange them.")
    values = {"EXECUTION_DATE": end, "END_TIMESTAMP": end, "BEGIN_TIMESTAMP": begin}
    texts = {name: moment.isoformat() for name, moment in values.items() if moment is not None}
    counts = {name: str(count) for name, count in (("HOURS", hours), ("DAYS", days)) if count is not None}
    return texts | counts
