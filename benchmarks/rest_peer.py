"""Peers of the HTTP taps, in an environment of their own: each reads all pages of a server and forgets the records."""

from __future__ import annotations

import argparse
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def requests_orjson(url: str, path: str, cursor_path: str) -> Iterator[list[Any]]:
    """A session and the fastest parser: less than this no client does."""
    import orjson
    import requests

    session, cursor = requests.Session(), 0
    while cursor is not None:
        document = orjson.loads(session.get(url + path, params={"cursor": cursor}).content)
        yield document["tickets"]
        cursor = document
        for part in cursor_path.split("."):
            cursor = cursor[part]


def dlt_rest_client(url: str, path: str, cursor_path: str) -> Iterator[list[Any]]:
    """The client of dlt's REST sources."""
    from dlt.sources.helpers.rest_client import RESTClient
    from dlt.sources.helpers.rest_client.paginators import JSONResponseCursorPaginator

    client = RESTClient(
        base_url=url,
        paginator=JSONResponseCursorPaginator(cursor_path=cursor_path, cursor_param="cursor"),
        data_selector="tickets",
    )
    yield from client.paginate(path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("client")
    parser.add_argument("url")
    parser.add_argument("--path", default="/tickets")
    parser.add_argument("--cursor", default="meta.after", help="where an answer has the cursor of the next page")
    parser.add_argument("--pages", type=int, help="read no more than so many")
    options = parser.parse_args()
    pages = globals()[options.client](options.url, options.path, options.cursor)
    print(sum(map(len, islice(pages, options.pages))))
