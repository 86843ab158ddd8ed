"""Events as the platform tells them, by name (facts: thought-industries C.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from denomas_sandbox.company.chance import mixed
from denomas_sandbox.web.thought_industries.people import user_detail, uuid

if TYPE_CHECKING:
    from denomas_sandbox.company.learning import Events
    from denomas_sandbox.company.world import World

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TITLES = ("CI/CD basics", "Git für “Alle”", "安全 101", "Runner & friends", "Advanced\tPlanning", "GitLab Duo 🦊")
_AGENTS = ("Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (iPhone; ünï)", "curl/8")
_COURSES, _PATHS = 40, 6
_PLACE = {"companyHost": "university.denomas.example", "companySubdomain": "denomas"}


def iso(at_ms: int) -> str:
    """Write a time with milliseconds, as bodies have it."""
    moment = _EPOCH + timedelta(milliseconds=at_ms)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{at_ms % 1000:03}Z"


@dataclass(frozen=True)
class EventRecords:
    """Events of one kind as records.

    Attributes:
        world: the company.
        events: which there are.
    """

    world: World
    events: Events

    @cached_property
    def _company(self) -> str:
        return uuid(self.world, "company", 1)

    def person(self, number: int) -> int:
        """Give whose event it is; those that share a millisecond are different people's."""
        return 1 + number * 7 % self.world.people

    def record(self, number: int) -> dict[str, Any]:
        """Give an event."""
        world, kind = self.world, self.events.kind
        chance, at_ms, person = mixed(self.events.seed, number), self.events.at_ms(number), self.person(number)
        title = _TITLES[chance % len(_TITLES)]
        course = 1 + chance % _COURSES
        record: dict[str, Any] = {
            "companyId": self._company,
            "timestamp": iso(at_ms),
            "user": world.person(person).email if number % 83 else None,
            "userDetail": user_detail(world, person),
        }
        course_id, sku = uuid(world, "course", course), f"SKU-{course:03}" if course % 5 else None
        named = {"companyId": self._company, **_PLACE, "event": kind}
        match kind:
            case "courseCompletion":
                own: dict[str, Any] = {
                    "id": uuid(world, kind, number),
                    "source": ("web", "mobile", None)[chance % 3],
                    "event": kind,
                    "license": None if chance % 4 else "Enterprise “A”",
                    "notifiableId": course_id,
                    "title": title,
                    "type": "course",
                    "updatedAt": iso(self._updated(number, at_ms)),
                }
            case "courseAction":
                own = {
                    "id": uuid(world, kind, number),
                    "source": "courseAction",
                    "courseSku": sku,
                    "courseTitle": title,
                    "notifiableId": course_id,
                    "type": ("started", "topicCompleted", "completed")[chance % 3],
                }
            case "login":
                agent = _AGENTS[chance % len(_AGENTS)]
                own = {**named, "userAgent": agent, "browserInfo": {"name": agent[:7], "mobile": chance % 3 == 1}}
            case "visit":
                own = named
            case "courseView":
                own = self._view(chance, course, title)
            case "coursePurchase":
                own = self._purchase(number, chance, course, title)
            case "learningPathAction":
                own = {
                    "id": uuid(world, kind, number),
                    "source": "learningPathAction",
                    "type": ("started", "milestoneCompleted", "completed")[chance % 3],
                    "notifiableId": uuid(world, "path", 1 + chance % _PATHS),
                    "learningPathTitle": f"Path {1 + chance % _PATHS}: {title}",
                    "learningPathSku": f"LP-{1 + chance % _PATHS}",
                    "milestoneTitle": None if chance % 3 else "Étape 1",
                }
            case "emailCapture":
                own = {
                    **named,
                    "notifiableType": "course",
                    "notifiableId": course_id,
                    "courseSku": sku,
                    "courseId": course_id,
                    "courseTitle": title,
                    "anonymousId": uuid(world, "anonymous", number),
                    "source": "form",
                }
                del record["userDetail"]
            case _:
                own = {
                    **named,
                    "redemptionCode": f"CODE-{chance % 10_000:04}",
                    "redemptionCodeGroupLabel": "Läufer" if chance % 2 else None,
                }
        return record | own

    def _updated(self, number: int, at_ms: int) -> int:
        """Some completions are changed a day or several later, as far as that day has come."""
        later = at_ms + (number % 5) * 40_000_000
        end = (self.world.moment(self.events.day) - _EPOCH) // timedelta(milliseconds=1)
        return later if number % 3 == 0 and later < end else at_ms

    def _view(self, chance: int, course: int, title: str) -> dict[str, Any]:
        lesson, topic = chance >> 8 & 7, chance >> 12 & 15
        return {
            "courseId": uuid(self.world, "course", course),
            "courseSku": f"SKU-{course:03}",
            "courseTitle": title,
            "lessonId": uuid(self.world, "lesson", 10 * course + lesson),
            "lessonSlug": f"lesson-{lesson}",
            "lessonTitle": f"Lektion {lesson}",
            "sectionId": uuid(self.world, "section", course),
            "sectionSlug": "intro",
            "sectionTitle": "Intro ½",
            "topicId": uuid(self.world, "topic", 20 * course + topic),
            "topicTitle": None if topic == 0 else f"Topic {topic}",
        }

    def _purchase(self, number: int, chance: int, course: int, title: str) -> dict[str, Any]:
        failed = chance % 11 == 0
        coupon = f"SAVE-{chance % 30:02}" if chance % 3 == 0 else None
        return {
            "id": uuid(self.world, "coursePurchase", number),
            "transactionId": f"txn_{chance:016x}",
            "giftRecipientEmail": None,
            "coupon": {"code": coupon, "percentOff": 10} if coupon else None,
            "couponCode": coupon,
            "purchasableId": uuid(self.world, "course", course),
            "purchasableType": "course",
            "chargeId": None if failed else f"ch_{chance:016x}",
            "groupId": None,
            "orderId": f"order-{number}",
            "revenueType": "oneTime",
            "quantity": 1 + chance % 3,
            "variation": None,
            "shippingMethod": None,
            "type": "course",
            "sku": f"SKU-{course:03}",
            "slug": f"course-{course}",
            "title": title,
            "courseStartDate": None,
            "success": not failed,
            "failureCode": "card_declined" if failed else None,
            "failureMessage": "Your card was declined — “insufficient”" if failed else None,
            "referral": {"referrer": "https://search.example/?q=ü", "referrer_type": "search", "source": None},
        }
