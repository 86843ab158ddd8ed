"""Record batches as RECORD messages: column by column, for values of known types need no conforming one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from tap_common.errors import MalformedAnswerError
from tap_common.times import spelled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_ROWS_PER_CHUNK = 2_000
_MICROSECONDS_A_DAY = 86_400_000_000


def record_lines(batch: pa.RecordBatch, head: dict[str, Any], json_columns: Collection[str]) -> Iterator[bytes]:
    """Give the RECORD messages of a batch, as some chunks of lines.

    Args:
        batch: rows; JSON columns hold JSON as text.
        head: what every message has beside its record: type, stream, ...
        json_columns: names of the columns whose text is JSON.

    Raises:
        MalformedAnswerError: for a number that JSON cannot spell.
    """
    encode = msgspec.json.Encoder(decimal_format="string").encode
    prefix = encode(head)[:-1] + b',"record":'
    for record in _chunks(batch, json_columns, str(head["stream"])):
        yield b"".join([prefix + encode(row) + b"}\n" for row in record])


def records(batch: pa.RecordBatch, json_columns: Collection[str], stream: str) -> Iterator[dict[str, Any]]:
    """Give the rows of a batch as records, JSON columns decoded.

    Raises:
        MalformedAnswerError: for a number that JSON cannot spell.
    """
    for rows in _chunks(batch, json_columns, stream):
        for row in rows:
            for name in json_columns:
                if row.get(name) is not None:
                    row[name] = msgspec.json.decode(row[name])
            yield row


def _chunks(batch: pa.RecordBatch, json_columns: Collection[str], stream: str) -> Iterator[list[dict[str, Any]]]:
    names = batch.schema.names
    for name, column in zip(names, batch.columns, strict=True):
        # JSON has no NaN and no infinity; encoders write null for them, and a value would be gone.
        if pa.types.is_floating(column.type) and pc.all(pc.is_finite(column)).as_py() not in {True, None}:
            raise MalformedAnswerError(
                f"{stream}: column {name} holds NaN or an infinite number, which a RECORD cannot carry. Set "
                "batch_config (Arrow carries them), or cast the column to text where it is selected."
            )
    for start in range(0, batch.num_rows, _ROWS_PER_CHUNK):
        chunk = batch.slice(start, _ROWS_PER_CHUNK)
        columns = [
            _values(column, is_json=name in json_columns) for name, column in zip(names, chunk.columns, strict=True)
        ]
        yield [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: pa.Array, *, is_json: bool) -> list[Any]:
    """Give a column's values as JSON has them; times are spelled by Arrow, for Python's take ten times as long."""
    if is_json:
        return [None if value is None else msgspec.Raw(value.encode()) for value in column.to_pylist()]
    if pa.types.is_timestamp(column.type) or pa.types.is_date32(column.type):
        column = spelled(column)
    elif pa.types.is_time64(column.type):
        # Midnight at the end of a day is a time to PostgreSQL and DuckDB, but Arrow cannot spell it.
        ends = pc.equal(column.cast(pa.int64()), _MICROSECONDS_A_DAY)
        column = pc.if_else(ends, "24:00:00", pc.if_else(ends, None, column).cast(pa.string()))
    elif pa.types.is_temporal(column.type):
        column = column.cast(pa.string())
    return column.to_pylist()  # type: ignore[no-any-return]
