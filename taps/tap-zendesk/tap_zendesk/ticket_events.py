"""What happens around tickets, account-wide: events, metric events, ratings, skips, activities, audit logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from typing_extensions import override

from tap_zendesk.address import unix_seconds
from tap_zendesk.cursor_pages import CursorList, CursorPages
from tap_zendesk.exports import ExportStream
from tap_zendesk.filtered_list import FilteredList
from tap_zendesk.limits import ACCOUNT, DELETED_TICKETS
from tap_zendesk.schemas import dated, schema
from tap_zendesk.time_export import TimeExport
from tap_zendesk.windows import IsoWindows, UnixWindows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from singer_sdk.helpers.types import Context

# Metric events were seen out of order (facts: zendesk A.7); how far is not documented.
_OUT_OF_ORDER_SECONDS = 3600
_METRIC_EVENT = schema(
    integer="id ticket_id instance_id", text="metric type", moment="time", object="sla group_sla status", flag="deleted"
)


class TicketEvents(TimeExport):
    """Changes of all tickets in one export, comments among them, without a request for each ticket."""

    name, path, records_key = "ticket_events", "/incremental/ticket_events.json", "ticket_events"
    replication_key = "timestamp"
    identity = ("id", "timestamp")
    params: ClassVar[dict[str, Any]] = {"include": "comment_events"}
    schema: ClassVar[dict[str, Any]] = schema(
        integer="id ticket_id timestamp updater_id",
        moment="created_at",
        text="event_type",
        json="via",
        object="system metadata",
        items="child_events",
    )

    @override
    def post_process(self, row: dict[str, Any], context: Context | None = None) -> dict[str, Any] | None:
        if isinstance(row.get("via"), int):  # a number, a text or an object
            row["via"] = str(row["via"])
        return super().post_process(row, context)


class _MetricEventsByCursor(CursorPages, ExportStream):
    """The same events by cursor, a tenth as many a request: for a second that fills a page."""

    name, path, records_key = "ticket_metric_events", "/incremental/ticket_metric_events.json", "ticket_metric_events"
    optional = False
    schema: ClassVar[dict[str, Any]] = _METRIC_EVENT
    sized = False
    second = 0

    @override
    def get_url_params(self, context: Context | None, next_page_token: Any) -> dict[str, Any]:
        return {"start_time": self.second, **super().get_url_params(context, next_page_token)}

    @override
    def after_page(self, response: Any) -> None:
        """Leave the bookmark to the export."""


class TicketMetricEvents(TimeExport):
    """Each step of each metric: activated, paused, fulfilled, breached."""

    name, path, records_key = "ticket_metric_events", "/incremental/ticket_metric_events.json", "ticket_metric_events"
    replication_key = "time"
    identity = ("id", "time", "type", "deleted")
    schema: ClassVar[dict[str, Any]] = _METRIC_EVENT

    @override
    def rows_of_second(self, second: int) -> Iterable[dict[str, Any]]:
        events = _MetricEventsByCursor(self._tap)
        events.second = second
        for row in events.request_records(None):
            moment = unix_seconds(row["time"])
            if moment == second:
                yield row
            elif moment > second + _OUT_OF_ORDER_SECONDS:
                return


class SatisfactionRatings(UnixWindows):
    """What customers say about solved tickets."""

    name, path, records_key = "satisfaction_ratings", "/satisfaction_ratings.json", "satisfaction_ratings"
    selected_by_default = True
    schema: ClassVar[dict[str, Any]] = dated(
        integer="assignee_id group_id requester_id ticket_id reason_id reason_code", text="score comment reason"
    )


class AuditLogs(IsoWindows):
    """Who changed which setting of the account."""

    name, path, records_key = "audit_logs", "/audit_logs.json", "audit_logs"
    params: ClassVar[dict[str, Any]] = {"sort": "created_at"}
    schema: ClassVar[dict[str, Any]] = schema(
        integer="id actor_id source_id",
        text="url action action_label actor_name source_type source_label change_description ip_address",
        moment="created_at",
    )


class TicketSkips(FilteredList):
    """Tickets that agents skipped in guided mode; not those of archived tickets."""

    name, path, records_key = "ticket_skips", "/skips.json", "skips"
    params: ClassVar[dict[str, Any]] = {"sort_order": "desc"}
    schema: ClassVar[dict[str, Any]] = schema(
        integer="id ticket_id user_id", text="reason", object="ticket", moment="created_at updated_at"
    )


class TicketActivities(FilteredList):
    """What happened to tickets of the user whose token it is, in the last 30 days."""

    name, path, records_key = "ticket_activities", "/activities.json", "activities"
    schema: ClassVar[dict[str, Any]] = dated(
        integer="user_id actor_id", text="title verb", object="user actor object target"
    )


class DeletedTickets(CursorList):
    """Tickets that were deleted in the last 30 days, with who did it."""

    name, path, records_key = "deleted_tickets", "/deleted_tickets.json", "deleted_tickets"
    budget = (ACCOUNT, DELETED_TICKETS)
    schema: ClassVar[dict[str, Any]] = schema(
        integer="id", text="subject description previous_state", object="actor", moment="deleted_at"
    )
