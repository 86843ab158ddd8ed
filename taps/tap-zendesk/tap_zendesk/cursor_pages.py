"""Cursor paging of lists: `page[size]` and `page[after]` (facts: zendesk A.3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from singer_sdk.pagination import BaseAPIPaginator
from tap_common.http import CursorPaginator
from typing_extensions import override

from tap_zendesk.client import FullListStream, ZendeskStream
from tap_zendesk.offset_pages import OffsetPaginator

if TYPE_CHECKING:
    import requests
    from singer_sdk.helpers.types import Context

PAGE_SIZE = 100


class ListPaginator(BaseAPIPaginator[Any]):
    """`meta.has_more` with `meta.after_cursor`; an endpoint that ignores `page[size]` is followed in its own way.

    Some lists know only offset paging, and audits of an archived ticket come in one unpaged answer whatever their
    number (facts: zendesk A.7), so the first answer decides. `links.next` is not followed: it may be there on the last
    page, and names the account's host, which a gateway does not have.
    """

    def __init__(self) -> None:
        """Begin at the first page."""
        super().__init__(None)
        self._way: BaseAPIPaginator[Any] | None = None

    @override
    def has_more(self, response: requests.Response) -> bool:
        way = self._way_of(response)
        return way is not None and way.has_more(response)

    @override
    def get_next(self, response: requests.Response) -> Any:
        way = self._way_of(response)
        found = None if way is None else way.get_next(response)
        return {"page[size]": PAGE_SIZE, "page[after]": found} if isinstance(way, CursorPaginator) else found

    @override
    def continue_if_empty(self, response: requests.Response) -> bool:
        return self.has_more(response)

    def _way_of(self, response: requests.Response) -> BaseAPIPaginator[Any] | None:
        if self._way is None:
            document = response.json()
            if isinstance(document, dict) and isinstance(document.get("meta"), dict):
                self._way = CursorPaginator("meta.after_cursor", more_key="meta.has_more")
            elif isinstance(document, dict) and "next_page" in document:
                self._way = OffsetPaginator()
        return self._way


class CursorPages(ZendeskStream):
    """A list by cursor."""

    params: ClassVar[dict[str, Any]] = {}
    """What is asked for besides, on each page."""

    @override
    def get_new_paginator(self) -> BaseAPIPaginator[Any]:
        return ListPaginator()

    @override
    def get_url_params(self, context: Context | None, next_page_token: Any) -> dict[str, Any]:
        return {**self.params, **(next_page_token or {"page[size]": PAGE_SIZE})}


class CursorList(CursorPages, FullListStream):
    """A list by cursor that is copied as a whole."""
