"""Moments and days as ISO text: by Arrow as far as it can, for the rest by the calendar's cycle of 400 years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

_DAYS_IN_400_YEARS = 146_097
_MICROSECONDS_A_DAY = 86_400_000_000
# Arrow spells years with 16 bits; a little less is asked of it.
_FIRST_DAY, _LAST_DAY = -11_000_000, 11_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def spelled(column: pa.Array) -> pa.Array:
    """Spell timestamps in microseconds, or dates in days, as ISO 8601.

    Years before Christ are negative (ISO's year 0 is 1 BC), years past 9999 have more digits. The largest integer of
    the type and its negative are `infinity` and `-infinity`, as in PostgreSQL and DuckDB.
    """
    is_date = pa.types.is_date32(column.type)
    unit = 1 if is_date else _MICROSECONDS_A_DAY
    numbers = column.cast(pa.int32() if is_date else pa.int64())
    bounds = pc.min_max(numbers).as_py()
    if bounds["min"] is None or (bounds["min"] >= _FIRST_DAY * unit and bounds["max"] <= _LAST_DAY * unit):
        text = column.cast(pa.string())
        return text if is_date else pc.replace_substring(text, " ", "T")
    largest = 2 ** (numbers.type.bit_width - 1) - 1
    return pa.array([_spelled(number, largest, is_date=is_date) for number in numbers.to_pylist()], pa.string())


def _spelled(number: int | None, largest: int, *, is_date: bool) -> str | None:
    if number is None:
        return None
    if abs(number) >= largest:
        return "infinity" if number > 0 else "-infinity"
    days, microseconds = (number, 0) if is_date else divmod(number, _MICROSECONDS_A_DAY)
    cycles, days = divmod(days, _DAYS_IN_400_YEARS)
    moment = _EPOCH + timedelta(days=days, microseconds=microseconds)
    year = moment.year + 400 * cycles
    sign, rest = "-" if year < 0 else "", moment.strftime("-%m-%d" if is_date else "-%m-%dT%H:%M:%S.%f")
    return f"{sign}{abs(year):04}{rest}"
