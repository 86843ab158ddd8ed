"""The account's limits of requests, and what answers say about them (facts: zendesk A.5)."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from tap_common.http import Budget

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests

# The largest plan's, until the first answer's X-Rate-Limit says how much this account has, less or more.
_PLAN = 2500
# A 429 that names no time (facts: zendesk A.5).
_SECONDS_AFTER_429 = 60.0

ACCOUNT = Budget("account", _PLAN)
HELP_CENTER = Budget("help center", _PLAN)
DELETED_TICKETS = Budget("deleted tickets", 10)


def exports(config: Mapping[str, Any]) -> Budget:
    """Give the budget that all incremental exports of an account share: 10 a minute, 30 with the add-on."""
    return Budget("incremental exports", int(config["export_requests_per_minute"]))


def ticket_requests(config: Mapping[str, Any], stream: str) -> Budget:
    """Give the budget of one endpoint that is asked once a ticket."""
    return Budget(f"{stream} of tickets", int(config["ticket_requests_per_minute"]))


def plan_limit(headers: Mapping[str, str]) -> int | None:
    """Give the requests a minute that the account may send, if the answer says so."""
    return _integer(headers.get("X-Rate-Limit"))


def seconds_to_wait(response: requests.Response) -> float | None:
    """Give the seconds without requests that an answer asks for, beside Retry-After.

    Nothing is left: until the minute is over, as `ratelimit-reset` or the endpoint's own header says. A 429 without
    Retry-After: a minute.
    """
    headers = response.headers
    waits = [_reset_of(value) for name, value in headers.items() if name.lower().startswith("zendesk-ratelimit-")]
    if 0 in {_integer(headers.get("ratelimit-remaining")), _integer(headers.get("X-Rate-Limit-Remaining"))}:
        waits.append(_integer(headers.get("ratelimit-reset")))
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS and "Retry-After" not in headers:
        waits.append(int(_SECONDS_AFTER_429))
    known = [wait for wait in waits if wait is not None]
    return float(max(known)) if known else None


def _reset_of(value: str) -> int | None:
    """Give what `total=100; remaining=0; resets=41` asks for, when nothing remains."""
    parts = dict(re.findall(r"(\w+)\s*=\s*(\d+)", value))
    return int(parts["resets"]) if parts.get("remaining") == "0" and "resets" in parts else None


def _integer(value: str | None) -> int | None:
    found = re.search(r"\d+", value or "")
    return int(found.group()) if found else None
