"""ZenGRC's records, from the company's compliance (facts: zengrc B.5, B.6; values of statuses are guesses)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from denomas_sandbox.company.compliance import COLLECTIONS, population
from denomas_sandbox.company.staff import colleague, staff
from denomas_sandbox.web.zengrc.attributes import custom_attributes
from denomas_sandbox.web.zengrc.vocabulary import CLASSES, MAPPED, STATUSES, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from denomas_sandbox.company.lives import Life
    from denomas_sandbox.company.world import World

__all__ = ["COLLECTIONS", "Records"]

_FORMATS = {
    "zulu": "%Y-%m-%dT%H:%M:%SZ",
    "micro": "%Y-%m-%dT%H:%M:%S.%fZ",
    "offset": "%Y-%m-%dT%H:%M:%S+00:00",
    "naive": "%Y-%m-%dT%H:%M:%S",
}
_QUARTER = timedelta(days=91)


@dataclass(frozen=True)
class Records:
    """The records of all collections on a day.

    Attributes:
        world: the company.
        day: the day.
        times: how times are written.
        risk_scores: what a risk's vector of scores is.
    """

    world: World
    day: int
    times: str
    risk_scores: str

    def after(self, collection: str, number: int) -> Iterator[dict[str, Any]]:
        """Give a collection's records with an id above a number, by id."""
        things = population(self.world, collection, self.day)
        lives = map(things.life, range(max(0, number) + 1, len(things) + 1))
        return (self._record(collection, life) for life in lives if life.gone is None)

    def one(self, collection: str, number: int) -> dict[str, Any] | None:
        """Give the record with that id, None where there is none."""
        things = population(self.world, collection, self.day)
        if not 1 <= number <= len(things):
            return None
        life = things.life(number)
        return None if life.gone else self._record(collection, life)

    def _record(self, collection: str, life: Life) -> dict[str, Any]:
        number, chance, kind = life.number, life.chance, CLASSES[collection]
        statuses = STATUSES.get(collection, STATUSES["controls"])
        record = {
            "id": number,
            "type": kind,
            "code": f"{kind.upper()}-{number}",
            "title": self._title(collection, number),
            "description": f"<p>{kind} {number} — “checked” by <b>équipe</b> &amp; 監査</p>" if chance % 7 else None,
            "status": statuses[(chance + life.revision) % len(statuses)],
            "custom_attributes": custom_attributes(collection, life),
            "links": {"self": {"href": f"/api/v2/{collection}/{number}"}},
            "created_at": life.made.strftime(_FORMATS[self.times]),
            "updated_at": life.changed.strftime(_FORMATS[self.times]),
        }
        if collection in MAPPED:
            record["mapped"] = {
                other: self._references(other, chance >> 5 * place) for place, other in enumerate(MAPPED[collection])
            }
        return record | self._own(collection, life)

    def _own(self, collection: str, life: Life) -> dict[str, Any]:  # noqa: PLR0911  one return a collection
        """Give the fields that only this collection has."""
        chance = life.chance
        begin = life.made.date() + timedelta(days=chance % 30)
        end = begin + _QUARTER if chance % 11 else None
        dates: dict[str, Any] = {"start_date": str(begin), "end_date": str(end) if end else None}
        texts: dict[str, Any] = {
            "notes": "Line one\nLine two — ünï" if chance % 3 else None,
            "tags": ["sox", "Q2 “key”", "日本"][: chance % 4],
        }
        urls = {"reference_url": None if chance % 4 else "https://wiki.example/ü?x=1&y=2", "url": ""}
        match collection:
            case "assessments":
                verdict = ("Effective", "Ineffective", None)[chance % 3]
                control = self._reference("controls", chance >> 9)
                return {**dates, "assessors": self._people(chance, 2), "conclusion": verdict, "control": control}
            case "audits":
                return {
                    **dates,
                    "audit_managers": self._people(chance, 1),
                    "program": self._reference("programs", chance >> 9),
                    "report_period_start_date": str(begin),
                    "report_period_end_date": str(begin + _QUARTER),
                    "sync_external_attachments": chance % 2 == 0,
                    "sync_external_comments": None if chance % 5 == 0 else False,
                }
            case "issues":
                return {**texts, "stop_date": str(life.changed.date()) if life.revision > 3 else None}  # noqa: PLR2004
            case "objectives":
                return {"os_state": ("Unreviewed", "Reviewed")[life.revision % 2]}
            case "requests":
                return {**dates, **texts, **self._request(life, begin)}
            case "risks":
                return {"risk_vector_score_values": self._scores(chance)}
            case "programs":
                people = {role: self._people(chance >> shift, 2) for role, shift in _ROLES.items()}
                contacts = {role: self._person(chance >> 3) for role in ("primary_contact", "secondary_contact")}
                return {**texts, **urls, **people, **contacts, "effective_date": str(begin), "stop_date": None}
            case "vendors":
                rating = ("High", "Medium", "Low", None)[(chance + life.revision) % 4]
                owners = {"owners": self._people(chance, 1), "contact": self._person(chance >> 5)}
                return {
                    **dates,
                    **texts,
                    **urls,
                    **owners,
                    "risk_rating": rating,
                    "secondary_contact": self._person(chance >> 7) if chance % 3 else None,
                }
            case "people":
                ids = staff(self.world)
                who = self.world.person(ids[(life.number - 1) % len(ids)])
                return {"name": f"{who.first_name} {who.last_name}", "email": who.email}
        return {}

    def _request(self, life: Life, begin: date) -> dict[str, Any]:
        chance, reviewer = life.chance, self._person(life.chance >> 13)
        return {
            "assignees": self._people(chance, 2),
            "requesters": self._people(chance >> 3, 1),
            "reviewers": [{"reviewer": reviewer, "status": "Pending"}] if reviewer and chance % 3 else [],
            "verifiers": self._people(chance >> 7, chance % 2),
            "audit": self._reference("audits", chance >> 9),
            "due_date": str(begin + timedelta(days=45)),
            "stop_date": None,
            "notify_assignee": chance % 2 == 0,
            "test": None if chance % 4 else "Compare the list with the payroll",
        }

    def _scores(self, chance: int) -> Any:
        values = {"likelihood": chance % 5 + 1, "impact": (chance >> 3) % 5 + 1, "velocity": None}
        match self.risk_scores:
            case "object":
                return values
            case "array":
                return [{"name": name, "value": value} for name, value in values.items()]
        return None

    def _title(self, collection: str, number: int) -> str:
        return f"{TITLES[number % len(TITLES)]} {CLASSES[collection]} {number}"

    def _reference(self, collection: str, chance: int) -> dict[str, Any] | None:
        life = population(self.world, collection, self.day).picked(chance)
        if life is None:
            return None
        return {"id": life.number, "title": self._title(collection, life.number), "type": CLASSES[collection]}

    def _references(self, collection: str, chance: int) -> list[dict[str, Any]]:
        found = (self._reference(collection, (chance >> 3) + 7 * place) for place in range(chance % 4))
        return [each for each in found if each]

    def _person(self, chance: int) -> dict[str, Any] | None:
        who = colleague(self.world, chance)
        if who is None:
            return None
        number = who.id - staff(self.world).start + 1  # as in the collection of people
        return {"id": number, "name": f"{who.first_name} {who.last_name}", "type": "Person"}

    def _people(self, chance: int, count: int) -> list[dict[str, Any]]:
        found = (self._person(chance + 3 * place) for place in range(count))
        return [each for each in found if each]


_ROLES = {"managers": 3, "editors": 11, "readers": 17}
