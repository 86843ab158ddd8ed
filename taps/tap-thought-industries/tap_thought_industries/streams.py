"""The endpoints of Thought Industries (facts: thought-industries C.2 and C.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tap_thought_industries.cursor_stream import CursorStream
from tap_thought_industries.event_stream import EventStream
from tap_thought_industries.schemas import EVENT_KEY, event_schema, keyed_event_schema, schema

if TYPE_CHECKING:
    from tap_thought_industries.client import ThoughtIndustriesStream


class EventWithId(EventStream):
    """An event that the source gives an id."""

    primary_keys = ("id",)


class EventWithoutId(EventStream):
    """An event that the tap gives a key."""

    primary_keys = (EVENT_KEY,)


class CourseCompletions(EventWithId):
    """A user completed a course."""

    name, path = "course_completions", "/events/courseCompletion"
    schema: ClassVar[dict[str, Any]] = event_schema(
        text="id source event license notifiableId title type", moment="updatedAt"
    )


class Logins(EventWithoutId):
    """A user signed in."""

    name, path = "logins", "/events/login"
    identity = ("companyHost", "userAgent")
    schema: ClassVar[dict[str, Any]] = keyed_event_schema(
        text="companyHost companySubdomain event userAgent", object="browserInfo"
    )


class Visits(EventWithoutId):
    """A user came to the site."""

    name, path = "visits", "/events/visit"
    identity = ("companyHost",)
    schema: ClassVar[dict[str, Any]] = keyed_event_schema(text="companyHost companySubdomain event")


class CourseViews(EventWithoutId):
    """A user looked at a page of a course."""

    name, path = "course_views", "/events/courseView"
    identity = ("courseId", "sectionId", "lessonId", "topicId")
    schema: ClassVar[dict[str, Any]] = keyed_event_schema(
        text="courseId courseSku courseTitle lessonId lessonSlug lessonTitle sectionId sectionSlug sectionTitle "
        "topicId topicTitle"
    )


class CourseActions(EventWithId):
    """A user did something with a course; `type` and `source` say what."""

    name, path = "course_actions", "/events/courseAction"
    schema: ClassVar[dict[str, Any]] = event_schema(text="id source courseSku courseTitle notifiableId type")


class CoursePurchases(EventWithId):
    """A user bought a course."""

    name, path = "course_purchases", "/events/coursePurchase"
    schema: ClassVar[dict[str, Any]] = event_schema(
        text="id transactionId giftRecipientEmail couponCode purchasableId purchasableType chargeId groupId orderId "
        "revenueType variation shippingMethod type sku slug title failureCode failureMessage",
        moment="courseStartDate",
        integer="quantity",
        flag="success",
        object="coupon referral",
    )


class LearningPathActions(EventWithId):
    """A user did something with a learning path."""

    name, path = "learning_path_actions", "/events/learningPathAction"
    schema: ClassVar[dict[str, Any]] = event_schema(
        text="id source type notifiableId learningPathTitle learningPathSku milestoneTitle"
    )


class EmailCaptures(EventWithoutId):
    """Somebody left an e-mail address."""

    name, path = "email_captures", "/events/emailCapture"
    identity = ("anonymousId", "notifiableType", "notifiableId", "source")
    schema: ClassVar[dict[str, Any]] = keyed_event_schema(
        text="notifiableType notifiableId courseSku courseId courseTitle companyHost companySubdomain anonymousId "
        "source event"
    )


class CodeRedemptions(EventWithoutId):
    """A user redeemed a code."""

    name, path = "code_redemptions", "/events/redemptionCodeRedeem"
    identity = ("redemptionCode",)
    schema: ClassVar[dict[str, Any]] = keyed_event_schema(
        text="companyHost companySubdomain event redemptionCode redemptionCodeGroupLabel"
    )


class Users(CursorStream):
    """Learners and those who manage them; names and addresses."""

    name, path, records_key = "users", "/users", "users"
    schema: ClassVar[dict[str, Any]] = schema(
        text="id email firstName lastName roleKey clientId externalCustomerId sfAccountId sfContactId stripeCustomerId "
        "learnerUserId managerUserId language country state zipCode shippingName asset "
        + " ".join(f"ref{number}" for number in range(1, 11)),
        scalar="balance",
        flag="disabled",
        moment="createdAt lastActiveAt",
        object="customFields",
        json="allocatedLicenses allocatedLearningPaths purchasedCourses purchasedBundles waitlistedCourses",
    )


class Content(CursorStream):
    """Courses, articles and whatever else can be learned from."""

    name, path, records_key = "content", "/content", "contentItems"
    schema: ClassVar[dict[str, Any]] = schema(
        text="id kind title slug sku status source url language description metaTitle metaDescription contentTypeLabel "
        "asset assetAltText",
        json="authorsAndInstructors tags customFields",
        moment="createdAt updatedAt courseStartDate courseEndDate enrollmentStartDate enrollmentEndDate",
        integer="enrollmentCount seatsLimit waitlistCount priceInCents suggestedRetailPriceInCents",
        flag="waitlistingEnabled waitlistingTriggered freeWithRegistration hasChildren",
    )


class Meetings(CursorStream):
    """Meetings of courses."""

    name, path, records_key = "meetings", "/meetings", "meetings"
    schema: ClassVar[dict[str, Any]] = schema(
        text="id title location attendeeInfo", moment="startDate endDate", json="instructors", object="course"
    )


class Clients(CursorStream):
    """Clients: the companies that learners belong to."""

    name, path, records_key = "clients", "/clients", "clients"
    schema: ClassVar[dict[str, Any]] = schema(
        text="id name slug sku", flag="disabled", json="tags", moment="createdAt updatedAt"
    )


class Coupons(CursorStream):
    """Coupons."""

    name, path, records_key = "coupons", "/coupons", "coupons"
    schema: ClassVar[dict[str, Any]] = schema(
        text="id code appliesToUser",
        flag="active allowMultipleInCart",
        integer="amountOffInCents percentOff maxRedemptions timesRedeemed",
        moment="redeemBy",
    )


class AssessmentAttempts(CursorStream):
    """A user took an assessment."""

    name, path, records_key = "assessment_attempts", "/assessmentAttempts", "assessmentAttempts"
    schema: ClassVar[dict[str, Any]] = schema(
        text="id courseId status",
        object="assessment course user",
        moment="createdAt updatedAt",
        number="grade timeElapsedInSeconds",
        flag="passed",
        json="answers",
    )


STREAMS: tuple[type[ThoughtIndustriesStream], ...] = (
    CourseCompletions, Logins, Visits, CourseViews, CourseActions, CoursePurchases, LearningPathActions, EmailCaptures,
    CodeRedemptions, Users, Content, Meetings, Clients, Coupons, AssessmentAttempts,
)  # fmt: skip
