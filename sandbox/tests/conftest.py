"""What the tests of the web stand-ins share: a reader of Zendesk in each of the vendor's ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from denomas_sandbox.web.service import WebStandIns

PREFIXES = {"zendesk": "SANDBOX_ZENDESK", "zendesk-community-relations": "SANDBOX_ZENDESK_COMMUNITY_RELATIONS"}


class Reader(requests.Session):
    """A session that is signed in to an account."""

    def __init__(self, web: WebStandIns, vendor: str = "zendesk") -> None:
        """Sign in with the token of the environment."""
        super().__init__()
        env, prefix = web.env(), PREFIXES[vendor]
        self.base = f"{env[f'{prefix}_URL']}/api/v2"
        self.auth = (f"{env[f'{prefix}_EMAIL']}/token", env[f"{prefix}_API_TOKEN"])

    def ask(self, path: str, **query: Any) -> requests.Response:
        """Ask for a path below /api/v2/, or for a whole address."""
        url = path if path.startswith("http") else f"{self.base}/{path}"
        return self.get(url, params=query)

    def cursor_export(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Give all pages of a cursor export."""
        page = self.ask(path, start_time=0, **query).json()
        while True:
            yield page
            if page["end_of_stream"]:
                return
            page = self.ask(page["after_url"]).json()

    def time_export(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Give all pages of a time export; fails where the time stands still."""
        start = query.pop("start_time", 0)
        while True:
            page = self.ask(path, start_time=start, **query).json()
            yield page
            if page["end_of_stream"]:
                return
            assert page["end_time"] > start, "time stands still"
            start = page["end_time"]

    def cursor_list(self, path: str, size: int = 100, **query: Any) -> Iterator[dict[str, Any]]:
        """Give all pages of a list by cursor."""
        query["page[size]"] = size
        while True:
            page = self.ask(path, **query).json()
            yield page
            if not page["meta"]["has_more"]:
                return
            query["page[after]"] = page["meta"]["after_cursor"]

    def offset_list(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Give all pages of a list by offset."""
        page = self.ask(path, **query).json()
        while True:
            yield page
            if not page["next_page"]:
                return
            page = self.ask(page["next_page"]).json()

    @staticmethod
    def keyed(pages: Iterator[dict[str, Any]], name: str, field: str = "id") -> dict[str, Any]:
        """Give the records of pages by their key, the last one of each."""
        return {str(record[field]): record for page in pages for record in page[name]}


@pytest.fixture(scope="session")
def zendesk_reader() -> type[Reader]:
    """Give the class of readers, for tests that need several."""
    return Reader
