"""An account of Zendesk on a day: its ids, its people, its tickets. What is made of them is in the other modules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from denomas_sandbox.company.lives import Kind, Population
from denomas_sandbox.company.staff import account_number, staff
from denomas_sandbox.company.support import Desk
from denomas_sandbox.web.answers import zulu
from denomas_sandbox.web.zendesk.switches import PLANS

if TYPE_CHECKING:
    from datetime import datetime

    from denomas_sandbox.company.lives import Life
    from denomas_sandbox.company.world import Person, World
    from denomas_sandbox.web.zendesk.switches import ZendeskSwitches

# Ids are large: above 2^40, with room for ten thousand million of each kind.
_KINDS = (
    "user",
    "organization",
    "group",
    "group_membership",
    "macro",
    "ticket_field",
    "ticket_form",
    "satisfaction_rating",
    "sla_policy",
    "brand",
    "custom_role",
    "schedule",
    "trigger",
    "automation",
    "view",
    "audit",
    "event",
    "metric",
    "metric_event",
    "ticket_event",
    "organization_membership",
    "user_field",
    "organization_field",
    "identity",
    "custom_status",
    "audit_log",
    "skip",
    "activity",
    "topic",
    "post",
    "post_comment",
    "vote",
    "article",
    "article_comment",
    "article_attachment",
    "category",
    "section",
    "phone_number",
    "call",
    "leg",
    "jira_link",
    "attachment",
    "reason",
)
_BASE, _ROOM = 1_260_000_000_000, 10_000_000_000
_COMMUNITY_BASE = 4_400_000_000_000
_EPOCH, _DAY = date(1970, 1, 1), 86_400
_FIRST_TICKET = {"main": 35_000, "community": 100}
# How many of a kind each account has at day 0 (scale 1), new each day, days between changes, and how fast they go.
_SIZES = {
    "group": (9, 0, 11, 5),
    "macro": (45, 1, 14, 5),
    "trigger": (30, 0, 9, 7),
    "automation": (12, 0, 13, 7),
    "view": (25, 0, 12, 7),
    "brand": (3, 0, 21, 0),
    "organization_membership": (0, 0, 31, 7),
    "article": (40, 1, 9, 9),
    "topic": (6, 0, 30, 0),
    "post": (60, 1, 10, 9),
    "audit_log": (300, 6, 10_000, 0),
    "call": (120, 2, 40, 0),
}


@dataclass(frozen=True)
class Account:
    """An account on a day.

    Attributes:
        name: main or community.
        world: the company.
        day: the day.
        switches: how it behaves.
    """

    name: str
    world: World
    day: int
    switches: ZendeskSwitches

    @cached_property
    def desk(self) -> Desk:
        """The account's tickets."""
        return Desk(self.world, self.name, self.day)

    @property
    def now(self) -> int:
        """The account's clock in Unix seconds: the end of the day."""
        return self.desk.now

    @property
    def settled(self) -> int:
        """The last second that exports give: a minute ago (facts: zendesk A.4)."""
        return self.now - 60

    @cached_property
    def features(self) -> frozenset[str]:
        """What the account's plan and its add-ons give."""
        switches, main = self.switches, self.name == "main"
        _, features = PLANS[self.plan]
        gather = not main if switches.gather is None else switches.gather
        talk = main if switches.talk is None else switches.talk
        return features | {
            name for name, is_on in (("guide", switches.guide), ("gather", gather), ("talk", talk)) if is_on
        }

    @property
    def plan(self) -> str:
        """The account's plan: the community's is a small one."""
        return self.switches.plan or ("enterprise" if self.name == "main" else "growth")

    @property
    def subdomain(self) -> str:
        """The account's subdomain."""
        return "denomas" if self.name == "main" else "denomas-community"

    @cached_property
    def _bases(self) -> dict[str, int]:
        base = _BASE if self.name == "main" else _COMMUNITY_BASE
        return {kind: base + place * _ROOM for place, kind in enumerate(_KINDS)}

    def id(self, kind: str, number: int) -> int:
        """Give the id of a thing."""
        return self._bases[kind] + number

    def number(self, kind: str, key: int) -> int:
        """Give the number of a thing with an id; one that nothing has where the id is another kind's."""
        return key - self._bases[kind]

    @property
    def first_ticket(self) -> int:
        """What ticket ids begin after."""
        return _FIRST_TICKET[self.name]

    def url(self, path: str) -> str:
        """Give the address of a thing as records name it; it is the real one, which nobody should ask here."""
        return f"https://{self.subdomain}.zendesk.com/api/v2/{path}.json"

    def population(self, kind: str) -> Population:
        """Give all things of a kind."""
        world = self.world
        if kind == "user":
            shape = Kind(f"zd u {self.name}", world.people, world.per_day(world.people), 19, 29)
        elif kind == "organization":
            shape = Kind(f"zd o {self.name}", 100 * world.scale, min(1, world.scale), 17, 11)
        elif kind == "organization_membership":
            shape = Kind(f"zd om {self.name}", world.people, world.per_day(world.people), 31, 7)
        elif kind == "group_membership":
            shape = Kind(f"zd gm {self.name}", 2 * len(self.agents), 0, 23, 5)
        else:
            history, each_day, changes_every, goes_every = _SIZES[kind]
            scale = min(1, world.scale) if kind in {"group", "brand"} else world.scale
            shape = Kind(f"{self.name[0]}{kind}"[:16], history * scale, each_day * scale, changes_every, goes_every)
        return Population(world, shape, self.day)

    def life(self, kind: str, number: int) -> Life:
        """Give what became of a thing."""
        return self.population(kind).life(number)

    @cached_property
    def agents(self) -> range:
        """The people who work on tickets; the community's are half of them."""
        ids = staff(self.world)
        return ids if self.name == "main" else ids[::2]

    def person(self, number: int) -> Person:
        """Give a person of the company or of its customers."""
        return self.world.person(number)

    @cached_property
    def _members(self) -> dict[int, int | None]:
        """The accounts of people who were asked for."""
        return {}

    def organization_of(self, person: int) -> int | None:
        """Give the id of somebody's organization."""
        if person not in self._members:
            self._members[person] = account_number(self.world, person)
        account = self._members[person]
        return self.id("organization", account) if account and person % 13 else None

    def agent(self, chance: int) -> int:
        """Give the user id of somebody who works on tickets."""
        return self.id("user", self.agents[chance % len(self.agents)])

    def group(self, chance: int) -> int:
        """Give the id of a group."""
        return self.id("group", 1 + chance % 9)


def stamp(at: int) -> str:
    """Write Unix seconds as Zendesk does."""
    day, second = divmod(at, _DAY)
    return _date(day) + _clock()[second]


@lru_cache(maxsize=4096)
def _date(day: int) -> str:
    return f"{_EPOCH + timedelta(days=day)}T"


@cache
def _clock() -> tuple[str, ...]:
    """Give all seconds of a day: a page has fifteen thousand times, and this writes them six times as fast."""
    return tuple(
        f"{hour:02}:{minute:02}:{second:02}Z" for hour in range(24) for minute in range(60) for second in range(60)
    )


def seconds(moment: datetime) -> int:
    """Give a moment in Unix seconds."""
    return int(moment.timestamp())


def lifetime(life: Life) -> dict[str, Any]:
    """Give when a thing was made and changed."""
    return {"created_at": zulu(life.made), "updated_at": zulu(life.changed)}
