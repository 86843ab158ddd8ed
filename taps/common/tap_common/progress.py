"""Progress of a stream on the log."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from singer_sdk.streams import Stream

_SECONDS_BETWEEN_LINES = 5.0


class Progress:
    """One line every few seconds: rows and rate."""

    def __init__(self, stream: Stream) -> None:
        """Start the clock."""
        self.stream = stream
        self.rows = 0
        self.started = self.last = time.monotonic()

    def add(self, rows: int) -> None:
        """Count rows that were sent."""
        self.rows += rows
        now = time.monotonic()
        if now - self.last >= _SECONDS_BETWEEN_LINES:
            self.last = now
            self.stream.logger.info(
                "%s: %s rows, %s rows/s",
                self.stream.name,
                f"{self.rows:,}",
                f"{self.rows / (now - self.started):,.0f}",
            )
