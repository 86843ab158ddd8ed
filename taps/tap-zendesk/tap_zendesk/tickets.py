"""Tickets, and how the streams below them are led (facts: zendesk A.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from typing_extensions import override

from tap_zendesk.children import ListChild, Parent
from tap_zendesk.cursor_export import CURSOR, START_TIME, CursorExport
from tap_zendesk.schemas import DELETED, PERMANENTLY_DELETED, dated

if TYPE_CHECKING:
    from collections.abc import Iterable

    import requests
    from singer_sdk.helpers.types import Context, Record

_METRIC_SET = "metric_set"
_METRIC_SETS = "metric_sets"
_CHILDREN = "children"
# What a deleted ticket's texts are replaced by when it is erased; the exact text is not documented.
_SCRUBBED = "SCRUBBED"


class Tickets(CursorExport, Parent):
    """Tickets, archived and deleted ones too; a ticket that changes during the walk comes again."""

    name, path, records_key = "tickets", "/incremental/tickets/cursor.json", "tickets"
    selected_by_default = True
    optional = False
    replication_key = "generated_timestamp"
    schema: ClassVar[dict[str, Any]] = dated(
        integer="custom_status_id requester_id submitter_id assignee_id organization_id group_id forum_topic_id "
        "problem_id via_followup_source_id ticket_form_id brand_id generated_timestamp",
        text="external_id type subject raw_subject description priority status recipient encoded_id support_type",
        flag=f"has_incidents is_public allow_channelback allow_attachments from_messaging_channel {DELETED} "
        f"{PERMANENTLY_DELETED}",
        moment="due_at",
        items="collaborator_ids follower_ids email_cc_ids tags custom_fields sharing_agreement_ids followup_ids "
        "macro_ids attribute_value_ids",
        object="via",
        json="satisfaction_rating",
    )

    _metric_set: dict[str, Any] | None = None

    @property
    @override
    def side_loads(self) -> str:
        """Metrics come with their tickets."""
        return _METRIC_SETS if any(child.name == "ticket_metrics" for child in self.children) else ""

    @override
    def request_records(self, context: Context | None) -> Iterable[dict[str, Any]]:
        self._cover_children()
        yield from super().request_records(context)

    @override
    def parse_response(self, response: requests.Response) -> Iterable[dict[str, Any]]:
        records = list(super().parse_response(response))
        live = [record["id"] for record in records if not _is_deleted(record)]
        for child in self.children:
            if isinstance(child, ListChild):
                child.plan(live)
        return records

    @override
    def post_process(self, row: Record, context: Context | None = None) -> Record | None:
        # The record's own children are synced right after this, before the next record comes.
        self._metric_set = row.pop(_METRIC_SET, None)
        row.pop("fields", None)  # the same as custom_fields
        row[DELETED] = _is_deleted(row)
        row[PERMANENTLY_DELETED] = row[DELETED] and _is_scrubbed(row)
        return super().post_process(row, context)

    @override
    def generate_child_contexts(self, record: Record, context: Context | None) -> Iterable[Context | None]:
        if not _is_deleted(record):
            yield {"ticket_id": record["id"], _METRIC_SET: self._metric_set}

    def _cover_children(self) -> None:
        """Start over when a stream below is new: the bookmark covers only those that were read with it."""
        wanted = [child.name for child in self.children]
        missing = sorted(set(wanted) - set(self.bookmark.get(_CHILDREN, wanted)))
        if missing:
            self.logger.warning(
                "tickets: all are read again, for %s of the tickets that were read before is missing",
                ", ".join(missing),
            )
            self.bookmark.pop(CURSOR, None)
            self.bookmark.pop(START_TIME, None)
        self.bookmark[_CHILDREN] = wanted


def _is_deleted(ticket: dict[str, Any]) -> bool:
    return ticket.get("status") == "deleted"


def _is_scrubbed(ticket: dict[str, Any]) -> bool:
    texts = [str(ticket.get(name) or "").strip().upper() for name in ("subject", "description")]
    return any(text.startswith(_SCRUBBED) for text in texts)
