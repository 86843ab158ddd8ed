"""Address, sign-in and manners of ZenGRC."""

from __future__ import annotations

from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from singer_sdk.authenticators import BasicAuthenticator
from tap_common.errors import ConfigurationError
from tap_common.http.errors import EndpointNotFoundError
from tap_common.http.full_copy import FullCopyStream
from typing_extensions import override

from tap_zengrc.paginator import API_PATH, LinksPaginator
from tap_zengrc.values import ValueRules

if TYPE_CHECKING:
    from collections.abc import Iterable

    import requests
    from singer_sdk.helpers.types import Context, Record

# Neither limit nor header is documented; after a 429 that names no time, start from here (facts: zengrc B.4).
_SECONDS_AFTER_429 = 5.0


def api_address(base_url: str) -> str:
    """Give the address that collections follow, `https://<instance>.api.zengrc.com/api/v2`, with or without its path.

    Raises:
        ConfigurationError: when it is no http(s) address.
    """
    parts = urlsplit(base_url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ConfigurationError(
            f"Setting base_url must be an address such as https://acme.api.zengrc.com/api/v2, not {base_url!r}."
        )
    path = parts.path.rstrip("/")
    return parts._replace(path=path if path.endswith(API_PATH) else path + API_PATH).geturl()


class ZenGrcStream(FullCopyStream):
    """One collection: `GET /api/v2/<name>`, all of it in each run, for no filter is known (facts: zengrc B.3)."""

    primary_keys = ("id",)
    records_key = "data"

    optional = False
    """Whether the tenant may lack this collection: then it is skipped with a warning (facts: zengrc B.4)."""

    _skipped = False

    @property
    @override
    def url_base(self) -> str:
        """Address of the API."""
        return api_address(self.config["base_url"])

    @cached_property
    @override
    def authenticator(self) -> BasicAuthenticator:
        """Basic: the id of an API key as user, its secret as password (facts: zengrc B.1)."""
        return BasicAuthenticator(username=self.config["username"], password=self.config["password"])

    @property
    @override
    def is_whole(self) -> bool:
        """Whether the collection is there."""
        return not self._skipped

    @override
    def get_new_paginator(self) -> LinksPaginator:
        return LinksPaginator(urlsplit(self.url_base).path.removesuffix(API_PATH))

    @override
    def wait_hint(self, response: requests.Response) -> float | None:
        too_many = response.status_code == HTTPStatus.TOO_MANY_REQUESTS
        return _SECONDS_AFTER_429 if too_many and "Retry-After" not in response.headers else None

    @override
    def request_records(self, context: Context | None) -> Iterable[dict[str, Any]]:
        records = super().request_records(context)
        if not self.optional:
            yield from records
            return
        begun = False
        try:
            for record in records:
                begun = True
                yield record
        except EndpointNotFoundError as error:
            if begun:  # A later page that is gone is a fault, not a missing collection.
                raise
            self._skipped = True
            self.logger.warning("%s; this tenant has no such collection, the stream is skipped", error)

    @override
    def post_process(self, row: Record, context: Context | None = None) -> Record | None:
        return super().post_process(self._values.conform(row), context)

    @cached_property
    def _values(self) -> ValueRules:
        return ValueRules(self.schema["properties"])
