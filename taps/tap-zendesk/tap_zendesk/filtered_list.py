"""Lists that grow for ever: read as a whole, and only what changed since the bookmark is sent (facts: zendesk A.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import override

from tap_zendesk.address import start_time, unix_seconds
from tap_zendesk.cursor_pages import CursorPages

if TYPE_CHECKING:
    from singer_sdk.helpers.types import Context, Record


class FilteredList(CursorPages):
    """A list in no order: the bookmark moves at the end of the run. Rows without `updated_at` always come."""

    replication_key = "updated_at"

    @property
    def since(self) -> int:
        """The bookmark, else the start date, in Unix seconds."""
        bookmark = self.get_context_state(None).get("replication_key_value")
        return unix_seconds(bookmark) if bookmark else start_time(self.config)

    @override
    def post_process(self, row: Record, context: Context | None = None) -> Record | None:
        changed = row.get("updated_at")
        if changed and unix_seconds(changed) < self.since:
            return None
        return super().post_process(row, context)

    @override
    def _increment_stream_state(self, latest_record: dict[str, Any], *, context: Context | None = None) -> None:
        if latest_record.get("updated_at"):
            super()._increment_stream_state(latest_record, context=context)
