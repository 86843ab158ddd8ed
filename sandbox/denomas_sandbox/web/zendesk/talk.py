"""Zendesk Talk: telephones, calls, what agents do with them; and links to Jira (facts: zendesk A.7, A.7.2)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from denomas_sandbox.web.zendesk.account import lifetime, seconds
from denomas_sandbox.web.zendesk.exporting import Export
from denomas_sandbox.web.zendesk.tickets import Ticket

if TYPE_CHECKING:
    from denomas_sandbox.web.zendesk.account import Account

_SHIFT = 32
# A call has at most so many legs: the customer's, and an agent's where one took it.
_LEGS = 2


def calls(account: Account) -> Export:
    """Give the export of calls, which does not say when it ends."""
    lives = account.population("call").all()
    entries = sorted(seconds(life.changed) << _SHIFT | life.number for life in lives)
    ids = (partial(account.id, "call"), partial(account.number, "call"))
    return Export("calls", entries, partial(_call, account), *ids, flagged=False)


def legs(account: Account) -> Export:
    """Give the export of calls' legs, which does not say when it ends."""
    lives = account.population("call").all()
    entries = sorted(
        seconds(life.changed) << _SHIFT | (life.number * _LEGS + place)
        for life in lives
        for place in range(1 + _is_taken(life.number))
    )
    ids = (partial(account.id, "leg"), partial(account.number, "leg"))
    return Export("legs", entries, partial(_leg, account), *ids, flagged=False)


def _is_taken(number: int) -> bool:
    return number % 4 != 0


def _ticket(account: Account, number: int) -> Ticket | None:
    """Give the ticket that a call became."""
    amount = len(account.desk)
    return Ticket(account, 1 + number * 13 % amount) if amount and number % 6 else None


def _call(account: Account, number: int) -> dict[str, Any]:
    life, ticket = account.life("call", number), _ticket(account, number)
    taken = _is_taken(number)
    return {
        "id": account.id("call", number),
        **lifetime(life),
        "agent_id": account.agent(number) if taken else None,
        "call_charge": f"{number % 50 / 100:.3f}",
        "call_group_id": account.group(number),
        "call_recording_consent": "never",
        "callback": False,
        "callback_source": None,
        "completion_status": "completed" if taken else "abandoned_in_queue",
        "consultation_time": 0,
        "customer_id": account.id("user", ticket.requester) if ticket else None,
        "customer_requested_voicemail": False,
        "default_group": False,
        "direction": ("inbound", "outbound")[number % 2],
        "duration": number % 900 + life.revision,
        "exceeded_queue_wait_time": False,
        "hold_time": number % 30,
        "minutes_billed": 1 + number % 15,
        "outside_business_hours": number % 5 == 0,
        "phone_number": "+14150000001",
        "phone_number_id": account.id("phone_number", 1),
        "quality_issues": ["none", "hohe Latenz"][: 1 + number % 2],
        "recording_time": 0,
        "talk_time": number % 800,
        "ticket_id": ticket.id if ticket else None,
        "time_to_answer": number % 60 if taken else None,
        "voicemail": not taken,
        "wait_time": number % 60,
        "wrap_up_time": number % 20,
    }


def _leg(account: Account, number: int) -> dict[str, Any]:
    call, place = divmod(number, _LEGS)
    life = account.life("call", call)
    return {
        "id": account.id("leg", number),
        **lifetime(life),
        "agent_id": account.agent(call) if place else None,
        "available_via": "browser" if place else None,
        "call_charge": "0.013",
        "call_id": account.id("call", call),
        "completion_status": "completed",
        "conference_from": None,
        "duration": call % 900,
        "forwarded_to": None,
        "hold_time": 0,
        "minutes_billed": 1,
        "quality_issues": [],
        "talk_time": call % 800,
        "type": ("customer", "agent")[place],
        "user_id": account.agent(call) if place else None,
        "wrap_up_time": None,
    }


def agent_activity(account: Account, number: int) -> dict[str, Any]:
    """Give what an agent did on the telephone today; the number counts agents."""
    who = account.agents[number - 1]
    person = account.person(who)
    return {
        "agent_id": account.id("user", who),
        "name": f"{person.first_name} {person.last_name}",
        "agent_state": ("online", "away", "offline")[number % 3],
        "available_time": 3_600 * number % 28_800,
        "away_time": 60 * number,
        "average_hold_time": None,
        "average_talk_time": number * 7 % 400,
        "average_wrap_up_time": None,
        "avatar_url": "",
        "call_status": None,
        "calls_accepted": number % 9,
        "calls_denied": 0,
        "calls_missed": number % 3,
        "calls_put_on_hold": 0,
        "forwarding_number": None,
        "online_time": 60 * account.day,
        "total_call_duration": number * 11,
        "total_talk_time": number * 7,
        "via": "client",
    }


def phone_number(account: Account, number: int) -> dict[str, Any]:
    """Give a telephone."""
    return {
        "id": account.id("phone_number", number),
        "number": f"+1415000000{number}",
        "display_number": f"+1 (415) 000-000{number}",
        "nickname": None if number % 2 else "Zürich",
        "name": f"Line {number}",
        "location": "San Francisco",
        "country_code": "US",
        "token": f"SECRET-phone-{number}",
        "line_type": "phone",
        "toll_free": False,
        "external": False,
        "outbound_enabled": True,
        "voice_enabled": True,
        "sms_enabled": number % 2 == 0,
        "recorded": True,
        "transcription": False,
        "capabilities": {"sms": True, "mms": False, "voice": True},
        "categorised_greetings": {"1": "voicemail"},
        "default_greeting_ids": ["voicemail_en"],
        "greeting_ids": [],
        "group_ids": [account.id("group", number)],
        "default_group_id": None,
        "ivr_id": None,
        "schedule_id": account.id("schedule", 1),
        "sms_group_id": None,
        "priority": number,
        "created_at": lifetime(account.life("group", number))["created_at"],
    }


def jira_link(account: Account, number: int) -> dict[str, Any]:
    """Give the link of a ticket to an issue in Jira."""
    ticket, at = Ticket(account, number), lifetime(account.life("group", 1))
    return {
        "id": account.id("jira_link", number),
        "ticket_id": str(ticket.id),
        "issue_id": str(10_000 + number),
        "issue_key": f"OPS-{number}",
        "url": f"https://jira.example/browse/OPS-{number}",
        **at,
    }
