"""Values are judged column by column, and what does not fit is found exactly."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest
from denomas_target_snowflake.fitting import MAX_TEXT_BYTES, fit
from target_common.types import ColumnType, Kind


def fitted(values, kind, *, precision=0, scale=0, type_=None):
    """Give the values, and the positions of the misfits."""
    found, misfits = fit(pa.chunked_array([pa.array(values, type_)]), ColumnType(kind, precision, scale))
    return found.to_pylist(), [] if misfits is None else [n for n, bad in enumerate(misfits.to_pylist()) if bad]


NOON = dt.datetime(2024, 2, 29, 12)  # noqa: DTZ001  RAW is in UTC, without a zone


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-02-29T12:00:00Z", NOON),
        ("2024-02-29T14:00:00+02:00", NOON),
        ("2024-02-29 14:00:00+0200", NOON),
        ("2024-02-29T14:00+02", NOON),
        ("2024-02-29T12:00:00", NOON),
        ("2024-02-29", NOON.replace(hour=0)),
        ("2024-02-29T12:00:00.123456789Z", NOON.replace(microsecond=123456)),
    ],
)
def test_times_are_read_with_and_without_an_offset(text, moment):
    assert fitted([text, None], Kind.TIMESTAMP) == ([moment, None], [])
    # Beside a value of the other sort both are read right.
    assert fitted([text, "2024-02-29T12:00:00Z", "2024-02-29"], Kind.TIMESTAMP)[0][0] == moment


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Kind.TIMESTAMP, ["2024-01-01", "2024-01-01T00:00:00Z"], ["never", "2024-13-01", "-0044-03-15", "infinity"]),
        (Kind.DATE, ["2024-02-29", "0001-01-01", "2024-02-29T00:00:00Z"], ["2023-02-29", "29/02/2024", ""]),
        (Kind.TIME, ["23:59:59.999999", "12:00"], ["24:00:00", "noon"]),
        (Kind.INTEGER, ["1", "-9223372036854775808"], ["1.5", "9223372036854775808", "x"]),
        (Kind.HUGE_INTEGER, ["9" * 38, "0" * 50 + "1"], ["9" * 39, "9" * 45, "9" * 90, "1.5"]),
        (Kind.DOUBLE, ["1e300", "-0.1"], ["much"]),
        (Kind.BOOLEAN, ["true", "false"], ["maybe"]),
        (Kind.JSON, ['{"a": [1]}', "[]", "null", '"x"', '{\n  "a": 1\n}'], ["{", "1 2", "", '{"a": 1} {}']),
    ],
)
def test_what_does_not_fit_is_null_and_found(kind, good, bad):
    values = [*good, *bad, *good * 30, *bad * 2, good[0]]
    is_bad = [False] * len(good) + [True] * len(bad) + [False] * len(good) * 30 + [True] * len(bad) * 2 + [False]
    found, misfits = fitted(values, kind)
    assert misfits == [n for n, bad_one in enumerate(is_bad) if bad_one]
    assert [value is None for value in found] == is_bad
    assert fitted(good, kind)[1] == []


def test_a_decimal_is_neither_rounded_nor_cut():
    values = ["1.5", "1.50000", "1.00001", "123456789", "x", None, "1.5" + "0" * 60, "0." + "3" * 50, "7" * 60]
    found, misfits = fitted(values, Kind.DECIMAL, precision=10, scale=4)
    assert [found[0], found[1], found[6]] == [Decimal("1.5000")] * 3
    assert misfits == [2, 3, 4, 7, 8]


def test_typed_columns_are_cast_without_going_through_text():
    moments = pa.array([NOON.replace(tzinfo=dt.UTC)], pa.timestamp("ns", "America/New_York"))
    assert fit(pa.chunked_array([moments]), ColumnType(Kind.TIMESTAMP))[0].to_pylist() == [NOON]
    assert fitted([7], Kind.INTEGER, type_=pa.int16()) == ([7], [])
    assert fitted([7, None], Kind.TEXT, type_=pa.int64()) == (["7", None], [])
    assert fitted([[1, None]], Kind.JSON, type_=pa.list_(pa.int64())) == (["[1,null]"], [])
    assert fitted(["x", "x"], Kind.TEXT, type_=pa.dictionary(pa.int8(), pa.string())) == (["x", "x"], [])


def test_years_that_snowflake_does_not_know_do_not_fit():
    days = pa.array([-719_163, -719_162, 2_932_896, 2_932_897], pa.date32())
    assert fit(pa.chunked_array([days]), ColumnType(Kind.DATE))[1].to_pylist() == [True, False, False, True]
    moments = pa.array([-(2**62), 0, 2**62], pa.timestamp("us"))
    assert fit(pa.chunked_array([moments]), ColumnType(Kind.TIMESTAMP))[1].to_pylist() == [True, False, True]


def test_text_that_is_not_utf_8_or_too_long_does_not_fit():
    data = pa.array([b"good", b"\xff\xfe", b"x" * MAX_TEXT_BYTES, b"x" * (MAX_TEXT_BYTES + 1)], pa.binary())
    text = pa.Array.from_buffers(pa.string(), len(data), data.buffers())
    found, misfits = fit(pa.chunked_array([text]), ColumnType(Kind.TEXT))
    assert misfits.to_pylist() == [False, True, False, True]
    assert found[0].as_py() == "good"


def test_a_column_of_nothing_fits_every_type():
    for kind in Kind:
        assert fitted([None, None], kind, precision=5, scale=2, type_=pa.string()) == ([None, None], [])
        assert fitted([], kind, precision=5, scale=2, type_=pa.string()) == ([], [])
