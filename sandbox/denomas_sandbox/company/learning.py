"""What people do on the learning platform: events by kind and number, in the order of their times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from denomas_sandbox.company.chance import kind_seed, mixed
from denomas_sandbox.company.lives import Kind, Population
from denomas_sandbox.company.world import HISTORY_DAYS

if TYPE_CHECKING:
    from denomas_sandbox.company.world import World

# Events a year and at scale 1.
EVENTS = {
    "courseCompletion": 700,
    "courseAction": 1_800,
    "login": 2_000,
    "visit": 3_600,
    "courseView": 3_000,
    "coursePurchase": 150,
    "learningPathAction": 260,
    "emailCapture": 180,
    "redemptionCodeRedeem": 120,
}
# Things at scale 1: at day 0, each day, days between changes, how fast they go.
THINGS = {
    "contentItems": (60, 1, 12, 11),
    "meetings": (40, 1, 15, 5),
    "clients": (100, 1, 20, 11),
    "coupons": (30, 1, 9, 7),
    "assessmentAttempts": (500, 4, 17, 13),
}
_FIRST_EVER = datetime(2020, 4, 6, 8, tzinfo=UTC)
_EARLY = 2
_DAY_MS = 86_400_000
# On every day the last event happens this long before midnight, and is only known the day after.
_LATE_MS = 600_000
_LAST_BUT_ONE_MS = _DAY_MS - 3 * _LATE_MS
_TOGETHER_EVERY, _TOGETHER = 60, 8


@dataclass(frozen=True)
class Events:
    """All events of a kind until the end of a day; numbers from 1, times never fall.

    Attributes:
        world: the company.
        kind: a key of EVENTS.
        day: the day.
        burst: how many events in the middle of the year share one millisecond.
    """

    world: World
    kind: str
    day: int
    burst: int

    @cached_property
    def seed(self) -> int:
        """The kind's chance."""
        return kind_seed(self.world.seed, self.kind)

    @property
    def history(self) -> int:
        """How many there were at day 0."""
        return EVENTS[self.kind] * self.world.scale

    @property
    def each_day(self) -> int:
        """How many there are each day after it; at least a few."""
        return max(4 * min(1, self.world.scale), self.history // HISTORY_DAYS)

    def __len__(self) -> int:
        """Give how many are known: the last one of the last day is not."""
        return self.history + self.day * self.each_day - (1 if self.day and self.each_day else 0)

    @cached_property
    def _begin_ms(self) -> int:
        return _ms(self.world.moment(-HISTORY_DAYS))

    def at_ms(self, number: int) -> int:
        """Give when an event happened, in Unix milliseconds."""
        if number <= _EARLY:
            return _ms(_FIRST_EVER) + number
        middle = self.history // 2
        if middle <= number < middle + self.burst:
            number = middle
        if number > self.history:
            return self._on_a_day(number - self.history - 1)
        number -= number % _TOGETHER_EVERY if number % _TOGETHER_EVERY < _TOGETHER else 0
        step = HISTORY_DAYS * _DAY_MS // self.history
        return self._begin_ms + max(0, number - 1) * step + mixed(self.seed, -number) % step

    def _on_a_day(self, place: int) -> int:
        day, place = divmod(place, self.each_day)
        begin = _ms(self.world.moment(day))
        if place == self.each_day - 1:
            return begin + _DAY_MS - _LATE_MS
        place -= place % 2  # two and two share a millisecond
        return begin + _LAST_BUT_ONE_MS * place // self.each_day

    def upto(self, at_ms: int) -> int:
        """Give how many of the known events happened at that time or before."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high + 1) // 2
            if self.at_ms(middle) <= at_ms:
                low = middle
            else:
                high = middle - 1
        return low


def things(world: World, name: str, day: int) -> Population:
    """Give all things of a list on a day."""
    history, each_day, changes_every, goes_every = THINGS[name]
    kind = Kind(f"learn {name}"[:16], history * world.scale, each_day * world.scale, changes_every, goes_every)
    return Population(world, kind, day)


def learners(world: World, day: int) -> Population:
    """Give everybody who has an account: the people of the company and its customers."""
    return Population(world, Kind("learner", world.people, world.per_day(world.people), 15, 23), day)


def _ms(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
