"""How far a stream is: a line every few seconds at a terminal, and now and then in a log (also below `meltano run`)."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable

SECONDS_BETWEEN_LINES = 5.0
SECONDS_IN_A_LOG = 30.0


class Progress:
    """Records and rate of a stream; percent and time left where its total is known."""

    def __init__(
        self,
        stream: str,
        logger: logging.Logger | logging.LoggerAdapter[Any],
        *,
        terminal: bool | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start the clock.

        Args:
            stream: name of the stream.
            logger: takes the lines.
            terminal: whether somebody looks on; by default, whether stderr is a terminal.
            clock: gives a monotonic time in seconds.
        """
        self.total: int | None = None
        self.records = 0
        self._stream = stream
        self._logger = logger
        looks_on = sys.stderr.isatty() if terminal is None else terminal
        self._seconds = SECONDS_BETWEEN_LINES if looks_on else SECONDS_IN_A_LOG
        self._clock = clock
        self._started = self._last = clock()

    def add(self, records: int) -> None:
        """Count records that were sent, and say so if it is time."""
        self.records += records
        now = self._clock()
        if now - self._last < self._seconds:
            return
        self._last = now
        rate = self.records / (now - self._started)
        self._logger.info("%s: %s records, %s/s%s", self._stream, f"{self.records:,}", f"{rate:,.0f}", self._left(rate))

    def _left(self, rate: float) -> str:
        if not self.total or not rate or self.records > self.total:
            return ""
        minutes, seconds = divmod(int((self.total - self.records) / rate), 60)
        return f", {self.records / self.total:.0%}, {minutes}:{seconds:02d} left"
