"""Rows as they come from the driver, made fit to be sent: plain Arrow types, true infinities, columns that all have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from tap_common.errors import MalformedAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping

# PostgreSQL counts from 2000, Arrow from 1970. ADBC adds the difference without a check, so PostgreSQL's infinities
# (the largest and smallest integer) and years past 294246 wrap around to before 4714 BC, PostgreSQL's first year.
_EPOCH_MICROSECONDS, _EPOCH_DAYS = 946_684_800_000_000, 10_957
_FIRST_MICROSECOND, _FIRST_DAY = -210_898_425_600_000_000, -2_440_955


def plain(batch: pa.RecordBatch, about: str) -> pa.RecordBatch:
    """Reduce extension types to their storage, and give infinite times the values that stand for them.

    Infinity is the largest integer of the type, minus infinity its negative: what DuckDB means by them.

    Args:
        batch: rows as ADBC gives them.
        about: source and stream, for errors.

    Raises:
        MalformedAnswerError: for a year that Arrow cannot carry.
    """
    arrays = []
    for name, array in zip(batch.schema.names, batch.columns, strict=True):
        storage = array.storage if isinstance(array, pa.ExtensionArray) else array
        if pa.types.is_timestamp(storage.type):
            storage = _times(storage, pa.int64(), _EPOCH_MICROSECONDS, _FIRST_MICROSECOND, f"{about}: column {name}")
        elif pa.types.is_date32(storage.type):
            storage = _times(storage, pa.int32(), _EPOCH_DAYS, _FIRST_DAY, f"{about}: column {name}")
        arrays.append(storage)
    return pa.RecordBatch.from_arrays(arrays, names=batch.schema.names)


def with_constants(batch: pa.RecordBatch, constants: Mapping[str, pa.Scalar[Any]]) -> pa.RecordBatch:
    """Add columns that have one value in all rows."""
    arrays = [*batch.columns, *(pa.repeat(value, batch.num_rows) for value in constants.values())]
    return pa.RecordBatch.from_arrays(arrays, names=[*batch.schema.names, *constants])


def _times(array: pa.Array, integer: pa.DataType, epoch: int, first: int, about: str) -> pa.Array:
    numbers = array.cast(integer)
    smallest = pc.min(numbers).as_py()
    if smallest is None or smallest >= first:
        return array
    largest = 2 ** (integer.bit_width - 1) - 1
    # What the two infinities became when the epoch was added to them and the sum wrapped around.
    for wrapped, meant in ((epoch - largest - 2, largest), (epoch - largest - 1, -largest)):
        numbers = pc.if_else(pc.equal(numbers, pa.scalar(wrapped, integer)), pa.scalar(meant, integer), numbers)
    wrong = pc.and_(pc.less(numbers, pa.scalar(first, integer)), pc.not_equal(numbers, pa.scalar(-largest, integer)))
    if pc.any(wrong).as_py():
        raise MalformedAnswerError(
            f"{about} holds a year past 294246, which Arrow cannot carry. Cast the column to text in the manifest's "
            "query, or leave such rows out by additional_filtering."
        )
    return numbers.cast(array.type)
