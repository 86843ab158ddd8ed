"""A client-side rate limit: never more requests in any window than a budget allows, and hardly fewer."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# The window is kept this much longer than the vendor's, because requests do not all travel equally fast: two that
# leave 60 s apart may arrive 59.5 s apart. It costs 2 % of the budget.
_MARGIN = 0.02


@dataclass(frozen=True)
class Budget:
    """So many requests in any window of so many seconds, e.g. `Budget("incremental exports", 10)` (a minute)."""

    name: str
    requests: int
    period_seconds: float = 60.0


@dataclass
class _Window:
    """The requests of one budget that still count."""

    budget: Budget
    limit: int
    paused_until: float = 0.0
    sent: deque[float] = field(default_factory=deque)

    def free_at(self, now: float) -> float:
        """Give the moment from which one more request is allowed."""
        seconds = self.budget.period_seconds * (1 + _MARGIN)
        while self.sent and self.sent[0] + seconds <= now:
            self.sent.popleft()
        if len(self.sent) < self.limit:
            return self.paused_until
        return max(self.paused_until, self.sent[-self.limit] + seconds)


class RateLimiter:
    """The budgets of one source, shared by all streams and threads of a tap."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Start without budgets.

        Args:
            clock: gives a monotonic time in seconds.
            sleep: waits so many seconds.
        """
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._windows: dict[str, _Window] = {}
        self._paused_until = float("-inf")

    def acquire(self, budgets: Sequence[Budget], on_wait: Callable[[float], None] | None = None) -> None:
        """Wait until every one of the budgets allows a request, and take it from all of them.

        Args:
            budgets: known by their names: streams that give the same name share it.
            on_wait: told the seconds before each wait.
        """
        while True:
            with self._lock:
                windows = [self._window(budget) for budget in budgets]
                now = self._clock()
                free_at = max((window.free_at(now) for window in windows), default=now)
                free_at = max(free_at, self._paused_until)
                if free_at <= now:
                    # The time it really is, not the time it was planned for: a late waiter must not count as early.
                    for window in windows:
                        window.sent.append(now)
                    return
            if on_wait is not None:
                on_wait(free_at - now)
            self._sleep(free_at - now)

    def pause(self, seconds: float, budget: Budget | None = None) -> None:
        """Send nothing for so many seconds, or nothing of one budget; a longer pause that holds already stays."""
        self.pause_until(self._clock() + seconds, budget)

    def pause_until(self, moment: float, budget: Budget | None = None) -> None:
        """Send nothing before a moment of the limiter's clock, or nothing of one budget."""
        with self._lock:
            if budget is None:
                self._paused_until = max(self._paused_until, moment)
            else:
                window = self._window(budget)
                window.paused_until = max(window.paused_until, moment)

    def allow(self, budget: Budget, requests: int) -> None:
        """Allow so many requests a window from now on, and at least one: what the vendor itself says it gives."""
        with self._lock:
            self._window(budget).limit = max(1, requests)

    def _window(self, budget: Budget) -> _Window:
        if budget.name not in self._windows:
            self._windows[budget.name] = _Window(budget, budget.requests, paused_until=float("-inf"))
        return self._windows[budget.name]
