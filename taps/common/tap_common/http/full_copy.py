"""Streams that are read as a whole each time: a copy goes live at once and at its end, so what was deleted is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import override

from tap_common.http.stream import HttpStream

if TYPE_CHECKING:
    from collections.abc import Generator

    from singer_sdk.helpers.types import Context


class FullCopyStream(HttpStream):
    """A full-table stream whose run is one table version (milliseconds), activated when the last page was sent.

    Until then the target keeps the rows beside the live table, and a run that dies leaves that one as it was. The SDK's
    own way activates a version before its first row, which would empty the table for as long as the run takes.
    """

    @property
    def is_whole(self) -> bool:
        """Whether this run read all there is; a subclass that may skip says False when it did."""
        return True

    @override
    @property
    def emit_activate_version_messages(self) -> bool:
        """False: the SDK's own message comes too early."""
        return False

    @override
    def _sync_records(
        self, context: Context | None = None, *, write_messages: bool = True
    ) -> Generator[dict[str, Any], Any, Any]:
        self._stream_version = self._initialized_at if self.replication_method == "FULL_TABLE" else None
        yield from super()._sync_records(context, write_messages=write_messages)
        if self._stream_version is not None and self.selected and self.is_whole and write_messages:
            self._write_activate_version_message(self._stream_version)
