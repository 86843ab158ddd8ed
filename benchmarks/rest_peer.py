"""Peers of the HTTP taps, in an environment of their own: each reads all pages of rest.py and forgets the records."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def requests_orjson(url: str) -> Iterator[list[Any]]:
    """A session and the fastest parser: less than this no client does."""
    import orjson
    import requests

    session, cursor = requests.Session(), 0
    while cursor is not None:
        document = orjson.loads(session.get(f"{url}/tickets", params={"cursor": cursor}).content)
        yield document["tickets"]
        cursor = document["meta"]["after"]


def dlt_rest_client(url: str) -> Iterator[list[Any]]:
    """The client of dlt's REST sources."""
    from dlt.sources.helpers.rest_client import RESTClient
    from dlt.sources.helpers.rest_client.paginators import JSONResponseCursorPaginator

    client = RESTClient(
        base_url=url,
        paginator=JSONResponseCursorPaginator(cursor_path="meta.after", cursor_param="cursor"),
        data_selector="tickets",
    )
    yield from client.paginate("/tickets")


if __name__ == "__main__":
    client, url, *rest = sys.argv[1:]
    print(sum(map(len, islice(globals()[client](url), int(rest[1]) if rest else None))))
