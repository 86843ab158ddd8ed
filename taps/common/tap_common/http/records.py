"""From a record to its line: what the SDK finds out for each record anew is found out once for a stream.

The SDK copies each record, conforms each value and makes a dataclass of it, which is 85 % of a REST tap's CPU.
"""

from __future__ import annotations

import sys
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from singer_sdk.io_base import SingerWriter
from singer_sdk.mapper import SameRecordTransform
from typing_extensions import override

if TYPE_CHECKING:
    from singer_sdk.singerlib import Message
    from singer_sdk.streams import Stream

# What a pipe takes at once.
_MOST_WAITING_BYTES = 1 << 16
_encode = msgspec.json.Encoder(decimal_format="number").encode


class LineWriter(SingerWriter):
    """Writes messages; lines of records wait for one another, and any other message sends them first.

    So what a state covers is always sent before it. Threads may share the writer.
    """

    def __init__(self) -> None:
        """Wait for the first record."""
        super().__init__()
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._writing = threading.RLock()

    def write_line(self, line: bytes) -> None:
        """Take the line of a record, its end included."""
        with self._writing:
            self._waiting.append(line)
            self._waiting_bytes += len(line)
            if self._waiting_bytes >= _MOST_WAITING_BYTES:
                self.flush()

    def flush(self) -> None:
        """Send the lines that wait; a stream does so at its end, for a state that did not change is not written."""
        with self._writing:
            lines, self._waiting, self._waiting_bytes = self._waiting, [], 0
            if lines:
                sys.stdout.buffer.write(b"".join(lines))
                sys.stdout.buffer.flush()

    @override
    def write_message(self, message: Message) -> None:
        with self._writing:
            self.write_line(self.format_message(message).encode() + b"\n")
            self.flush()


class RecordLines:
    """Spells the records of a stream as RECORD messages. They came as JSON, so their values need no conforming."""

    def __init__(self, stream: str, deselected: frozenset[str], flags: tuple[str, ...]) -> None:
        """Know the stream's name, which fields are left out, and in which 0 and 1 are false and true."""
        self._stream = stream
        self._deselected = deselected
        self._flags = flags
        self._known: tuple[int, int | None] | None = None
        self._prefix = b""

    @classmethod
    def of(cls, stream: Stream) -> RecordLines | None:
        """Give the lines of a stream; None where stream maps, or a selection within an object, need the SDK's way."""
        if any(type(one) is not SameRecordTransform or one.flattening_enabled for one in stream.stream_maps):
            return None
        properties = stream.schema["properties"]
        deselected = frozenset(name for name in properties if not stream.mask["properties", name])
        within = (key[1] for key, selected in stream.mask.items() if len(key) > 2 and not selected)  # noqa: PLR2004
        if not deselected.issuperset(within):
            return None
        flags = (name for name, one in properties.items() if {"boolean", "null"}.issuperset(one.get("type", ("any",))))
        return cls(stream.name, deselected, tuple(flags))

    def line(self, record: dict[str, Any], version: int | None) -> bytes:
        """Give the message of a record; its `time_extracted` is right to the second.

        Args:
            record: values that JSON can hold, fractions as Decimal.
            version: of the table, for a versioned stream.
        """
        known = int(time.time()), version
        if known != self._known:
            self._known = known
            head: dict[str, Any] = {"type": "RECORD", "stream": self._stream}
            if version is not None:
                head["version"] = version
            head["time_extracted"] = datetime.fromtimestamp(known[0], UTC).isoformat()
            self._prefix = _encode(head)[:-1] + b',"record":'
        if self._deselected:
            record = {name: value for name, value in record.items() if name not in self._deselected}
        for name in self._flags:
            if record.get(name).__class__ is int:
                record[name] = record[name] != 0
        return b"%b%b}\n" % (self._prefix, _encode(record))
