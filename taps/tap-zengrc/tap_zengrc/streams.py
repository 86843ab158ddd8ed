"""The collections of ZenGRC (facts: zengrc B.2 and B.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tap_zengrc.client import ZenGrcStream
from tap_zengrc.schemas import collection, day, flag, labels, loose, people, reference, text

if TYPE_CHECKING:
    from singer_sdk import Tap


class Assessments(ZenGrcStream):
    """Tests of one control within an audit."""

    name, path = "assessments", "/assessments"
    schema: ClassVar[dict[str, Any]] = collection(
        people("assessors", "Who assesses"),
        text("conclusion", "Outcome: Effective or Ineffective."),
        reference("control", "The control that is assessed"),
        day("start_date", "First day."),
        day("end_date", "Last day."),
        mapped="audits",
    )


class Audits(ZenGrcStream):
    """Audits of a program."""

    name, path = "audits", "/audits"
    schema: ClassVar[dict[str, Any]] = collection(
        people("audit_managers", "Who leads the audit"),
        reference("program", "The program that is audited"),
        day("report_period_start_date", "First day of the period that the report is about."),
        day("report_period_end_date", "Its last day."),
        day("start_date", "First day."),
        day("end_date", "Last day."),
        flag("sync_external_attachments", "Whether attachments are shared with a connected system."),
        flag("sync_external_comments", "Whether comments are shared with a connected system."),
        mapped="markets, standards",
    )


class Controls(ZenGrcStream):
    """Controls: what is done to meet objectives."""

    name, path = "controls", "/controls"
    schema: ClassVar[dict[str, Any]] = collection(mapped="objectives")


class Issues(ZenGrcStream):
    """Findings: what does not work as it should."""

    name, path = "issues", "/issues"
    schema: ClassVar[dict[str, Any]] = collection(
        text("notes", "Notes."),
        day("stop_date", "Day on which it ended, or should."),
        labels("tags", "Tags."),
        mapped="audits, controls, programs, standards",
    )


class Objectives(ZenGrcStream):
    """Objectives: what a standard demands."""

    name, path = "objectives", "/objectives"
    schema: ClassVar[dict[str, Any]] = collection(text("os_state", "State of the review."))


class Requests(ZenGrcStream):
    """Requests for evidence."""

    name, path = "requests", "/requests"
    schema: ClassVar[dict[str, Any]] = collection(
        people("assignees", "Who answers"),
        people("requesters", "Who asks"),
        loose("reviewers", "Who reviews: a list of reviewer and status."),
        loose("verifiers", "Who verifies."),
        reference("audit", "The audit that asks"),
        day("start_date", "First day."),
        day("end_date", "Last day."),
        day("due_date", "Day on which it is due; not every version of the API has it."),
        day("stop_date", "Day on which it ended, or should."),
        text("notes", "Notes."),
        flag("notify_assignee", "Whether assignees are notified."),
        text("test", "How the evidence is tested."),
        labels("tags", "Tags."),
        mapped="controls, issues, programs",
    )


class Risks(ZenGrcStream):
    """Risks."""

    name, path = "risks", "/risks"
    schema: ClassVar[dict[str, Any]] = collection(
        loose("risk_vector_score_values", "Scores of the risk; their shape is not documented.")
    )


class Programs(ZenGrcStream):
    """Compliance programs."""

    name, path = "programs", "/programs"
    schema: ClassVar[dict[str, Any]] = collection(
        day("effective_date", "Day from which it holds."),
        day("stop_date", "Day on which it ended, or should."),
        loose("managers", "Who manages it."),
        loose("editors", "Who may change it."),
        loose("readers", "Who may read it."),
        loose("primary_contact", "Whom to ask."),
        loose("secondary_contact", "Whom to ask next."),
        text("notes", "Notes."),
        text("reference_url", "Address of a reference."),
        text("url", "Address."),
        labels("tags", "Tags."),
        mapped="assessments, issues, org_groups, requests, risks, standards, systems",
    )


class Vendors(ZenGrcStream):
    """Third parties."""

    name, path = "vendors", "/vendors"
    schema: ClassVar[dict[str, Any]] = collection(
        day("start_date", "First day."),
        day("end_date", "Last day."),
        text("risk_rating", "Rating of the risk."),
        loose("owners", "Who owns the relation; Denomas does not load it."),
        loose("contact", "Whom to ask; Denomas does not load it."),
        loose("secondary_contact", "Whom to ask next."),
        text("notes", "Notes."),
        text("reference_url", "Address of a reference."),
        text("url", "Address."),
        labels("tags", "Tags."),
        mapped="data_assets, facilities, products, systems, tasks",
    )


class FurtherCollection(ZenGrcStream):
    """A collection of which only the fields that all objects have are known; others are kept in `_extra`."""

    optional = True
    selected_by_default = False


class People(FurtherCollection):
    """People; seen in use, its fields are not documented."""

    name, path = "people", "/people"
    schema: ClassVar[dict[str, Any]] = collection(text("name", "Name of the person."), text("email", "E-mail address."))


LOADED: tuple[type[ZenGrcStream], ...] = (
    Assessments, Audits, Controls, Issues, Objectives, Programs, Requests, Risks, Vendors,
)  # fmt: skip
"""The collections that Denomas loads."""

FURTHER = (
    "systems", "standards", "sections", "tasks", "markets", "org_groups", "facilities", "products", "data_assets",
)  # fmt: skip
"""Systems was seen in use; of the others it is only known that objects are linked to them."""


def all_streams(tap: Tap) -> list[ZenGrcStream]:
    """Give the streams of a tap."""
    further = [FurtherCollection(tap, name, collection(), f"/{name}") for name in FURTHER]
    return [*(stream(tap) for stream in LOADED), People(tap), *further]
