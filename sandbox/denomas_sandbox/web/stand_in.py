"""What every vendor's stand-in is made of: switches, credentials, paths, errors, and the truth for tests."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.requests import Request
from starlette.routing import Router

from denomas_sandbox.errors import SandboxError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.types import Message, Receive, Scope, Send

    from denomas_sandbox.web.settings import Settings

SHIFT = "denomas.shift"


@dataclass(frozen=True, kw_only=True)
class Switches:
    """What can be set for any vendor; a vendor's own class adds its own.

    Attributes:
        limits: by how much the vendor's rate limits are multiplied: 1 is what it really allows, 0 is no limit.
        limit_window_seconds: how long the vendor's "minute" lasts.
    """

    limits: float = 100.0
    limit_window_seconds: float = 60.0


AnySwitches = TypeVar("AnySwitches", bound=Switches)


class StandIn(ABC):
    """One vendor's API with one company in it, at one day: made anew whenever the settings change.

    Attributes:
        switches: how it behaves; of the vendor's own class.
    """

    switches: Switches

    def __init__(self, name: str, settings: Settings) -> None:
        """Take the vendor's name, which is also its path, and the settings."""
        self.name = name
        self.settings = settings
        self.world = settings.world
        self.now = settings.now

    @abstractmethod
    def env(self, url: str) -> dict[str, str]:
        """Give the variables that a plugin's settings name, with the address of this stand-in."""

    @abstractmethod
    def routes(self) -> Sequence[BaseRoute]:
        """Give the vendor's paths."""

    @abstractmethod
    def refusal(self, request: Request) -> Response | None:
        """Give the vendor's answer to a request that it does not let in: wrong credentials, too many requests."""

    @abstractmethod
    def failure(self, status: int) -> Response:
        """Give an answer with that error status, with the vendor's own body."""

    def expired(self) -> Response:
        """Give the vendor's answer to credentials that have expired."""
        return self.failure(401)

    @property
    @abstractmethod
    def truths(self) -> Mapping[str, Callable[[], Mapping[str, Any]]]:
        """Give, by stream, what makes all records that a complete reading gives now, by primary key as text."""

    def headers(self, request: Request) -> Mapping[str, str]:  # noqa: ARG002
        """Give what the vendor adds to its answer to a request that it let in."""
        return {}

    @cached_property
    def router(self) -> Router:
        """The vendor's paths as an application."""
        return Router(self.routes(), redirect_slashes=False, default=self._unknown)

    async def _unknown(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.failure(404)(scope, receive, send)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope)
        refusal = self.refusal(request)
        if refusal:
            await refusal(scope, receive, send)
            return
        added = [(name.encode(), value.encode()) for name, value in self.headers(request).items()]

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *added]
            await send(message)

        await self.router(scope, receive, with_headers)

    def _switches(self, kind: type[AnySwitches]) -> AnySwitches:
        try:
            switches = kind(**_as_tuples(self.settings.switches.get(self.name, {})))
        except TypeError as error:
            names = ", ".join(kind.__dataclass_fields__)
            raise SandboxError(f"{self.name} has no such switch ({error}). It has: {names}.") from error
        for each in fields(switches):
            value, usual = getattr(switches, each.name), each.default
            if usual is not None and not isinstance(value, (int, float) if isinstance(usual, float) else type(usual)):
                raise SandboxError(f"{self.name}: {each.name} is like {usual!r}, which {value!r} is not.")
        return switches


def _as_tuples(switches: Mapping[str, Any]) -> dict[str, Any]:
    """JSON has lists where the switches have tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in switches.items()}


def shift(request: Request) -> int:
    """Give by how many records a page begins too early because rows appeared before it (an ordered fault)."""
    return int(request.scope.get(SHIFT, 0))
