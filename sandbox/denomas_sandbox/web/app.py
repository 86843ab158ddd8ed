"""The server as an application: finds the vendor, lets ordered faults happen, and notes each request."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

from denomas_sandbox.web import control
from denomas_sandbox.web.faults import Faults, happen
from denomas_sandbox.web.settings import Settings, SettingsFile
from denomas_sandbox.web.vendors import VENDORS

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Message, Receive, Scope, Send

    from denomas_sandbox.web.stand_in import StandIn

CONTROL = "_sandbox"
_NOTED = 100_000


@dataclass
class Noted:
    """One request that a vendor got.

    Attributes:
        at: seconds since the epoch, when it came.
        vendor: which one.
        method: GET and so on.
        path: below the vendor's.
        query: as it was sent.
        status: of the answer; 0 where there was none.
        fault: what was ordered for it, "" for nothing.
        seconds: how long the answer took.
    """

    at: float
    vendor: str
    method: str
    path: str
    query: str
    status: int = 0
    fault: str = ""
    seconds: float = 0.0

    def as_dict(self) -> dict[str, object]:
        """Give it for JSON."""
        return asdict(self)


class Web:
    """All vendors' stand-ins at one address."""

    def __init__(self, folder: Path) -> None:
        """Take the folder that holds the settings."""
        self._file = SettingsFile(folder)
        self._settings: Settings | None = None
        self._stand_ins: dict[str, StandIn] = {}
        self.faults = {name: Faults() for name in VENDORS}
        self.noted: deque[Noted] = deque(maxlen=_NOTED)

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._file.current()

    def stand_in(self, name: str) -> StandIn:
        """Give a vendor's stand-in, a new one when the settings have changed."""
        settings = self.settings
        if settings is not self._settings:
            self._settings, self._stand_ins = settings, {}
        if name not in self._stand_ins:
            self._stand_ins[name] = VENDORS[name](name, settings)
        return self._stand_ins[name]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        _, _, rest = scope["path"].partition("/")
        name, _, path = rest.partition("/")
        if name == CONTROL:
            await control.router(self)({**scope, "root_path": f"/{CONTROL}"}, receive, send)
        elif name in VENDORS:
            await self._answer(name, f"/{path}", {**scope, "root_path": f"/{name}"}, receive, send)
        else:
            known = ", ".join(f"/{vendor}/" for vendor in VENDORS)
            await PlainTextResponse(f"No stand-in here. There are: {known}\n", 404)(scope, receive, send)

    async def _answer(self, name: str, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope["query_string"].decode("latin-1")
        noted = Noted(time.time(), name, scope["method"], path, query)
        self.noted.append(noted)
        stand_in, fault = self.stand_in(name), self.faults[name].pick(path, query)

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                noted.status = message["status"]
            await send(message)

        try:
            if fault is None:
                await stand_in(scope, receive, note)
            else:
                noted.fault = fault.kind
                await happen(fault, stand_in, scope, receive, note)
        finally:
            noted.seconds = time.time() - noted.at
