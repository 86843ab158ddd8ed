"""What each incremental export has: tickets, users, organizations, events of tickets, articles (facts: zendesk A.7)."""

from __future__ import annotations

from array import array
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from denomas_sandbox.web.zendesk import help_center, people
from denomas_sandbox.web.zendesk.account import seconds, stamp
from denomas_sandbox.web.zendesk.audits import AUDITS, comments, steps_with_audit, ticket_event
from denomas_sandbox.web.zendesk.exporting import Export
from denomas_sandbox.web.zendesk.metrics import EVENTS, metric_events, metric_set
from denomas_sandbox.web.zendesk.tickets import Ticket

if TYPE_CHECKING:
    from collections.abc import Iterable

    from denomas_sandbox.web.zendesk.account import Account

_SHIFT = 32
# Organizations that a switch adds have numbers far from the others.
_BULK = 1_000_000


def tickets(account: Account, include: frozenset[str] = frozenset(), *, without_deleted: bool = False) -> Export:
    """Give the export of tickets, with what is to be side-loaded."""

    def record(number: int) -> dict[str, Any]:
        ticket = Ticket(account, number)
        return ticket.record() | _beside(ticket, include)

    def sides(numbers: list[int]) -> dict[str, Any]:
        return _sides(account, numbers, include)

    return Export(
        "tickets",
        account.desk.touched,
        record,
        lambda number: account.first_ticket + number,
        lambda key: key - account.first_ticket,
        sides if include & {"users", "groups", "organizations"} else None,
        wanted=(lambda number: not Ticket(account, number).is_deleted) if without_deleted else None,
    )


def _beside(ticket: Ticket, include: frozenset[str]) -> dict[str, Any]:
    """Give what side-loads add to the ticket itself (facts: zendesk A.7.1)."""
    added: dict[str, Any] = {}
    if "metric_sets" in include:
        added["metric_set"] = metric_set(ticket)
    if "comment_count" in include:
        added["comment_count"] = len(comments(ticket))
    if "dates" in include:
        solved = ticket.solved_at
        added["dates"] = {"solved_at": stamp(solved) if solved else None, "requester_updated_at": stamp(ticket.updated)}
    if "slas" in include:
        added["slas"] = {"policy_metrics": []}
    return added


def _sides(account: Account, numbers: Iterable[int], include: frozenset[str]) -> dict[str, Any]:
    """Give what side-loads add as arrays of their own."""
    seen = [Ticket(account, number) for number in numbers]
    added: dict[str, Any] = {}
    if "users" in include:
        who = sorted({ticket.requester for ticket in seen})
        added["users"] = [people.user(account, number) for number in who]
    if "groups" in include:
        groups = sorted({ticket.group for ticket in seen if ticket.group})
        added["groups"] = [people.group(account, account.number("group", key)) for key in groups]
    if "organizations" in include:
        keys = {account.organization_of(ticket.requester) for ticket in seen} - {None}
        numbers = sorted(account.number("organization", key) for key in keys if key)
        added["organizations"] = [people.organization(account, number) for number in numbers]
    return added


def users(account: Account, include: frozenset[str] = frozenset()) -> Export:
    """Give the export of users, with their identities if they are asked for."""

    def sides(numbers: list[int]) -> dict[str, Any]:
        return {"identities": [people.identity(account, number) for number in numbers]}

    return Export(
        "users",
        _users(account),
        partial(people.user, account),
        partial(account.id, "user"),
        partial(account.number, "user"),
        sides if "identities" in include else None,
    )


@lru_cache(maxsize=8)
def _users(account: Account) -> array[int]:
    lives = account.population("user").all()
    return array("q", sorted(seconds(people.user_changed(account, life)) << _SHIFT | life.number for life in lives))


def organizations(account: Account) -> Export:
    """Give the export of organizations, the deleted ones among them."""

    def record(number: int) -> dict[str, Any]:
        if number < _BULK:
            return people.organization(account, number, exported=True)
        bulk = people.organization(account, 1, exported=True)
        key = account.id("organization", number)
        own = {"id": key, "url": account.url(f"organizations/{key}"), "name": f"Bulk {number}", "deleted_at": None}
        return bulk | own | {"external_id": None, "updated_at": stamp(_bulk_second(account))}

    return Export(
        "organizations",
        _organizations(account),
        record,
        partial(account.id, "organization"),
        partial(account.number, "organization"),
    )


def _bulk_second(account: Account) -> int:
    return seconds(account.world.moment(-100)) + 43_210


@lru_cache(maxsize=8)
def _organizations(account: Account) -> array[int]:
    entries = [seconds(life.changed) << _SHIFT | life.number for life in account.population("organization").all()]
    bulk = range(_BULK, _BULK + account.switches.organizations_in_one_second)
    entries += [_bulk_second(account) << _SHIFT | number for number in bulk]
    return array("q", sorted(entries))


def ticket_events(account: Account, include: frozenset[str] = frozenset()) -> Export:
    """Give the export of what happened to tickets."""
    with_comments = "comment_events" in include

    def record(number: int) -> dict[str, Any]:
        ticket = Ticket(account, number // AUDITS)
        return ticket_event(ticket, ticket.steps[number % AUDITS], with_comments=with_comments)

    return Export(
        "ticket_events",
        audits_by_time(account),
        record,
        partial(account.id, "audit"),
        partial(account.number, "audit"),
    )


@lru_cache(maxsize=4)
def audits_by_time(account: Account) -> array[int]:
    """Give all audits: Unix seconds << 32 | number of the ticket * AUDITS + place of the step."""
    found = (
        step.at << _SHIFT | (number * AUDITS + step.place)
        for number in range(1, len(account.desk) + 1)
        for step in steps_with_audit(Ticket(account, number))
    )
    return array("q", sorted(found))


def ticket_metric_events(account: Account) -> Export:
    """Give the export of what the clock of metrics did."""

    def record(number: int) -> dict[str, Any]:
        return list(metric_events(Ticket(account, number // EVENTS)))[number % EVENTS][1]

    return Export(
        "ticket_metric_events",
        _metric_events(account),
        record,
        partial(account.id, "metric_event"),
        partial(account.number, "metric_event"),
    )


@lru_cache(maxsize=4)
def _metric_events(account: Account) -> array[int]:
    found = (
        at << _SHIFT | (number * EVENTS + place)
        for number in range(1, len(account.desk) + 1)
        for place, (at, _) in enumerate(metric_events(Ticket(account, number)))
    )
    return array("q", sorted(found))


def articles(account: Account) -> Export:
    """Give the export of the help centre's articles."""
    lives = account.population("article").living()
    return Export(
        "articles",
        sorted(seconds(life.changed) << _SHIFT | life.number for life in lives),
        partial(help_center.article, account),
        partial(account.id, "article"),
        partial(account.number, "article"),
    )
