"""Rows of the row lane as an Arrow table, so that both lanes land by the same set-wise statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from target_common.types import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from target_common.types import ColumnType

_ARROW = {Kind.BOOLEAN: pa.bool_(), Kind.INTEGER: pa.int64(), Kind.DOUBLE: pa.float64()}


def to_table(records: Sequence[Mapping[str, Any]], properties: Mapping[str, ColumnType]) -> pa.Table:
    """Turn validated records into columns.

    Booleans, integers and doubles become Arrow values; everything else stays text (JSON as JSON text), for the
    warehouse casts and checks text set-wise.

    Args:
        records: rows as the tap sent them; a missing property is null.
        properties: the stream's properties by their source names, with their column types.

    Returns:
        One column a property, in that order.
    """
    return pa.table(
        {name: _column([record.get(name) for record in records], properties[name].kind) for name in properties}
    )


def _column(values: list[Any], kind: Kind) -> pa.Array:
    if kind is Kind.JSON:
        return pa.array(
            [None if value is None else msgspec.json.encode(value).decode() for value in values], pa.string()
        )
    arrow = _ARROW.get(kind)
    try:
        return pa.array(values, arrow or pa.string())
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        # An integer beyond the column's range, or text that came as a number: as text the cast can judge it.
        return pa.array([None if value is None else _text(value) for value in values], pa.string())


def _text(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
