"""Users, organizations, groups and who belongs to which (facts: zendesk A.7.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from denomas_sandbox.company.commerce import Commerce
from denomas_sandbox.company.staff import account_number, staff
from denomas_sandbox.web.answers import zulu
from denomas_sandbox.web.zendesk.account import lifetime, seconds

if TYPE_CHECKING:
    from datetime import datetime

    from denomas_sandbox.company.lives import Life
    from denomas_sandbox.web.zendesk.account import Account

# A user that was deleted is forgotten for good after so many days; the record stays, without the person.
_FORGOTTEN_AFTER = timedelta(days=10)
_ZONES = (("Berlin", "Europe/Berlin"), ("Eastern Time (US & Canada)", "America/New_York"), ("Tokyo", "Asia/Tokyo"))
_REGIONS = ("AMER", "EMEA", "APAC", None)
_SEGMENTS = ("SMB", "Mid-Market", "Large", "PubSec", None)
_GROUPS = ("Support", "Billing", "SaaS — Tier 2", "営業", "Größe L", "Legal & Co", "Emergencies 🚨", "QA", "Triage")


def forgotten(account: Account, life: Life) -> datetime | None:
    """Give when a deleted user was forgotten for good."""
    at = life.gone + _FORGOTTEN_AFTER if life.gone else None
    return at if at and seconds(at) <= account.settled else None


def user_changed(account: Account, life: Life) -> datetime:
    """Give when a user changed last."""
    return forgotten(account, life) or life.changed


def user(account: Account, number: int) -> dict[str, Any]:
    """Give a user; people who left are there, too, and are not active."""
    life, who = account.life("user", number), account.person(number)
    chance, lost = life.chance, forgotten(account, life)
    works = number in account.agents
    admin = works and number == account.agents[0]
    key = account.id("user", number)
    zone, iana = _ZONES[chance % len(_ZONES)]
    name = "Permanently Deleted User" if lost else f"{who.first_name} {who.last_name}"
    return {
        "id": key,
        "url": account.url(f"users/{key}"),
        "name": name,
        "email": None if lost or number % 97 == 0 else who.email,
        "created_at": zulu(life.made),
        "updated_at": zulu(user_changed(account, life)),
        "time_zone": zone,
        "iana_time_zone": iana,
        "phone": None if lost or chance & 3 else "+49301234567",
        "shared_phone_number": None if chance & 3 else False,
        "photo": _photo(account, number) if chance >> 8 & 7 == 0 and not lost else None,
        "locale_id": 1 + chance % 30,
        "locale": ("en-US", "de", "ja")[chance % 3],
        "organization_id": account.organization_of(number),
        "role": "admin" if admin else "agent" if works else "end-user",
        "verified": chance >> 4 & 15 != 0,
        "external_id": str(number) if number % 7 else None,
        "tags": ["vip", "größe"][: chance >> 12 & 1],
        "alias": "" if works else None,
        "active": life.gone is None,
        "shared": False,
        "shared_agent": False,
        "last_login_at": zulu(life.changed) if chance >> 16 & 3 else None,
        "two_factor_auth_enabled": works if chance >> 18 & 1 else None,
        "signature": "Viele Grüße\n{{agent.name}}" if works else None,
        "details": "" if chance & 1 else "Line 1\nLine 2 — “ü”",
        "notes": None if chance >> 20 & 3 else "calls often",
        "role_type": (4 if admin else 0) if works else None,
        "custom_role_id": account.id("custom_role", 1 + chance % 3) if works and "roles" in account.features else None,
        "moderator": works,
        "ticket_restriction": None if works else "requested",
        "only_private_comments": False,
        "restricted_agent": not works,
        "suspended": chance >> 24 & 63 == 0,
        "default_group_id": account.group(chance >> 9) if works else None,
        "report_csv": admin,
        "chat_only": False,
        "permanently_deleted": lost is not None,
        "remote_photo_url": None,
        "user_fields": {
            "user_region": _REGIONS[(number + life.revision) % len(_REGIONS)],
            "is_champion": chance >> 30 & 1 == 1,
            "seats": None if chance >> 31 & 1 else chance % 500,
            "health_score": (chance >> 33 & 127) / 8,
            "renewal_on": None if chance >> 35 & 3 else f"{life.made:%Y-%m-%dT00:00:00+00:00}",
        },
    }


def _photo(account: Account, number: int) -> dict[str, Any]:
    key = account.id("attachment", 9_000_000_000 + number)
    address = f"https://files.example/system/photos/{key}/profile.png"
    sizes = {"content_type": "image/png", "width": 80, "height": 80, "size": 2_048, "inline": False, "deleted": False}
    return {
        "url": account.url(f"attachments/{key}"),
        "id": key,
        "file_name": "profile.png",
        "content_url": address,
        "mapped_content_url": address,
        **sizes,
        "thumbnails": [],
    }


def identity(account: Account, number: int) -> dict[str, Any]:
    """Give a user's first identity, the address."""
    life, key = account.life("user", number), account.id("identity", number)
    changed = zulu(user_changed(account, life))
    return {
        "url": account.url(f"users/{account.id('user', number)}/identities/{key}"),
        "id": key,
        "user_id": account.id("user", number),
        "type": "email",
        "value": None if forgotten(account, life) else account.person(number).email,
        "verified": life.chance >> 4 & 15 != 0,
        "primary": True,
        "created_at": zulu(life.made),
        "updated_at": changed,
        "undeliverable_count": 0,
        "deliverable_state": "deliverable",
    }


def organization(account: Account, number: int, *, exported: bool = False) -> dict[str, Any]:
    """Give an organization: an account of the company; deleted ones come in the export alone."""
    life, commerce = account.life("organization", number), Commerce(account.world)
    sold, chance, key = commerce.account(number), life.chance, account.id("organization", number)
    record = {
        "url": account.url(f"organizations/{key}"),
        "id": key,
        "name": sold.name,
        "shared_tickets": chance & 1 == 1,
        "shared_comments": chance & 1 == 1,
        "external_id": sold.id if number % 6 else None,
        **lifetime(life),
        "domain_names": [f"account-{number}.example", "bücher.example"][: chance >> 2 & 3],
        "details": None if chance & 3 else "since 2019\nü",
        "notes": "" if chance & 7 else "pays late",
        "group_id": account.group(chance >> 5) if chance >> 8 & 3 == 0 else None,
        "tags": ["enterprise", "größe"][: chance >> 10 & 3],
        "organization_fields": {
            "salesforce_id": sold.salesforce_id if number % 9 else None,
            "aar": (chance >> 12) % 900_000 if number % 4 else None,
            "market_segment": _SEGMENTS[(number + life.revision) % len(_SEGMENTS)],
            "org_region": _REGIONS[number % len(_REGIONS)],
            "arr": (chance >> 16 & 0xFFFFF) / 4,
            "not_in_sfdc": number % 9 == 0,
        },
    }
    if exported:
        record["deleted_at"] = zulu(life.gone) if life.gone else None
    return record


def organization_membership(account: Account, number: int) -> dict[str, Any] | None:
    """Give a user's membership in an organization, None for who has none; some say no time of their change."""
    organization_id = account.organization_of(number)
    if organization_id is None or number in staff(account.world):
        return None
    life, key = account.life("organization_membership", number), account.id("organization_membership", number)
    member_of = account_number(account.world, number)
    record = {
        "url": account.url(f"organization_memberships/{key}"),
        "id": key,
        "user_id": account.id("user", number),
        "organization_id": organization_id,
        "organization_name": Commerce(account.world).account(member_of).name if member_of else None,
        "default": True if number % 5 else None,
        "view_tickets": number % 3 == 0,
        **lifetime(life),
    }
    return {**record, "updated_at": None} if number % 8 == 0 else record


def group(account: Account, number: int) -> dict[str, Any]:
    """Give a group."""
    life, key = account.life("group", number), account.id("group", number)
    return {
        "url": account.url(f"groups/{key}"),
        "id": key,
        "is_public": number % 4 != 0,
        "name": _GROUPS[(number - 1) % len(_GROUPS)],
        "description": "" if number % 2 else f"v{life.revision} — ü",
        "default": number == 1,
        "deleted": life.gone is not None,
        **lifetime(life),
    }


def group_membership(account: Account, number: int) -> dict[str, Any]:
    """Give an agent's place in a group; some say no time of their change."""
    life, key = account.life("group_membership", number), account.id("group_membership", number)
    agents = account.agents
    record = {
        "url": account.url(f"group_memberships/{key}"),
        "id": key,
        "user_id": account.id("user", agents[(number - 1) % len(agents)]),
        "group_id": account.id("group", 1 + (number - 1) // len(agents) + number % 7),
        "default": number <= len(agents),
        **lifetime(life),
    }
    return {**record, "updated_at": None} if number % 6 == 0 else record
