"""What the web stand-ins are told: company, day, and each vendor's switches; in a file that both sides read."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

from denomas_sandbox.company.world import World
from denomas_sandbox.errors import SandboxError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_NAME = "settings.json"
_SECRET_LENGTH = 40


@dataclass(frozen=True)
class Settings:
    """The company that the stand-ins show, and how they behave.

    Attributes:
        seed: which company.
        scale: how large; 0 has no rows.
        day: which day it is there.
        token: opens the control paths; all credentials are made from it.
        switches: by vendor, what differs from the defaults of its class of switches.
    """

    seed: int
    scale: int
    day: int = 0
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    switches: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """The company."""
        return World(self.seed, self.scale)

    @property
    def now(self) -> datetime:
        """The clock of every stand-in: the end of the company's day."""
        return self.world.moment(self.day)

    def secret(self, name: str) -> str:
        """Give a credential of that name, the same one as long as the sandbox lives."""
        return hashlib.sha256(f"{self.token}:{name}".encode()).hexdigest()[:_SECRET_LENGTH]

    def switched(self, vendor: str, **switches: Any) -> Self:
        """Give settings in which a vendor behaves otherwise."""
        return replace(self, switches={**self.switches, vendor: {**self.switches.get(vendor, {}), **switches}})

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Read the settings of a folder, None where there are none.

        Raises:
            SandboxError: when the file is damaged.
        """
        path = folder / _NAME
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            raise SandboxError(f"{path} is damaged ({error}). Remove it and run `sandbox up`.") from error

    def write(self, folder: Path) -> None:
        """Write the settings; a running server takes them up with the next request."""
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f"{_NAME}.new"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(self), file)
        temporary.replace(folder / _NAME)


class SettingsFile:
    """The settings of a folder, read again when the file has changed."""

    def __init__(self, folder: Path) -> None:
        """Take the folder."""
        self._folder = folder
        self._seen: tuple[int, int] | None = None
        self._settings: Settings | None = None

    def current(self) -> Settings:
        """Give the settings; the same object as long as the file is the same.

        Raises:
            SandboxError: when there are none.
        """
        try:
            status = (self._folder / _NAME).stat()
        except FileNotFoundError:
            raise SandboxError(f"There is no {_NAME} in {self._folder}; `sandbox up` writes it.") from None
        seen = (status.st_mtime_ns, status.st_ino)
        if self._settings is None or seen != self._seen:
            self._settings, self._seen = Settings.read(self._folder), seen
        assert self._settings is not None  # noqa: S101  the file was there a moment ago, and is never removed
        return self._settings
