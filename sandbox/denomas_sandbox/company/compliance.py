"""What the company's risk and compliance people keep: programs, controls, audits, and what refers to what."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from denomas_sandbox.company.lives import Kind, Population

if TYPE_CHECKING:
    from denomas_sandbox.company.world import World

# At scale 1: how many there are at day 0, new ones each day, days between changes, and how fast they go.
_SIZES = {
    "assessments": (300, 2, 15, 11),
    "audits": (24, 0, 7, 0),
    "controls": (140, 1, 20, 11),
    "issues": (90, 1, 10, 9),
    "objectives": (60, 0, 30, 0),
    "requests": (400, 3, 8, 11),
    "risks": (70, 1, 20, 9),
    "programs": (8, 0, 5, 0),
    "vendors": (110, 1, 25, 9),
    "people": (20, 0, 60, 0),
    "systems": (30, 0, 30, 0),
    "standards": (6, 0, 90, 0),
    "sections": (40, 0, 90, 0),
    "tasks": (80, 1, 9, 7),
    "markets": (5, 0, 90, 0),
    "org_groups": (7, 0, 90, 0),
    "facilities": (4, 0, 90, 0),
    "products": (5, 0, 90, 0),
    "data_assets": (9, 0, 90, 0),
}
COLLECTIONS = tuple(_SIZES)


@lru_cache(maxsize=256)
def population(world: World, collection: str, day: int) -> Population:
    """Give all things of a collection on a day."""
    history, each_day, changes_every, goes_every = _SIZES[collection]
    kind = Kind(f"grc {collection}"[-16:], history * world.scale, each_day * world.scale, changes_every, goes_every)
    return Population(world, kind, day)
