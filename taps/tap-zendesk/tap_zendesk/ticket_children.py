"""What belongs to a ticket: metrics, audits, comments, side conversations; read when the ticket changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from typing_extensions import override

from tap_zendesk.children import Child, ListChild
from tap_zendesk.limits import ticket_requests
from tap_zendesk.schemas import dated, schema
from tap_zendesk.tickets import Tickets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from singer_sdk.helpers.types import Context
    from tap_common.http import Budget

AUDIT = schema(integer="id ticket_id author_id", moment="created_at", object="metadata via", items="events")


class TicketMetrics(Child):
    """Metrics of tickets, which come with them: archived tickets have them here, but not in the list of metrics."""

    name, path = "ticket_metrics", Tickets.path
    selected_by_default = True
    parent_stream_type = Tickets
    schema: ClassVar[dict[str, Any]] = dated(
        integer="ticket_id group_stations assignee_stations reopens replies",
        moment="assignee_updated_at requester_updated_at status_updated_at initially_assigned_at assigned_at solved_at "
        "latest_comment_added_at custom_status_updated_at",
        object="reply_time_in_minutes reply_time_in_seconds first_resolution_time_in_minutes "
        "full_resolution_time_in_minutes agent_wait_time_in_minutes requester_wait_time_in_minutes "
        "on_hold_time_in_minutes",
    )

    @override
    def rows_of(self, context: Context) -> Iterable[dict[str, Any]]:
        metric_set = context["metric_set"]
        return [{**metric_set, "ticket_id": context["ticket_id"]}] if metric_set else []


class TicketList(ListChild):
    """A list below a ticket."""

    parent_stream_type = Tickets
    parent_keys = ("ticket_id",)

    @property
    @override
    def budget(self) -> tuple[Budget, ...]:
        """The account's limit, and the endpoint's own."""
        return (self.bucket, ticket_requests(self.config, self.name))


class TicketAudits(TicketList):
    """What happened to a ticket: each audit is a change, with its events."""

    name, path, records_key = "ticket_audits", "/tickets/{ticket_id}/audits.json", "audits"
    selected_by_default = True
    optional = False
    schema: ClassVar[dict[str, Any]] = AUDIT


class TicketComments(TicketList):
    """Comments of tickets, of agents and customers, public and private; voice comments too."""

    name, path, records_key = "ticket_comments", "/tickets/{ticket_id}/comments.json", "comments"
    selected_by_default = True
    optional = False
    params: ClassVar[dict[str, Any]] = {"sort": "created_at"}
    schema: ClassVar[dict[str, Any]] = schema(
        integer="id ticket_id author_id audit_id",
        text="type body html_body plain_body",
        flag="public",
        moment="created_at",
        items="attachments uploads",
        object="metadata via data",
    )


class SideConversations(TicketList):
    """Side conversations of tickets; only their id and kind of paging are known, the rest is kept in `_extra`."""

    name, path, records_key = "side_conversations", "/tickets/{ticket_id}/side_conversations", "side_conversations"
    schema: ClassVar[dict[str, Any]] = schema(integer="ticket_id", text="id")
