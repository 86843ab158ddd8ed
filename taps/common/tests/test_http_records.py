"""A record's way to its line: what is not selected is gone, flags are flags, and the order of messages stays."""

from __future__ import annotations

import io
import json
import time
import timeit
from contextlib import redirect_stdout
from decimal import Decimal

import pytest
from singer_sdk.mapper import CustomStreamMap, SameRecordTransform
from singer_sdk.singerlib import RecordMessage, SelectionMask, StateMessage
from tap_common.http.records import LineWriter, RecordShape, shape_of
from tap_common.stream_tests.faulty_server import respond
from tap_common.stream_tests.runs import records, run

SCHEMA = {
    "properties": {
        "id": {"type": "integer"},
        "open": {"type": ["boolean", "null"]},
        "either": {"type": ["boolean", "integer"]},
        "via": {"type": ["object", "null"], "properties": {"channel": {"type": "string"}}},
    }
}
PLAIN = [SameRecordTransform("tickets", SCHEMA, [], flattening_options=None)]


def mask(**chosen):
    crumbs = {(): True, **{("properties", *name.split("__")): value for name, value in chosen.items()}}
    return SelectionMask(crumbs)


def test_fields_that_are_not_selected_are_taken_out():
    assert RecordShape(SCHEMA, mask(open=False)).apply({"id": 1, "open": True}) == {"id": 1}


@pytest.mark.parametrize(("given", "sent"), [(0, False), (1, True), (True, True), (None, None), ("no", "no")])
def test_numbers_in_a_flag_become_true_and_false_and_nothing_else_does(given, sent):
    record = RecordShape(SCHEMA, mask()).apply({"open": given, "either": given})
    assert (record["open"], record["either"]) == (sent, given)
    assert type(record["open"]) is type(sent)


def test_a_field_within_an_object_that_is_not_selected_is_left_to_the_sdk():
    assert shape_of(SCHEMA, mask(via=True, via__channel=False), PLAIN) is None
    assert shape_of(SCHEMA, mask(via=True, via__channel=True), PLAIN) is not None


def test_an_object_that_is_not_selected_at_all_is_no_reason_for_it():
    shape = shape_of(SCHEMA, mask(via=False, via__channel=False), PLAIN)
    assert shape is not None
    assert shape.apply({"id": 1, "via": {"channel": "web"}}) == {"id": 1}


def test_a_stream_map_is_left_to_the_sdk():
    assert shape_of(SCHEMA, mask(), [object.__new__(CustomStreamMap)]) is None


def lines_of(*messages):
    """Write messages and give what has left by then."""
    writer, out = LineWriter(), io.StringIO()
    with redirect_stdout(out):
        for message in messages:
            writer.write_message(message)
    return out.getvalue().split("\n")[:-1]


def test_records_wait_for_the_state_and_come_before_it():
    record, state = RecordMessage("tickets", {"id": 1}), StateMessage({"bookmarks": {}})
    assert lines_of(record) == []
    assert [json.loads(line)["type"] for line in lines_of(record, record, state)] == ["RECORD", "RECORD", "STATE"]


def test_a_stream_whose_state_does_not_change_sends_its_records_all_the_same(server, make_tap):
    server.answers = [
        respond({"tickets": [{"id": 1, "updated_at": "2026-01-01"}], "meta": {"has_more": False}, "count": 1})
    ]
    tap = make_tap()
    tap.message_writer = LineWriter()
    messages, error = run(tap)
    assert error is None
    assert records(messages) == [{"id": 1, "updated_at": "2026-01-01"}]


def test_many_records_do_not_wait_for_a_state():
    assert len(lines_of(*[RecordMessage("tickets", {"id": 1, "text": "x" * 1000})] * 100)) > 50


def test_numbers_and_text_travel_exactly():
    record = {"a": Decimal("0.10"), "b": 2**63, "c": "café 😀\u2028", "d": float("nan")}
    line = lines_of(RecordMessage("tickets", record), StateMessage({}))[0]
    assert '"a":0.10,"b":9223372036854775808,"c":"café 😀\u2028","d":null' in line


def test_the_shape_of_a_record_of_forty_fields_costs_less_than_five_microseconds():
    shape = RecordShape({"properties": {f"f{n}": {"type": ["boolean", "null"]} for n in range(40)}}, mask())
    record = {f"f{n}": True for n in range(40)}
    times = timeit.repeat(lambda: shape.apply(record), timer=time.process_time, number=2_000, repeat=9)
    assert min(times) / 2_000 < 5e-6
