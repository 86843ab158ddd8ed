"""Moments that Python and Arrow cannot spell."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest
from tap_common.times import spelled

LARGEST = 2**63 - 1


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "1970-01-01T00:00:00.000000"),
        (1, "1970-01-01T00:00:00.000001"),
        (-1, "1969-12-31T23:59:59.999999"),
        (9_000_000_000_000_000_000, "287168-08-24T16:00:00.000000"),
        (LARGEST, "infinity"),
        (-LARGEST, "-infinity"),
        (None, None),
    ],
)
def test_moments_of_any_year(number, text):
    column = pa.array([number, LARGEST if number is not None else None], pa.timestamp("us"))
    assert spelled(column)[0].as_py() == text


def test_duckdb_reads_every_spelling_back():
    moments = [-210_866_803_200_000_000, -63_517_953_600_000_000, -1, 10**15, 2 * 10**18, 9 * 10**18, LARGEST, -LARGEST]
    days = [-2_440_588, -735_161, -1, 20_454, 4_000_000, 2**30, 2**31 - 1, -(2**31) + 1]
    connection = duckdb.connect()
    for numbers, arrow, name in ((moments, pa.timestamp("us"), "TIMESTAMP"), (days, pa.date32(), "DATE")):
        column = pa.array(numbers, arrow)
        given = pa.table({"value": column, "text": spelled(column)})  # noqa: F841  DuckDB finds it by its name
        wrong = connection.sql(f"SELECT * FROM given WHERE CAST(text AS {name}) IS DISTINCT FROM value").fetchall()
        assert not wrong
