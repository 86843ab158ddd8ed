"""Faults that a test orders: what goes wrong, at which statement, how often."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from enum import StrEnum

from denomas_sandbox.snowflake import errors


class Fault(StrEnum):
    """What can go wrong.

    `CUT_BEFORE` and `CUT_AFTER` close the connection without an answer, before the statement is executed or after;
    the connector then sends the request again. The others answer with Snowflake's own error, unexecuted.
    """

    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"
    SESSION_EXPIRED = "session_expired"
    SIGN_IN_EXPIRED = "sign_in_expired"
    LOCK_TIMEOUT = "lock_timeout"
    STATEMENT_TIMEOUT = "statement_timeout"
    WAREHOUSE_SUSPENDED = "warehouse_suspended"
    NO_WAREHOUSE = "no_warehouse"
    NO_PRIVILEGES = "no_privileges"
    UNAVAILABLE = "unavailable"


@dataclass
class Order:
    """A fault that is still to happen a number of times, at statements that a pattern is found in."""

    kind: Fault
    match: re.Pattern[str]
    times: int


class Faults:
    """The orders that are open."""

    def __init__(self) -> None:
        """Begin without any."""
        self._orders: list[Order] = []
        self._lock = threading.Lock()

    def order(self, kind: str, match: str, times: int) -> None:
        """Take an order.

        Raises:
            ValueError: when there is no such fault, or the pattern is no regular expression.
        """
        try:
            order = Order(Fault(kind), re.compile(match, re.IGNORECASE | re.DOTALL), times)
        except re.error as error:
            raise ValueError(f"{match!r} is no regular expression: {error}") from error
        with self._lock:
            self._orders.append(order)

    def open(self) -> list[dict[str, str | int]]:
        """Give the orders that are still to happen."""
        with self._lock:
            return [
                {"kind": order.kind.value, "match": order.match.pattern, "times": order.times}
                for order in self._orders
                if order.times > 0
            ]

    def clear(self) -> None:
        """Forget all orders."""
        with self._lock:
            self._orders.clear()

    def due(self, sql: str) -> Fault | None:
        """Give the fault that happens to a statement now, and count it."""
        with self._lock:
            for order in self._orders:
                if order.times > 0 and order.match.search(sql):
                    order.times -= 1
                    return order.kind
        return None


def error_of(kind: Fault, query_id: str, warehouse: str) -> errors.SnowflakeError | None:
    """Give the answer of a fault that answers."""
    return {
        Fault.SESSION_EXPIRED: errors.session_expired(),
        Fault.SIGN_IN_EXPIRED: errors.master_token_expired(),
        Fault.LOCK_TIMEOUT: errors.locked(query_id),
        Fault.STATEMENT_TIMEOUT: errors.timed_out(),
        Fault.WAREHOUSE_SUSPENDED: errors.warehouse_suspended(warehouse),
        Fault.NO_WAREHOUSE: errors.no_warehouse(),
        Fault.NO_PRIVILEGES: errors.no_privileges("schema 'TAP_X'"),
    }.get(kind)
