"""Offset paging of lists: `page` and `per_page` (facts: zendesk A.3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from singer_sdk.pagination import BaseAPIPaginator
from tap_common.http.paginators import value_at
from typing_extensions import override

from tap_zendesk.client import FullListStream

if TYPE_CHECKING:
    import requests
    from singer_sdk.helpers.types import Context

_PER_PAGE = 100
# Behind the first 10,000 records the source answers 400.
_LAST_PAGE = 100


class OffsetPaginator(BaseAPIPaginator[Any]):
    """The query of `next_page`, null on the last page; its host is not looked at, nor asked.

    Raises LookupError for page 101: the source refuses it, and what is behind it must not be lost without a word.
    """

    def __init__(self) -> None:
        """Begin at the first page."""
        super().__init__(None)

    @override
    def has_more(self, response: requests.Response) -> bool:
        return bool(value_at(response.json(), "next_page"))

    @override
    def get_next(self, response: requests.Response) -> Any:
        url = value_at(response.json(), "next_page")
        if not url:
            return None
        if not isinstance(url, str):
            raise TypeError(f"next_page holds {type(url).__name__}, not a URL")
        query = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
        if not query:
            raise LookupError("next_page has no query")
        page = query.get("page", "")
        if page.isdecimal() and int(page) > _LAST_PAGE:
            raise LookupError("there are more than 10,000 records, and offset paging ends there")
        return query

    @override
    def continue_if_empty(self, response: requests.Response) -> bool:
        return self.has_more(response)


class OffsetList(FullListStream):
    """A list by offset, or in one answer, that is copied as a whole."""

    params: ClassVar[dict[str, Any]] = {}

    @override
    def get_new_paginator(self) -> OffsetPaginator:
        return OffsetPaginator()

    @override
    def get_url_params(self, context: Context | None, next_page_token: Any) -> dict[str, Any]:
        return {**self.params, **(next_page_token or {"per_page": _PER_PAGE})}
