"""The lists of an account: where each is, what it has, which plan it needs, how it is paged (facts: zendesk A.7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from starlette.datastructures import QueryParams

from denomas_sandbox.web.zendesk import help_center, people, plan, rules, talk
from denomas_sandbox.web.zendesk.account import seconds
from denomas_sandbox.web.zendesk.metrics import metric_set
from denomas_sandbox.web.zendesk.texts import TAGS
from denomas_sandbox.web.zendesk.tickets import Ticket

if TYPE_CHECKING:
    from denomas_sandbox.web.zendesk.account import Account

Query = Mapping[str, str]
Numbers = Callable[["Account", Query], Sequence[int]]
_MONTH = 30 * 86_400


@dataclass(frozen=True)
class Listing:
    """A list.

    Attributes:
        stream: what the sheet calls it.
        path: below /api/v2/.
        key: the name of the array.
        numbers: gives what is in it, in its order.
        record: gives the record of a number.
        needs: what of the plan it needs; "" for nothing.
        paged: cursor (and offset), offset, or whole.
        descending: whether the numbers are.
        id_kind: the kind of its ids, where single things can be asked for.
        key_field: the primary key.
    """

    stream: str
    path: str
    key: str
    numbers: Numbers
    record: Callable[[Account, int], Any]
    needs: str = ""
    paged: str = "cursor"
    descending: bool = False
    id_kind: str = ""
    key_field: str = "id"


def _living(kind: str) -> Numbers:
    return lambda account, _: [life.number for life in account.population(kind).living()]


def _fixed(count: int) -> Numbers:
    """Give what every account has, however small the company is; not one without people."""
    return lambda account, _: range(1, count + 1) if account.world.scale else range(0)


def _groups(account: Account, query: Query) -> Sequence[int]:
    everything = query.get("exclude_deleted") == "false"
    return [life.number for life in account.population("group").all() if everything or life.gone is None]


def _active_users(account: Account, _: Query) -> Sequence[int]:
    return _living("user")(account, {})


def _memberships(account: Account, _: Query) -> Sequence[int]:
    numbers = _living("organization_membership")(account, {})
    return [number for number in numbers if people.organization_membership(account, number)]


@lru_cache(maxsize=4)
def _rated(account: Account) -> tuple[tuple[int, int], ...]:
    """Give the numbers of tickets with a rating, each with when it was asked for."""
    found = (Ticket(account, number) for number in range(1, len(account.desk) + 1))
    return tuple(
        (ticket.number, ticket.solved_at)
        for ticket in found
        if ticket.solved_at and ticket.rating != "unoffered" and not ticket.is_deleted
    )


def _ratings(account: Account, query: Query) -> Sequence[int]:
    start, end = int(query.get("start_time", 0)), int(query.get("end_time", account.now))
    score = query.get("score", "")
    return [
        number
        for number, at in _rated(account)
        if start <= at <= end and (not score or Ticket(account, number).rating in _SCORES.get(score, {score}))
    ]


_SCORES = {"received": {"good", "bad"}}


@lru_cache(maxsize=4)
def not_archived(account: Account) -> tuple[int, ...]:
    """Give the numbers of the tickets that lists have: neither archived nor deleted."""
    found = (Ticket(account, number) for number in range(1, len(account.desk) + 1))
    return tuple(ticket.number for ticket in found if not ticket.is_archived and not ticket.is_deleted)


def _newest_first(account: Account, _: Query) -> Sequence[int]:
    return not_archived(account)[::-1]


def _skipped(account: Account, _: Query) -> Sequence[int]:
    return [number for number in not_archived(account)[::-1] if number % 8 == 0]


@lru_cache(maxsize=4)
def _deleted(account: Account) -> tuple[int, ...]:
    found = (Ticket(account, number) for number in range(1, len(account.desk) + 1))
    return tuple(
        ticket.number
        for ticket in found
        for step in ticket.steps
        if step.kind == "delete" and step.at > account.now - _MONTH
    )


@lru_cache(maxsize=4)
def _active(account: Account) -> tuple[int, ...]:
    found = (Ticket(account, number) for number in not_archived(account)[::-1] if number % 4 == 0)
    return tuple(ticket.number for ticket in found if ticket.updated > account.now - _MONTH)


def _logged(account: Account, query: Query) -> Sequence[int]:
    """Give what the two values of filter[created_at][] have between them."""
    numbers = _living("audit_log")(account, {})
    ends: list[str] = query.getlist("filter[created_at][]") if isinstance(query, QueryParams) else []
    if len(ends) != 2:  # noqa: PLR2004
        return numbers
    begin, end = (seconds(datetime.fromisoformat(each).astimezone(UTC)) for each in ends)
    return [number for number in numbers if begin <= seconds(account.life("audit_log", number).made) <= end]


def _metrics(account: Account, number: int) -> Any:
    return metric_set(Ticket(account, number))


LISTINGS: tuple[Listing, ...] = (
    Listing("groups", "groups", "groups", _groups, people.group, id_kind="group"),
    Listing(
        "group_memberships",
        "group_memberships",
        "group_memberships",
        _living("group_membership"),
        people.group_membership,
        id_kind="group_membership",
    ),
    Listing(
        "organization_memberships",
        "organization_memberships",
        "organization_memberships",
        _memberships,
        people.organization_membership,
        id_kind="organization_membership",
    ),
    Listing("", "users", "users", _active_users, people.user, id_kind="user"),
    Listing("", "organizations", "organizations", _living("organization"), people.organization, id_kind="organization"),
    Listing("macros", "macros", "macros", _living("macro"), rules.macro, id_kind="macro"),
    Listing("triggers", "triggers", "triggers", _living("trigger"), rules.trigger, id_kind="trigger"),
    Listing("automations", "automations", "automations", _living("automation"), rules.automation, id_kind="automation"),
    Listing("views", "views", "views", _living("view"), rules.view, id_kind="view"),
    Listing(
        "ticket_fields",
        "ticket_fields",
        "ticket_fields",
        _fixed(rules.FIELDS),
        rules.ticket_field,
        id_kind="ticket_field",
    ),
    Listing(
        "ticket_forms",
        "ticket_forms",
        "ticket_forms",
        _fixed(3),
        rules.ticket_form,
        "forms",
        "offset",
        id_kind="ticket_form",
    ),
    Listing("user_fields", "user_fields", "user_fields", _fixed(rules.USER_FIELDS), rules.user_field),
    Listing(
        "organization_fields",
        "organization_fields",
        "organization_fields",
        _fixed(rules.ORGANIZATION_FIELDS),
        rules.organization_field,
    ),
    Listing("custom_statuses", "custom_statuses", "custom_statuses", _fixed(6), rules.custom_status, paged="whole"),
    Listing("sla_policies", "slas/policies", "sla_policies", _fixed(3), plan.sla_policy, "slas", "offset"),
    Listing("tags", "tags", "tags", _fixed(len(TAGS)), plan.tag, key_field="name"),
    Listing("brands", "brands", "brands", _fixed(3), plan.brand, id_kind="brand"),
    Listing("custom_roles", "custom_roles", "custom_roles", _fixed(3), plan.custom_role, "roles", "whole"),
    Listing("schedules", "business_hours/schedules", "schedules", _fixed(2), plan.schedule, "schedules", "whole"),
    Listing(
        "satisfaction_ratings",
        "satisfaction_ratings",
        "satisfaction_ratings",
        _ratings,
        plan.satisfaction_rating,
        "satisfaction",
        id_kind="satisfaction_rating",
    ),
    Listing("", "ticket_metrics", "ticket_metrics", _newest_first, _metrics, descending=True, id_kind="metric"),
    Listing(
        "deleted_tickets",
        "deleted_tickets",
        "deleted_tickets",
        lambda account, _: _deleted(account),
        plan.deleted_ticket,
    ),
    Listing("audit_logs", "audit_logs", "audit_logs", _logged, plan.audit_log, "audit_logs"),
    Listing("ticket_skips", "skips", "skips", _skipped, plan.skip, descending=True),
    Listing(
        "ticket_activities",
        "activities",
        "activities",
        lambda account, _: _active(account),
        plan.activity,
        descending=True,
    ),
    Listing("account_attributes", "routing/attributes", "attributes", _fixed(2), plan.attribute, "skills", "offset"),
    Listing("topics", "community/topics", "topics", _living("topic"), help_center.topic, "gather"),
    Listing("posts", "community/posts", "posts", _living("post"), help_center.post, "gather", id_kind="post"),
    Listing("categories", "help_center/categories", "categories", _fixed(2), help_center.category, "guide"),
    Listing("sections", "help_center/sections", "sections", _fixed(4), help_center.section, "guide"),
    Listing("", "help_center/articles", "articles", _living("article"), help_center.article, "guide"),
    Listing(
        "talk_phone_numbers",
        "channels/voice/phone_numbers",
        "phone_numbers",
        _fixed(2),
        talk.phone_number,
        "talk",
        "offset",
    ),
    Listing(
        "agents_activity",
        "channels/voice/stats/agents_activity",
        "agents_activity",
        lambda account, _: range(1, len(account.agents) + 1),
        talk.agent_activity,
        "talk",
        "offset",
        key_field="agent_id",
    ),
    # At the root of the host, where the others are below /api/v2.
    Listing(
        "jira_links",
        "../services/jira/links",
        "links",
        lambda account, _: [number for number in not_archived(account) if number % 9 == 0],
        talk.jira_link,
        paged="whole",
    ),
)
