"""Reads Singer messages as bytes with msgspec."""

from __future__ import annotations

import os
import select
import sys
from typing import IO, TYPE_CHECKING, Any, cast

import msgspec
from singer_sdk.io_base import GenericSingerReader
from singer_sdk.singerlib.exceptions import InvalidInputLine
from typing_extensions import override

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

_IDLE_SECONDS = 1.0
_CHUNK_BYTES = 1 << 20
_decode = msgspec.json.Decoder().decode


class MessageReader(GenericSingerReader[bytes]):
    """Decodes one line after the other and remembers the size of the line at hand.

    Attributes:
        on_error: called when a line, or what became of it, failed; the error goes on after it.
        on_idle: called each time that nothing has come for a second.
    """

    on_error: Callable[[], None] | None = None
    on_idle: Callable[[], None] | None = None

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self.line_bytes = 0

    @override
    def process_lines(
        self, file_input: IO[bytes] | None, callbacks: dict[str, Callable[[dict[str, Any]], None]]
    ) -> Counter[str]:
        try:
            return super().process_lines(file_input or self._patient_input(), callbacks)
        except Exception:
            if self.on_error is not None:
                self.on_error()
            raise

    def _patient_input(self) -> IO[bytes]:
        """Give the lines of standard input, with time for other things while the tap is silent."""
        return cast("IO[bytes]", patient_lines(sys.stdin.fileno(), self._rest))

    def _rest(self) -> None:
        if self.on_idle is not None:
            self.on_idle()

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


def patient_lines(descriptor: int, rest: Callable[[], None], idle_seconds: float = _IDLE_SECONDS) -> Iterator[bytes]:
    """Give the lines that come through a pipe, and call `rest` whenever none has come for a while.

    Args:
        descriptor: the open end of the pipe, or a file.
        rest: what to do meanwhile.
        idle_seconds: how long nothing must have come.
    """
    begun: list[bytes] = []
    while True:
        if not select.select([descriptor], [], [], idle_seconds)[0]:
            rest()
            continue
        chunk = os.read(descriptor, _CHUNK_BYTES)
        if not chunk:
            break
        first, *others = chunk.split(b"\n")
        begun.append(first)
        if others:
            yield b"".join(begun)
            *complete, last = others
            yield from complete
            begun = [last]
    if any(begun):
        yield b"".join(begun)
