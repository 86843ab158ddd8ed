"""Paths, sign-in, windows, cursors and limits of Thought Industries (facts: thought-industries C.1 to C.3)."""

from __future__ import annotations

import base64
import binascii
import hmac
import time
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Route

from denomas_sandbox.company.learning import EVENTS, Events
from denomas_sandbox.web.answers import answer, bearer_token
from denomas_sandbox.web.limits import budget
from denomas_sandbox.web.stand_in import StandIn, Switches, shift
from denomas_sandbox.web.thought_industries.events import EventRecords
from denomas_sandbox.web.thought_industries.lists import LISTS, item, ordered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.requests import Request
    from starlette.routing import BaseRoute

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLANS = {"standard": 120, "enterprise": 600}
_EVENTS_A_MINUTE = 100
_WRAPPERS = {"users": "APIUsers", "clients": "APIClients", "meetings": "APIMeetings"}


@dataclass(frozen=True, kw_only=True)
class ThoughtIndustriesSwitches(Switches):
    """What the documentation leaves open or contradicts, to be tried both ways.

    Attributes:
        plan: standard or enterprise; how many requests a minute.
        page_size: records a page, of events and of lists.
        burst: how many events of each kind share one millisecond, in the middle of the history.
        event_cursor: position (the place within the millisecond is part of it), timestamp (only the millisecond:
            what has that time comes again), or before (only the millisecond: what has that time is lost).
        dates: how startDate and endDate are read: ms or iso.
        end_inclusive: whether an event at endDate is in the window.
        wrapped: whether answers are wrapped as the generated reference shows them.
        last_cursor: what the last page of a list has: unchanged (the cursor it was asked with) or absent.
        list_order: lists are ordered by the time something was updated or created.
        missing: event names and lists that the tenant lacks (404).
        forbidden: event names and lists that the key may not read (403).
    """

    plan: str = "standard"
    page_size: int = 100
    burst: int = 30
    event_cursor: str = "position"
    dates: str = "ms"
    end_inclusive: bool = True
    wrapped: bool = False
    last_cursor: str = "unchanged"
    list_order: str = "updated"
    missing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


class ThoughtIndustries(StandIn):
    """A tenant of Thought Industries."""

    def __init__(self, name: str, settings: Any) -> None:
        """Take the vendor's name and the settings."""
        super().__init__(name, settings)
        self.switches: ThoughtIndustriesSwitches = self._switches(ThoughtIndustriesSwitches)
        switches = self.switches
        limits = (switches.limits, switches.limit_window_seconds)
        self._all = budget(_PLANS[switches.plan], *limits)
        self._events = budget(_EVENTS_A_MINUTE, *limits)

    def env(self, url: str) -> dict[str, str]:
        """Give the address of the API and a key."""
        return {
            "SANDBOX_THOUGHT_INDUSTRIES_URL": f"{url}/incoming/v2",
            "SANDBOX_THOUGHT_INDUSTRIES_API_KEY": self._key,
        }

    @property
    def _key(self) -> str:
        return self.settings.secret("thought-industries key")

    def routes(self) -> Sequence[BaseRoute]:
        """Give events, lists and the ping."""
        return (
            Route("/incoming/v2/ping", self._ping),
            Route("/incoming/v2/events/{kind}", self._event_page),
            Route("/incoming/v2/{path}", self._list_page),
        )

    def refusal(self, request: Request) -> Response | None:
        """Refuse a wrong key with an empty body, and what goes beyond the limits."""
        if not hmac.compare_digest((bearer_token(request) or "").encode(), self._key.encode()):
            return self.failure(401)
        of_events = "/events/" in request.url.path
        for limit in (self._all, self._events) if of_events else (self._all,):
            if not limit.take():
                refused = self._too_many(limit.reset_seconds)
                refused.headers.update({"x-ratelimit-limit": str(limit.allowed), "x-ratelimit-remaining": "0"})
                return refused
        return None

    @staticmethod
    def _too_many(seconds: int) -> Response:
        body = {"error": "rate_limit_exceeded", "message": "Too many requests", "retryAfter": seconds}
        reset = str(int(time.time()) + seconds)
        return answer(body, 429, {"retry-after": str(seconds), "x-ratelimit-reset": reset})

    def failure(self, status: int) -> Response:
        """Give an error; only those of 401 and 429 are documented."""
        if status == 401:  # noqa: PLR2004
            return Response(b"", status)
        if status == 429:  # noqa: PLR2004
            return self._too_many(1)  # ordered, so whoever ordered it waits
        return answer({"error": {400: "bad_request", 403: "forbidden", 404: "not_found"}.get(status, "error")}, status)

    def headers(self, request: Request) -> Mapping[str, str]:
        """Give what is left of the limit."""
        limit = self._events if "/events/" in request.url.path else self._all
        if not limit.allowed:
            return {}
        return {
            "x-ratelimit-limit": str(limit.allowed),
            "x-ratelimit-remaining": str(limit.remaining),
            "x-ratelimit-reset": str(int(time.time()) + limit.reset_seconds),
        }

    @property
    def truths(self) -> Mapping[str, Callable[[], Mapping[str, Any]]]:
        """Events by their key, lists by id."""
        events = {kind: partial(self._true_events, kind) for kind in EVENTS}
        return {**events, **{path: partial(self._true_list, path) for path in LISTS}}

    def _true_events(self, kind: str) -> dict[str, Any]:
        records = self._records(kind)
        found = map(records.record, range(1, len(records.events) + 1))
        return {event_key(record): record for record in found}

    def _true_list(self, path: str) -> dict[str, Any]:
        found = (self._item(path, number) for _, number in self._ordered(path))
        return {record["id"]: record for record in found}

    def _records(self, kind: str) -> EventRecords:
        return EventRecords(self.world, Events(self.world, kind, self.settings.day, self.switches.burst))

    def _ordered(self, path: str) -> tuple[tuple[int, int], ...]:
        return ordered(self.world, path, self.settings.day, self.switches.list_order)

    def _item(self, path: str, number: int) -> dict[str, Any]:
        return item(self.world, path, self.settings.day, number)

    def _absent(self, name: str, known: Mapping[str, Any]) -> Response | None:
        if name not in known or name in self.switches.missing:
            return self.failure(404)
        return self.failure(403) if name in self.switches.forbidden else None

    async def _ping(self, _: Request) -> Response:
        return answer({"valid": True})

    async def _event_page(self, request: Request) -> Response:
        """A page of events, newest first: numbers fall, and their times never rise."""
        kind, query = request.path_params["kind"], request.query_params
        absent = self._absent(kind, EVENTS)
        if absent:
            return absent
        records = self._records(kind)
        events, size = records.events, self.switches.page_size
        try:
            start, end = self._moment(query.get("startDate")), self._moment(query.get("endDate"))
            newest = len(events) if end is None else events.upto(end - (not self.switches.end_inclusive))
            if query.get("cursor"):
                newest = min(newest, self._from_cursor(events, query["cursor"]))
        except ValueError:
            return self.failure(400)
        newest = min(len(events), newest + shift(request))
        oldest = 1 if start is None else events.upto(start - 1) + 1
        numbers: list[int] = []
        while newest >= oldest and len(numbers) < size:
            if self._wanted(records, newest, query):
                numbers.append(newest)
            newest -= 1
        page = {"hasMore": newest >= oldest, "cursor": self._event_cursor(events, newest + 1, newest)}
        if not numbers:
            del page["cursor"]
        found = [records.record(number) for number in numbers]
        if self.switches.wrapped:
            info = {"perPage": size, "total": max(0, newest - oldest + 1 + len(found)), **page}
            return answer({"data": {"APIEvents": {"pageInfo": info, "events": found}}})
        return answer({"events": found, "pageInfo": page})

    @staticmethod
    def _wanted(records: EventRecords, number: int, query: Mapping[str, str]) -> bool:
        user, thing = query.get("userId"), query.get("notifiableId")
        if not user and not thing:
            return True
        record = records.record(number)
        return (not user or record.get("userDetail", {}).get("id") == user) and (
            not thing or record.get("notifiableId") == thing
        )

    def _moment(self, value: str | None) -> int | None:
        """Read startDate or endDate as Unix milliseconds."""
        if value is None:
            return None
        if self.switches.dates == "ms":
            return int(value)
        moment = datetime.fromisoformat(value)
        return (moment - _EPOCH) // timedelta(milliseconds=1)

    def _event_cursor(self, events: Events, last: int, following: int) -> str:
        """Write a cursor: the last event's time, and how many events of the same time come after it."""
        at_ms = events.at_ms(last)
        left = following - events.upto(at_ms - 1)
        return _encoded(f"{at_ms}.{left}" if left and self.switches.event_cursor == "position" else str(at_ms))

    def _from_cursor(self, events: Events, cursor: str) -> int:
        at_ms, _, left = _decoded(cursor).partition(".")
        before = events.upto(int(at_ms) - 1)
        if self.switches.event_cursor == "timestamp":
            return events.upto(int(at_ms))
        return before + int(left or 0)

    async def _list_page(self, request: Request) -> Response:
        """A page of a list, oldest change first."""
        path, asked = request.path_params["path"], request.query_params.get("cursor")
        absent = self._absent(path, LISTS)
        if absent:
            return absent
        entries, size = self._ordered(path), self.switches.page_size
        try:
            after = tuple(int(part) for part in _decoded(asked).split(".")) if asked else (0, 0)
        except ValueError:
            return self.failure(400)
        begin = max(0, bisect_right(entries, after) - shift(request))
        found = entries[begin : begin + size]
        more = begin + size < len(entries)
        page: dict[str, Any] = {"hasMore": more}
        if more:
            page["cursor"] = _encoded(f"{found[-1][0]}.{found[-1][1]}")
        elif asked and self.switches.last_cursor == "unchanged":
            page["cursor"] = asked
        name, records = LISTS[path], [self._item(path, number) for _, number in found]
        if self.switches.wrapped and path in _WRAPPERS:
            body: dict[str, Any] = {"data": {_WRAPPERS[path]: {"pageInfo": page, name: records}}}
        else:
            body = {name: records, "pageInfo": page}
        return answer(body)


def event_key(record: Mapping[str, Any]) -> str:
    """Give what knows an event: its id, or who and when."""
    who = record.get("userDetail", {}).get("id") or record.get("anonymousId")
    return str(record.get("id") or f"{who} {record['timestamp']}")


def _encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError(cursor) from error
