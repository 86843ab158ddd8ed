"""Reads Singer messages as bytes with msgspec."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING, Any

import msgspec
from singer_sdk.io_base import GenericSingerReader
from singer_sdk.singerlib.exceptions import InvalidInputLine
from typing_extensions import override

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

_decode = msgspec.json.Decoder().decode


class MessageReader(GenericSingerReader[bytes]):
    """Decodes one line after the other and remembers the size of the line at hand.

    Attributes:
        on_error: called when a line, or what became of it, failed; the error goes on after it.
    """

    on_error: Callable[[], None] | None = None

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self.line_bytes = 0

    @override
    def process_lines(
        self, file_input: IO[bytes] | None, callbacks: dict[str, Callable[[dict[str, Any]], None]]
    ) -> Counter[str]:
        try:
            return super().process_lines(file_input, callbacks)
        except Exception:
            if self.on_error is not None:
                self.on_error()
            raise

    @property
    @override
    def default_input(self) -> IO[bytes]:
        return sys.stdin.buffer

    @override
    def deserialize_json(self, line: bytes) -> dict[str, Any]:
        """Decode a line.

        Raises:
            InvalidInputLine: with the start of the line, when it is no JSON object.
        """
        self.line_bytes = len(line)
        try:
            message = _decode(line)
        except msgspec.DecodeError as error:
            raise InvalidInputLine(f"The tap sent a line that is not JSON ({error}).") from error
        if not isinstance(message, dict):
            raise InvalidInputLine("The tap sent a line that is JSON but not a message.")
        return message
