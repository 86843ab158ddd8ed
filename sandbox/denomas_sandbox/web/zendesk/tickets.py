"""Tickets as Zendesk tells them: what the steps of a ticket's life add up to (facts: zendesk A.7.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from denomas_sandbox.web.zendesk.account import stamp
from denomas_sandbox.web.zendesk.texts import BODIES, REASONS, SUBJECTS, TAGS

if TYPE_CHECKING:
    from denomas_sandbox.company.support import Step
    from denomas_sandbox.web.zendesk.account import Account

_ARCHIVED_AFTER = 120 * 86_400
_PRIORITIES = ("low", "normal", "high", "urgent")
_TYPES = ("question", "incident", "problem", "task", None)
_CHANNELS = ("web", "email", "api", "voice", "chat", "mobile_sdk", "web", "email")
BY_AGENTS = frozenset({"reply", "note", "assign", "solve"})
COMMENTING = frozenset({"create", "reply", "customer", "note", "solve"})
# The numbers of the custom fields, after the system's (see `fields`).
FIRST_CUSTOM_FIELD = 12


class Ticket:
    """A ticket on the account's day.

    Attributes:
        account: whose.
        number: which, from 1.
        id: tickets count from a small number.
        chance: 64 bits of its own.
        steps: what has happened to it.
        kinds: what kinds of step there were.
        requester: the number of the person who asked.
        channel: how it came in.
        solved_at: when it was solved, in Unix seconds.
        closed_at: when it was closed.
        updated: when people or rules changed it last; deleting does, scrubbing and a system's update do not.
    """

    # Thousands are made for a page: everything that a record needs is found in one pass.
    __slots__ = (
        "account",
        "chance",
        "channel",
        "closed_at",
        "id",
        "kinds",
        "number",
        "requester",
        "solved_at",
        "steps",
        "updated",
    )

    def __init__(self, account: Account, number: int) -> None:
        """Take the account and the number."""
        self.account, self.number, self.id = account, number, account.first_ticket + number
        self.chance = chance = account.desk.chance(number)
        self.steps: list[Step] = account.desk.steps(number)
        self.requester = account.desk.requester(number)
        self.channel = _CHANNELS[(chance >> 11) % len(_CHANNELS)]
        self.kinds = {step.kind for step in self.steps}
        self.solved_at: int | None = None
        self.closed_at: int | None = None
        self.updated = self.steps[0].at
        for at, kind, _ in self.steps:
            if kind == "system" or kind == "scrub":  # noqa: PLR1714  a set takes longer
                continue
            self.updated = at
            if kind == "solve":
                self.solved_at = at
            elif kind == "close":
                self.closed_at = at

    @property
    def is_deleted(self) -> bool:
        """Whether it was deleted."""
        return "delete" in self.kinds

    @property
    def is_scrubbed(self) -> bool:
        """Whether it was deleted for good."""
        return "scrub" in self.kinds

    @property
    def is_archived(self) -> bool:
        """Whether it was closed more than 120 days ago: lists of the account lack it then."""
        return self.closed_at is not None and self.closed_at + _ARCHIVED_AFTER <= self.account.now

    @property
    def generated(self) -> int:
        """When anything was done to it last, a system's doing included."""
        return self.steps[-1].at

    @property
    def subject(self) -> str:
        """What it is about."""
        return f"{SUBJECTS[self.chance % len(SUBJECTS)]} #{self.number}" if self.number % 71 else ""

    def body(self, place: int) -> str:
        """Give what was written with a step."""
        return BODIES[(self.chance >> 3 * place) % len(BODIES)] + (f"\n[{self.number}.{place}]" if place else "")

    def via(self, *, inbound: bool = True) -> dict[str, Any]:
        """Give how something was said."""
        if not inbound:
            return {"channel": "web", "source": {"from": {}, "to": {}, "rel": None}}
        source: dict[str, Any] = {"from": {}, "to": {}, "rel": None}
        if self.channel == "email":
            who = self.account.person(self.requester)
            source = {
                "from": {"address": who.email, "name": f"{who.first_name} {who.last_name}"},
                "to": {"name": "Support", "address": f"support@{self.account.subdomain}.zendesk.com"},
                "rel": None,
            }
        elif self.channel == "voice":
            source = {
                "from": {"formatted_phone": "+49 30 1234567", "phone": "+49301234567", "name": "Caller +49 30 1234567"},
                "to": {"formatted_phone": "+1 415 000 0000", "phone": "+14150000000", "brand_id": None},
                "rel": "voicemail",
            }
        return {"channel": self.channel, "source": source}

    @property
    def assignee(self) -> int | None:
        """The user id of who works on it; nobody until somebody did something."""
        if self.kinds & BY_AGENTS:
            return self.account.agent(self.chance >> 13)
        return None

    @property
    def group(self) -> int | None:
        """The id of the group that works on it."""
        return self.account.group(self.chance >> 17) if self.chance >> 21 & 7 else None

    def status_after(self, place: int) -> str:
        """Give the status after so many steps."""
        status = "new"
        for step in self.steps[: place + 1]:
            match step.kind:
                case "reply":
                    status = "pending"
                case "customer" | "assign":
                    status = "open"
                case "priority" if self.chance >> 40 & 7 == 0:
                    status = "hold"
                case "solve":
                    status = "solved"
                case "close":
                    status = "closed"
                case "delete":
                    status = "deleted"
        return status

    def priority_after(self, place: int) -> str | None:
        """Give the priority after so many steps: raised by one with each change."""
        begin = (self.chance >> 27) % 6
        if begin > len(_PRIORITIES):
            return None
        raised = sum(step.kind == "priority" for step in self.steps[: place + 1])
        return _PRIORITIES[(begin + raised) % len(_PRIORITIES)]

    def tags_after(self, place: int) -> list[str]:
        """Give the tags after so many steps: one more with each change."""
        count = (self.chance >> 33) % 4 + sum(step.kind == "tags" for step in self.steps[: place + 1])
        begin = self.chance >> 37 & 15
        return sorted({TAGS[(begin + each) % len(TAGS)] for each in range(count)})

    @property
    def rating(self) -> str:
        """What the customer thinks: offered once it is solved, received from some."""
        if self.solved_at is None or "satisfaction" not in self.account.features:
            return "unoffered"
        return ("good", "offered", "offered", "bad", "good", "unoffered", "offered")[self.chance % 7]

    @property
    def satisfaction(self) -> Any:
        """What the ticket says about the rating."""
        score = self.rating
        if self.account.switches.ratings_as_text:
            return score
        if score not in {"good", "bad"}:
            return {"score": score}
        comment = "Danke — “super” 👍" if self.chance % 2 else ""
        reason = REASONS[self.chance % len(REASONS)] if score == "bad" else None
        found = {"id": self.account.id("satisfaction_rating", self.number), "score": score, "comment": comment}
        return {**found, "reason": reason, "reason_id": self.account.id("reason", 1) if reason else None}

    def custom_fields(self) -> list[dict[str, Any]]:
        """Give the values of the account's own fields: of every type that there is."""
        chance, account = self.chance, self.account
        empty = chance >> 50 & 7 == 0
        values: tuple[Any, ...] = (
            ("gold", "silver", "free", None)[chance >> 5 & 3],
            bool(chance >> 6 & 1),
            chance >> 8 & 0xFFFF,
            (chance >> 12 & 0xFF) / 8,
            ["feature::ci", "größe"][: 1 + (chance >> 9 & 1)],
            None if chance >> 10 & 3 else "2026-02-29x",
            'Ü測\n"' if chance >> 14 & 3 == 0 else "",
        )
        first = account.id("ticket_field", FIRST_CUSTOM_FIELD)
        return [{"id": key, "value": None if empty else value} for key, value in enumerate(values, first)]

    def record(self, *, exported: bool = True) -> dict[str, Any]:
        """Give the ticket.

        Args:
            exported: whether an incremental export gives it, which adds generated_timestamp.
        """
        account, chance, last = self.account, self.chance, len(self.steps)
        scrubbed, custom = self.is_scrubbed, self.custom_fields()
        subject = "SCRUBBED" if scrubbed else self.subject
        requester = account.id("user", self.requester)
        channel = self.channel
        record = {
            "url": account.url(f"tickets/{self.id}"),
            "id": self.id,
            "external_id": f"ext-{self.number}" if chance >> 3 & 7 == 0 else None,
            "via": {"channel": channel, "source": {"from": {}, "to": {}, "rel": None}} if scrubbed else self.via(),
            "created_at": stamp(self.steps[0].at),
            "updated_at": stamp(self.updated),
            "type": _TYPES[chance % len(_TYPES)],
            "subject": subject,
            "raw_subject": subject,
            "description": "SCRUBBED" if scrubbed else self.body(0),
            "priority": self.priority_after(last),
            "status": self.status_after(last),
            "recipient": f"support@{account.subdomain}.zendesk.com" if channel == "email" else None,
            "requester_id": requester,
            "submitter_id": requester,
            "assignee_id": self.assignee,
            "organization_id": account.organization_of(self.requester),
            "group_id": self.group,
            "collaborator_ids": [account.agent(chance >> 9)] if chance >> 15 & 3 == 0 else [],
            "follower_ids": [account.agent(chance >> 9)] if chance >> 15 & 3 == 0 else [],
            "email_cc_ids": [],
            "forum_topic_id": None,
            "problem_id": None,
            "has_incidents": chance % 10 == 7,  # noqa: PLR2004
            "is_public": chance >> 22 & 31 != 0,
            "due_at": stamp(self.steps[0].at + 864_000) if chance % 5 == 3 else None,  # noqa: PLR2004
            "tags": [] if scrubbed else self.tags_after(last),
            "custom_fields": custom,
            "satisfaction_rating": self.satisfaction,
            "sharing_agreement_ids": [],
            "custom_status_id": account.id("custom_status", 1 + chance % 6) if account.name == "main" else None,
            "fields": custom,
            "followup_ids": [],
            "ticket_form_id": account.id("ticket_form", 1 + chance % 3) if "forms" in account.features else None,
            "brand_id": account.id("brand", 1 + chance % 3),
            "allow_channelback": False,
            "allow_attachments": True,
            "from_messaging_channel": channel == "chat",
        }
        if channel == "chat":
            record["support_type"] = "agent"  # on newer accounts
        if exported:
            record["generated_timestamp"] = self.generated
        return record
