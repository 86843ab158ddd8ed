"""OAuth tokens: they last for a while, and a refresh makes the old pair invalid (facts: zendesk A.2)."""

from __future__ import annotations

import hmac
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from denomas_sandbox.web.answers import zulu

if TYPE_CHECKING:
    from denomas_sandbox.web.settings import Settings

# The pair that is valid, by account; a pair is the one after the one before. A server that was started anew knows
# none, and takes the first that is well signed.
_generations: dict[str, int] = {}


@dataclass(frozen=True)
class Tokens:
    """An account's tokens.

    Attributes:
        settings: make the secrets.
        account: the vendor's name of the account.
        lasts_seconds: how long an access token is valid.
    """

    settings: Settings
    account: str
    lasts_seconds: int

    @property
    def client(self) -> dict[str, str]:
        """The client that may ask for tokens, with a code that a person got."""
        return {
            "client_id": "denomas-pipelines",
            "client_secret": self.settings.secret(f"{self.account} client"),
            "code": self.settings.secret(f"{self.account} code"),
        }

    def issued(self, asked: dict[str, Any]) -> dict[str, Any] | None:
        """Give a new pair for a request to the token path, None where it has no right to one."""
        client = self.client
        if asked.get("client_id") != client["client_id"] or asked.get("client_secret") != client["client_secret"]:
            return None
        match asked.get("grant_type"):
            case "authorization_code" if asked.get("code") == client["code"]:
                generation = _generations.get(self._name, 0) + 1
            case "client_credentials":
                generation = _generations.get(self._name, 0) + 1
            case "refresh_token" if (used := self._read(str(asked.get("refresh_token")), "refresh")) is not None:
                generation = used[0] + 1
            case _:
                return None
        _generations[self._name] = generation
        lasts = min(self.lasts_seconds, int(asked.get("expires_in") or self.lasts_seconds))
        scope = str(asked.get("scope") or "read").replace(" ", "+")
        return {
            "access_token": self._write("access", generation, time.time() + lasts, scope),
            "refresh_token": self._write("refresh", generation, time.time() + 90 * 86_400, scope),
            "token_type": "bearer",
            "scope": scope.replace("+", " "),
            "expires_in": lasts,
        }

    def scope(self, token: str) -> str | None:
        """Give the scopes of a valid access token, None for any other."""
        found = self._read(token, "access")
        return found[1] if found else None

    def expires_at(self, token: str) -> str:
        """Give when an access token ends."""
        return zulu(datetime.fromtimestamp(float(token.split(".")[2]), UTC))

    @property
    def _name(self) -> str:
        return f"{self.settings.token} {self.account}"

    def _write(self, kind: str, generation: int, until: float, scope: str) -> str:
        text = f"{kind}.{generation}.{int(until)}.{scope}"
        return f"{text}.{self.settings.secret(f'{self.account} {text}')}"

    def _read(self, token: str, kind: str) -> tuple[int, str] | None:
        text, _, signature = token.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self.settings.secret(f"{self.account} {text}").encode()):
            return None
        written, generation, until, scope = text.split(".", 3)
        current = _generations.setdefault(self._name, int(generation))
        if written != kind or int(generation) != current or float(until) < time.time():
            return None
        return int(generation), scope.replace("+", " ")
