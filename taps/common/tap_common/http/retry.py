"""When a request is sent again, and after how long."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import backoff

from tap_common.http.errors import HttpError

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Generator, Mapping

    from backoff.types import Details

P = ParamSpec("P")
T = TypeVar("T")

# What is left of the time allowed, when it is less than this, is not worth a try.
_SHORTEST_WAIT_SECONDS = 0.01


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how long one request is tried; waits grow from the first to the longest, with full jitter."""

    max_tries: int
    max_seconds: float
    first_wait_seconds: float = 1.0
    longest_wait_seconds: float = 60.0

    def retrying(self, function: Callable[P, T], logger: logging.Logger | logging.LoggerAdapter[Any]) -> Callable[P, T]:
        """Give a function that is called again after each HttpError that is retriable, with one line in the log.

        The error that is left says how often and how long it was tried. A wait that the source asks for is never cut
        short: where it does not fit into `max_seconds`, the error is raised at once.
        """

        def say(details: Details) -> None:
            error = details["exception"]
            if isinstance(error, HttpError):
                logger.warning(
                    "%s %s; try %d of %d in %.1f s",
                    error.endpoint,
                    error.what,
                    details["tries"] + 1,
                    self.max_tries,
                    details["wait"],
                )

        def note(details: Details) -> None:
            error = details["exception"]
            if isinstance(error, HttpError) and error.retriable:
                error.tries, error.seconds = details["tries"], details["elapsed"]

        return backoff.on_exception(
            self._waits,
            HttpError,
            max_tries=self.max_tries,
            giveup=lambda error: not (isinstance(error, HttpError) and error.retriable),
            # The jitter is in the waits already: the library's would go below what the source asks for.
            jitter=None,
            on_backoff=say,
            on_giveup=note,
            logger=None,
        )(function)

    def _waits(self) -> Generator[float, Any, None]:
        started = time.monotonic()
        ceilings = backoff.expo(factor=self.first_wait_seconds, max_value=self.longest_wait_seconds)
        next(ceilings)  # the first is for the library only
        error = yield 0.0
        for ceiling in ceilings:
            at_least = error.wait_seconds or 0.0
            left = self.max_seconds - (time.monotonic() - started)
            if left - at_least < _SHORTEST_WAIT_SECONDS:
                return
            error = yield min(at_least + backoff.full_jitter(ceiling), left)


def retry_after_seconds(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Give the seconds that a Retry-After header asks for: a number or an HTTP date, else None.

    A date is compared with the answer's own Date header where it has one, for the two clocks may differ. Text around a
    number has been seen (facts: zendesk A.5).
    """
    value = headers.get("Retry-After", "").strip()
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        number = re.search(r"\d+(\.\d+)?", value)
        return float(number.group()) if number else None
    return max(0.0, (_aware(moment) - (_date(headers) or now or datetime.now(UTC))).total_seconds())


def _date(headers: Mapping[str, str]) -> datetime | None:
    try:
        return _aware(parsedate_to_datetime(headers.get("Date", "")))
    except ValueError:
        return None


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
