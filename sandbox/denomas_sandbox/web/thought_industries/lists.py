"""Users, content and the like, in the order in which they changed (facts: thought-industries C.3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from denomas_sandbox.company.commerce import Commerce
from denomas_sandbox.company.learning import THINGS, learners, things
from denomas_sandbox.company.staff import account_number, colleague, staff
from denomas_sandbox.web.thought_industries.people import user_detail, uuid

if TYPE_CHECKING:
    from denomas_sandbox.company.lives import Life
    from denomas_sandbox.company.world import World

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Path and, after it, the array's name.
LISTS = {
    "users": "users",
    "content": "contentItems",
    "meetings": "meetings",
    "clients": "clients",
    "coupons": "coupons",
    "assessmentAttempts": "assessmentAttempts",
}
_KINDS = ("courseGroup", "article", "video", "learningPath", "microCourse")
_TITLES = ("CI/CD basics", "Git für “Alle”", "安全 101", "Runner & friends", "Advanced Planning", "GitLab Duo 🦊")


def order_ms(life: Life, order: str) -> int:
    """Give the time by which a list is ordered: when a thing changed, or when it was made; in milliseconds."""
    moment = life.changed if order == "updated" else life.made
    # Times have milliseconds there; the thing's number makes some.
    return (moment - _EPOCH) // timedelta(milliseconds=1) + life.number % 3


@lru_cache(maxsize=64)
def ordered(world: World, path: str, day: int, order: str) -> tuple[tuple[int, int], ...]:
    """Give all things that are there as (time in ms, number), oldest first."""
    population = learners(world, day) if path == "users" else things(world, LISTS[path], day)
    return tuple(sorted((order_ms(life, order), life.number) for life in population.living()))


def item(world: World, path: str, day: int, number: int) -> dict[str, Any]:
    """Give one thing of a list."""
    if path == "users":
        return _user(world, learners(world, day).life(number))
    life = things(world, LISTS[path], day).life(number)
    match path:
        case "content":
            return _content(world, life)
        case "meetings":
            return _meeting(world, life)
        case "clients":
            return _client(world, life)
        case "coupons":
            return _coupon(world, life)
    return _attempt(world, life)


def _iso(moment: datetime, number: int) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{number % 3:03}Z"


def _user(world: World, life: Life) -> dict[str, Any]:
    who, chance = world.person(life.number), life.chance
    account = account_number(world, life.number)
    detail = user_detail(world, life.number)
    return {
        "id": detail["id"],
        "email": who.email,
        "firstName": who.first_name,
        "lastName": who.last_name,
        "roleKey": "admin" if life.number in staff(world) else "student",
        "clientId": uuid(world, "clients", account) if account else None,
        "externalCustomerId": Commerce(world).account(account).id if account else None,
        "sfAccountId": detail.get("sfAccountId"),
        "sfContactId": detail.get("sfContactId"),
        "stripeCustomerId": None,
        "learnerUserId": None,
        "managerUserId": None,
        "language": ("en", "de", "ja", None)[chance % 4],
        "country": ("US", "DE", "日本", "Côte d'Ivoire")[chance % 4],
        "state": None,
        "zipCode": f"{chance % 100_000:05}",
        "shippingName": f"{who.first_name} {who.last_name}" if chance % 2 else "",
        "balance": chance % 500 / 4,
        "disabled": chance % 17 == 0,
        "asset": None,
        "createdAt": _iso(life.made, life.number),
        "lastActiveAt": _iso(life.changed, life.number) if life.revision else None,
        **{f"ref{place}": f"r{life.revision}" if place == 1 else None for place in range(1, 11)},
        "customFields": {"job-title": "Ingénieur", "newsletter": chance % 2 == 0, "n": chance % 9},
        "allocatedLicenses": [],
        "allocatedLearningPaths": [],
        "purchasedCourses": [uuid(world, "course", 1 + chance % 40)] if chance % 3 else [],
        "purchasedBundles": [],
        "waitlistedCourses": [],
    }


def _content(world: World, life: Life) -> dict[str, Any]:
    chance, number = life.chance, life.number
    title = f"{_TITLES[number % len(_TITLES)]} {number}"
    return {
        "id": uuid(world, "course", number),
        "kind": _KINDS[chance % len(_KINDS)],
        "title": title,
        "slug": f"course-{number}",
        "sku": f"SKU-{number:03}" if number % 5 else None,
        "status": ("draft", "published", "published")[(chance + life.revision) % 3],
        "source": "native",
        "url": f"https://university.denomas.example/courses/course-{number}",
        "language": "en",
        "description": f"<p>{title} — “über”</p>" if chance % 4 else None,
        "metaTitle": title,
        "metaDescription": None,
        "contentTypeLabel": "Course",
        "asset": None,
        "assetAltText": "",
        "authorsAndInstructors": ["José Varga"][: chance % 2],
        "tags": ["ci", "日本"][: chance % 3],
        "customFields": {},
        "createdAt": _iso(life.made, number),
        "updatedAt": _iso(life.changed, number),
        "courseStartDate": None,
        "courseEndDate": None,
        "enrollmentStartDate": None,
        "enrollmentEndDate": None,
        "enrollmentCount": chance % 500 + life.revision,
        "seatsLimit": None if chance % 2 else 30,
        "waitlistCount": 0,
        "waitlistingEnabled": False,
        "waitlistingTriggered": False,
        "priceInCents": chance % 90_000,
        "suggestedRetailPriceInCents": None,
        "freeWithRegistration": chance % 3 == 0,
        "hasChildren": chance % 2 == 0,
    }


def _meeting(world: World, life: Life) -> dict[str, Any]:
    begin, who = life.made + timedelta(days=20), colleague(world, life.chance)
    return {
        "id": uuid(world, "meetings", life.number),
        "title": f"Webinar {life.number} — “live”",
        "location": ("Zoom", "Zürich", None)[life.chance % 3],
        "startDate": _iso(begin, life.number),
        "endDate": _iso(begin + timedelta(hours=1), life.number),
        "attendeeInfo": f"v{life.revision}",
        "instructors": [{"id": uuid(world, "learner", who.id), "name": who.first_name}] if who else [],
        "course": {"id": uuid(world, "course", 1 + life.chance % 40), "title": "CI/CD basics"},
    }


def _client(world: World, life: Life) -> dict[str, Any]:
    account = Commerce(world).account(life.number)
    return {
        "id": uuid(world, "clients", life.number),
        "name": account.name,
        "slug": f"client-{life.number}",
        "sku": account.salesforce_id,
        "disabled": (life.chance + life.revision) % 13 == 0,
        "tags": ["emea", "ünï"][: life.chance % 3],
        "createdAt": _iso(life.made, life.number),
        "updatedAt": _iso(life.changed, life.number),
    }


def _coupon(world: World, life: Life) -> dict[str, Any]:
    percent = life.chance % 2 == 0
    return {
        "id": uuid(world, "coupons", life.number),
        "code": f"SAVE-{life.number:02}",
        "active": life.revision % 3 != 2,  # noqa: PLR2004
        "allowMultipleInCart": False,
        "amountOffInCents": None if percent else 1_000,
        "percentOff": 10 if percent else None,
        "appliesToUser": None,
        "maxRedemptions": 100,
        "timesRedeemed": life.revision,
        "redeemBy": None,
    }


def _attempt(world: World, life: Life) -> dict[str, Any]:
    number, chance = life.number, life.chance
    person = 1 + number * 7 % world.people
    account, course = account_number(world, person), 1 + chance % 40
    finished = life.revision > 0 or chance % 4
    return {
        "id": uuid(world, "attempt", number),
        "assessment": {"id": uuid(world, "assessment", course), "title": "Quiz ½", "type": "quiz"},
        "course": {"title": _TITLES[course % len(_TITLES)]},
        "courseId": uuid(world, "course", course),
        "createdAt": _iso(life.made, number),
        "updatedAt": _iso(life.changed, number),
        "grade": chance % 101 if finished else None,
        "passed": chance % 101 >= 70 if finished else None,  # noqa: PLR2004
        "status": "finished" if finished else "started",
        "timeElapsedInSeconds": chance % 3_600,
        "user": {
            "id": uuid(world, "learner", person),
            "email": world.person(person).email,
            "clientId": uuid(world, "clients", account) if account else None,
        },
        "answers": [
            {
                "id": uuid(world, "answer", 10 * number + place),
                "question": f"Q{place}?",
                "answer": "ja",
                "correct": True,
            }
            for place in range(chance % 4)
        ],
    }


__all__ = ["LISTS", "THINGS", "item", "ordered"]
