"""Streams of events: windows of time, oldest first, each read from its end to its start."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, Any

from tap_common.errors import ConfigurationError
from tap_common.http import Budget
from typing_extensions import override

from tap_thought_industries.client import ThoughtIndustriesStream
from tap_thought_industries.event_pages import EVENTS, EventPage, EventPaginator, each_once, moment_of
from tap_thought_industries.moments import iso, milliseconds
from tap_thought_industries.schemas import EVENT_KEY
from tap_thought_industries.windows import DAY_MS, Window, fixed_window, next_length, window_since

if TYPE_CHECKING:
    from collections.abc import Iterable

    from singer_sdk.helpers.types import Context, Record


class EventStream(ThoughtIndustriesStream):
    """`GET /events/<event>` (facts: thought-industries C.2).

    With start_date and end_date set, a run reads that window and leaves the bookmark alone, so the same window gives
    the same rows. Otherwise it goes on from its bookmark, which moves to the newest event of a piece once that is sent.
    """

    records_key = EVENTS
    replication_key = "timestamp"

    identity: tuple[str, ...] = ()
    """What tells one event from another where it has no id; with the user and the moment it makes the key."""

    _window: Window

    @property
    @override
    def budget(self) -> tuple[Budget, ...]:
        """The vendor's limits, and that of events."""
        return (*super().budget, Budget("event requests", int(self.config["event_requests_per_minute"])))

    @override
    def get_new_paginator(self) -> EventPaginator:
        return EventPaginator(self._window)

    @override
    def get_url_params(self, context: Context | None, next_page_token: EventPage | None) -> dict[str, Any]:
        return next_page_token.params if next_page_token else {}

    @override
    def request_records(self, context: Context | None) -> Iterable[dict[str, Any]]:
        fixed = fixed_window(self.config)
        window = fixed or window_since(self._bookmark(context), self.config, int(time.time() * 1000))
        usual = length = int(self.config["window_days"]) * DAY_MS
        while window.start < window.end:
            self._window = window.first(length)
            count = 0
            newest = None
            for event in each_once(super().request_records(context), self._window):
                count += 1
                # A piece is read from new to old.
                newest = newest or moment_of(event)
                yield event
            # Not to the window's end: what the source shows later than it happened would never be read.
            if fixed is None and newest is not None:
                self._move_bookmark(newest, context)
            self.logger.info("%s: %d events from %s", self.name, count, self._window)
            window, length = window.after(self._window), next_length(length, usual, found=count > 0)

    @override
    def post_process(self, row: Record, context: Context | None = None) -> Record | None:
        if self.identity:
            row[EVENT_KEY] = event_key(row, self.identity)
        return super().post_process(row, context)

    @override
    def _increment_stream_state(self, latest_record: Record, *, context: Context | None = None) -> None:
        """Do nothing: a piece is read from new to old, so the bookmark moves when all of it is sent."""

    def _bookmark(self, context: Context | None) -> int | None:
        value = self.get_context_state(context).get("replication_key_value")
        try:
            return milliseconds(value) if value else None
        except (TypeError, ValueError):
            raise ConfigurationError(
                f"The state of stream {self.name} has the bookmark {value!r}, which is no moment. Set it with `meltano "
                "state`, or clear it: the run then begins at start_date."
            ) from None

    def _move_bookmark(self, end: int, context: Context | None) -> None:
        state = self.get_context_state(context)
        before = state.get("replication_key_value")
        if before is None or milliseconds(before) < end:
            state["replication_key"] = self.replication_key
            state["replication_key_value"] = iso(end)
        self.state_manager.is_flushed = False
        self._write_state_message()


def event_key(event: dict[str, Any], identity: tuple[str, ...]) -> str:
    """Give the key of an event without an id: who, when, and the fields that tell two events of a moment apart.

    Who is the id in `userDetail`; an event without one has the address in `user`. Neither names nor account of the user
    are in it: they change, and the event stays the same.

    Args:
        event: as the source gives it.
        identity: names of fields.

    Returns:
        32 hexadecimal digits.
    """
    detail = event.get("userDetail")
    user = detail.get("id") if isinstance(detail, dict) else None
    parts = [user or event.get("user"), event.get("timestamp"), *(event.get(name) for name in identity)]
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
