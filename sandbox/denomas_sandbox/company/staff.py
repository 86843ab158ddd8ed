"""Who works at the company: the last of its people, so that the first ones are customers (see `commerce`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from denomas_sandbox.company.commerce import Commerce

if TYPE_CHECKING:
    from denomas_sandbox.company.world import Person, World

_SHARE = 10


def staff(world: World) -> range:
    """Give the ids of the people who work there."""
    return range(world.people - world.people // _SHARE + 1, world.people + 1)


def account_number(world: World, person: int) -> int | None:
    """Give the account that somebody works for; None for the company's own staff."""
    accounts = Commerce(world).accounts
    return None if not accounts or person in staff(world) else 1 + (person - 1) % accounts


def colleague(world: World, chance: int) -> Person | None:
    """Give somebody who works there; None in a company without people."""
    ids = staff(world)
    return world.person(ids[chance % len(ids)]) if ids else None
