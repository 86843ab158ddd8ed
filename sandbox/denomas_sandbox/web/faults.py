"""Faults that can be ordered: for a vendor and a path, so many times, after so many requests that went well."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse

from denomas_sandbox.errors import SandboxError
from denomas_sandbox.web import connections
from denomas_sandbox.web.stand_in import SHIFT

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Message, Receive, Scope, Send

    from denomas_sandbox.web.stand_in import StandIn

STATUSES = ("400", "401", "403", "404", "409", "422", "429", "500", "502", "503", "504", "520", "524")
OTHERS = ("timeout", "reset", "truncate", "drip", "expired-token", "duplicate-page", "shifting-page", "html")
KINDS = (*STATUSES, *OTHERS)
_MAINTENANCE = "<!DOCTYPE html><html><head><title>Down for maintenance</title></head><body>Be right back.</body></html>"
_DRIP_BYTES, _DRIP_SECONDS, _SILENCE_SECONDS = 16, 0.2, 3_600.0


@dataclass
class Fault:
    """An order.

    Attributes:
        kind: one of KINDS.
        path: glob that the path below the vendor's must match, with or without its query; "" for any.
        times: to how many requests it happens; 0 for all until it is cleared.
        after: how many matching requests go well before.
        retry_after: Retry-After, as text; "" for none.
        status: of the HTML page.
        seconds: timeout: how long the answer is awaited; drip: time between two pieces; 0 for the default.
        records: shifting-page: by how many records the page begins too early.
    """

    kind: str
    path: str = ""
    times: int = 1
    after: int = 0
    retry_after: str = ""
    status: int = 200
    seconds: float = 0.0
    records: int = 3
    happened: int = 0
    previous: dict[str, list[Message]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Check the kind.

        Raises:
            SandboxError: when it is unknown.
        """
        if self.kind not in KINDS:
            raise SandboxError(f"There is no fault {self.kind}. There are: {', '.join(KINDS)}.")

    @property
    def over(self) -> bool:
        """Whether it has happened as often as ordered."""
        return bool(self.times) and self.happened >= self.times

    def matches(self, path: str, query: str) -> bool:
        """Tell whether a request is meant."""
        return not self.path or any(fnmatchcase(each, self.path) for each in (path, f"{path}?{query}"))


class Faults:
    """The orders of one vendor, first come, first served."""

    def __init__(self) -> None:
        """Begin with none."""
        self.orders: list[Fault] = []

    def pick(self, path: str, query: str) -> Fault | None:
        """Give the fault that happens to a request, None when it goes well."""
        for fault in self.orders:
            if fault.over or not fault.matches(path, query):
                continue
            if fault.after:
                fault.after -= 1
                continue
            return fault
        return None


async def happen(fault: Fault, stand_in: StandIn, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request in the way that the fault says."""
    if fault.kind == "duplicate-page":
        await _page_before(fault, stand_in, scope, receive, send)
        return
    fault.happened += 1
    match fault.kind:
        case "timeout":
            await _silence(receive, fault.seconds or _SILENCE_SECONDS)
            connections.reset(scope["client"])
        case "reset":
            connections.reset(scope["client"])
        case "truncate":
            await _cut(stand_in, scope, receive, send)
        case "drip":
            await stand_in(scope, receive, _Drip(send, fault.seconds or _DRIP_SECONDS))
        case "shifting-page":
            await stand_in({**scope, SHIFT: fault.records}, receive, send)
        case _:
            await _failure(fault, stand_in)(scope, receive, send)


def _failure(fault: Fault, stand_in: StandIn) -> Response:
    match fault.kind:
        case "html":
            response: Response = HTMLResponse(_MAINTENANCE, fault.status)
        case "expired-token":
            response = stand_in.expired()
        case _:
            response = stand_in.failure(int(fault.kind))
    if fault.retry_after:
        response.headers["retry-after"] = fault.retry_after
    return response


async def _silence(receive: Receive, seconds: float) -> None:
    """Say nothing until the client gives up, or so many seconds."""

    async def until_disconnected() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    with suppress(TimeoutError):
        await asyncio.wait_for(until_disconnected(), seconds)


async def _cut(stand_in: StandIn, scope: Scope, receive: Receive, send: Send) -> None:
    """Send the first half of the body that was announced; the server then closes the connection."""
    answered: list[Message] = []

    async def keep(message: Message) -> None:
        answered.append(message)

    await stand_in(scope, receive, keep)
    body = b"".join(message.get("body", b"") for message in answered)
    await send(answered[0])
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
    await asyncio.sleep(0)


class _Drip:
    """Sends a body in small pieces with a pause after each."""

    def __init__(self, send: Send, seconds: float) -> None:
        self._send, self._seconds = send, seconds

    async def __call__(self, message: Message) -> None:
        body: bytes = message.get("body", b"")
        for begin in range(0, max(0, len(body) - _DRIP_BYTES), _DRIP_BYTES):
            piece: dict[str, Any] = {"type": message["type"], "body": body[begin : begin + _DRIP_BYTES]}
            await self._send({**piece, "more_body": True})
            await asyncio.sleep(self._seconds)
        if message["type"] == "http.response.body":
            rest = len(body) % _DRIP_BYTES or _DRIP_BYTES
            message = {**message, "body": body[-rest:] if body else b""}
        await self._send(message)


async def _page_before(fault: Fault, stand_in: StandIn, scope: Scope, receive: Receive, send: Send) -> None:
    """Send the path's answer before once more; its first one, which has none before it, goes well and is kept."""
    before = fault.previous.pop(scope["path"], None)
    if before:
        fault.happened += 1
        for message in before:
            await send(message)
        return
    kept: list[Message] = []

    async def keep(message: Message) -> None:
        kept.append(message)
        await send(message)

    await stand_in(scope, receive, keep)
    fault.previous[scope["path"]] = kept
