"""Fields that the schema lacks are kept, said once, and cost nothing when there are none."""

from __future__ import annotations

import logging
import time
import timeit

import pytest
from tap_common.http.extra import EXTRA, ExtraFields, with_extra

SCHEMA = with_extra({"type": "object", "properties": {"id": {"type": "integer"}, "via": {"type": ["object", "null"]}}})
log = logging.getLogger("test_http_extra")


@pytest.fixture
def fields():
    return ExtraFields(SCHEMA, "tickets", log)


def test_the_schema_gets_a_nullable_object_column_once():
    assert SCHEMA["properties"][EXTRA]["type"] == ["object", "null"]
    assert with_extra(SCHEMA) == SCHEMA


def test_the_schema_that_is_given_stays_as_it_is():
    schema = {"type": "object", "properties": {"id": {}}}
    with_extra(schema)
    assert schema == {"type": "object", "properties": {"id": {}}}


def test_unknown_fields_move_and_known_ones_stay(fields):
    record = {"id": 1, "via": {"new": 1}, "mood": "good", "score": {"x": [1]}}
    assert fields.collect(record) == {
        "id": 1,
        "via": {"new": 1},  # an object without declared properties is nobody's business
        EXTRA: {"mood": "good", "score": {"x": [1]}},
    }


def test_a_record_without_unknown_fields_is_untouched(fields):
    record = {"id": 1}
    assert fields.collect(record) is record
    assert record == {"id": 1}


def test_what_a_stream_put_into_extra_itself_stays(fields):
    assert fields.collect({"id": 1, EXTRA: {"a": 1}, "b": 2}) == {"id": 1, EXTRA: {"a": 1, "b": 2}}


def test_each_field_is_said_once(fields, caplog):
    with caplog.at_level(logging.WARNING):
        for number in range(100):
            fields.collect({"id": number, "mood": "good"})
        fields.collect({"id": 100, "mood": "good", "score": 1})
    assert [record.getMessage() for record in caplog.records] == [
        "tickets: the source gives fields that the schema lacks: mood; they are kept in _extra",
        "tickets: the source gives fields that the schema lacks: score; they are kept in _extra",
    ]


def test_names_that_are_data_do_not_fill_the_log(fields, caplog):
    with caplog.at_level(logging.WARNING):
        for number in range(1_000):
            assert fields.collect({f"day_{number}": 1})[EXTRA] == {f"day_{number}": 1}
    assert len(caplog.records) <= 50


def test_a_record_of_forty_known_fields_costs_less_than_two_microseconds():
    schema = with_extra({"properties": {f"field_{number}": {} for number in range(40)}})
    fields = ExtraFields(schema, "tickets", log)
    record = {f"field_{number}": number for number in range(40)}
    times = timeit.repeat(lambda: fields.collect(record), timer=time.process_time, number=10_000, repeat=9)
    assert min(times) / 10_000 < 2e-6
