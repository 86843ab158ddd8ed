"""Incremental exports by cursor: tickets and users (facts: zendesk A.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tap_common.http import CursorPaginator
from tap_common.http.errors import EndpointNotFoundError, RequestRejectedError
from typing_extensions import override

from tap_zendesk.address import accepted_start, unix_seconds
from tap_zendesk.exports import ExportStream

if TYPE_CHECKING:
    from collections.abc import Iterable

    from singer_sdk.helpers.types import Context
    from tap_common.http.bodies import JsonResponse

CURSOR = "cursor"
START_TIME = "start_time"


class CursorExport(ExportStream):
    """`start_time` on the first request ever, afterwards the cursor; the last page has one too, for the next run.

    A page may be empty although there is more: only `end_of_stream` ends the walk. The state also has the largest time
    that was seen, for a cursor that the source does not know any more.
    """

    include: ClassVar[str] = ""
    """Side-loads; asked for on each page."""
    walked_key: ClassVar[str | None] = None
    """Where the rows are that the walk goes by, when the records are others that come with them."""

    @override
    def get_new_paginator(self) -> CursorPaginator:
        return CursorPaginator("after_cursor", end_key="end_of_stream")

    @property
    def side_loads(self) -> str:
        """What is asked for besides."""
        return self.include

    @override
    def get_url_params(self, context: Context | None, next_page_token: Any) -> dict[str, Any]:
        cursor = next_page_token or self.bookmark.get(CURSOR)
        if cursor:
            where = {CURSOR: cursor}
        else:
            where = {START_TIME: accepted_start(self.bookmark.get(START_TIME, self.first_start_time))}
        return where | ({"include": self.side_loads} if self.side_loads else {})

    @override
    def request_records(self, context: Context | None) -> Iterable[dict[str, Any]]:
        first = self.bookmark.get(CURSOR)
        begun = False
        try:
            for record in super().request_records(context):
                begun = True
                yield record
        except (RequestRejectedError, EndpointNotFoundError) as error:
            # Only the cursor of an earlier run can be at fault, and only before its first record.
            if first is None or begun or self.bookmark.get(CURSOR) != first:
                raise
            self.logger.warning("%s The cursor of the last run is not known any more; going on by time.", error)
            self.bookmark.pop(CURSOR)
            yield from super().request_records(context)

    @override
    def after_page(self, response: JsonResponse) -> None:
        document = response.json()
        values: dict[str, Any] = {}
        if document.get("after_cursor"):
            values[CURSOR] = document["after_cursor"]
        walked = document[self.walked_key or self.records_key]
        times = [_seconds(row.get(self.replication_key or "")) for row in walked]
        seen = [time for time in times if time is not None]
        if seen:
            values[START_TIME] = max(*seen, self.bookmark.get(START_TIME, 0))
        if values:
            self.move_bookmark(**values)


def _seconds(value: Any) -> int | None:
    if isinstance(value, str):
        return unix_seconds(value)
    return value if isinstance(value, int) else None
