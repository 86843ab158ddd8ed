"""Rate limits: so many requests in a window that begins with its first one. Waiting is real, so the clock is, too."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Budget:
    """Requests that are allowed in each window.

    Attributes:
        allowed: how many; 0 for no limit.
        window_seconds: how long a window is.
        clock: gives seconds.
    """

    allowed: int
    window_seconds: float = 60.0
    clock: Callable[[], float] = time.monotonic
    _begin: float = field(default=-math.inf, init=False)
    _used: int = field(default=0, init=False)

    def take(self) -> bool:
        """Use one request of the window; tell whether there was one left."""
        if self.clock() - self._begin >= self.window_seconds:
            self._begin, self._used = self.clock(), 0
        self._used += 1
        return not self.allowed or self._used <= self.allowed

    @property
    def remaining(self) -> int:
        """How many requests are left in the window."""
        return max(0, self.allowed - self._used)

    @property
    def reset_seconds(self) -> int:
        """In how many seconds a new window begins, at least one."""
        begin = self._begin if self._used else self.clock()
        return max(1, math.ceil(begin + self.window_seconds - self.clock()))


def budget(vendor_limit: int, factor: float, window_seconds: float = 60.0) -> Budget:
    """Give a budget from the vendor's own limit and what it is multiplied by; a factor of 0 lifts it."""
    return Budget(max(1, round(vendor_limit * factor)) if factor else 0, window_seconds)
