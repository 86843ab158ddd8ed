"""The OAuth pair in the state: sealed, written at once, and carried by every later STATE message."""

from __future__ import annotations

import copy
import threading
from typing import TYPE_CHECKING, Any

from singer_sdk.singerlib import StateMessage
from tap_common.http.records import LineWriter
from typing_extensions import override

from tap_zendesk.sealing import UnsealError, fingerprint, seal, unseal

if TYPE_CHECKING:
    import logging
    from collections.abc import Mapping

    from singer_sdk.singerlib import Message

OAUTH = "oauth"


class StateWriter(LineWriter):
    """Writes one message at a time, also from the thread that renews tokens."""

    def __init__(self) -> None:
        """Know no bookmarks yet; the state that a run begins with is the first message."""
        super().__init__()
        self._lock = threading.Lock()
        self._last: dict[str, Any] = {"bookmarks": {}}
        self._carried: dict[str, Any] = {}

    def carry(self, values: Mapping[str, Any], *, write: bool) -> None:
        """Add values to every STATE message from here on; `write` sends one at once.

        That message repeats the last bookmarks, so it covers nothing that was not sent yet.
        """
        with self._lock:
            self._carried.update(values)
            if write:
                super().write_message(StateMessage(value={**self._last, **self._carried}))

    @override
    def write_message(self, message: Message) -> None:
        with self._lock:
            if isinstance(message, StateMessage):
                self._last = copy.deepcopy(dict(message.value))
                message = StateMessage(value={**self._last, **self._carried})
            super().write_message(message)


class TokenState:
    """Keeps the pair of tokens under the key `oauth` of the state, sealed with the client's secret."""

    def __init__(
        self, writer: StateWriter, config: Mapping[str, Any], kept: Mapping[str, Any] | None, logger: logging.Logger
    ) -> None:
        """Take what the state of the last run kept.

        Args:
            writer: of the tap's messages.
            config: the settings; `client_secret` seals.
            kept: value of the key, None when there is none.
            logger: takes a line when the pair cannot be read.
        """
        self._writer, self._config, self._logger = writer, config, logger
        self._kept = kept

    def load(self) -> dict[str, Any] | None:
        """Give the pair, None when there is none for these settings."""
        secret = self._config.get("client_secret")
        if not self._kept or not secret or self._kept.get("settings") != self._settings():
            return None
        try:
            return unseal(str(self._kept.get("sealed")), secret)
        except UnsealError as error:
            self._logger.warning("The OAuth tokens in the state are not used: %s. The settings' are.", error)
            return None

    def save(self, pair: dict[str, Any]) -> None:
        """Write the pair to the state, at once."""
        sealed = seal(pair, self._config["client_secret"])
        self._writer.carry({OAUTH: {"settings": self._settings(), "sealed": sealed}}, write=True)

    def _settings(self) -> str:
        """Give a mark of the settings' own token: one that is set anew goes before the state's."""
        return fingerprint(str(self._config.get("refresh_token")), str(self._config.get("client_secret")))
