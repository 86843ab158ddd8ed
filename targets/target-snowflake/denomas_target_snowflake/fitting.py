"""Do staged values fit their columns? Judged column by column in Arrow, so that nothing is paid for before it is sure.

Judging here and not with TRY_CAST has a second reason: both warehouses then agree on what a bad value is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
from target_common.types import Kind

if TYPE_CHECKING:
    from target_common.types import ColumnType

MAX_TEXT_BYTES = 16_777_216
"""What a VARCHAR and a VARIANT hold by default."""

_DIGITS = 38
_MICROSECONDS_A_DAY = 86_400_000_000
# Snowflake's years are 1 to 9999; Arrow's go further.
_FIRST_DAY, _LAST_DAY = -719_162, 2_932_896
_ARROW = {
    Kind.BOOLEAN: pa.bool_(),
    Kind.INTEGER: pa.int64(),
    Kind.HUGE_INTEGER: pa.decimal128(38, 0),
    Kind.DOUBLE: pa.float64(),
    Kind.TIMESTAMP: pa.timestamp("us"),
    Kind.DATE: pa.date32(),
    Kind.TIME: pa.time64("us"),
    Kind.JSON: pa.string(),
    Kind.TEXT: pa.string(),
}
_ZEROS_AT_THE_END = r"(\.\d*[1-9])0+$|\.0+$"
_TOO_MANY_DIGITS = r"^[+-]?[0.]*[1-9](?:\.?\d){38,}"
_WITH_ZONE = r"[Tt ]\d{2}.*(?:[Zz]|[+-]\d{2}(?::?\d{2})?)$"
_BEYOND_MICROSECONDS = r"(\.\d{6})\d+"
_MIDNIGHT = r"^(\d{4}-\d{2}-\d{2})[Tt ]00:00(?::00(?:\.0+)?)?(?:[Zz]|[+-]00:?00)?$"
_MISFIT = (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError)

_decoder = msgspec.json.Decoder(msgspec.Raw)


def arrow_type(type_: ColumnType) -> pa.DataType:
    """Give the Arrow type of a column; JSON stays text until the warehouse parses it."""
    return pa.decimal128(type_.precision, type_.scale) if type_.kind is Kind.DECIMAL else _ARROW[type_.kind]


def fit(values: pa.ChunkedArray, type_: ColumnType) -> tuple[pa.ChunkedArray, pa.BooleanArray | None]:
    """Turn staged values into a column's type.

    Args:
        values: of any Arrow type; text is read as the contract spells it.
        type_: what the column is.

    Returns:
        The values, with null for those that do not fit; and which do not, or None when all do.
    """
    try:
        return _chunked(_strict(values, type_)), None
    except _MISFIT:
        flat = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
        misfits = pa.array(_misfits(flat, type_), pa.bool_())
        kept = pc.if_else(misfits, pa.scalar(None, flat.type), flat)
        return _chunked(_strict(kept, type_)), misfits


def _chunked(values: pa.Array | pa.ChunkedArray) -> pa.ChunkedArray:
    return values if isinstance(values, pa.ChunkedArray) else pa.chunked_array([values])


def _misfits(values: pa.Array, type_: ColumnType) -> list[bool]:
    """Find the values that do not fit by halving, so that a few of them cost a few casts and not one a row."""
    found = [False] * len(values)
    parts = [(0, len(values))]
    while parts:
        start, length = parts.pop()
        part = values.slice(start, length)
        if part.null_count == length:
            continue
        try:
            _strict(part, type_)
        except _MISFIT:
            if length == 1:
                found[start] = True
            else:
                parts += [(start, length // 2), (start + length // 2, length - length // 2)]
    return found


def _strict(values: pa.Array | pa.ChunkedArray, type_: ColumnType) -> pa.Array | pa.ChunkedArray:
    """Cast all values.

    Raises:
        ArrowInvalid: when one does not fit.
    """
    kind, wanted = type_.kind, arrow_type(type_)
    if pa.types.is_dictionary(values.type):
        values = pc.cast(values, values.type.value_type)
    if kind in {Kind.TEXT, Kind.JSON}:
        return _text(values, kind)
    if _is_text(values.type):
        values = _parsed(pc.cast(values, pa.string()), kind)
    elif pa.types.is_timestamp(values.type) and values.type.tz not in {None, "UTC"}:
        values = pc.cast(values, pa.timestamp(values.type.unit, "UTC"))
    cast = pc.cast(values, wanted)
    _check_years(cast, kind)
    return cast


def _is_text(type_: pa.DataType) -> bool:
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_) or pa.types.is_string_view(type_))


def _parsed(text: pa.Array, kind: Kind) -> pa.Array:
    """Bring text into the form that Arrow's own cast reads."""
    if kind is Kind.TIMESTAMP:
        return _instants(pc.replace_substring_regex(text, _BEYOND_MICROSECONDS, r"\1"))
    if kind is Kind.DATE:
        return pc.replace_substring_regex(text, _MIDNIGHT, r"\1")
    if kind in {Kind.DECIMAL, Kind.HUGE_INTEGER} and pc.any(pc.greater(pc.binary_length(text), _DIGITS)).as_py():
        # Arrow reads more digits than a decimal holds without a word, and gives a wrong number.
        short = pc.replace_substring_regex(text, _ZEROS_AT_THE_END, r"\1")
        return pc.if_else(pc.match_substring_regex(short, _TOO_MANY_DIGITS), pa.scalar("too many digits"), short)
    if kind is Kind.TIME:
        return pc.cast(pc.binary_join_element_wise("1970-01-01T", text, ""), pa.timestamp("us"))
    return text


def _instants(text: pa.Array) -> pa.Array:
    """Read times with an offset as such, and those without as UTC."""
    utc = pa.timestamp("us", "UTC")
    zoned = pc.match_substring_regex(text, _WITH_ZONE)
    if pc.all(zoned).as_py() is not False:  # None: there is no value at all
        return pc.cast(text, utc)
    nothing = pa.scalar(None, pa.string())
    with_zone = pc.cast(pc.if_else(zoned, text, nothing), utc)
    without = pc.cast(pc.if_else(zoned, nothing, text), pa.timestamp("us"))
    return pc.coalesce(pc.cast(with_zone, pa.timestamp("us")), without)


def _check_years(values: pa.Array, kind: Kind) -> None:
    unit = {Kind.DATE: 1, Kind.TIMESTAMP: _MICROSECONDS_A_DAY}.get(kind)
    if unit is None:
        return
    number = pa.int32() if kind is Kind.DATE else pa.int64()
    limits = pc.min_max(pc.cast(values, number)).as_py()
    if limits["min"] is not None and not _FIRST_DAY * unit <= limits["min"] <= limits["max"] < (_LAST_DAY + 1) * unit:
        raise pa.ArrowInvalid("a year that Snowflake does not know")


def _text(values: pa.Array | pa.ChunkedArray, kind: Kind) -> pa.Array | pa.ChunkedArray:
    if not _is_text(values.type):
        return _spelled(values, kind)
    text = pc.cast(values, pa.string()) if pa.types.is_string_view(values.type) else values
    text.validate(full=True)  # a file may claim that its bytes are UTF-8
    if _data_bytes(text) > MAX_TEXT_BYTES and (pc.max(pc.binary_length(text)).as_py() or 0) > MAX_TEXT_BYTES:
        raise pa.ArrowInvalid("longer than a column can hold")
    if kind is Kind.JSON:
        _check_json(text)
    return text


def _data_bytes(text: pa.Array | pa.ChunkedArray) -> int:
    """Give an upper bound of the longest value without looking at any."""
    return max((chunk.nbytes for chunk in getattr(text, "chunks", [text])), default=0)


def _spelled(values: pa.Array | pa.ChunkedArray, kind: Kind) -> pa.Array:
    """Give what came typed as text."""
    if pa.types.is_nested(values.type):
        # Taps send JSON as text (docs/contracts.md); nested Arrow is rare enough to go through Python.
        spelled = [None if value is None else msgspec.json.encode(value).decode() for value in values.to_pylist()]
        return pa.array(spelled, pa.string())
    text = pc.cast(values, pa.string())
    if pa.types.is_timestamp(values.type):
        text = pc.replace_substring_regex(text, r"\.?0*Z?$", "") if values.type.unit != "s" else text
    if kind is Kind.JSON and not _is_json_scalar(values.type):
        return pc.binary_join_element_wise('"', text, '"', "")
    return text


def _is_json_scalar(type_: pa.DataType) -> bool:
    return bool(pa.types.is_integer(type_) or pa.types.is_floating(type_) or pa.types.is_boolean(type_))


def _check_json(text: pa.Array | pa.ChunkedArray) -> None:
    """Check that every value is one JSON document: all of them in one go."""
    for chunk in getattr(text, "chunks", [text]):
        count = len(chunk) - chunk.null_count
        if not count:
            continue
        if pc.min(pc.binary_length(chunk)).as_py() == 0 or pc.any(pc.ascii_is_space(chunk)).as_py():
            raise pa.ArrowInvalid("no JSON")
        # Objects and lists can be told apart where they lie. Numbers need a space between: a copy with line breaks.
        if _documents(_bytes_of(chunk)) != count and _documents(_lines_of(chunk)) != count:
            raise pa.ArrowInvalid("no JSON")


def _documents(data: memoryview) -> int:
    """Count the JSON documents; -1 when something is none."""
    try:
        return len(_decoder.decode_lines(data))
    except msgspec.DecodeError:
        return -1


def _bytes_of(chunk: pa.Array) -> memoryview:
    _, offsets, data = chunk.buffers()
    at = memoryview(offsets).cast("q" if pa.types.is_large_string(chunk.type) else "i")
    return memoryview(data)[at[chunk.offset] : at[chunk.offset + len(chunk)]] if data else memoryview(b"")


def _lines_of(chunk: pa.Array) -> memoryview:
    large = pa.large_string()
    present = pc.cast(pc.drop_null(chunk), large)
    return _bytes_of(pc.binary_join_element_wise(present, pa.scalar("\n", large), pa.scalar("", large)))
