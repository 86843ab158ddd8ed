"""How a table is read: by load type and state."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tap_postgres_pipeline.column_types import SourceType, fingerprint
from tap_postgres_pipeline.questions import Questions
from tap_postgres_pipeline.reading import KeyRange, Mode, Reading, Situation, choose, split
from tap_postgres_pipeline.streams import TableStream


def situation(**changes):
    usual = {"incremental": True, "by_id": False, "fixed_window": False, "known": True, "changed": False}
    return Situation(**{**usual, "unfinished": None, **changes})


@pytest.mark.parametrize(
    ("load_type", "changes", "mode"),
    [
        ("auto", {}, Mode.WINDOW),
        ("auto", {"known": False}, Mode.BACKFILL),
        ("auto", {"changed": True}, Mode.BACKFILL),
        ("auto", {"unfinished": Mode.BACKFILL}, Mode.BACKFILL),
        ("auto", {"unfinished": Mode.WINDOW}, Mode.WINDOW),
        ("auto", {"incremental": False, "known": False}, Mode.COPY),
        ("auto", {"by_id": True, "known": False}, Mode.LOAD_BY_ID),
        ("auto", {"by_id": True, "changed": True}, Mode.BACKFILL),
        ("backfill", {"by_id": True}, Mode.SKIP),
        ("backfill", {"by_id": True, "unfinished": Mode.BACKFILL}, Mode.BACKFILL),
        ("load_by_id", {"by_id": True, "changed": True}, Mode.SKIP),
        ("auto", {"fixed_window": True, "known": False}, Mode.FIXED_WINDOW),
        ("incremental", {}, Mode.WINDOW),
        ("incremental", {"known": False}, Mode.SKIP),
        ("incremental", {"changed": True}, Mode.SKIP),
        ("incremental", {"unfinished": Mode.BACKFILL}, Mode.SKIP),
        ("incremental", {"fixed_window": True}, Mode.FIXED_WINDOW),
        ("backfill", {}, Mode.SKIP),
        ("backfill", {"known": False}, Mode.BACKFILL),
        ("backfill", {"changed": True, "fixed_window": True}, Mode.BACKFILL),
        ("backfill", {"unfinished": Mode.BACKFILL}, Mode.BACKFILL),
        ("scd", {"incremental": False}, Mode.COPY),
        ("load_by_id", {"by_id": True}, Mode.LOAD_BY_ID),
        ("test", {}, Mode.SKIP),
        ("test", {"known": False}, Mode.TEST),
        ("test", {"incremental": False, "changed": True}, Mode.TEST),
    ],
)
def test_the_choice(load_type, changes, mode):
    chosen, why = choose(load_type, situation(**changes))
    assert chosen is mode
    assert bool(why) == (mode is Mode.SKIP)


@given(st.integers(-(2**63), 2**63 - 1), st.integers(0, 10**6), st.integers(1, 50), st.none() | st.integers(-100, 100))
def test_ranges_have_every_key_once(first, width, parts, after):
    last = min(first + width, 2**63 - 1)
    ranges = split(first, last, parts, after)
    assert len(ranges) <= parts
    assert ranges[0].after == after
    assert ranges[-1].to == last
    assert all(one.to == two.after for one, two in pairwise(ranges))
    assert all(one.to < two.to for one, two in pairwise(ranges))


def test_a_reading_survives_the_state():
    reading = Reading(Mode.BACKFILL, [KeyRange(3, 9), KeyRange(9, None)], "abc", end="2026-01-01", version=7)
    assert Reading.from_state(reading.to_state()) == reading
    reading.at = "2026-01-01T00:00:00+00:00"
    assert not Reading.from_state(reading.to_state()).is_stale(1)  # it moves whenever the state is written


def test_a_fingerprint_changes_with_every_column_but_not_with_their_order():
    id_, amount = SourceType("int8", "N"), SourceType("numeric", "N", 10, 2)
    seen = fingerprint({"id": id_, "amount": amount})
    assert fingerprint({"amount": amount, "id": id_}) == seen
    others = (SourceType("numeric", "N", 12, 2), SourceType("numeric", "N", 10, 4), SourceType("text", "S"))
    changed = [{"id": id_, "amount": other} for other in others]
    changed += [{"id": id_}, {"id": id_, "amount": amount, "more": id_}, {"id": id_, "renamed": amount}]
    assert seen not in {fingerprint(columns) for columns in changed}


def test_a_reading_is_stale_after_the_hours():
    reading = Reading(Mode.BACKFILL, [KeyRange()], "abc")
    reading.at = (datetime.now(UTC) - timedelta(hours=25)).isoformat()
    assert not reading.is_stale(26)
    reading.at = (datetime.now(UTC) - timedelta(hours=27)).isoformat()
    assert reading.is_stale(26)


def goes_on(mode, *, hours=0, end=None, whole=None):
    """Whether a reading of `mode` that moved so long ago goes on."""
    state = Reading(mode, [KeyRange()], "abc", end=end).to_state()
    state["at"] = (datetime.now(UTC) - timedelta(hours=hours)).isoformat()
    tap = SimpleNamespace(replica_time=whole and datetime.fromisoformat(whole))
    more = {"fingerprint": "abc", "orderable": True, "config": {"resume_hours": 26}, "name": "t", "_pgp": tap}
    stream = SimpleNamespace(stream_state={"reading": state}, logger=logging.getLogger("t"), **more)
    return TableStream._unfinished(stream) is not None


def test_only_a_backfill_starts_over_when_it_is_stale():
    """Windows and loads by id miss nothing by going on: what changed since is behind their end."""
    assert [goes_on(mode, hours=27) for mode in (Mode.WINDOW, Mode.LOAD_BY_ID, Mode.BACKFILL)] == [True, True, False]
    assert goes_on(Mode.BACKFILL, hours=25)


def test_a_reading_does_not_go_on_in_a_source_that_is_not_whole_up_to_its_end():
    """Rows that an older copy lacks would be passed over, for the bookmark would lie behind them."""
    end, before = "2026-01-01T10:00:00", "2026-01-01T09:59:59"
    for mode in (Mode.WINDOW, Mode.BACKFILL):
        assert goes_on(mode, end=end)
        assert goes_on(mode, end=end, whole=end)
        assert not goes_on(mode, end=end, whole=before)
    assert goes_on(Mode.LOAD_BY_ID, whole=before)


@pytest.mark.parametrize(("last", "known", "expected"), [(50, 40, 40), (30, 40, 30), (None, 40, None), (30, None, 30)])
def test_a_load_by_id_goes_on_to_its_last_key_or_the_sources(last, known, expected):
    assert Questions.last_key(SimpleNamespace(_extent=lambda _: (1, last)), "id", known) == expected


def test_a_copy_that_starts_over_is_newer_though_the_clock_went_back():
    stream = SimpleNamespace(_stream_version=9_000, stream_state={"version": 5_000}, uploaded_at=1.0)
    assert TableStream._next_version(stream) == 9_001
