"""A whole run of a tap within a test: its messages, and the error that ended it."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

from tap_common.errors import TapError

if TYPE_CHECKING:
    from singer_sdk import Tap

Message = dict[str, Any]


def run(tap: Tap) -> tuple[list[Message], TapError | None]:
    """Sync a tap; give its messages, and the error that ended it."""
    out, error = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True), None
    with redirect_stdout(out):
        try:
            tap.sync_all()
        except TapError as raised:
            error = raised
    out.flush()
    return [json.loads(line) for line in out.buffer.getvalue().splitlines()], error


def records(messages: list[Message], stream: str | None = None) -> list[dict[str, Any]]:
    """Give the records among messages, of one stream or of all."""
    return [
        message["record"] for message in messages if message["type"] == "RECORD" and stream in {None, message["stream"]}
    ]


def last_state(messages: list[Message]) -> dict[str, Any] | None:
    """Give the last state that the tap wrote."""
    states = [message["value"] for message in messages if message["type"] == "STATE"]
    return states[-1] if states else None
