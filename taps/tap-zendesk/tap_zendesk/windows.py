"""Lists that the source filters by time of creation: read in windows, the oldest first (facts: zendesk A.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from typing_extensions import override

from tap_zendesk.address import accepted_start, iso, now, start_time, unix_seconds
from tap_zendesk.cursor_pages import CursorPages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from singer_sdk.helpers.types import Context

_DAY = 86_400
_WINDOW_SECONDS = 30 * _DAY
_READ_UNTIL = "read_until"
# Without a start_date: no account is older, and earlier windows would be empty.
_FIRST = 1_199_145_600  # 2008-01-01


class Windows(CursorPages):
    """Windows of 30 days; after each the bookmark moves to the newest row seen, and a run that dies goes on from there.

    Not to the end of the window, which is this machine's clock: a row that appears late would be left out. A run begins
    `overlap_days` before the bookmark, for an old row may change and the filter does not see that. Windows share a
    second, for whether the ends of a filter belong to it is not documented.
    """

    replication_key: ClassVar[str] = "created_at"

    _window = (0, 0)

    @override
    def request_records(self, context: Context | None) -> Iterable[dict[str, Any]]:
        state = self.get_context_state(None)
        for window in self._windows(state.get(_READ_UNTIL)):
            self._window = window
            newest = state.get(_READ_UNTIL, 0)
            for record in super().request_records(context):
                newest = max(newest, unix_seconds(record[self.replication_key]))
                yield record
            if newest > state.get(_READ_UNTIL, 0):
                state[_READ_UNTIL] = newest
                self.state_manager.is_flushed = False
                self._write_state_message()
            if self.skipped:
                return

    @override
    def _increment_stream_state(self, latest_record: dict[str, Any], *, context: Context | None = None) -> None:
        """Leave the state to the windows."""

    def _windows(self, read_until: int | None) -> Iterator[tuple[int, int]]:
        last = accepted_start(now())
        first = start_time(self.config)
        if read_until is not None:
            first = max(first, read_until - int(self.config["overlap_days"]) * _DAY)
        first = max(first, _FIRST)
        while first < last:
            end = min(first + _WINDOW_SECONDS, last)
            yield first, end
            first = end - 1 if end < last else last


class UnixWindows(Windows):
    """`start_time` and `end_time`, in Unix seconds."""

    @override
    def get_url_params(self, context: Context | None, next_page_token: Any) -> dict[str, Any]:
        start, end = self._window
        return {"start_time": start, "end_time": end, **super().get_url_params(context, next_page_token)}


class IsoWindows(Windows):
    """`filter[created_at][]` twice: from and to."""

    @override
    def get_url_params(self, context: Context | None, next_page_token: Any) -> dict[str, Any]:
        window = [iso(moment) for moment in self._window]
        return {"filter[created_at][]": window, **super().get_url_params(context, next_page_token)}
