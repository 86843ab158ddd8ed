"""The paths of tickets, one by one, and of all their audits (facts: zendesk A.3.5, A.7)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from denomas_sandbox.web.answers import answer
from denomas_sandbox.web.zendesk import exports, failures
from denomas_sandbox.web.zendesk.account import stamp
from denomas_sandbox.web.zendesk.audits import AUDITS, audit, audits, comments
from denomas_sandbox.web.zendesk.listings import not_archived
from denomas_sandbox.web.zendesk.metrics import metric_set
from denomas_sandbox.web.zendesk.paging import Rows, next_url, page_of, whole_number
from denomas_sandbox.web.zendesk.tickets import Ticket

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from denomas_sandbox.web.zendesk.account import Account

_AUDITS_AT_ONCE = 1_000


@dataclass(frozen=True)
class TicketPaths:
    """Paths of an account's tickets."""

    account: Account

    def routes(self) -> Sequence[BaseRoute]:
        """Give them."""
        one = "/api/v2/tickets/{key:int}"
        return (
            Route("/api/v2/tickets", self._list),
            Route(one, self._one),
            Route(f"{one}/audits", self._audits),
            Route(f"{one}/comments", self._comments),
            Route(f"{one}/metrics", self._metrics),
            Route(f"{one}/side_conversations", self._side_conversations),
            Route("/api/v2/ticket_audits", self._all_audits),
        )

    def _found(self, request: Request) -> Ticket | None:
        """Give the ticket of a path, None where there is none, or none any more."""
        number = request.path_params["key"] - self.account.first_ticket
        if not 1 <= number <= len(self.account.desk):
            return None
        ticket = Ticket(self.account, number)
        return None if ticket.is_deleted else ticket

    def _page(self, request: Request, rows: Rows) -> Response:
        return page_of(request, rows, self.account.switches)

    async def _list(self, request: Request) -> Response:
        """Tickets that are neither archived nor deleted."""
        rows = Rows("tickets", not_archived(self.account), self._record)
        return self._page(request, rows)

    def _record(self, number: int) -> dict[str, Any]:
        return Ticket(self.account, number).record(exported=False)

    async def _one(self, request: Request) -> Response:
        ticket = self._found(request)
        return answer({"ticket": ticket.record(exported=False)}) if ticket else failures.failure(404)

    async def _audits(self, request: Request) -> Response:
        """A ticket's audits; those of an archived one come all at once, without a word about pages."""
        ticket = self._found(request)
        if ticket is None:
            return failures.failure(404)
        found = audits(ticket)
        if ticket.is_archived and not self.account.switches.archived_audits_paged:
            return answer({"audits": found, "count": len(found)})
        return self._page(request, Rows("audits", range(len(found)), found.__getitem__))

    async def _comments(self, request: Request) -> Response:
        ticket = self._found(request)
        if ticket is None:
            return failures.failure(404)
        found, query = comments(ticket), request.query_params
        if query.get("sort", "").startswith("-") or query.get("sort_order") == "desc":
            found.reverse()
        return self._page(request, Rows("comments", range(len(found)), found.__getitem__))

    async def _metrics(self, request: Request) -> Response:
        ticket = self._found(request)
        return answer({"ticket_metric": metric_set(ticket)}) if ticket else failures.failure(404)

    async def _side_conversations(self, request: Request) -> Response:
        """What agents discuss beside a ticket with others."""
        ticket = self._found(request)
        if ticket is None:
            return failures.failure(404)
        if "side_conversations" not in self.account.features:
            return failures.failure(403)
        found = side_conversations(ticket)
        return self._page(request, Rows("side_conversations", range(len(found)), found.__getitem__))

    async def _all_audits(self, request: Request) -> Response:
        """All audits of tickets that are not archived, newest first: the old way by limit and cursor, or in pages."""
        there = set(not_archived(self.account))
        entries = [each for each in exports.audits_by_time(self.account) if (each & 0xFFFFFFFF) // AUDITS in there]
        entries.reverse()
        if "page[size]" in request.query_params:
            return self._page(request, Rows("audits", entries, self._audit, descending=True))
        limit = min(_AUDITS_AT_ONCE, max(1, whole_number(request.query_params.get("limit", "")) or _AUDITS_AT_ONCE))
        if 0 < self.account.switches.heavy_page < limit:
            return failures.failure(504)
        try:
            cursor = request.query_params.get("cursor")
            before = int(base64.urlsafe_b64decode(cursor)) if cursor else 1 << 63
        except (ValueError, binascii.Error):
            return failures.failure(400)
        page = [each for each in entries if each < before][:limit]
        ends = [base64.urlsafe_b64encode(str(each).encode()).decode() for each in (page[0], page[-1])] if page else []
        return answer(
            {
                "audits": [self._audit(each) for each in page],
                "before_cursor": ends[1] if ends else None,
                "before_url": next_url(request, cursor=ends[1]) if ends else None,
                "after_cursor": ends[0] if ends else None,
                "after_url": next_url(request, cursor=ends[0]) if ends else None,
                "count": len(page),
            }
        )

    def _audit(self, entry: int) -> dict[str, Any]:
        number, place = divmod(entry & 0xFFFFFFFF, AUDITS)
        ticket = Ticket(self.account, number)
        return audit(ticket, ticket.steps[place])


def side_conversations(ticket: Ticket) -> list[dict[str, Any]]:
    """Give what is discussed beside a ticket: something for each eleventh; ids are UUIDs."""
    if ticket.number % 11:
        return []
    key = f"{ticket.chance >> 32:08x}-0000-11ef-8000-{ticket.number:012x}"
    at = stamp(ticket.steps[0].at)
    return [
        {
            "url": ticket.account.url(f"tickets/{ticket.id}/side_conversations/{key}"),
            "id": key,
            "ticket_id": ticket.id,
            "subject": "Frage an Entwicklung",
            "preview_text": "Können wir …?",
            "state": "open",
            "participants": [],
            "created_at": at,
            "updated_at": at,
            "message_added_at": at,
            "state_updated_at": at,
            "external_ids": {},
        }
    ]
