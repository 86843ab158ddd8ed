"""PostgreSQL types as JSON schema and as the expression that carries them in Arrow without loss (docs/contracts.md)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_DECIMAL_DIGITS = 38
# Keys by which a reading can be cut into ranges.
ORDERABLE = frozenset(("int2", "int4", "int8"))
_DECIMAL = "x-singer.decimal"


@dataclass(frozen=True)
class SourceType:
    """A result column's type, as pg_type and the type modifier say.

    Attributes:
        name: pg_type.typname, of the base type for a domain.
        category: pg_type.typcategory; `A` is an array.
        precision: digits of a numeric, if it is bounded.
        scale: digits after the point.
    """

    name: str
    category: str
    precision: int | None = None
    scale: int | None = None

    @property
    def is_bounded(self) -> bool:
        """Whether a numeric's digits fit a decimal of the warehouses."""
        digits = self.precision or 0
        return self.name == "numeric" and 0 < digits <= MAX_DECIMAL_DIGITS and 0 <= (self.scale or 0) <= digits


_PLAIN: dict[str, dict[str, Any]] = {
    "bool": {"type": ["boolean", "null"]},
    "int2": {"type": ["integer", "null"]},
    "int4": {"type": ["integer", "null"]},
    "int8": {"type": ["integer", "null"]},
    "float4": {"type": ["number", "null"]},
    "float8": {"type": ["number", "null"]},
    "text": {"type": ["string", "null"]},
    "varchar": {"type": ["string", "null"]},
    "bpchar": {"type": ["string", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "timestamp": {"type": ["string", "null"], "format": "date-time"},
    "timestamptz": {"type": ["string", "null"], "format": "date-time"},
    "time": {"type": ["string", "null"], "format": "time"},
}
_JSON: dict[str, Any] = {"type": ["object", "array", "string", "number", "boolean", "null"]}


def json_schema(type_: SourceType) -> dict[str, Any]:
    """Give the property of a column of this type."""
    if type_.category == "A":
        return {"type": ["array", "null"]}
    if type_.name in {"json", "jsonb"}:
        return dict(_JSON)
    if type_.name == "numeric":
        digits = {"precision": type_.precision, "scale": type_.scale or 0} if type_.is_bounded else {}
        return {"type": ["string", "null"], "format": _DECIMAL, **digits}
    if type_.name == "oid":
        return {"type": ["integer", "null"]}
    if type_.name == "uuid":
        return {"type": ["string", "null"], "format": "uuid"}
    return dict(_PLAIN.get(type_.name, {"type": ["string", "null"]}))


def expression(column: str, type_: SourceType) -> str:
    """Give the SQL that selects a column in a form that Arrow carries.

    Args:
        column: the quoted column.
        type_: its type.
    """
    if type_.category == "A":
        return f"to_json({column})::text"
    if type_.name == "bytea":
        return f"encode({column}, 'hex')"
    if type_.name == "oid":
        return f"{column}::bigint"
    if type_.name in _PLAIN or type_.is_bounded:
        return column
    return f"{column}::text"


def fingerprint(columns: Mapping[str, SourceType]) -> str:
    """Give a short text that changes when a column is added, dropped, renamed or retyped, in any order."""
    text = "\n".join(sorted(f"{name} {type_}" for name, type_ in columns.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
