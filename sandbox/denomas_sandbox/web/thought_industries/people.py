"""Who learns: the same people and accounts as everywhere, with the platform's own ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from denomas_sandbox.company.chance import kind_seed, mixed
from denomas_sandbox.company.commerce import Commerce
from denomas_sandbox.company.staff import account_number

if TYPE_CHECKING:
    from denomas_sandbox.company.world import World


def uuid(world: World, kind: str, number: int) -> str:
    """Give an id as the platform makes them."""
    bits = mixed(kind_seed(world.seed, kind), number)
    return f"{bits >> 32:08x}-{bits >> 16 & 0xFFFF:04x}-4{bits & 0xFFF:03x}-8{number & 0xFFF:03x}-{number:012x}"


def user_detail(world: World, person: int) -> dict[str, Any]:
    """Give the user as events know them; some are not known to Salesforce."""
    account = account_number(world, person)
    detail: dict[str, Any] = {"id": uuid(world, "learner", person)}
    if account and person % 9:
        detail |= {
            "sfContactId": f"0034M{person:010}QA",
            "sfAccountId": Commerce(world).account(account).salesforce_id,
        }
    return detail
