"""When things are made, change and go: the same rules for every kind, as functions of number and day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from denomas_sandbox.company.chance import kind_seed, mixed
from denomas_sandbox.company.world import HISTORY_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from denomas_sandbox.company.world import World

# Nothing happens in the last minutes of a day, so what has happened is older than a minute when the day is over.
_BUSY_SECONDS = 86_000
# One of so many may go at all; it must have no divisor in common with `goes_every`.
_MORTAL_EVERY = 4


@dataclass(frozen=True)
class Kind:
    """A kind of thing.

    Attributes:
        name: what it is; gives the kind its own chance.
        history: how many were made in the year before day 0.
        each_day: how many are made each day after it.
        changes_every: days between two changes of one thing.
        goes_every: on each day one of `4 * goes_every` things goes for good; odd; 0 where nothing goes.
    """

    name: str
    history: int
    each_day: int = 0
    changes_every: int = 20
    goes_every: int = 0


@dataclass(frozen=True)
class Life:
    """What became of one thing until now.

    Attributes:
        number: counted from 1 within its kind.
        chance: 64 bits of its own.
        made: when it was made.
        changed: when it was changed last; when it went, if it did.
        revision: how often it has changed.
        gone: when it went for good, None while it is there.
    """

    number: int
    chance: int
    made: datetime
    changed: datetime
    revision: int
    gone: datetime | None


@dataclass(frozen=True)
class Population:
    """All things of a kind, on a day of the company; day 0 is the end of its history."""

    world: World
    kind: Kind
    day: int

    @cached_property
    def _seed(self) -> int:
        return kind_seed(self.world.seed, self.kind.name)

    def __len__(self) -> int:
        """Give how many were made so far, the gone among them."""
        return self.kind.history + self.day * self.kind.each_day

    def all(self) -> Iterator[Life]:
        """Give every thing that was ever made, by number."""
        return (self.life(number) for number in range(1, len(self) + 1))

    def living(self) -> Iterator[Life]:
        """Give the things that are there, by number."""
        return (life for life in self.all() if life.gone is None)

    def picked(self, chance: int) -> Life | None:
        """Give one of the things of day 0, or None when that one is gone (or there never was any)."""
        if not self.kind.history:
            return None
        life = self.life(1 + chance % self.kind.history)
        return None if life.gone else life

    def life(self, number: int) -> Life:
        """Give what became of a thing."""
        chance = mixed(self._seed, number)
        born, going = self._day_made(number), None
        if self.kind.goes_every and number % _MORTAL_EVERY == 1:
            first = max(1, born + 1)
            day = first + (-(number + first)) % self.kind.goes_every
            going = day if day <= self.day else None
        until = (going or self.day + 1) - 1
        every = self.kind.changes_every
        latest, first_change = until - (number + until) % every, born + 1 + (-(number + born + 1)) % every
        revision = (latest - first_change) // every + 1 if latest >= first_change else 0
        made = self._moment(chance, born)
        gone = self._moment(chance, going) if going is not None else None
        changed = gone or (self._moment(chance, latest) if revision else made)
        return Life(number, chance, made, changed, revision, gone)

    def _day_made(self, number: int) -> int:
        if number <= self.kind.history:
            return 1 - HISTORY_DAYS + (number - 1) * HISTORY_DAYS // self.kind.history
        return 1 + (number - self.kind.history - 1) // self.kind.each_day

    def _moment(self, chance: int, day: int) -> datetime:
        """Give a moment within a day; day 1 begins at the moment that ends day 0."""
        second = mixed(chance, day) % _BUSY_SECONDS
        return self.world.moment(day - 1).replace(hour=second // 3600, minute=second // 60 % 60, second=second % 60)
