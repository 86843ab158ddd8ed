"""The company's core: who works there, on what, and when; pure functions of seed and index, shared by all stand-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from denomas_sandbox.company.chance import kind_seed, mixed

# The real ids of gitlab-org and of GitLab's own project there (facts: gitlab-platform 1.10): far beyond the others.
INTERNAL_GROUP, INTERNAL_PROJECT = 9970, 278_964
PROJECT_NAMESPACES, USER_NAMESPACES = 10_000_000, 20_000_000
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
class Namespace:
    """A group, a person's own namespace, or the namespace that every project has.

    Attributes:
        kind: Group, User or Project.
        owner_id: the person, for User.
        parent_id: the group above, for Project.
        project_id: the project, for Project.
    """

    id: int
    name: str
    path: str
    kind: str
    owner_id: int | None = None
    parent_id: int | None = None
    project_id: int | None = None


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
            namespace_id=INTERNAL_GROUP
            if index == INTERNAL_PROJECT
            else 1 + (chance >> 16) % max(1, self.projects // 5),
            creator_id=1 + (chance >> 24) % max(1, self.people),
            failure_percent=3 + (chance >> 32) % 40,
        )

    @cached_property
    def groups(self) -> list[int]:
        """The ids of the groups on gitlab.com."""
        return sorted({*range(1, max(1, self.projects // 5) + 1), INTERNAL_GROUP})

    @cached_property
    def gitlab_com_projects(self) -> list[int]:
        """The ids of the projects on gitlab.com."""
        return sorted({*range(1, self.projects + 1), INTERNAL_PROJECT})

    def namespace(self, index: int) -> Namespace:
        """Give a namespace by id: groups are small numbers, projects' and people's have millions before theirs."""
        if index > USER_NAMESPACES:
            who = self.person(index - USER_NAMESPACES)
            return Namespace(index, f"{who.first_name} {who.last_name}", who.username, "User", owner_id=who.id)
        if index > PROJECT_NAMESPACES:
            project = self.project(index - PROJECT_NAMESPACES)
            above = project.namespace_id
            return Namespace(index, project.name, project.path, "Project", parent_id=above, project_id=project.id)
        return Namespace(index, f"Denomas {index}, équipe №{index}", f"denomas-{index}", "Group")
