"""The legacy cursor of the account-wide list of audits: newest first, backwards in time (facts: zendesk A.3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from singer_sdk.pagination import BaseAPIPaginator
from tap_common.http.errors import RequestRejectedError
from tap_common.http.paginators import value_at
from typing_extensions import override

from tap_zendesk.address import iso, start_time
from tap_zendesk.client import ZendeskStream
from tap_zendesk.ticket_children import AUDIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    import requests
    from singer_sdk.helpers.types import Context
    from tap_common.http.bodies import JsonResponse

# 1000 are allowed, and time out on large accounts (facts: zendesk A.3.5).
_LIMIT = 200
_NEWEST, _CURSOR, _UNTIL = "newest", "cursor", "until"


class BackwardPaginator(BaseAPIPaginator[Any]):
    """`before_cursor` until there are no rows, or until a row is older than what is known."""

    def __init__(self, cursor: str | None, until: str) -> None:
        """Begin.

        Args:
            cursor: where a run that died had come to, None for the newest.
            until: `created_at` of the newest row that was read by an earlier run, or the start date.
        """
        super().__init__(cursor)
        self._until = until

    @override
    def has_more(self, response: requests.Response) -> bool:
        rows = response.json()["audits"]
        return bool(rows) and min(row["created_at"] for row in rows) >= self._until

    @override
    def get_next(self, response: requests.Response) -> Any:
        return value_at(response.json(), "before_cursor")


class AccountTicketAudits(ZendeskStream):
    """All audits of live tickets in one walk, without a request for each ticket: a first load in hours, not in days.

    Archived tickets are not in it, and the vendor warns against following changes with it, so `ticket_audits` is the
    stream to load every day; this one is not selected by default. The bookmark moves when the walk is at its end. Until
    then the state has how far it came, and a run that died goes on there and leaves what came since to the next.
    """

    name, path, records_key = "account_ticket_audits", "/ticket_audits.json", "audits"
    replication_key = "created_at"
    schema: ClassVar[dict[str, Any]] = AUDIT

    @property
    def bookmark(self) -> dict[str, Any]:
        """The stream's part of the state."""
        return self.get_context_state(None)

    @override
    def get_new_paginator(self) -> BackwardPaginator:
        return BackwardPaginator(self.bookmark.get(_CURSOR), self._until)

    @override
    def get_url_params(self, context: Context | None, next_page_token: Any) -> dict[str, Any]:
        where = {"cursor": next_page_token} if next_page_token else {}
        return {"limit": _LIMIT, "sort_order": "desc", **where}

    @override
    def request_records(self, context: Context | None) -> Iterable[dict[str, Any]]:
        first = self.bookmark.get(_CURSOR)
        begun = False
        try:
            for record in super().request_records(context):
                begun = True
                yield record
        except RequestRejectedError as error:
            if first is None or begun:
                raise
            self.logger.warning("%s The cursor of the last run is not known any more; starting at the newest.", error)
            self.bookmark.pop(_CURSOR)
            yield from super().request_records(context)
        self.bookmark.pop(_CURSOR, None)
        if self.bookmark.get(_NEWEST):
            self.bookmark[_UNTIL] = self.bookmark.pop(_NEWEST)
        self.state_manager.is_flushed = False

    @override
    def after_page(self, response: JsonResponse) -> None:
        rows = response.json()["audits"]
        if not rows:
            return
        self.bookmark.setdefault(_NEWEST, max(row["created_at"] for row in rows))
        cursor = value_at(response.json(), "before_cursor")
        if cursor:
            self.bookmark[_CURSOR] = cursor
        self.state_manager.is_flushed = False
        self._write_state_message()

    @override
    def _increment_stream_state(self, latest_record: dict[str, Any], *, context: Context | None = None) -> None:
        """Leave the state to `after_page`: the newest rows come first."""

    @property
    def _until(self) -> str:
        return str(self.bookmark.get(_UNTIL) or iso(start_time(self.config)))
