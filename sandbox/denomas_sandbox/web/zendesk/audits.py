"""What happened to a ticket: audits with their events, and the comments among them (facts: zendesk A.7.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from denomas_sandbox.web.zendesk.account import stamp
from denomas_sandbox.web.zendesk.texts import html
from denomas_sandbox.web.zendesk.tickets import COMMENTING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from denomas_sandbox.company.support import Step
    from denomas_sandbox.web.zendesk.tickets import Ticket

# A ticket has at most so many audits, and an audit so many events.
AUDITS, EVENTS = 16, 8
_SEEN = frozenset({"create", "reply", "customer", "note", "assign", "priority", "tags", "solve", "close"})
_BY_CUSTOMER = frozenset({"create", "customer"})


def steps_with_audit(ticket: Ticket) -> list[Step]:
    """Give the steps that an audit tells; a system's update, deleting and scrubbing leave none."""
    return [step for step in ticket.steps if step.kind in _SEEN]


def audit_id(ticket: Ticket, step: Step) -> int:
    """Give the id of a step's audit."""
    return ticket.account.id("audit", ticket.number * AUDITS + step.place)


def audits(ticket: Ticket) -> list[dict[str, Any]]:
    """Give a ticket's audits, oldest first."""
    return [audit(ticket, step) for step in steps_with_audit(ticket)]


def audit(ticket: Ticket, step: Step) -> dict[str, Any]:
    """Give a step's audit."""
    return {
        "id": audit_id(ticket, step),
        "ticket_id": ticket.id,
        "created_at": stamp(step.at),
        "author_id": author(ticket, step),
        "metadata": metadata(ticket, step),
        "events": [
            {"id": _event_id(ticket, step, place), **event} for place, event in enumerate(_events(ticket, step))
        ],
        "via": ticket.via(inbound=step.kind in _BY_CUSTOMER),
    }


def author(ticket: Ticket, step: Step) -> int:
    """Give the user id of who did a step; -1 is Zendesk itself."""
    if step.kind in _BY_CUSTOMER:
        return ticket.account.id("user", ticket.requester)
    return -1 if step.kind == "close" else ticket.account.agent(ticket.chance >> 13)


def metadata(ticket: Ticket, step: Step) -> dict[str, Any]:
    """Give from where a step was done."""
    system: dict[str, Any] = {}
    if step.kind in _BY_CUSTOMER:
        system = {"client": "Mozilla/5.0", "ip_address": f"203.0.113.{ticket.number % 250}", "location": "Zürich, 25"}
        system |= {"latitude": 47.3667, "longitude": 8.55}
    found: dict[str, Any] = {"system": system, "custom": {}}
    if ticket.number % 37 == 0 and step.kind == "create":
        found |= {"flags": [2], "flags_options": {"2": {"trusted": False}}, "trusted": False}
    return found


def _event_id(ticket: Ticket, step: Step, place: int) -> int:
    return ticket.account.id("event", (ticket.number * AUDITS + step.place) * EVENTS + place)


def _events(ticket: Ticket, step: Step) -> Iterator[dict[str, Any]]:
    """Give a step's events, the comment first, so that its id is known without the others."""
    if step.kind in COMMENTING:
        yield _comment_event(ticket, step)
    before, after = ticket.status_after(step.place - 1), ticket.status_after(step.place)
    if step.kind == "create":
        yield _field("Create", "subject", ticket.subject)
        yield _field("Create", "status", "new")
        yield _field("Create", "priority", ticket.priority_after(0))
        yield _field("Create", "requester_id", str(ticket.account.id("user", ticket.requester)))
        yield _field("Create", "tags", ticket.tags_after(0))
        yield _field("Create", "is_public", "1" if ticket.number % 2 else "0")
        yield _notification(ticket)
    elif step.kind == "priority":
        place = step.place
        yield _field("Change", "priority", ticket.priority_after(place), ticket.priority_after(place - 1))
        yield _field("Change", "sla_policy", f"SLA {1 + ticket.chance % 3}", None)
    elif step.kind == "tags":
        yield _field("Change", "tags", ticket.tags_after(step.place), ticket.tags_after(step.place - 1))
    elif step.kind == "assign":
        yield _field("Change", "assignee_id", str(ticket.assignee), None)
        yield _field("Change", "group_id", str(ticket.group) if ticket.group else None, None)
        if ticket.number % 3 == 0:
            macro = str(ticket.account.id("macro", 1 + ticket.number % 40))
            yield {"type": "AgentMacroReference", "macro_id": macro, "macro_title": "Zuweisen", "macro_deleted": False}
    elif step.kind == "note":
        yield {"type": "External", "resource": "https://hooks.example/ü", "body": '{"n": 1}', "success": True}
    elif step.kind == "solve" and ticket.rating in {"good", "bad"}:
        yield {"type": "SatisfactionRating", "score": ticket.rating, "assignee_id": ticket.assignee, "body": "Danke"}
    if step.kind not in {"create", "priority", "tags"} and before != after:
        yield _field("Change", "status", after, before)


def _field(kind: str, name: str, value: Any, *previous: Any) -> dict[str, Any]:
    event = {"type": kind, "field_name": name, "value": value}
    return {**event, "previous_value": previous[0]} if previous else event


def _notification(ticket: Ticket) -> dict[str, Any]:
    return {
        "type": "Notification",
        "via": {"channel": "rule", "source": {"from": {"id": 1, "title": "Notify"}, "to": {}, "rel": "trigger"}},
        "subject": "[{{ticket.account}}] Re: {{ticket.title}}",
        "body": "Ihre Anfrage ({{ticket.id}}) ist da.\n{{ticket.comments_formatted}}",
        "recipients": [ticket.account.id("user", ticket.requester)],
    }


def _is_voice(ticket: Ticket, step: Step) -> bool:
    return ticket.channel == "voice" and step.kind == "create"


def _comment_event(ticket: Ticket, step: Step) -> dict[str, Any]:
    text = "SCRUBBED" if ticket.is_scrubbed else ticket.body(step.place)
    event: dict[str, Any] = {
        "type": "VoiceComment" if _is_voice(ticket, step) else "Comment",
        "author_id": author(ticket, step),
        "body": text,
        "html_body": html(text),
        "plain_body": text.strip(),
        "public": step.kind != "note",
        "attachments": _attachments(ticket, step),
        "audit_id": audit_id(ticket, step),
    }
    if _is_voice(ticket, step):
        event["data"] = {
            "from": "+49301234567",
            "to": "+14150000000",
            "recording_url": f"https://{ticket.account.subdomain}.zendesk.com/api/v2/channels/voice/calls/x/recording",
            "started_at": stamp(step.at - 120),
            "call_duration": ticket.number % 600,
            "answered_by_id": ticket.assignee,
            "transcription_text": None,
            "transcription_status": "not_available",
        }
        event |= {"formatted_from": "+49 30 1234567", "formatted_to": "+1 415 000 0000", "transcription_visible": False}
    return event


def _attachments(ticket: Ticket, step: Step) -> list[dict[str, Any]]:
    if (ticket.number + step.place) % 11:
        return []
    key = ticket.account.id("attachment", ticket.number * AUDITS + step.place)
    return [
        {
            "url": ticket.account.url(f"attachments/{key}"),
            "id": key,
            "file_name": "Bildschirm foto — ü.png",
            "content_url": f"https://files.example/attachments/token/{key}/?name=Bildschirm+foto.png",
            "mapped_content_url": f"https://files.example/attachments/token/{key}/?name=Bildschirm+foto.png",
            "content_type": "image/png",
            "size": 1_000 + ticket.number,
            "width": 640,
            "height": 480,
            "inline": False,
            "deleted": False,
            "malware_access_override": False,
            "malware_scan_result": "malware_not_found",
            "thumbnails": [],
        }
    ]


def comments(ticket: Ticket) -> list[dict[str, Any]]:
    """Give a ticket's comments, oldest first; they don't say of which ticket they are."""
    return [
        {
            "id": _event_id(ticket, step, 0),
            **_comment_event(ticket, step),
            "metadata": metadata(ticket, step),
            "via": ticket.via(inbound=step.kind in _BY_CUSTOMER),
            "created_at": stamp(step.at),
        }
        for step in ticket.steps
        if step.kind in COMMENTING
    ]


def ticket_event(ticket: Ticket, step: Step, *, with_comments: bool) -> dict[str, Any]:
    """Give a step as the export of ticket events does: what changed, and comments when they are asked for."""
    children: list[dict[str, Any]] = []
    for event in audit(ticket, step)["events"]:
        found: dict[str, Any] = {"id": event["id"], "via": "Web form", "via_reference_id": None}
        if event["type"] in {"Comment", "VoiceComment"}:
            found |= {"event_type": event["type"], "comment_present": True, "comment_public": event["public"]}
            if with_comments:
                # What `via` is differs from that of a comment: a number or a text (facts: zendesk A.7).
                found |= {**event, "via": 4 if ticket.number % 2 else "Mail", "created_at": stamp(step.at)}
        elif "field_name" in event:
            found |= {"event_type": event["type"], event["field_name"]: event["value"]}
            if "previous_value" in event:
                found["previous_value"] = event["previous_value"]
        else:
            found["event_type"] = event["type"]
        children.append(found)
    return {
        "id": audit_id(ticket, step),
        "ticket_id": ticket.id,
        "timestamp": step.at,
        "created_at": stamp(step.at),
        "updater_id": author(ticket, step),
        "via": "Web form" if ticket.number % 2 else ticket.via(),
        "system": metadata(ticket, step)["system"],
        "metadata": {},
        "event_type": "Audit",
        "child_events": children,
    }
