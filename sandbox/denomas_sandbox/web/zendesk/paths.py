"""Zendesk's paths: which there are, and what answers them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from denomas_sandbox.web.answers import answer, bearer_token
from denomas_sandbox.web.zendesk import exports, failures, help_center, people, talk
from denomas_sandbox.web.zendesk.exporting import cursor_page, start_of, time_page
from denomas_sandbox.web.zendesk.listings import LISTINGS, Listing
from denomas_sandbox.web.zendesk.paging import Rows, page_of, whole, whole_number
from denomas_sandbox.web.zendesk.ticket_paths import TicketPaths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from denomas_sandbox.web.zendesk.account import Account
    from denomas_sandbox.web.zendesk.exporting import Export
    from denomas_sandbox.web.zendesk.oauth import Tokens

_SAMPLE = 50
# What of the plan paths need that are no lists of their own.
_NEEDS = {"help_center/": "guide", "community/": "gather", "channels/voice/": "talk", "routing/": "skills"}
_OF_LISTINGS = {listing.path: listing.needs for listing in LISTINGS}


def needed(path: str) -> str:
    """Give what of the plan a path needs, "" for nothing."""
    if path in _OF_LISTINGS:
        return _OF_LISTINGS[path]
    return next((needs for prefix, needs in _NEEDS.items() if path.startswith(prefix)), "")


def _included(request: Request) -> frozenset[str]:
    return frozenset(request.query_params.get("include", "").split(","))


@dataclass
class Paths:
    """The paths of an account.

    Attributes:
        account: the account.
        email: the caller's address.
        tokens: of OAuth.
    """

    account: Account
    email: str
    tokens: Tokens
    _cursor_pages: Iterator[int] = field(default_factory=partial(count, 1))

    def routes(self) -> Sequence[BaseRoute]:
        """Give them all; what is more special comes first."""
        api, export = "/api/v2", "/api/v2/incremental"
        found = [
            Route("/oauth/tokens", self._token, methods=["POST"]),
            Route(f"{api}/oauth/tokens/current", self._current_token),
            Route(f"{export}/tickets/cursor", self._cursor_export(self._tickets)),
            Route(f"{export}/users/cursor", self._cursor_export(self._users)),
            Route(f"{export}/ticket_metric_events", self._metric_events),
            Route(f"{api}/help_center/incremental/articles", self._time_export(self._articles)),
            Route(f"{api}/channels/voice/stats/incremental/calls", self._time_export(self._calls)),
            Route(f"{api}/channels/voice/stats/incremental/legs", self._time_export(self._legs)),
            Route(f"{api}/users/me", self._me),
            Route(f"{api}/users/{{key:int}}/identities", self._identities),
            Route(f"{api}/routing/attributes/definitions", self._definitions),
            *TicketPaths(self.account).routes(),
        ]
        for name, make in (
            ("tickets", self._tickets),
            ("users", self._users),
            ("organizations", self._organizations),
            ("ticket_events", self._ticket_events),
        ):
            found += [
                Route(f"{export}/{name}", self._time_export(make)),
                Route(f"{export}/{name}/sample", self._sample(make)),
            ]
        for home, kind in (("community/posts", "post"), ("help_center/articles", "article")):
            base = f"{api}/{home}/{{key:int}}"
            found += [
                Route(f"{base}/comments", self._children(kind, "comments")),
                Route(f"{base}/votes", self._children(kind, "votes")),
                Route(f"{base}/comments/{{comment:int}}/votes", self._comment_votes),
            ]
        found.append(Route(f"{api}/help_center/articles/{{key:int}}/attachments", self._article_attachments))
        for listing in LISTINGS:
            found.append(Route(posixpath.normpath(f"{api}/{listing.path}"), self._listing(listing)))
            if listing.id_kind:
                found.append(Route(f"{api}/{listing.path}/{{key:int}}", self._single(listing)))
        return found

    def _tickets(self, request: Request) -> Export:
        without = request.query_params.get("exclude_deleted") == "true"
        return exports.tickets(self.account, _included(request), without_deleted=without)

    def _users(self, request: Request) -> Export:
        return exports.users(self.account, _included(request))

    def _organizations(self, _: Request) -> Export:
        return exports.organizations(self.account)

    def _ticket_events(self, request: Request) -> Export:
        return exports.ticket_events(self.account, _included(request))

    def _articles(self, _: Request) -> Export:
        return exports.articles(self.account)

    def _calls(self, _: Request) -> Export:
        return talk.calls(self.account)

    def _legs(self, _: Request) -> Export:
        return talk.legs(self.account)

    def _cursor_export(self, make: Callable[[Request], Export]) -> Any:
        async def handle(request: Request) -> Response:
            every = self.account.switches.empty_export_pages
            empty = bool(every) and next(self._cursor_pages) % every == 0
            return cursor_page(request, self.account, make(request), empty=empty)

        return handle

    def _time_export(self, make: Callable[[Request], Export]) -> Any:
        async def handle(request: Request) -> Response:
            return time_page(request, self.account, make(request))

        return handle

    def _sample(self, make: Callable[[Request], Export]) -> Any:
        async def handle(request: Request) -> Response:
            start = start_of(request, self.account)
            if not isinstance(start, int):
                return start
            export = make(request)
            numbers = [entry & 0xFFFFFFFF for entry in export.entries[export.since(start) :][:_SAMPLE]]
            return answer({export.key: [export.record(number) for number in numbers], "count": len(numbers)})

        return handle

    async def _metric_events(self, request: Request) -> Response:
        """Events of metrics: by cursor when page[size] is given, else by time."""
        export = exports.ticket_metric_events(self.account)
        if "page[size]" not in request.query_params:
            return time_page(request, self.account, export)
        start = start_of(request, self.account)
        if not isinstance(start, int):
            return start
        entries = export.entries[export.since(start) : export.upto(self.account.settled)]
        rows = Rows(export.key, entries, lambda entry: export.record(entry & 0xFFFFFFFF))
        switches = self.account.switches
        return page_of(request, rows, switches, largest=switches.metric_events_page_max)

    def _listing(self, listing: Listing) -> Any:
        async def handle(request: Request) -> Response:
            account, query = self.account, request.query_params
            if listing.stream == "satisfaction_ratings" and account.switches.recent_end:
                end = whole_number(query.get("end_time", "0"))
                if end is None or end > account.settled:
                    return failures.too_recent()
            try:
                numbers = listing.numbers(account, query)
            except ValueError:
                return failures.failure(400)
            rows = Rows(listing.key, numbers, partial(listing.record, account), listing.descending)
            if listing.paged == "whole":
                return whole(rows)
            return page_of(request, rows, account.switches, cursors=listing.paged == "cursor")

        return handle

    def _single(self, listing: Listing) -> Any:
        async def handle(request: Request) -> Response:
            account = self.account
            number = account.number(listing.id_kind, request.path_params["key"])
            if number not in listing.numbers(account, {"exclude_deleted": "false"}):
                return failures.failure(404)
            return answer({listing.key.removesuffix("s"): listing.record(account, number)})

        return handle

    async def _me(self, _: Request) -> Response:
        return answer({"user": people.user(self.account, self.account.agents[0])})

    async def _identities(self, request: Request) -> Response:
        number = self.account.number("user", request.path_params["key"])
        if not 1 <= number <= len(self.account.population("user")):
            return failures.failure(404)
        rows = Rows("identities", [number], partial(people.identity, self.account))
        return page_of(request, rows, self.account.switches)

    async def _definitions(self, _: Request) -> Response:
        condition = {"title": "Sprache", "subject": "ticket_field_1", "type": "list", "group": "ticket"}
        return answer({"definitions": {"conditions_all": [condition], "conditions_any": [condition]}})

    def _children(self, kind: str, what: str) -> Any:
        async def handle(request: Request) -> Response:
            account = self.account
            parent = account.number(kind, request.path_params["key"])
            things = account.population(kind)
            if not 1 <= parent <= len(things) or things.life(parent).gone:
                return failures.failure(404)
            of_votes = what == "votes"
            amount = help_center.vote_count(parent) if of_votes else help_center.comment_count(parent)
            record = help_center.vote if of_votes else help_center.comment
            return page_of(request, Rows(what, range(amount), partial(record, account, kind, parent)), account.switches)

        return handle

    async def _comment_votes(self, request: Request) -> Response:
        return page_of(
            request, Rows("votes", (), partial(help_center.vote, self.account, "post", 0)), self.account.switches
        )

    async def _article_attachments(self, request: Request) -> Response:
        parent = self.account.number("article", request.path_params["key"])
        amount = 1 if parent % 3 == 0 else 0
        record = partial(help_center.attachment, self.account, parent)
        return page_of(request, Rows("article_attachments", range(amount), record), self.account.switches)

    async def _token(self, request: Request) -> Response:
        try:
            asked = await request.json()
        except ValueError:
            return failures.failure(400)
        issued = self.tokens.issued(asked if isinstance(asked, dict) else {})
        if issued is None:
            text = "The provided authorization grant is invalid, expired, revoked, or was issued to another client"
            return answer({"error": "invalid_grant", "error_description": text}, 400)
        return answer(issued)

    async def _current_token(self, request: Request) -> Response:
        token = bearer_token(request)
        if token is None:
            return failures.failure(404)
        return answer({"token": {"expires_at": self.tokens.expires_at(token), "scopes": ["read"]}})
