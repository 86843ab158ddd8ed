"""What the clock says of tickets: metrics, and the events that they are made of (facts: zendesk A.7.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from denomas_sandbox.web.zendesk.account import stamp
from denomas_sandbox.web.zendesk.tickets import BY_AGENTS, COMMENTING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from denomas_sandbox.web.zendesk.tickets import Ticket

# A ticket has at most so many events of its metrics.
EVENTS = 8


def metric_set(ticket: Ticket) -> dict[str, Any] | None:
    """Give the ticket's metrics: metric_set of a side-load; none of a deleted one."""
    if ticket.is_deleted:
        return None
    account, steps = ticket.account, ticket.steps
    key, group, assignee = account.id("metric", ticket.number), ticket.group, ticket.assignee
    made, updated, solved = steps[0].at, ticket.updated, ticket.solved_at
    reply: int | None = None
    assigned: int | None = None
    replies, latest, by_requester = 0, made, made
    for at, kind, _ in steps:
        if kind in COMMENTING:
            latest = at
        if kind == "reply" or kind == "solve":  # noqa: PLR1714  a set takes longer
            replies += 1
            reply = reply or at
        elif kind == "customer":
            by_requester = at
        if kind in BY_AGENTS:
            assigned = assigned or at
    updated_at, latest_at = stamp(updated), stamp(latest)
    assigned_at = stamp(assigned) if assigned else None
    return {
        "url": account.url(f"ticket_metrics/{key}"),
        "id": key,
        "ticket_id": ticket.id,
        "created_at": stamp(made),
        "updated_at": updated_at,
        "group_stations": 1 if group else 0,
        "assignee_stations": 1 if assignee else 0,
        "reopens": 0,
        "replies": replies,
        "assignee_updated_at": latest_at if assignee else None,
        "requester_updated_at": stamp(by_requester),
        "status_updated_at": updated_at,
        "initially_assigned_at": assigned_at,
        "assigned_at": assigned_at,
        "solved_at": stamp(solved) if solved else None,
        "latest_comment_added_at": latest_at,
        "reply_time_in_minutes": _minutes(reply - made) if reply else _minutes(None),
        "first_resolution_time_in_minutes": _minutes(solved - made) if solved else _minutes(None),
        "full_resolution_time_in_minutes": _minutes(solved - made) if solved else _minutes(None),
        "agent_wait_time_in_minutes": _minutes(latest - by_requester),
        "requester_wait_time_in_minutes": _minutes((solved or updated) - made),
        "on_hold_time_in_minutes": {"calendar": 0, "business": 0},
        "reply_time_in_seconds": {"calendar": reply - made if reply else None},
        "custom_status_updated_at": updated_at if account.name == "main" else None,
    }


def _minutes(seconds: int | None) -> dict[str, int | None]:
    if seconds is None:
        return {"calendar": None, "business": None}
    minutes = max(0, seconds) // 60
    return {"calendar": minutes, "business": minutes // 3}


def metric_events(ticket: Ticket) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give what the clock of a ticket's metrics did, with when; a breach may say that it was taken back."""
    account, steps = ticket.account, ticket.steps
    reply = next((step.at for step in steps if step.kind in {"reply", "solve"}), None)
    found: list[tuple[int, str, str, dict[str, Any]]] = [(steps[0].at, "agent_work_time", "activate", {})]
    found.append((steps[0].at, "reply_time", "activate", {}))
    if ticket.chance >> 29 & 3 == 0:
        policy = {"id": account.id("sla_policy", 1 + ticket.chance % 3), "title": "SLA “gold”", "description": None}
        sla = {"sla": {"target": 60, "business_hours": False, "policy": policy}}
        found.append((steps[0].at, "reply_time", "apply_sla", sla))
        if not reply or reply > steps[0].at + 3_600:
            found.append((steps[0].at + 3_600, "reply_time", "breach", {"deleted": ticket.number % 9 == 0}))
    if reply:
        minutes = (reply - steps[0].at) // 60
        found.append((reply, "reply_time", "fulfill", {}))
        found.append(
            (reply, "reply_time", "update_status", {"status": {"calendar": minutes, "business": minutes // 3}})
        )
    if ticket.solved_at:
        found.append((ticket.solved_at, "resolution_time", "fulfill", {}))
    for place, (at, metric, kind, more) in enumerate(found):
        if at <= account.now:
            yield (
                at,
                {
                    "id": account.id("metric_event", ticket.number * EVENTS + place),
                    "ticket_id": ticket.id,
                    "metric": metric,
                    "instance_id": 1,
                    "type": kind,
                    "time": stamp(at),
                    **more,
                },
            )
