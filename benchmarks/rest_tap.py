"""The tap that rest.py measures: one stream, as every HTTP tap of this project has them."""

from __future__ import annotations

import sys
from typing import Any, ClassVar

from singer_sdk import typing as th
from tap_common.http import HTTP_SETTINGS, CursorPaginator, HttpStream, HttpTap
from typing_extensions import override


class Tickets(HttpStream):
    """Pages of tickets."""

    name, path, records_key, primary_keys, replication_key = "tickets", "/tickets", "tickets", ("id",), "updated_at"
    schema: ClassVar[dict[str, Any]] = th.PropertiesList(
        th.Property("id", th.IntegerType),
        *(th.Property(f"text_{index}", th.StringType) for index in range(6)),
        *(th.Property(f"count_{index}", th.IntegerType) for index in range(4)),
        *(th.Property(f"amount_{index}", th.NumberType) for index in range(2)),
        th.Property("is_open", th.BooleanType),
        th.Property("is_public", th.BooleanType),
        th.Property("created_at", th.DateTimeType),
        th.Property("updated_at", th.DateTimeType),
        th.Property("tags", th.ArrayType(th.StringType)),
        th.Property("via", th.ObjectType(additional_properties=True)),
        th.Property("note", th.StringType),
    ).to_dict()
    pages = 0

    @property
    @override
    def url_base(self) -> str:
        return str(self.config["url"])

    @override
    def get_new_paginator(self) -> CursorPaginator:
        paginator = CursorPaginator("meta.after")
        if self.config["pages"] == 1:
            paginator.has_more = lambda _: False  # type: ignore[method-assign]
        return paginator

    @override
    def get_url_params(self, context: Any, next_page_token: Any) -> dict[str, Any]:
        return {"cursor": next_page_token or 0}


class TapBench(HttpTap):
    """Reads the tickets of rest.py."""

    name = "tap-bench"
    config_jsonschema = th.PropertiesList(
        th.Property("url", th.StringType, required=True), th.Property("pages", th.IntegerType), *HTTP_SETTINGS
    ).to_dict()

    @override
    def discover_streams(self) -> list[HttpStream]:
        return [Tickets(self)]


if __name__ == "__main__":
    url, *rest = sys.argv[1:]
    TapBench(config={"url": url, "pages": int(rest[1]) if rest else None}).sync_all()
