"""Rows of the row lane as an Arrow table, so that both lanes land by the same set-wise statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from target_common.types import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from target_common.types import ColumnType
    from target_common.warehouse import Rejected

_ARROW = {Kind.BOOLEAN: pa.bool_(), Kind.INTEGER: pa.int64(), Kind.DOUBLE: pa.float64()}


@dataclass
class Buffer:
    """Records of the row lane that wait in memory to land together.

    Attributes:
        rows: the records.
        extracted: when each was extracted, as its message says.
        rejected: records that validation refused.
        bytes: of all their messages.
        version: the table version that they belong to.
        received_at: when the first of them came in; None while nothing waits.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    extracted: list[str | None] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    bytes: int = 0
    version: int | None = None
    received_at: datetime | None = None

    def table(self, properties: Mapping[str, ColumnType]) -> pa.Table:
        """Give the records as columns, with their times of extraction and deletion."""
        rows = to_table(self.rows, properties)
        rows = rows.append_column("_sdc_extracted_at", pa.array(self.extracted, pa.string()))
        deleted = [row.get("_sdc_deleted_at") for row in self.rows]
        return rows.append_column("_sdc_deleted_at", pa.array(deleted, pa.string())) if any(deleted) else rows


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
