"""Paging of events: from the newest to the oldest, and every event once.

An answer has at most 100 events, newest first (facts: thought-industries C.2). The way that is known to work is to ask
again up to the last event of a page; GitLab asks for one millisecond less and so loses events that share it. Here the
next page includes that millisecond, and what was given already is left out. Whether `startDate` and `endDate` are in
the window is not documented: both are asked for with a millisecond to spare, and the events themselves decide.
"""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from singer_sdk.pagination import BaseAPIPaginator
from tap_common.http.paginators import value_at
from typing_extensions import override

from tap_thought_industries.envelopes import PAGE_INFO, prefix_of
from tap_thought_industries.moments import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import requests

    from tap_thought_industries.windows import Window

MOST_EVENTS = 100
EVENTS = "events"


class EventPage(NamedTuple):
    """A request: events from `start` (inclusive) to `end` (exclusive), milliseconds; a cursor goes on within it."""

    start: int
    end: int
    cursor: str | None = None

    @property
    def params(self) -> dict[str, Any]:
        """Query of the request, with a millisecond to spare before the start; the end is one already."""
        params: dict[str, Any] = {"startDate": self.start - 1, "endDate": self.end}
        return params | ({"cursor": self.cursor} if self.cursor else {})


class EventPaginator(BaseAPIPaginator[EventPage]):
    """Goes on up to the oldest event of the page; by cursor only through a millisecond that has more than a page."""

    def __init__(self, window: Window) -> None:
        """Begin at the end of a window."""
        super().__init__(EventPage(*window))

    @override
    def has_more(self, response: requests.Response) -> bool:
        moments = _moments(response)
        if not moments:
            return bool(self._more(response))
        return moments[-1] >= self.current_value.start and self._more(response) is not False

    @override
    def get_next(self, response: requests.Response) -> EventPage | None:
        page, moments = self.current_value, _moments(response)
        if moments and moments[-1] + 1 < page.end:
            return EventPage(page.start, moments[-1] + 1)
        # All of them are of the last millisecond asked for: asking up to it again would give the same page.
        cursor = value_at(response.json(), f"{self._page_info(response)}.cursor")
        if self._more(response) and cursor:
            return EventPage(page.start, page.end, cursor)
        if len(moments) < MOST_EVENTS and not self._more(response):
            return None
        raise LookupError(f"{len(moments)} events up to the millisecond {page.end}, and no cursor leads past them")

    @override
    def continue_if_empty(self, response: requests.Response) -> bool:
        return self.has_more(response)

    def _more(self, response: requests.Response) -> bool | None:
        """Give what the answer says; None when it says nothing, which the walk does not need."""
        more = value_at(response.json(), f"{self._page_info(response)}.hasMore")
        if more is not None and not isinstance(more, bool):
            raise TypeError(f"hasMore holds {more!r}, not true or false")
        return more

    @staticmethod
    def _page_info(response: requests.Response) -> str:
        return prefix_of(response.json(), EVENTS) + PAGE_INFO


def _moments(response: requests.Response) -> list[int]:
    """Give the milliseconds of an answer's events.

    Raises:
        ValueError: when one has none, or they do not go from new to old: the walk would pass over events.
    """
    document = response.json()
    moments = [moment_of(event) for event in value_at(document, prefix_of(document, EVENTS) + EVENTS)]
    if any(later < earlier for later, earlier in pairwise(moments)):
        raise ValueError("the events do not go from new to old")
    return moments


def moment_of(event: dict[str, Any]) -> int:
    """Give the milliseconds of an event.

    Raises:
        ValueError: when it has no timestamp.
    """
    timestamp = event.get("timestamp")
    if not isinstance(timestamp, str):
        raise ValueError(f"an event has {timestamp!r} as timestamp")  # noqa: TRY004  one kind for all that is wrong
    return milliseconds(timestamp)


def each_once(events: Iterable[dict[str, Any]], window: Window) -> Iterator[dict[str, Any]]:
    """Give the events of a window, without those that pages repeat.

    Pages overlap in one millisecond. Two events that are alike to the last field are one.

    Args:
        events: newest first, but for what a page repeats at its beginning.
        window: what lies outside is left out.
    """
    oldest, seen = window.end, set[bytes]()
    for event in events:
        moment = moment_of(event)
        if moment > oldest or not window.start <= moment < window.end:
            continue
        if moment < oldest:
            oldest, seen = moment, set()
        mark = hashlib.sha256(json.dumps(event, sort_keys=True, default=str).encode()).digest()
        if mark not in seen:
            seen.add(mark)
            yield event
