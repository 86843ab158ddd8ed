"""Window arithmetic."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tap_common.errors import ConfigurationError
from tap_postgres_pipeline.window import Window, later, open_window, parse_moment

moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2200, 1, 1))  # noqa: DTZ001  UTC by contract
HALF_AN_HOUR = timedelta(minutes=30)


@given(moments, moments)
def test_a_bookmark_never_moves_back(bookmark, end):
    assert parse_moment(later(bookmark.isoformat(), end.isoformat()), "state") == max(bookmark, end)


@given(moments, moments)
def test_a_window_begins_before_the_bookmark_by_the_overlap(bookmark, newest):
    window = open_window(bookmark.isoformat(), newest, None, HALF_AN_HOUR)
    assert parse_moment(window.begin, "state") == bookmark - HALF_AN_HOUR
    assert parse_moment(window.end, "state") == newest


@given(st.one_of(st.none(), moments), moments, st.one_of(st.none(), st.integers()))
def test_an_unfinished_window_survives_the_state(begin, end, last_key):
    window = Window(begin.isoformat() if begin else None, end.isoformat(), last_key)
    assert Window.from_state(window.to_state()) == window


def test_the_start_date_counts_only_without_a_bookmark():
    start = parse_moment("2026-01-01", "start_date")
    newest = parse_moment("2026-06-01", "x")
    assert open_window(None, newest, start, HALF_AN_HOUR).begin == "2026-01-01T00:00:00"
    assert open_window("2026-05-01T00:00:00", newest, start, HALF_AN_HOUR).begin == "2026-04-30T23:30:00"
    assert open_window(None, newest, None, HALF_AN_HOUR).begin is None


def test_a_time_with_a_zone_becomes_utc():
    assert parse_moment("2026-01-01T02:00:00+02:00", "x") == parse_moment("2026-01-01T00:00:00Z", "x")
    assert parse_moment("2026-01-01", "x").tzinfo is None


def test_a_malformed_time_names_its_setting():
    with pytest.raises(ConfigurationError, match="start_date is not an ISO date"):
        parse_moment("31/12/2026", "start_date")
