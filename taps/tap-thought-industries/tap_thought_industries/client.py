"""Address, sign-in, limits and forms of answers of Thought Industries."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from singer_sdk.authenticators import BearerTokenAuthenticator
from tap_common.errors import ConfigurationError
from tap_common.http import Budget, HttpStream
from tap_common.http.bodies import JsonResponse, checked_document, records_of
from tap_common.http.paginators import value_at
from typing_extensions import override

from tap_thought_industries.envelopes import prefix_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import requests

API_PATH = "/incoming/v2"

# 120 requests a minute and 20 at once on the standard plan, 100 a minute of events (facts: thought-industries C.1).
PLAN_REQUESTS, EVENT_REQUESTS = 120, 100
_BURSTS_A_MINUTE = 6


def api_address(base_url: str) -> str:
    """Give the address that endpoints follow, `https://<tenant>.thoughtindustries.com/incoming/v2`.

    Raises:
        ConfigurationError: when it is no http(s) address.
    """
    parts = urlsplit(base_url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ConfigurationError(
            f"Setting base_url must be an address such as https://university.gitlab.com/incoming/v2, not {base_url!r}."
        )
    path = parts.path.rstrip("/")
    return parts._replace(path=path if path.endswith(API_PATH) else path + API_PATH).geturl()


class ThoughtIndustriesStream(HttpStream):
    """What all endpoints share."""

    records_key: str

    @property
    @override
    def url_base(self) -> str:
        """Address of the API."""
        return api_address(self.config["base_url"])

    @cached_property
    @override
    def authenticator(self) -> BearerTokenAuthenticator:
        """Bearer: an API key (facts: thought-industries C.1)."""
        return BearerTokenAuthenticator(token=self.config["api_key"])

    @property
    @override
    def budget(self) -> tuple[Budget, ...]:
        """The vendor's limits."""
        plan = int(self.config["plan_requests_per_minute"])
        return (Budget("requests", plan), Budget("burst", max(1, plan // _BURSTS_A_MINUTE), 60.0 / _BURSTS_A_MINUTE))

    @override
    def wait_hint(self, response: requests.Response) -> float | None:
        return seconds_to_wait(response)

    @override
    def parse_response(self, response: requests.Response) -> Iterable[dict[str, Any]]:
        answer = response if isinstance(response, JsonResponse) else JsonResponse.of(response)
        endpoint, redactor = self._endpoint(response), self.client.redactor
        prefix = prefix_of(checked_document(answer, endpoint, redactor), self.records_key)
        return records_of(answer, prefix + self.records_key, endpoint, redactor)


def seconds_to_wait(response: requests.Response) -> float | None:
    """Give the seconds without requests that an answer asks for: when nothing is left, and in the body of a 429.

    `X-RateLimit-Reset` is in Unix seconds of the source's clock, so its Date header is the present.
    """
    if response.headers.get("X-RateLimit-Remaining", "").strip() == "0":
        reset = _number(response.headers.get("X-RateLimit-Reset"))
        if reset is not None:
            return max(0.0, reset - _now(response.headers))
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        try:
            return _number(value_at(response.json(), "retryAfter"))
        except ValueError:
            return None
    return None


def _now(headers: Mapping[str, str]) -> float:
    try:
        return parsedate_to_datetime(headers["Date"]).timestamp()
    except (LookupError, ValueError):
        return time.time()


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
