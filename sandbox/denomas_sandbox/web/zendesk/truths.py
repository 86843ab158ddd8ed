"""The truth by stream: what a complete reading gives now, children of tickets included."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from denomas_sandbox.web.zendesk import exports, help_center, people, talk
from denomas_sandbox.web.zendesk.audits import audits, comments
from denomas_sandbox.web.zendesk.listings import LISTINGS
from denomas_sandbox.web.zendesk.metrics import metric_set
from denomas_sandbox.web.zendesk.ticket_paths import side_conversations
from denomas_sandbox.web.zendesk.tickets import Ticket

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from denomas_sandbox.web.zendesk.account import Account
    from denomas_sandbox.web.zendesk.exporting import Export
    from denomas_sandbox.web.zendesk.listings import Listing

    Truth = Callable[[], Mapping[str, Any]]

# Of lists that leave things out unless they are asked for.
_EVERYTHING = {"exclude_deleted": "false"}


def truths(account: Account) -> dict[str, Truth]:
    """Give what makes the records of each stream, by primary key as text; of streams that the account has."""
    found: dict[str, Truth] = {
        listing.stream: partial(_listed, account, listing)
        for listing in LISTINGS
        if listing.stream and (not listing.needs or listing.needs in account.features)
    }
    of_exports: dict[str, Callable[[Account], Export]] = {
        "tickets": exports.tickets,
        "users": exports.users,
        "organizations": exports.organizations,
        "ticket_events": partial(exports.ticket_events, include=frozenset({"comment_events"})),
        "ticket_metric_events": exports.ticket_metric_events,
    }
    if "guide" in account.features:
        of_exports["articles"] = exports.articles
        for name, make in (("article_comments", _comments_on), ("article_votes", _votes_on)):
            found[name] = partial(make, account, "article")
        found["article_attachments"] = partial(_attachments, account)
    if "gather" in account.features:
        for name, make in (("post_comments", _comments_on), ("post_votes", _votes_on)):
            found[name] = partial(make, account, "post")
    if "talk" in account.features:
        of_exports |= {"calls": talk.calls, "call_legs": talk.legs}
    if "side_conversations" in account.features:
        found["side_conversations"] = partial(_of_tickets, account, side_conversations)
    for name, export in of_exports.items():
        found[name] = partial(_exported, account, export)
    found["user_identities"] = partial(_identities, account)
    found["ticket_metrics"] = partial(_of_tickets, account, _metrics)
    found["ticket_audits"] = partial(_of_tickets, account, audits)
    found["ticket_comments"] = partial(_of_tickets, account, _comments)
    return found


def _by_id(records: Iterable[dict[str, Any]], field: str = "id") -> dict[str, Any]:
    return {str(record[field]): record for record in records}


def _listed(account: Account, listing: Listing) -> dict[str, Any]:
    numbers = listing.numbers(account, _EVERYTHING)
    return _by_id((listing.record(account, number) for number in numbers), listing.key_field)


def _exported(account: Account, make: Callable[[Account], Export]) -> dict[str, Any]:
    export = make(account)
    return _by_id(map(export.record, export.settled(account)))


def _tickets(account: Account) -> Iterator[Ticket]:
    """Give the tickets that the export gives and that are not deleted: whose children one can ask for."""
    found = (Ticket(account, number) for number in exports.tickets(account).settled(account))
    return (ticket for ticket in found if not ticket.is_deleted)


def _of_tickets(account: Account, make: Callable[[Ticket], Iterable[dict[str, Any]]]) -> dict[str, Any]:
    return _by_id(record for ticket in _tickets(account) for record in make(ticket))


def _metrics(ticket: Ticket) -> list[dict[str, Any]]:
    found = metric_set(ticket)
    return [found] if found else []


def _comments(ticket: Ticket) -> list[dict[str, Any]]:
    """Give a ticket's comments with the ticket's id, which they lack in the API."""
    return [{**comment, "ticket_id": ticket.id} for comment in comments(ticket)]


def _identities(account: Account) -> dict[str, Any]:
    return _by_id(people.identity(account, number) for number in exports.users(account).settled(account))


def _parents(account: Account, kind: str) -> list[int]:
    return [life.number for life in account.population(kind).living()]


def _comments_on(account: Account, kind: str) -> dict[str, Any]:
    return _by_id(
        help_center.comment(account, kind, parent, place)
        for parent in _parents(account, kind)
        for place in range(help_center.comment_count(parent))
    )


def _votes_on(account: Account, kind: str) -> dict[str, Any]:
    return _by_id(
        help_center.vote(account, kind, parent, place)
        for parent in _parents(account, kind)
        for place in range(help_center.vote_count(parent))
    )


def _attachments(account: Account) -> dict[str, Any]:
    return _by_id(
        help_center.attachment(account, parent, 0) for parent in _parents(account, "article") if parent % 3 == 0
    )
