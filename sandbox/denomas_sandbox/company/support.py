"""What customers ask and how it goes on: tickets and the steps of their lives, as functions of number and day."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from denomas_sandbox.company.chance import kind_seed, mixed
from denomas_sandbox.company.staff import staff
from denomas_sandbox.company.world import HISTORY_DAYS

if TYPE_CHECKING:
    from denomas_sandbox.company.world import World

# Tickets of a year at scale 1, by desk.
_TICKETS = {"main": 2_000, "community": 300}
# So many of the main desk's came from another system: all of them were last touched in one second.
_IMPORTED, _IMPORTED_UNTIL, _IMPORTED_AT = 1_050, -200, -150
_DAY = 86_400
# Nothing but new tickets happens in the last two minutes of a day; nobody looks at a day before it is over.
_LAST_SECOND = _DAY - 121
_NEW_AT_LAST = 30
_DELETED_AFTER, _SCRUBBED_AFTER = 2 * _DAY, 3 * _DAY
_MIDDLE = ("reply", "customer", "note", "assign", "customer", "priority", "reply", "tags")
_SHIFT = 32


class Step(NamedTuple):
    """Something that happened to a ticket.

    Attributes:
        at: Unix seconds.
        kind: create, reply, customer, note, assign, priority, tags, solve, close, system, delete or scrub.
        place: 0 for the first.
    """

    at: int
    kind: str
    place: int


@dataclass(frozen=True)
class Desk:
    """All tickets of a support desk until the end of a day.

    Attributes:
        world: the company.
        name: main or community.
        day: the day.
    """

    world: World
    name: str
    day: int

    @cached_property
    def now(self) -> int:
        """The end of the day in Unix seconds."""
        return int(self.world.moment(self.day).timestamp())

    @cached_property
    def history(self) -> int:
        """How many tickets there were at day 0."""
        return _TICKETS[self.name] * self.world.scale

    @cached_property
    def each_day(self) -> int:
        """How many are new each day after it."""
        return max(3 * min(1, self.world.scale), self.history // HISTORY_DAYS)

    def __len__(self) -> int:
        """Give how many there ever were."""
        return self.history + self.day * self.each_day

    @cached_property
    def imported(self) -> int:
        """How many came from another system; they have the first numbers."""
        return min(_IMPORTED, self.history // 2 + 100) if self.name == "main" and self.history else 0

    @cached_property
    def _seed(self) -> int:
        return kind_seed(self.world.seed, f"ticket {self.name}")

    @cached_property
    def _begin(self) -> int:
        return int(self.world.moment(-HISTORY_DAYS).timestamp())

    @cached_property
    def _import_second(self) -> int:
        return int(self.world.moment(_IMPORTED_AT).timestamp()) + 43_210

    def chance(self, number: int) -> int:
        """Give 64 bits of a ticket's own."""
        return mixed(self._seed, number)

    @cached_property
    def _customers(self) -> int:
        return max(1, staff(self.world).start - 1)

    def requester(self, number: int) -> int:
        """Give the person who asked, a customer."""
        return 1 + (self.chance(number) >> 7) % self._customers

    def made(self, number: int) -> int:
        """Give when a ticket was made, in Unix seconds."""
        if number <= self.imported:
            return self._begin + (number - 1) * (HISTORY_DAYS + _IMPORTED_UNTIL) * _DAY // self.imported
        if number <= self.history:
            rest = self.history - self.imported
            return _early(self._begin + (number - self.imported - 1) * (HISTORY_DAYS * _DAY - 7_200) // rest)
        day, place = divmod(number - self.history - 1, self.each_day)
        begin = self._begin + (HISTORY_DAYS + day) * _DAY
        if place == self.each_day - 1:
            return begin + _DAY - _NEW_AT_LAST
        place -= place % 2  # two and two share a second
        return begin + 3_600 + place * (_DAY - 7_200) // self.each_day

    def is_deleted(self, number: int) -> bool:
        """Tell whether a ticket is deleted sooner or later."""
        if number > self.history:
            return (number - self.history - 1) % self.each_day == 0
        return number > self.imported and number % 40 == 7  # noqa: PLR2004

    def last_touched(self, number: int) -> int:
        """Give when anything happened to a ticket last, in Unix seconds: Zendesk's generated_timestamp."""
        if number <= self.imported:
            return self._import_second
        chance, made = self.chance(number), self.made(number)
        over = made + _span(chance)
        if over + 60 * _DAY <= self.now and not self.is_deleted(number):
            return _early(over + _system_delay(chance))
        return self.steps(number)[-1].at

    def steps(self, number: int) -> list[Step]:
        """Give what has happened to a ticket until the end of the day, in order; the first step is `create`."""
        chance, made, now = self.chance(number), self.made(number), self.now
        steps = [Step(made, "create", 0)]
        if number <= self.imported:
            # The import came later; what it wrote has the time of the old system.
            steps += [Step(made + 3_600, "reply", 1), Step(made + 90_000, "solve", 2), Step(made + 180_000, "close", 3)]
            return [*steps, Step(self._import_second, "system", 4)]
        deleted = made + _DELETED_AFTER if self.is_deleted(number) else None
        count, span = 1 + chance % 7, _span(chance)
        solved = count >= 3 and chance >> 20 & 3 != 0  # noqa: PLR2004
        for place in range(1, count + 1):
            at = _early(made + span * place * place // (count * count))
            if at > now or (deleted and at > deleted):
                break
            kind = _MIDDLE[(chance >> 4 * place) % len(_MIDDLE)]
            if solved and place >= count - 1:
                kind = "close" if place == count else "solve"
            steps.append(Step(at, kind, place))
        else:
            delay = _system_delay(chance)
            if delay and not deleted and _early(made + span + delay) <= now:
                steps.append(Step(_early(made + span + delay), "system", count + 1))
        if deleted:
            gone = _early(max(deleted, steps[-1].at))
            steps += [
                Step(at, kind, len(steps))
                for at, kind in ((gone, "delete"), (_early(gone + _SCRUBBED_AFTER), "scrub"))
                if at <= now and (kind == "delete" or number % 3)
            ]
        return steps

    @property
    def touched(self) -> array[int]:
        """All tickets by the time of the last touch: `last_touched << 32 | number`, ascending."""
        return _touched(self)


@lru_cache(maxsize=8)
def _touched(desk: Desk) -> array[int]:
    last = desk.last_touched
    return array("q", sorted(last(number) << _SHIFT | number for number in range(1, len(desk) + 1)))


def _span(chance: int) -> int:
    """Give how long it takes from the first to the last ordinary step: an hour to 12 days, seldom half a year."""
    bits = chance >> 24
    if bits % 50 == 0:
        return 40 * _DAY + (bits >> 8) % (140 * _DAY)
    return 3_600 + (bits >> 8) % ((1 + bits % 12) * _DAY)


def _system_delay(chance: int) -> int:
    """Give how long after the last ordinary step a system's update comes, which changes nothing to see; mostly none."""
    return 3_600 + (chance >> 30) % (50 * _DAY) if chance >> 44 & 15 == 0 else 0


def _early(at: int) -> int:
    """Move what would happen at the very end of a day a little ahead; order stays."""
    over = at % _DAY - _LAST_SECOND
    return at - over if over > 0 else at
