"""What plans bring along: policies, roles, business hours, ratings, logs (facts: zendesk A.7.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from denomas_sandbox.web.answers import zulu
from denomas_sandbox.web.zendesk.account import lifetime, stamp
from denomas_sandbox.web.zendesk.texts import REASONS, TAGS
from denomas_sandbox.web.zendesk.tickets import Ticket

if TYPE_CHECKING:
    from denomas_sandbox.web.zendesk.account import Account

_PERMISSIONS = (
    "chat_access",
    "assign_tickets_to_any_group",
    "ticket_merge",
    "ticket_deletion",
    "ticket_tag_editing",
    "view_deleted_tickets",
    "manage_business_rules",
    "manage_dynamic_content",
    "report_access",
    "user_view_access",
    "macro_access",
    "view_access",
    "voice_access",
)


def sla_policy(account: Account, number: int) -> dict[str, Any]:
    """Give a service level."""
    key, title = account.id("sla_policy", number), ("Gold", "Silber — “8x5”", "無料")[number - 1]
    return {
        "url": account.url(f"slas/policies/{key}"),
        "id": key,
        "title": title,
        "description": None if number % 2 else "für alle",
        "position": number,
        "filter": {
            "all": [{"field": "type", "operator": "is", "value": "incident"}],
            "any": [{"field": "organization_id", "operator": "includes", "value": [1, "2"]}],
        },
        "policy_metrics": [
            {"priority": priority, "metric": "first_reply_time", "target": 30 * number, "business_hours": number == 1}
            for priority in ("low", "normal", "high", "urgent")
        ],
        **lifetime(account.life("group", number)),
    }


def brand(account: Account, number: int) -> dict[str, Any]:
    """Give a brand; the last one is deleted."""
    key, name = account.id("brand", number), ("Denomas", "Denomas für Schulen", "旧ブランド")[number - 1]
    return {
        "url": account.url(f"brands/{key}"),
        "id": key,
        "name": name,
        "brand_url": f"https://{account.subdomain}{number}.zendesk.com",
        "subdomain": f"{account.subdomain}{number}",
        "host_mapping": None if number > 1 else "support.denomas.example",
        "has_help_center": number == 1,
        "help_center_state": ("enabled", "restricted", "disabled")[number - 1],
        "active": number < 3,  # noqa: PLR2004
        "default": number == 1,
        "is_deleted": number == 3,  # noqa: PLR2004
        "logo": None,
        "ticket_form_ids": [account.id("ticket_form", 1)],
        "signature_template": "{{agent.signature}}",
        **lifetime(account.life("brand", number)),
    }


def tag(account: Account, number: int) -> dict[str, Any]:
    """Give a tag, with how often it was used lately."""
    return {"name": TAGS[number - 1], "count": 10 * len(account.desk) // number + account.day}


def custom_role(account: Account, number: int) -> dict[str, Any]:
    """Give a role of agents."""
    configuration: dict[str, Any] = dict.fromkeys(_PERMISSIONS, number != 2)  # noqa: PLR2004
    return {
        "id": account.id("custom_role", number),
        "name": ("Administrator", "Light agent", "Team-Leitung")[number - 1],
        "description": None if number % 2 else "liest nur",
        "role_type": (4, 1, 0)[number - 1],
        "team_member_count": len(account.agents) // number,
        "configuration": configuration | {"ticket_access": ("all", "within-groups", "assigned-only")[number - 1]},
        **lifetime(account.life("group", number)),
    }


def schedule(account: Account, number: int) -> dict[str, Any]:
    """Give business hours, in minutes since Sunday."""
    days = range(1, 6) if number == 1 else range(7)
    return {
        "id": account.id("schedule", number),
        "name": ("Europe 9-17", "Immer — “24x7”")[number - 1],
        "time_zone": ("Berlin", "UTC")[number - 1],
        "intervals": [{"start_time": 1_440 * day + 540, "end_time": 1_440 * day + 1_020} for day in days],
        **lifetime(account.life("group", number)),
    }


def satisfaction_rating(account: Account, number: int) -> dict[str, Any]:
    """Give what a customer said of a ticket; it never changes."""
    ticket = Ticket(account, number)
    key, score = account.id("satisfaction_rating", number), ticket.rating
    bad = score == "bad"
    at = stamp(ticket.solved_at or 0)
    return {
        "url": account.url(f"satisfaction_ratings/{key}"),
        "id": key,
        "assignee_id": ticket.assignee,
        "group_id": ticket.group,
        "requester_id": account.id("user", ticket.requester),
        "ticket_id": ticket.id,
        "score": score,
        "created_at": at,
        "updated_at": at,
        "comment": "Danke — “super” 👍" if ticket.chance % 2 and score in {"good", "bad"} else None,
        "reason": REASONS[ticket.chance % len(REASONS)] if bad else None,
        "reason_id": account.id("reason", 1) if bad else None,
        "reason_code": 1_000 if bad else None,
    }


def deleted_ticket(account: Account, number: int) -> dict[str, Any]:
    """Give a ticket that was deleted in the last 30 days, with who did it."""
    ticket = Ticket(account, number)
    gone = next(step.at for step in ticket.steps if step.kind == "delete")
    actor = account.agent(number)
    return {
        "id": ticket.id,
        "subject": "SCRUBBED" if ticket.is_scrubbed else ticket.subject,
        "description": "SCRUBBED" if ticket.is_scrubbed else ticket.body(0),
        "actor": {"id": actor, "name": "An Agent"},
        "deleted_at": stamp(gone),
        "previous_state": ticket.status_after(len(ticket.steps) - 2),
    }


def audit_log(account: Account, number: int) -> dict[str, Any]:
    """Give what an admin did."""
    life, key = account.life("audit_log", number), account.id("audit_log", number)
    actor = account.agents[life.chance % len(account.agents)]
    who = account.person(actor)
    return {
        "url": account.url(f"audit_logs/{key}"),
        "id": key,
        "action": ("create", "update", "login", "destroy")[life.chance % 4],
        "action_label": "Created",
        "actor_id": account.id("user", actor),
        "actor_name": f"{who.first_name} {who.last_name}",
        "source_id": account.id("macro", 1 + life.chance % 40),
        "source_type": "rule",
        "source_label": "Macro: Eskalieren",
        "change_description": "Changed from “a” to “b”\nü",
        "ip_address": None if life.chance & 3 else "2001:db8::1",
        "created_at": zulu(life.made),
    }


def skip(account: Account, number: int) -> dict[str, Any]:
    """Give that an agent passed over a ticket; one of eight tickets was."""
    ticket = Ticket(account, number)
    at = stamp(ticket.steps[0].at)
    return {
        "id": account.id("skip", number),
        "ticket_id": ticket.id,
        "user_id": account.agent(number),
        "reason": "zu schwer",
        "ticket": {"id": ticket.id, "subject": ticket.subject},
        "created_at": at,
        "updated_at": at,
    }


def activity(account: Account, number: int) -> dict[str, Any]:
    """Give what happened to the caller lately: an assignment."""
    ticket = Ticket(account, number)
    at, key = stamp(ticket.updated), account.id("activity", number)
    return {
        "url": account.url(f"activities/{key}"),
        "id": key,
        "title": f"Ticket #{ticket.id} was assigned to you",
        "verb": "tickets.assignment",
        "user_id": account.id("user", account.agents[0]),
        "actor_id": account.agent(number),
        "user": {"id": account.id("user", account.agents[0])},
        "actor": {"id": account.agent(number)},
        "object": {"ticket": {"id": ticket.id, "subject": ticket.subject}},
        "target": {"ticket": {"id": ticket.id, "subject": ticket.subject}},
        "created_at": at,
        "updated_at": at,
    }


def attribute(account: Account, number: int) -> dict[str, Any]:
    """Give a skill for routing; its id is a text."""
    key = f"{account.id('reason', number):032x}"
    name = ("Sprache", "Region")[number - 1]
    return {"url": account.url(f"routing/attributes/{key}"), "id": key, "name": name, **_dated(account, number)}


def _dated(account: Account, number: int) -> dict[str, Any]:
    return lifetime(account.life("group", number))
