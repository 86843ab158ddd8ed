"""Streams that a cursor leads through: users, content and the like."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tap_common.http import CursorPaginator
from tap_common.http.errors import EndpointNotFoundError, RequestRejectedError
from tap_common.http.paginators import value_at
from typing_extensions import override

from tap_thought_industries.client import ThoughtIndustriesStream
from tap_thought_industries.envelopes import PAGE_INFO, prefix_of
from tap_thought_industries.moments import iso, milliseconds
from tap_thought_industries.windows import DAY_MS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import requests
    from singer_sdk.helpers.types import Context
    from tap_common.http.bodies import JsonResponse

_CURSOR = "cursor"
_READ_FROM_START_AT = "read_from_start_at"


class PageInfoPaginator(CursorPaginator):
    """`pageInfo.hasMore` and `pageInfo.cursor`, in either form of the answer (facts: thought-industries C.3)."""

    def __init__(self, records_key: str, cursor: str | None) -> None:
        """Begin at a cursor, or at the first page."""
        super().__init__("", more_key="")
        self._value = cursor
        self._records_key = records_key

    @override
    def has_more(self, response: requests.Response) -> bool:
        self._find(response)
        return super().has_more(response)

    @override
    def get_next(self, response: requests.Response) -> Any:
        self._find(response)
        return super().get_next(response)

    def _find(self, response: requests.Response) -> None:
        page_info = prefix_of(response.json(), self._records_key) + PAGE_INFO
        self._cursor_key, self._more_key = f"{page_info}.cursor", f"{page_info}.hasMore"


class CursorStream(ThoughtIndustriesStream):
    """`GET /<name>?cursor=…` (facts: thought-industries C.3).

    The state holds the last cursor; the next run goes on there. That the order is by creation or change is inferred,
    not documented, so every `full_read_days` a run begins at the first page again and finds what changed behind it.
    """

    primary_keys = ("id",)

    @override
    def get_new_paginator(self) -> PageInfoPaginator:
        return PageInfoPaginator(self.records_key, self._state.get(_CURSOR))

    @override
    def get_url_params(self, context: Context | None, next_page_token: str | None) -> dict[str, Any]:
        return {_CURSOR: next_page_token} if next_page_token else {}

    @override
    def request_records(self, context: Context | None) -> Iterable[dict[str, Any]]:
        if self._is_due():
            self._begin_anew()
        first = self._state.get(_CURSOR)
        begun = False
        try:
            for record in super().request_records(context):
                begun = True
                yield record
        except (RequestRejectedError, EndpointNotFoundError) as error:
            # Only the cursor of an earlier run can be at fault, and only before its first record.
            if first is None or begun or self._state.get(_CURSOR) != first:
                raise
            self.logger.warning("%s; the cursor of the last run is not known any more, starting over", error)
            self._begin_anew()
            yield from super().request_records(context)

    @override
    def after_page(self, response: JsonResponse) -> None:
        page_info = prefix_of(response.json(), self.records_key) + PAGE_INFO
        cursor = value_at(response.json(), f"{page_info}.cursor")
        if cursor:
            self._state[_CURSOR] = cursor
            self.state_manager.is_flushed = False
            self._write_state_message()

    @property
    def _state(self) -> dict[str, Any]:
        return self.get_context_state(None)

    def _is_due(self) -> bool:
        """Say whether the first page is to be read again."""
        started = self._state.get(_READ_FROM_START_AT)
        if not started or not self._state.get(_CURSOR):
            return True
        return _now() - milliseconds(started) >= int(self.config["full_read_days"]) * DAY_MS

    def _begin_anew(self) -> None:
        self._state.pop(_CURSOR, None)
        self._state[_READ_FROM_START_AT] = iso(_now())


def _now() -> int:
    return int(time.time() * 1000)
