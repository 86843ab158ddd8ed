"""Column types of RAW: what a JSON schema property means, and how far a column may widen.

Warehouse-neutral: each target spells these types in its own dialect. The table in docs/contracts.md is the contract.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

INT64_MAX = 2**63 - 1
MAX_DECIMAL_DIGITS = 38


class Kind(StrEnum):
    """The kinds of columns that RAW knows."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    HUGE_INTEGER = "huge integer"
    DOUBLE = "double"
    DECIMAL = "decimal"
    TIMESTAMP = "timestamp"
    DATE = "date"
    TIME = "time"
    JSON = "json"
    TEXT = "text"


@dataclass(frozen=True)
class ColumnType:
    """A kind, and for decimals the digits in all and after the point."""

    kind: Kind
    precision: int = 0
    scale: int = 0

    def __str__(self) -> str:
        """Give the type as error messages show it."""
        return f"decimal({self.precision},{self.scale})" if self.kind is Kind.DECIMAL else self.kind.value


_FORMATS = {"date-time": Kind.TIMESTAMP, "date": Kind.DATE, "time": Kind.TIME}
_SCALARS = {"boolean": Kind.BOOLEAN, "number": Kind.DOUBLE}


def from_json_schema(prop: dict[str, Any]) -> ColumnType:
    """Read the column type off a property; `null` is ignored, for every landed column may be null."""
    options = [option for option in _options(prop) if option.get("type") != "null"]
    found = {_single(option) for option in options}
    if len(found) == 1:
        return found.pop()
    kinds = {type_.kind for type_ in found}
    if kinds == {Kind.INTEGER, Kind.DOUBLE}:
        return ColumnType(Kind.DOUBLE)
    # `anyOf: [date-time, string]` is how taps say "a date, mostly": text keeps all of it.
    if kinds and kinds <= {Kind.TEXT, Kind.TIMESTAMP, Kind.DATE, Kind.TIME, Kind.DECIMAL}:
        return ColumnType(Kind.TEXT)
    return ColumnType(Kind.JSON)


def _options(prop: dict[str, Any]) -> list[dict[str, Any]]:
    """Spread anyOf, oneOf and lists of types into single-typed alternatives."""
    for word in ("anyOf", "oneOf"):
        if word in prop:
            return [option for alternative in prop[word] for option in _options(alternative)]
    types = prop.get("type", [])
    return [{**prop, "type": name} for name in ([types] if isinstance(types, str) else types)]


def _single(option: dict[str, Any]) -> ColumnType:
    name = option["type"]
    if name == "integer":
        huge = max(option.get("maximum", 0), -option.get("minimum", 0)) > INT64_MAX + 1
        return ColumnType(Kind.HUGE_INTEGER if huge else Kind.INTEGER)
    if name in _SCALARS:
        return ColumnType(_SCALARS[name])
    if name != "string":
        return ColumnType(Kind.JSON)
    format_ = option.get("format")
    if format_ == "x-singer.decimal":
        precision, scale = int(option.get("precision") or 0), int(option.get("scale") or 0)
        fits = 0 < precision <= MAX_DECIMAL_DIGITS and 0 <= scale <= precision
        return ColumnType(Kind.DECIMAL, precision, scale) if fits else ColumnType(Kind.TEXT)
    return ColumnType(_FORMATS.get(format_ or "", Kind.TEXT))


def widened(existing: ColumnType, incoming: ColumnType) -> ColumnType | None:
    """Give the narrowest type that holds both, or None when there is none that keeps every value as it is.

    Text holds every scalar's spelling. JSON and text do not mix: the same characters mean different things.
    """
    if existing == incoming:
        return existing
    for narrow, wide in ((existing, incoming), (incoming, existing)):
        if _fits(narrow, wide):
            return wide
    if existing.kind is incoming.kind is Kind.DECIMAL:
        scale = max(existing.scale, incoming.scale)
        precision = scale + max(existing.precision - existing.scale, incoming.precision - incoming.scale)
        return ColumnType(Kind.DECIMAL, precision, scale) if precision <= MAX_DECIMAL_DIGITS else None
    return None


_INT64_DIGITS = 19


def _fits(narrow: ColumnType, wide: ColumnType) -> bool:
    match narrow.kind, wide.kind:
        case Kind.INTEGER, Kind.HUGE_INTEGER | Kind.DOUBLE:
            return True
        case Kind.INTEGER, Kind.DECIMAL:
            return wide.precision - wide.scale >= _INT64_DIGITS
        case Kind.DECIMAL, Kind.DECIMAL:
            return wide.scale >= narrow.scale and wide.precision - wide.scale >= narrow.precision - narrow.scale
        case Kind.DATE, Kind.TIMESTAMP:
            return True
        case kind, Kind.TEXT:
            return kind is not Kind.JSON
    return False
