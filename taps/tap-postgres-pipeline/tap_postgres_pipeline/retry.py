"""How long to wait before what the source cut off is tried again."""

from __future__ import annotations

import random
import time

_LONGEST_SECONDS = 60.0


def pause(attempt: int) -> None:
    """Wait: longer after each attempt in vain, and never as long as another reader waits."""
    time.sleep(random.uniform(0.5, 1.0) * min(_LONGEST_SECONDS, 2.0 ** (attempt - 1)))  # noqa: S311  no secret
