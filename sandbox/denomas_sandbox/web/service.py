"""The web stand-ins as an object: what the sandbox, the command line and the tests use."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Self
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from denomas_sandbox.background import Service
from denomas_sandbox.errors import SandboxError
from denomas_sandbox.ports import HOST
from denomas_sandbox.web.app import CONTROL
from denomas_sandbox.web.faults import Fault
from denomas_sandbox.web.settings import Settings
from denomas_sandbox.web.vendors import VENDORS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

    from denomas_sandbox.web.stand_in import StandIn

_CONTROL_SECONDS = 120


class WebStandIns:
    """The server of all vendors' stand-ins, in a folder of its own."""

    name = "web"
    title = "the web server"

    def __init__(self, folder: Path) -> None:
        """Take the folder; `start` makes it."""
        self.folder = folder
        self._service = Service("The web stand-ins", "denomas_sandbox.web", folder)

    @classmethod
    def started(cls, folder: Path, *, seed: int = 1, scale: int = 1, day: int = 0) -> Self:
        """Start the stand-ins alone, without the rest of the sandbox; for tests."""
        web = cls(folder)
        web.start(seed=seed, scale=scale, day=day)
        return web

    def start(self, *, seed: int, scale: int, day: int, preferred_port: int | None = None) -> int:
        """Start the server unless it runs, with that company; switches that were set before stay.

        Returns:
            The port.
        """
        self.show(seed=seed, scale=scale, day=day)
        return self._service.start(preferred_port)

    def show(self, *, seed: int, scale: int, day: int) -> None:
        """Show a company on a day, from the next request on."""
        before = Settings.read(self.folder) or Settings(seed, scale)
        after = replace(before, seed=seed, scale=scale, day=day)
        if after != Settings.read(self.folder):
            after.write(self.folder)

    def advance(self, days: int = 1) -> None:
        """Let days pass."""
        settings = self.settings
        self.show(seed=settings.seed, scale=settings.scale, day=settings.day + days)

    def stop(self) -> None:
        """Stop the server."""
        self._service.stop()

    def port(self) -> int | None:
        """Give the server's port, None when it does not run."""
        return self._service.port()

    @property
    def settings(self) -> Settings:
        """What the stand-ins are told.

        Raises:
            SandboxError: when they were never started.
        """
        settings = Settings.read(self.folder)
        if settings is None:
            raise SandboxError(f"There are no web stand-ins in {self.folder}. Start them with `sandbox up`.")
        return settings

    def url(self, vendor: str) -> str:
        """Give the address of a vendor's stand-in, without a slash at its end.

        Raises:
            SandboxError: when the server does not run, or there is no such vendor.
        """
        if vendor not in VENDORS:
            raise SandboxError(f"There is no vendor {vendor}. There are: {', '.join(VENDORS)}.")
        return f"{self._address()}/{vendor}"

    def _address(self) -> str:
        port = self.port()
        if port is None:
            raise SandboxError("The web stand-ins are down. Start them with `sandbox up`.")
        return f"http://{HOST}:{port}"

    def env(self) -> dict[str, str]:
        """Give the variables that Meltano's dev environment reads, of all vendors; none while it does not run."""
        if self.port() is None:
            return {}
        settings = self.settings
        return {
            name: value
            for vendor, make in VENDORS.items()
            for name, value in make(vendor, settings).env(self.url(vendor)).items()
        }

    def stand_in(self, vendor: str) -> StandIn:
        """Give a vendor's stand-in in this process, to read its records without a server."""
        return VENDORS[vendor](vendor, self.settings)

    def configure(self, vendor: str, **switches: Any) -> None:
        """Set a vendor's switches, from the next request on; rate limits begin anew.

        Raises:
            SandboxError: when the vendor has no such switch, or not with such a value.
        """
        self.url(vendor)
        settings = self.settings.switched(vendor, **switches)
        try:
            VENDORS[vendor](vendor, settings)
        except KeyError as error:
            raise SandboxError(f"{vendor} knows no {error}.") from error
        settings.write(self.folder)

    def switches(self, vendor: str) -> dict[str, Any]:
        """Give all switches of a vendor as they are set.

        Raises:
            SandboxError: when there is no such vendor.
        """
        self.url(vendor)
        return asdict(self.stand_in(vendor).switches)

    def reset(self) -> None:
        """Take back all switches and faults, and forget the requests."""
        replace(self.settings, switches={}).write(self.folder)
        self.clear_faults()
        for vendor in VENDORS:
            self.forget_requests(vendor)

    def fault(self, vendor: str, kind: str, path: str = "", **order: Any) -> None:
        """Order a fault; `denomas_sandbox.web.faults.Fault` has the details.

        Raises:
            SandboxError: when there is no such vendor or kind.
        """
        self.url(vendor)
        body = {"kind": kind, "path": path, **order}
        Fault(**body)
        self._control("POST", f"faults/{vendor}", body)

    def clear_faults(self, vendor: str | None = None) -> None:
        """Take back all orders, or one vendor's."""
        self._control("DELETE", f"faults?vendor={vendor}" if vendor else "faults")

    def faults(self) -> dict[str, list[dict[str, Any]]]:
        """Give the orders by vendor, with how often each has happened."""
        found: dict[str, list[dict[str, Any]]] = self._control("GET", "faults")
        return found

    def truth(self, vendor: str, stream: str) -> dict[str, Any]:
        """Give all records of a stream that a complete reading gives now, by primary key as text."""
        found: dict[str, Any] = self._control("GET", f"truth/{vendor}/{quote(stream)}")
        return found

    def streams(self) -> dict[str, list[str]]:
        """Give the names of the streams by vendor."""
        found: dict[str, list[str]] = self._control("GET", "vendors")
        return found

    def requests(self, vendor: str) -> list[dict[str, Any]]:
        """Give the requests that a vendor got, oldest first; `denomas_sandbox.web.app.Noted` has the details."""
        found: list[dict[str, Any]] = self._control("GET", f"requests/{vendor}")
        return found

    def forget_requests(self, vendor: str) -> None:
        """Forget the requests that a vendor got."""
        self._control("DELETE", f"requests/{vendor}")

    def _control(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        request = Request(  # noqa: S310  our own address on loopback
            f"{self._address()}/{CONTROL}/{path}",
            json.dumps(body).encode() if body is not None else None,
            {"Authorization": f"Bearer {self.settings.token}", "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urlopen(request, timeout=_CONTROL_SECONDS) as response:  # noqa: S310
                return json.load(response)
        except HTTPError as error:
            with error:
                raise SandboxError(error.read().decode(errors="replace").strip()) from error
        except URLError as error:
            raise SandboxError(f"The web stand-ins don't answer: {error.reason}.") from error

    def __enter__(self) -> Self:
        """Use the stand-ins."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop them."""
        self.stop()
