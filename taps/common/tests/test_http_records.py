"""From a record to its line: what is not selected is gone, flags are flags, values are exact, the order stays."""

from __future__ import annotations

import io
import json
import sys
import time
from datetime import datetime
from decimal import Decimal

import pytest
from singer_sdk.singerlib import StateMessage
from tap_common.http.records import LineWriter, RecordLines
from tap_common.stream_tests.demo_tap import TapDemo, page
from tap_common.stream_tests.faulty_server import respond
from tap_common.stream_tests.runs import records, run


def lines(*deselected, flags=()):
    return RecordLines("tickets", frozenset(deselected), flags)


def test_a_line_is_a_record_message():
    message = json.loads(lines().line({"id": 1, "name": "ünïcode 🦊"}, 17))
    assert time.time() - 5 < datetime.fromisoformat(message.pop("time_extracted")).timestamp()
    assert message == {"type": "RECORD", "stream": "tickets", "version": 17, "record": {"id": 1, "name": "ünïcode 🦊"}}
    assert "version" not in json.loads(lines().line({"id": 1}, None))


def test_numbers_keep_every_digit():
    line = lines().line({"a": Decimal("0.1000000000000000055"), "b": 2**70, "c": Decimal("1E+30")}, None)
    assert b'"a":0.1000000000000000055,"b":1180591620717411303424,' in line
    assert json.loads(line)["record"]["c"] == 1e30


def test_fields_that_are_not_selected_are_left_out_and_the_record_stays_whole():
    record = {"id": 1, "via": {"channel": "web"}}
    assert json.loads(lines("via").line(record, None))["record"] == {"id": 1}
    assert record == {"id": 1, "via": {"channel": "web"}}


@pytest.mark.parametrize(("given", "sent"), [(0, False), (1, True), (True, True), (None, None), ("no", "no")])
def test_numbers_in_a_flag_become_true_and_false_and_nothing_else_does(given, sent):
    record = json.loads(lines(flags=("open",)).line({"open": given, "other": given}, None))["record"]
    assert record == {"open": sent, "other": given}
    assert type(record["open"]) is type(sent)


def test_lines_wait_for_each_other_and_never_behind_a_state(monkeypatch):
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out))
    writer = LineWriter()
    writer.write_line(b"one\n")
    assert out.getvalue() == b""
    writer.write_message(StateMessage(value={"bookmarks": {}}))
    assert out.getvalue().splitlines()[0] == b"one"
    assert json.loads(out.getvalue().splitlines()[1])["type"] == "STATE"
    writer.write_line(b"x" * (1 << 16))
    assert out.getvalue().endswith(b"xxx")


def choose(tap, **chosen):
    """Give the tap's catalog with fields selected or not; `__` leads into an object."""
    catalog = tap.catalog
    for name, selected in chosen.items():
        crumb = tuple(part for name_ in name.split("__") for part in ("properties", name_))
        catalog["tickets"].metadata[crumb].selected = selected
    return catalog.to_dict()


TICKET = {"id": 1, "updated_at": "2026-01-01T00:00:00Z", "via": {"channel": "web", "rel": 0.1}}


@pytest.mark.parametrize(
    ("chosen", "sent"),
    [
        ({}, TICKET),
        ({"via": False}, {name: value for name, value in TICKET.items() if name != "via"}),
        ({"via__channel": False}, {**TICKET, "via": {"rel": 0.1}}),
    ],
    ids=["all", "without an object", "without a part of an object"],
)
def test_a_catalogs_selection_is_kept_on_either_way(server, chosen, sent):
    config = {"url": server.url, "token": "a-token"}
    server.answers = [respond({**page(), "tickets": [TICKET]})]
    tap = TapDemo(config=config, catalog=choose(TapDemo(config=config), **chosen))
    tap.streams["comments"].selected = tap.streams["events"].selected = False
    messages, error = run(tap)
    assert error is None
    assert records(messages) == [sent]


@pytest.mark.parametrize(
    ("changes", "sent"),
    [
        ({"id": "id", "double": "id * 2", "__else__": None}, {"id": 1, "double": 2}),
        ({"via": None}, {"id": 1, "updated_at": TICKET["updated_at"]}),
    ],
)
def test_stream_maps_see_the_records(server, changes, sent):
    config = {"url": server.url, "token": "a-token", "stream_maps": {"tickets": changes}}
    server.answers = [respond({**page(), "tickets": [TICKET]})]
    tap = TapDemo(config=config)
    tap.streams["comments"].selected = tap.streams["events"].selected = False
    messages, _ = run(tap)
    assert records(messages) == [sent]


@pytest.mark.parametrize("maps", [{}, {"tickets": {"id": "id"}}])
def test_what_json_and_utf8_cannot_carry_on_does_not_end_the_run(server, make_tap, maps):
    ticket = '{"id": 1, "updated_at": "2026-01-01T00:00:00Z", "n": 0.10, "x": NaN, "mood": ["\\ud83d half 🦊"]}'
    server.answers = [respond(f'{{"tickets": [{ticket}], "meta": {{"has_more": false}}}}')]
    messages, error = run(make_tap(stream_maps=maps))
    assert error is None
    assert records(messages)[0]["_extra"] == {"n": 0.1, "x": "NaN", "mood": ["\ufffd half 🦊"]}


def test_a_line_takes_a_few_microseconds():
    record = {"id": 1, **{f"field_{number}": f"value {number}" for number in range(20)}}
    spell = lines().line
    started = time.process_time()
    for _ in range(20_000):
        spell(record, None)
    # 1 µs was seen; the SDK's way takes 50 and more.
    assert (time.process_time() - started) / 20_000 < 20e-6
