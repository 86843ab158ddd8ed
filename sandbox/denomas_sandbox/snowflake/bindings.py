"""Values that clients bind to `?` in a statement, as the connector writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  Snowflake's TIMESTAMP_NTZ has no zone
_MICROSECOND = 1_000  # nanoseconds


def rows_of(bindings: dict[str, dict[str, Any]] | None) -> list[Any] | None:
    """Give the rows of values of a query request's `bindings`.

    Args:
        bindings: by position or name, each with a type and a value, or with a list of values for several rows.

    Returns:
        A row is a list, or a dictionary where values are named; None without bindings.
    """
    if not bindings:
        return None
    if not all(name.isdigit() for name in bindings):
        return [{name: value_of(one["type"], one["value"]) for name, one in bindings.items()}]
    ordered = [bindings[str(position)] for position in range(1, len(bindings) + 1)]
    if not any(isinstance(one["value"], list) for one in ordered):
        return [[value_of(one["type"], one["value"]) for one in ordered]]
    columns = [[value_of(one["type"], value) for value in one["value"]] for one in ordered]
    return [list(row) for row in zip(*columns, strict=True)]


def value_of(kind: str, value: Any) -> Any:
    """Read one value; an array binding brings values with types of their own.

    Args:
        kind: Snowflake's type, such as FIXED or TIMESTAMP_NTZ.
        value: its text, None for NULL.
    """
    if isinstance(value, dict):
        return value_of(value["type"], value["value"])
    if value is None:
        return None
    read = _READERS.get(kind.upper())
    return read(value) if read else value


def _number(text: str) -> int | Decimal:
    return int(text) if text.lstrip("+-").isdigit() else Decimal(text)


def _from_epoch(nanoseconds: str) -> datetime:
    return _EPOCH + timedelta(microseconds=int(nanoseconds) // _MICROSECOND)


def _with_zone(text: str) -> datetime:
    """Read nanoseconds and, behind a blank, the offset in minutes plus 1440."""
    nanoseconds, _, offset = text.partition(" ")
    moment = _from_epoch(nanoseconds).replace(tzinfo=UTC)
    return moment.astimezone(timezone(timedelta(minutes=int(offset) - 1440))) if offset else moment


def _time(nanoseconds: str) -> time:
    return _from_epoch(nanoseconds).time()


def _date(milliseconds: str) -> date:
    return (_EPOCH + timedelta(milliseconds=int(milliseconds))).date()


_READERS: dict[str, Any] = {
    "FIXED": _number,
    "REAL": float,
    "BOOLEAN": lambda text: text.lower() == "true",
    "BINARY": bytes.fromhex,
    "DATE": _date,
    "TIME": _time,
    "TIMESTAMP_NTZ": _from_epoch,
    "TIMESTAMP_LTZ": _with_zone,
    "TIMESTAMP_TZ": _with_zone,
}
