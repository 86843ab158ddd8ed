"""Trying again: how often, how long between, and in a new session."""

from __future__ import annotations

from contextlib import contextmanager
from time import sleep as pause
from typing import TYPE_CHECKING

from denomas_target_snowflake.session import TransientError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from denomas_target_snowflake.connector import SnowflakeConnector

_TRIES = 4
_FIRST_PAUSE_SECONDS = 1.0


def tries(warehouse: SnowflakeConnector, what: object) -> Iterator[AbstractContextManager[None]]:
    """Give one context after the other; work that fails within one for a transient reason is tried in the next.

    Statements within a try are not tried again by themselves; tries are not nested.

    Args:
        warehouse: its session is renewed between tries, which takes back what is not committed.
        what: whose work it is, for the log.

    Raises:
        TransientError: when the last try fails, too.
    """
    for attempt in range(_TRIES):
        yield _one_try(warehouse, what, attempt)


@contextmanager
def _one_try(warehouse: SnowflakeConnector, what: object, attempt: int) -> Iterator[None]:
    warehouse.is_trying = True
    try:
        yield
    except TransientError as error:
        if attempt == _TRIES - 1:
            raise
        seconds = _FIRST_PAUSE_SECONDS * 2**attempt
        warehouse.logger.warning("%s: trying again in %.0f s: %s", what, seconds, error)
        pause(seconds)
        warehouse.renew_session()
    finally:
        warehouse.is_trying = False
