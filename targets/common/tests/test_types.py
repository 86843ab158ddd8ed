"""JSON schema to column types, and how far they widen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from target_common.types import ColumnType, Kind, from_json_schema, widened

CASES = [
    ({"type": ["boolean", "null"]}, "boolean"),
    ({"type": "integer"}, "integer"),
    ({"type": "integer", "maximum": 2**63 - 1}, "integer"),
    ({"type": "integer", "maximum": 2**64}, "huge integer"),
    ({"type": ["number", "null"]}, "double"),
    ({"type": ["integer", "number"]}, "double"),
    ({"type": "string"}, "text"),
    ({"type": "string", "format": "uuid"}, "text"),
    ({"type": "string", "format": "date-time"}, "timestamp"),
    ({"type": "string", "format": "x-singer.decimal", "precision": 12, "scale": 2}, "decimal(12,2)"),
    ({"type": "string", "format": "x-singer.decimal", "precision": 78, "scale": 30}, "text"),
    ({"type": "string", "format": "x-singer.decimal"}, "text"),
    ({"anyOf": [{"type": "string", "format": "date-time"}, {"type": ["string", "null"]}]}, "text"),
    ({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]}, "timestamp"),
    ({"oneOf": [{"type": "object"}, {"type": "array"}]}, "json"),
    ({"type": ["string", "integer"]}, "json"),
    ({"type": ["object", "null"]}, "json"),
    ({}, "json"),
]


@pytest.mark.parametrize(("prop", "expected"), CASES)
def test_a_property_has_the_column_type_of_the_contract(prop, expected):
    assert str(from_json_schema(prop)) == expected


@pytest.mark.parametrize(
    ("existing", "incoming", "expected"),
    [
        (ColumnType(Kind.INTEGER), ColumnType(Kind.DOUBLE), "double"),
        (ColumnType(Kind.TEXT), ColumnType(Kind.TIMESTAMP), "text"),
        (ColumnType(Kind.DATE), ColumnType(Kind.TIMESTAMP), "timestamp"),
        (ColumnType(Kind.DECIMAL, 10, 2), ColumnType(Kind.DECIMAL, 8, 4), "decimal(12,4)"),
        (ColumnType(Kind.INTEGER), ColumnType(Kind.DECIMAL, 10, 2), "None"),
        (ColumnType(Kind.JSON), ColumnType(Kind.TEXT), "None"),
        (ColumnType(Kind.BOOLEAN), ColumnType(Kind.INTEGER), "None"),
        (ColumnType(Kind.DECIMAL, 38, 0), ColumnType(Kind.DECIMAL, 38, 38), "None"),
    ],
)
def test_a_column_widens_only_where_every_value_stays_what_it_is(existing, incoming, expected):
    assert str(widened(existing, incoming)) == expected


types = st.one_of(
    st.sampled_from([kind for kind in Kind if kind is not Kind.DECIMAL]).map(ColumnType),
    st.tuples(st.integers(1, 38), st.integers(0, 38))
    .filter(lambda digits: digits[1] <= digits[0])
    .map(lambda digits: ColumnType(Kind.DECIMAL, *digits)),
)


@given(types, types)
def test_widening_does_not_depend_on_the_order(one, other):
    assert widened(one, other) == widened(other, one)


@given(types, types)
def test_a_widened_type_takes_both_without_widening_again(one, other):
    common = widened(one, other)
    if common is not None:
        assert widened(common, one) == common
        assert widened(common, other) == common
