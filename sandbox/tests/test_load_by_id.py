"""Commits of merge requests are only ever added behind the last key: what load_by_id takes for granted."""

from __future__ import annotations

import pytest
from denomas_sandbox.company.columns import Row
from denomas_sandbox.company.keys import Keys
from denomas_sandbox.company.special import gitlab_com
from denomas_sandbox.company.world import World

TABLE = "merge_request_diff_commits"


def keys_of(world: World, day: int) -> list[tuple[int, int]]:
    """Give the keys of all commits until a day, in the order of the rows."""
    keys = Keys(world, day)
    special = gitlab_com(keys)
    version, place = special[TABLE, "merge_request_diff_id"], special[TABLE, "relative_order"]
    rows = (Row(number, number, 0, "", "") for number in range(1, keys.count(TABLE) + 1))
    return [(int(version(row)), int(place(row))) for row in rows]


@pytest.mark.parametrize("scale", [1, 3, 10])
def test_the_commits_of_a_new_day_lie_behind_all_others_and_repeat_no_key(scale):
    world = World(seed=7, scale=scale)
    before = keys_of(world, 0)
    for day in (1, 2, 30):
        now = keys_of(world, day)
        assert now[: len(before)] == before
        assert len(now) > len(before)
        assert min(version for version, _ in now[len(before) :]) > max(version for version, _ in before)
        assert len(set(now)) == len(now)
        before = now


def test_the_places_of_a_versions_commits_have_no_gap():
    places: dict[int, list[int]] = {}
    for version, place in keys_of(World(seed=7, scale=1), 5):
        places.setdefault(version, []).append(place)
    assert [version for version, found in places.items() if found != list(range(len(found)))] == []
