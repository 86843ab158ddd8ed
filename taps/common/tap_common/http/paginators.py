"""Paging mechanics that `singer_sdk.pagination` lacks.

There already: `PageNumberPaginator` and `OffsetPaginator` (both end with an empty page), `HeaderLinkPaginator`,
`SimpleHeaderPaginator`. Its `JSONPathPaginator` ends with an empty page although more may follow, and so loses records
of APIs that filter after they page; those here go on as long as the source says that there is more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from singer_sdk.pagination import BaseAPIPaginator, BaseHATEOASPaginator
from typing_extensions import override

if TYPE_CHECKING:
    from urllib.parse import ParseResult

    import requests

_MISSING: Any = object()


def value_at(document: Any, key: str) -> Any:
    """Give what a document has at a dotted key, e.g. `meta.has_more`; None where it has nothing."""
    value = _at(document, key)
    return None if value is _MISSING else value


class CursorPaginator(BaseAPIPaginator[Any]):
    """A cursor or token in the body, e.g. `CursorPaginator("meta.after_cursor", more_key="meta.has_more")`.

    Without `more_key` and `end_key` the last page is the one without a cursor.
    """

    def __init__(self, cursor_key: str, *, more_key: str | None = None, end_key: str | None = None) -> None:
        """Name the keys, dotted.

        Args:
            cursor_key: where the next page's cursor is.
            more_key: true as long as there are more pages.
            end_key: true on the last page, e.g. `end_of_stream`.
        """
        super().__init__(None)
        self._cursor_key = cursor_key
        self._more_key = more_key
        self._end_key = end_key

    @override
    def has_more(self, response: requests.Response) -> bool:
        return _says_more(response.json(), self._more_key, self._end_key)

    @override
    def get_next(self, response: requests.Response) -> Any:
        cursor = value_at(response.json(), self._cursor_key)
        if not cursor and (self._more_key or self._end_key):
            raise LookupError(f"there is more, but no cursor under {self._cursor_key}")
        return cursor

    @override
    def continue_if_empty(self, response: requests.Response) -> bool:
        return self.has_more(response) and bool(self.get_next(response))


class NextUrlPaginator(BaseHATEOASPaginator):
    """The next page's URL in the body, e.g. `NextUrlPaginator("links.next", more_key="meta.has_more")`.

    `HttpStream` sends the request to that URL, path and query as they are.
    """

    def __init__(self, url_key: str = "next_page", *, more_key: str | None = None, end_key: str | None = None) -> None:
        """Name the keys, dotted.

        Args:
            url_key: where the next page's URL is; null or absent on the last page.
            more_key: true as long as there are more pages, where the URL is there on the last one too.
            end_key: true on the last page.
        """
        super().__init__()
        self._url_key = url_key
        self._more_key = more_key
        self._end_key = end_key

    @override
    def has_more(self, response: requests.Response) -> bool:
        return _says_more(response.json(), self._more_key, self._end_key)

    @override
    def get_next_url(self, response: requests.Response) -> str | None:
        url = value_at(response.json(), self._url_key)
        if url is not None and not isinstance(url, str):
            raise TypeError(f"{self._url_key} holds {type(url).__name__}, not a URL")
        if not url and (self._more_key or self._end_key):
            raise LookupError(f"there is more, but no URL under {self._url_key}")
        return url

    @override
    def continue_if_empty(self, response: requests.Response) -> bool:
        return self.has_more(response) and bool(self.get_next_url(response))


def url_on_host(base: str, token: ParseResult) -> str:
    """Give a next page's URL, relative ones too, with scheme and port of the base.

    Some vendors give `http:` links behind a proxy; credentials never go there.

    Raises:
        ValueError: naming the host, when it is another than the base's.
    """
    home, url = urlsplit(base), urlsplit(urljoin(base, token.geturl()))
    if url.hostname != home.hostname:
        raise ValueError(url.hostname)
    return url._replace(scheme=home.scheme, netloc=home.netloc).geturl()


def _says_more(document: Any, more_key: str | None, end_key: str | None) -> bool:
    for key, value_of_more in ((more_key, True), (end_key, False)):
        if key is None:
            continue
        value = _at(document, key)
        if value is _MISSING:
            # It must not look like the last page: the rest would be lost without a word.
            raise LookupError(f"{key} is missing")
        if not isinstance(value, bool):
            raise TypeError(f"{key} holds {value!r}, not true or false")
        if value is not value_of_more:
            return False
    return True


def _at(document: Any, key: str) -> Any:
    for part in key.split("."):
        if not isinstance(document, dict) or part not in document:
            return _MISSING
        document = document[part]
    return document
