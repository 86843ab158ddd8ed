"""A tap of three streams that shows how a tap uses `tap_common.http`; its source is a `FaultyServer`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from singer_sdk import typing as th
from singer_sdk.authenticators import BearerTokenAuthenticator
from typing_extensions import override

from tap_common.http import HTTP_SETTINGS, Budget, CursorPaginator, HttpStream, HttpTap, NextUrlPaginator
from tap_common.stream_tests.faulty_server import respond

if TYPE_CHECKING:
    from collections.abc import Sequence

    import requests
    from singer_sdk.helpers.types import Context, Record

    from tap_common.stream_tests.faulty_server import Answer

SECRET = "s3cr3t+/token=="  # noqa: S105  made up
"""A token with everything that has another spelling in a URL, in JSON or in base64."""


class DemoStream(HttpStream):
    """Address and sign-in."""

    primary_keys = ("id",)

    @property
    @override
    def url_base(self) -> str:
        return str(self.config["url"])

    @cached_property
    @override
    def authenticator(self) -> BearerTokenAuthenticator:
        return BearerTokenAuthenticator(token=self.config["token"])


class Tickets(DemoStream):
    """Incremental, by cursor; parent of the comments."""

    name, path, records_key, total_key = "tickets", "/tickets", "tickets", "count"
    replication_key = "updated_at"
    is_sorted = True
    schema: ClassVar[dict[str, Any]] = th.PropertiesList(
        th.Property("id", th.IntegerType),
        th.Property("updated_at", th.DateTimeType),
        th.Property("via", th.ObjectType(th.Property("channel", th.StringType))),
    ).to_dict()

    @override
    def get_new_paginator(self) -> CursorPaginator:
        return CursorPaginator("meta.after_cursor", more_key="meta.has_more")

    @override
    def get_url_params(self, context: Context | None, next_page_token: Any) -> dict[str, Any]:
        since = self.get_starting_replication_key_value(context)
        return {"api_key": self.config["token"], "since": since, "cursor": next_page_token}

    @override
    def wait_hint(self, response: requests.Response) -> float | None:
        hint = response.headers.get("X-Reset")
        return float(hint) if hint else None

    @override
    def get_child_context(self, record: Record, context: Context | None) -> dict[str, Any]:
        return {"ticket": record["id"]}


class Comments(DemoStream):
    """The comments of a ticket, by the URL of the next page."""

    name, path, records_key = "comments", "/tickets/{ticket}/comments", "comments"
    parent_stream_type = Tickets
    schema: ClassVar[dict[str, Any]] = th.PropertiesList(
        th.Property("id", th.IntegerType), th.Property("ticket", th.IntegerType)
    ).to_dict()

    @override
    def get_new_paginator(self) -> NextUrlPaginator:
        return NextUrlPaginator("next_page")


class Events(DemoStream):
    """The whole list each time, within a budget of its own."""

    name, path, records_key = "events", "/events", "data.items"
    schema: ClassVar[dict[str, Any]] = th.PropertiesList(th.Property("id", th.IntegerType)).to_dict()

    @property
    @override
    def budget(self) -> Sequence[Budget]:
        return (Budget("events", 1_000, 1.0),)

    @override
    def get_new_paginator(self) -> NextUrlPaginator:
        return NextUrlPaginator("links.next")


class TapDemo(HttpTap):
    """Reads the three."""

    name = "tap-demo"
    config_jsonschema = th.PropertiesList(
        th.Property("url", th.StringType, required=True),
        th.Property("token", th.StringType, secret=True),
        *HTTP_SETTINGS,
    ).to_dict()

    @override
    def discover_streams(self) -> list[HttpStream]:
        return [Tickets(self), Comments(self), Events(self)]


def page(*numbers: int, after: str | None = None, **more: Any) -> dict[str, Any]:
    """Give a page of tickets, updated on the day of their number."""
    tickets = [{"id": number, "updated_at": f"2026-01-{number:02d}T00:00:00Z"} for number in numbers]
    return {"tickets": tickets, "meta": {"has_more": after is not None, "after_cursor": after}, **more}


def fine(*numbers: int, **options: Any) -> Answer:
    """Give the answer with a page."""
    return respond(page(*numbers, **options))
