"""Paths, sign-in and paging of ZenGRC (facts: zengrc B.1 to B.4)."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from denomas_sandbox.web.answers import answer, basic_credentials
from denomas_sandbox.web.limits import budget
from denomas_sandbox.web.stand_in import StandIn, Switches, shift
from denomas_sandbox.web.zengrc.records import COLLECTIONS, Records

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

_REASONS = {
    400: "Bad request",
    401: "Invalid credentials",
    403: "Forbidden",
    404: "Not found",
    429: "Too many requests",
}


@dataclass(frozen=True, kw_only=True)
class ZengrcSwitches(Switches):
    """What nobody knows about ZenGRC, and is therefore to be tried both ways.

    Attributes:
        page_size: records a page; no parameter for it is known.
        absolute_links: whether `links.next.href` has the host, too; seen were only paths.
        end: what the last page has as `links.next`: missing, null or empty (an href without text).
        times: how times are written: zulu, micro (with microseconds), offset (+00:00) or naive (without a zone).
        requests_per_minute: of the limit; the vendor's own number is not known.
        missing: collections that the tenant lacks (404).
        forbidden: collections that the key may not read (403).
        risk_scores: what `risk_vector_score_values` is: object, array or null.
    """

    page_size: int = 50
    absolute_links: bool = False
    end: str = "missing"
    times: str = "zulu"
    requests_per_minute: int = 600
    missing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    risk_scores: str = "object"


class Zengrc(StandIn):
    """A tenant of ZenGRC."""

    def __init__(self, name: str, settings: Any) -> None:
        """Take the vendor's name and the settings."""
        super().__init__(name, settings)
        self.switches: ZengrcSwitches = self._switches(ZengrcSwitches)
        self._budget = budget(
            self.switches.requests_per_minute, self.switches.limits, self.switches.limit_window_seconds
        )

    @cached_property
    def records(self) -> Records:
        """What the tenant has in it."""
        return Records(self.world, self.settings.day, self.switches.times, self.switches.risk_scores)

    def env(self, url: str) -> dict[str, str]:
        """Give the address of the API, and the id and secret of its key."""
        return {
            "SANDBOX_ZENGRC_URL": f"{url}/api/v2",
            "SANDBOX_ZENGRC_USERNAME": self._key[0],
            "SANDBOX_ZENGRC_PASSWORD": self._key[1],
        }

    @property
    def _key(self) -> tuple[str, str]:
        return f"key-{self.settings.secret('zengrc id')[:12]}", self.settings.secret("zengrc secret")

    def routes(self) -> Sequence[BaseRoute]:
        """Give the collections, their objects, and the files of requests."""
        return (
            Route("/api/v2/requests/{number:int}/attachments", self._attachments),
            Route("/api/v2/requests/{number:int}/files/{document:int}", self._file),
            Route("/api/v2/{collection}", self._list),
            Route("/api/v2/{collection}/{number:int}", self._one),
        )

    def refusal(self, request: Request) -> Response | None:
        """Refuse a wrong key, and what goes beyond the limit."""
        given = basic_credentials(request)
        if given is None or not hmac.compare_digest(":".join(given).encode(), ":".join(self._key).encode()):
            return self.failure(401)
        if not self._budget.take():
            refused = self.failure(429)
            refused.headers["retry-after"] = str(self._budget.reset_seconds)
            return refused
        return None

    def failure(self, status: int) -> Response:
        """Give an error; its body is a guess (facts: zengrc B.4)."""
        return answer({"message": _REASONS.get(status, "Internal server error")}, status)

    @property
    def truths(self) -> Mapping[str, Callable[[], Mapping[str, Any]]]:
        """Every collection, by id."""
        return {name: partial(self._truth, name) for name in COLLECTIONS}

    def _truth(self, collection: str) -> dict[str, Any]:
        return {str(record["id"]): record for record in self.records.after(collection, 0)}

    def _absent(self, collection: str) -> Response | None:
        if collection not in COLLECTIONS or collection in self.switches.missing:
            return self.failure(404)
        return self.failure(403) if collection in self.switches.forbidden else None

    async def _list(self, request: Request) -> Response:
        collection = request.path_params["collection"]
        absent = self._absent(collection)
        if absent:
            return absent
        after = _number(request.query_params.get("page_cursor"))
        if after is None:
            return self.failure(400)
        size = self.switches.page_size
        found = list(islice(self.records.after(collection, after - shift(request)), size + 1))
        links: dict[str, Any] = {}
        if len(found) > size:
            links["next"] = {"href": self._link(request, found[size - 1]["id"])}
        elif self.switches.end == "null":
            links["next"] = None
        elif self.switches.end == "empty":
            links["next"] = {"href": ""}
        return answer({"data": found[:size], "links": links})

    def _link(self, request: Request, last: int) -> str:
        url = request.url.replace(query=f"page_cursor={_cursor(last)}")
        return str(url) if self.switches.absolute_links else f"{url.path}?{url.query}"

    async def _one(self, request: Request) -> Response:
        collection, number = request.path_params["collection"], request.path_params["number"]
        absent = self._absent(collection)
        if absent:
            return absent
        record = self.records.one(collection, number)
        return answer(record) if record else self.failure(404)

    async def _attachments(self, request: Request) -> Response:
        record = self.records.one("requests", request.path_params["number"])
        if record is None:
            return self.failure(404)
        file = {"document_id": record["id"] * 10, "name": "evidence — ü.pdf", "uploaded_at": record["updated_at"]}
        return answer({"data": {"files": [file]}})

    async def _file(self, request: Request) -> Response:
        number, document = request.path_params["number"], request.path_params["document"]
        if document != number * 10 or self.records.one("requests", number) is None:
            return self.failure(404)
        return type(self.failure(404))(b"%PDF-1.4 evidence", media_type="application/pdf")


def _cursor(number: int) -> str:
    """Write a cursor as the sheet's sample has it: the last id in base64, without padding."""
    return base64.urlsafe_b64encode(str(number).encode()).decode().rstrip("=")


def _number(cursor: str | None) -> int | None:
    """Read a cursor: the last id of the page before, 0 for the first page; None where it is none of ours."""
    if cursor is None:
        return 0
    try:
        return int(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        return None
