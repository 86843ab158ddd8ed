"""How ZenGRC names the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tap_common.http import NextUrlPaginator
from typing_extensions import override

if TYPE_CHECKING:
    import requests

API_PATH = "/api/v2"


class LinksPaginator(NextUrlPaginator):
    """The path and query of the next page in `links.next.href`, opaque and relative to the server (facts: zengrc B.3).

    The last page is the one whose `links.next` is missing, null, or has an empty `href`. Anything else there is an
    error: it must not look like the last page.
    """

    def __init__(self, prefix: str = "") -> None:
        """Know what a gateway puts before `/api/v2`, e.g. `/grc`; links from behind it do not name it."""
        super().__init__("links.next.href")
        self._prefix = prefix
        self._seen: set[str] = set()

    @override
    def get_next_url(self, response: requests.Response) -> str | None:
        document = response.json()
        links = document.get("links") if isinstance(document, dict) else None
        following = links.get("next") if isinstance(links, dict) else links
        if following is None:
            return None
        href = following.get("href") if isinstance(following, dict) else following
        if not isinstance(following, dict) or not isinstance(href, str | None):
            raise TypeError(f"links.next is {type(following).__name__}, its href {type(href).__name__}")
        if not href:
            return None
        if href in self._seen:
            raise ValueError("links.next leads back to a page that was read already")
        self._seen.add(href)
        path = urlsplit(href)
        return self._prefix + href if not path.netloc and path.path.startswith(API_PATH + "/") else href
