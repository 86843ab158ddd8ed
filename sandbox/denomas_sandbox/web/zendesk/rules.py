"""What admins set up: fields, forms, macros, triggers, policies and so on (facts: zendesk A.7.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from denomas_sandbox.web.zendesk.account import lifetime
from denomas_sandbox.web.zendesk.texts import TAGS
from denomas_sandbox.web.zendesk.tickets import FIRST_CUSTOM_FIELD

if TYPE_CHECKING:
    from denomas_sandbox.web.zendesk.account import Account

_SYSTEM_FIELDS = (
    ("subject", "Subject"),
    ("description", "Description"),
    ("status", "Status"),
    ("tickettype", "Type"),
    ("priority", "Priority"),
    ("group", "Group"),
    ("assignee", "Assignee"),
    ("custom_status", "Ticket status"),
    ("basic_priority", "Dringlichkeit"),
    ("partialcreditcard", "Card"),
    ("regexp", "Order number"),
)
_CUSTOM_FIELDS = (
    ("tagger", "Plan"),
    ("checkbox", "Self-managed?"),
    ("integer", "Seats"),
    ("decimal", "Score ½"),
    ("multiselect", "Features"),
    ("date", "Renewal"),
    ("textarea", "Ümlaut “notes”"),
    ("lookup", "Subscription"),
)
FIELDS = len(_SYSTEM_FIELDS) + len(_CUSTOM_FIELDS)
_USER_FIELDS = (
    ("user_region", "dropdown"),
    ("is_champion", "checkbox"),
    ("seats", "integer"),
    ("health_score", "decimal"),
    ("renewal_on", "date"),
    ("manager", "lookup"),
)
_ORGANIZATION_FIELDS = (
    ("salesforce_id", "text"),
    ("aar", "integer"),
    ("market_segment", "dropdown"),
    ("org_region", "dropdown"),
    ("arr", "decimal"),
    ("not_in_sfdc", "checkbox"),
)
USER_FIELDS, ORGANIZATION_FIELDS = len(_USER_FIELDS), len(_ORGANIZATION_FIELDS)
_TITLES = ("Close & thank", "Eskalieren — Tier 2", "返信する", "Downgrade::refund", 'Say "hi"', "Ask for logs")


def _dates(account: Account, kind: str, number: int) -> dict[str, Any]:
    """Give times for what is set up once and seldom changed: it changes like groups do."""
    return lifetime(account.life(kind, 1 + (number - 1) % 9))


def ticket_field(account: Account, number: int) -> dict[str, Any]:
    """Give a field of tickets, the system's first; every type is there."""
    kind, title = (*_SYSTEM_FIELDS, *_CUSTOM_FIELDS)[number - 1]
    custom, key = number >= FIRST_CUSTOM_FIELD, account.id("ticket_field", number)
    options = None
    if kind in {"tagger", "multiselect"}:
        options = [
            {"id": key * 10 + place, "name": tag, "raw_name": tag, "value": tag, "default": place == 0}
            for place, tag in enumerate(TAGS[:4])
        ]
    record: dict[str, Any] = {
        "url": account.url(f"ticket_fields/{key}"),
        "id": key,
        "type": kind,
        "title": title,
        "raw_title": title,
        "description": f"{title}?",
        "raw_description": f"{title}?",
        "position": FIELDS - number,
        "active": number % 9 != 5,  # noqa: PLR2004
        "required": number < 3,  # noqa: PLR2004
        "collapsed_for_agents": False,
        "regexp_for_validation": r"\A\d{4}\z" if kind == "regexp" else None,
        "title_in_portal": title,
        "raw_title_in_portal": title,
        "visible_in_portal": not custom,
        "editable_in_portal": not custom,
        "required_in_portal": False,
        "tag": "self_managed" if kind == "checkbox" else None,
        **_dates(account, "group", number),
        "removable": custom,
        "key": None,
        "agent_description": None if number % 2 else "ask twice",
    }
    if options:
        record["custom_field_options"] = options
    if kind in {"status", "tickettype", "priority", "basic_priority"}:
        record["system_field_options"] = [{"name": "Open", "value": "open"}, {"name": "Gelöst", "value": "solved"}]
        record["sub_type_id"] = 0
    if kind == "custom_status":
        record["custom_statuses"] = [custom_status(account, each) for each in range(1, 7)]
    if kind == "lookup":
        record |= {"relationship_target_type": "zen:custom_object:subscription", "relationship_filter": {"all": []}}
    return record


def _own_field(account: Account, kind: str, number: int, key_name: str, field_type: str) -> dict[str, Any]:
    key = account.id(kind, number)
    return {
        "url": account.url(f"{kind}s/{key}"),
        "id": key,
        "type": field_type,
        "key": key_name,
        "title": key_name.replace("_", " ").title(),
        "raw_title": key_name,
        "description": "Über das Feld",
        "raw_description": "Über das Feld",
        "position": number,
        "active": True,
        "system": False,
        "regexp_for_validation": None,
        **_dates(account, "group", number),
    }


def user_field(account: Account, number: int) -> dict[str, Any]:
    """Give a field of users."""
    return _own_field(account, "user_field", number, *_USER_FIELDS[number - 1])


def organization_field(account: Account, number: int) -> dict[str, Any]:
    """Give a field of organizations."""
    return _own_field(account, "organization_field", number, *_ORGANIZATION_FIELDS[number - 1])


def ticket_form(account: Account, number: int) -> dict[str, Any]:
    """Give a form of tickets."""
    key, name = account.id("ticket_form", number), ("Standard", "Rechnung — “billing”", "緊急")[number - 1]
    return {
        "url": account.url(f"ticket_forms/{key}"),
        "id": key,
        "name": name,
        "raw_name": name,
        "display_name": name,
        "raw_display_name": name,
        "end_user_visible": number < 3,  # noqa: PLR2004
        "position": number,
        "ticket_field_ids": [account.id("ticket_field", each) for each in range(1, FIELDS + 1) if each % number == 0],
        "active": True,
        "default": number == 1,
        **_dates(account, "group", number),
        "in_all_brands": number == 1,
        "restricted_brand_ids": [] if number == 1 else [account.id("brand", 1)],
        "end_user_conditions": [],
        "agent_conditions": [],
    }


def _conditions(number: int) -> dict[str, Any]:
    return {
        "all": [{"field": "status", "operator": "less_than", "value": "solved"}],
        "any": [{"field": "current_tags", "operator": "includes", "value": TAGS[number % len(TAGS)]}],
    }


def _actions(number: int) -> list[dict[str, Any]]:
    """Give what a rule does: values are texts, numbers or lists."""
    actions: list[dict[str, Any]] = [
        {"field": "status", "value": "pending"},
        {"field": "notification_user", "value": ["requester_id", "Betreff", "Hallo {{ticket.id}}\nü"]},
        {"field": "priority", "value": number},
    ]
    return actions[: 1 + number % 3]


def macro(account: Account, number: int) -> dict[str, Any]:
    """Give a macro; some belong to one agent or to groups."""
    life, key = account.life("macro", number), account.id("macro", number)
    title = f"{_TITLES[number % len(_TITLES)]} {number}"
    groups = [account.id("group", 1 + number % 9)]
    restriction = {
        1: {"type": "Group", "id": groups[0], "ids": groups},
        2: {"type": "User", "id": account.agent(number)},
    }
    return {
        "url": account.url(f"macros/{key}"),
        "id": key,
        "title": title,
        "raw_title": title,
        "active": (number + life.revision) % 6 != 0,
        **lifetime(life),
        "default": False,
        "position": number,
        "description": None if number % 2 else f"v{life.revision}\nsecond line",
        "actions": _actions(number),
        "restriction": restriction.get(number % 5),
    }


def trigger(account: Account, number: int) -> dict[str, Any]:
    """Give a trigger."""
    life, key = account.life("trigger", number), account.id("trigger", number)
    title = f"{_TITLES[number % len(_TITLES)]} {number}"
    return {
        "url": account.url(f"triggers/{key}"),
        "id": key,
        "title": title,
        "raw_title": title,
        "active": number % 7 != 0,
        **lifetime(life),
        "default": False,
        "position": number,
        "description": None,
        "category_id": str(account.id("reason", number % 4)),
        "conditions": _conditions(number),
        "actions": _actions(number),
    }


def automation(account: Account, number: int) -> dict[str, Any]:
    """Give an automation."""
    life, key = account.life("automation", number), account.id("automation", number)
    title = f"Nach {number} h: {_TITLES[number % len(_TITLES)]}"
    return {
        "url": account.url(f"automations/{key}"),
        "id": key,
        "title": title,
        "raw_title": title,
        "active": True,
        **lifetime(life),
        "default": number == 1,
        "position": number,
        "conditions": _conditions(number),
        "actions": _actions(number),
    }


def view(account: Account, number: int) -> dict[str, Any]:
    """Give a view."""
    life, key = account.life("view", number), account.id("view", number)
    title = f"Offen: {TAGS[number % len(TAGS)]} {number}"
    return {
        "url": account.url(f"views/{key}"),
        "id": key,
        "title": title,
        "raw_title": title,
        "active": number % 9 != 0,
        **lifetime(life),
        "default": False,
        "position": number,
        "description": None,
        "execution": {"group_by": "status", "sort_by": "nice_id", "columns": [{"id": "subject", "title": "Betreff"}]},
        "conditions": _conditions(number),
        "restriction": None,
    }


def custom_status(account: Account, number: int) -> dict[str, Any]:
    """Give a status of the account's own."""
    category = ("new", "open", "pending", "hold", "solved", "open")[number - 1]
    label = "Wartet auf Entwickler" if number == 6 else category.title()  # noqa: PLR2004
    words = {f"{raw}{who}": label for raw in ("", "raw_") for who in ("agent_label", "end_user_label")}
    return {
        "url": account.url(f"custom_statuses/{account.id('custom_status', number)}"),
        "id": account.id("custom_status", number),
        "status_category": category,
        **words,
        "description": "",
        "end_user_description": "",
        "active": True,
        "default": number < 6,  # noqa: PLR2004
        **_dates(account, "group", number),
    }
