"""Spellings of days and moments: those of ZenGRC are not documented, the target's are ISO 8601."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.IGNORECASE
)


def iso_moment(text: str) -> str:
    """Give a moment in ISO 8601, from a blank between day and time, and from UTC or GMT behind it; else the same."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return text
    day, time, zone = found.groups()
    utc = zone is None or zone.upper() in {"Z", "UTC", "GMT"}
    offset = ("Z" if zone else "") if utc else (zone if ":" in zone else f"{zone[:3]}:{zone[3:]}")
    return f"{day}T{time}{offset}"


def iso_day(text: str) -> str:
    """Give the day of a moment; anything else is left as it is, for the target to refuse."""
    found = _MOMENT.fullmatch(text.strip())
    return found.group(1) if found else text.strip()


class ValueRules:
    """What is done to the values of one stream, by its schema: dates and timestamps spelled alike, blanks are null.

    A text that is no date stays as it is: the target names it and its row, which is better than a guess.
    """

    def __init__(self, properties: Mapping[str, Any]) -> None:
        """Find the columns of the schema's `properties` that hold days and moments."""
        formats = {name: schema.get("format") for name, schema in properties.items()}
        self._spell = {
            name: iso_day if kind == "date" else iso_moment
            for name, kind in formats.items()
            if kind in {"date", "date-time"}
        }

    def conform(self, record: dict[str, Any]) -> dict[str, Any]:
        """Give the record itself, its dates and timestamps spelled as ISO 8601."""
        for name, spell in self._spell.items():
            value = record.get(name)
            if isinstance(value, str):
                record[name] = spell(value) if value.strip() else None
        return record
