"""The company's core: who works there, on what, and when; pure functions of seed and index, shared by all stand-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from denomas_sandbox.company.chance import kind_seed, mixed

DAY_ZERO = datetime(2026, 1, 5, tzinfo=UTC)
HISTORY_DAYS = 365

_FIRST = (
    "Ana",
    "Bo",
    "Chloë",
    "Dmitri",
    "Émile",
    "Fatima",
    "Grüne",
    "Hana",
    "Ines",
    "José",
    "李",
    "Ngọc",
    "Øystein",
    "Priya",
)
_FIRST_MORE = (
    "Quinn",
    "Rūta",
    "Søren",
    "Tomáš",
    "Uma",
    "Vera",
    "Wei",
    "Xiomara",
    "Yusuf",
    "Zoë",
    "שירה",
    "محمد",
    "佐藤",
)
_LAST = (
    "Alvarez",
    "Brown",
    "Çelik",
    "Dvořák",
    "Evans",
    "Fischer",
    "García",
    "Hughes",
    "Ivanova",
    "Jensen",
    "Kim",
    "López",
)
_LAST_MORE = (
    "Müller",
    "Nguyễn",
    "O'Brien",
    "Petrov",
    "Quispe",
    "Rossi",
    "Silva",
    "Tanaka",
    "Ueda",
    "Varga",
    "Wang",
    "Young",
)
_WORDS = (
    "runner",
    "registry",
    "pages",
    "gitaly",
    "charts",
    "omnibus",
    "docs",
    "deploy",
    "infra",
    "data",
    "design",
    "search",
)
_EMOJI = ("", "", "", " 🚀", " 🦊", " (deprecated)", ' "beta"', " \\o/", " 测试", "")


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    id: int
    first_name: str
    last_name: str
    username: str
    email: str


@dataclass(frozen=True)
class Project:
    """A project, with the share of its pipelines that fail."""

    id: int
    name: str
    path: str
    namespace_id: int
    creator_id: int
    failure_percent: int


@dataclass(frozen=True)
class World:
    """A company of a size. Scale 1 has 10,000 pipelines of history, scale 100 a million."""

    seed: int
    scale: int

    @property
    def people(self) -> int:
        """How many people there are at day 0."""
        return 200 * self.scale

    @property
    def projects(self) -> int:
        """How many projects there are at day 0."""
        return 50 * self.scale

    @property
    def pipelines(self) -> int:
        """How many pipelines there are at day 0."""
        return 10_000 * self.scale

    @property
    def merge_requests(self) -> int:
        """How many merge requests there are at day 0."""
        return 2_000 * self.scale

    def per_day(self, at_day_zero: int) -> int:
        """How many of a kind are new each day, given how many a year made."""
        return max(1, at_day_zero // HISTORY_DAYS) if at_day_zero else 0

    def moment(self, day: int, fraction: float = 0.0) -> datetime:
        """Give the time at a day of the world and a fraction of the day after it."""
        return DAY_ZERO + timedelta(days=day + fraction)

    @cached_property
    def _person_seed(self) -> int:
        return kind_seed(self.seed, "person")

    @cached_property
    def _project_seed(self) -> int:
        return kind_seed(self.seed, "project")

    def person(self, index: int) -> Person:
        """Give a person by id, from 1."""
        chance = mixed(self._person_seed, index)
        firsts, lasts = (*_FIRST, *_FIRST_MORE), (*_LAST, *_LAST_MORE)
        first, last = firsts[chance % len(firsts)], lasts[(chance >> 8) % len(lasts)]
        return Person(index, first, last, f"user{index}", f"user{index}@denomas.example")

    def project(self, index: int) -> Project:
        """Give a project by id, from 1."""
        chance = mixed(self._project_seed, index)
        word = _WORDS[chance % len(_WORDS)]
        return Project(
            id=index,
            name=f"{word.title()} {index}{_EMOJI[(chance >> 8) % len(_EMOJI)]}",
            path=f"{word}-{index}",
            namespace_id=1 + (chance >> 16) % max(1, self.projects // 5),
            creator_id=1 + (chance >> 24) % max(1, self.people),
            failure_percent=3 + (chance >> 32) % 40,
        )
