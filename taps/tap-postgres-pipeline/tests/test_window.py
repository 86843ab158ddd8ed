"""Window arithmetic, and up to when a source is whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tap_common.errors import ConfigurationError
from tap_postgres_pipeline.health import StaleReplicaError, replica_time
from tap_postgres_pipeline.window import later, open_window, parse_moment, template_values

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


def test_a_window_of_the_template_begins_hours_or_days_before_its_end():
    end = parse_moment("2026-01-03", "x")
    assert template_values(end, hours=96)["BEGIN_TIMESTAMP"] == "2025-12-30T00:00:00"
    assert template_values(end, days=2) == {
        "EXECUTION_DATE": "2026-01-03T00:00:00",
        "END_TIMESTAMP": "2026-01-03T00:00:00",
        "BEGIN_TIMESTAMP": "2026-01-01T00:00:00",
        "DAYS": "2",
    }
    assert template_values(end, begin=parse_moment("2026-01-02", "x"), hours=96)["BEGIN_TIMESTAMP"][:10] == "2026-01-02"
    assert "BEGIN_TIMESTAMP" not in template_values(end)


def test_a_window_that_begins_after_its_end_is_refused():
    with pytest.raises(ConfigurationError, match="is after execution_date"):
        template_values(parse_moment("2026-01-01", "x"), begin=parse_moment("2026-01-02", "x"))


def test_a_window_begins_no_earlier_than_the_calendar():
    assert open_window("0001-01-01T00:00:00", parse_moment("2026-01-01", "x"), None, HALF_AN_HOUR).begin[:4] == "0001"


def replica_of(*answers):
    """A snapshot that answers so."""
    left = iter(answers)
    return SimpleNamespace(ask=lambda *_: next(left))


def test_a_replica_is_whole_up_to_what_it_says():
    age, tokyo = timedelta(hours=12), timezone(timedelta(hours=9))
    replayed = datetime.now(tokyo) - timedelta(hours=11.9)
    utc = replayed.astimezone(UTC).replace(tzinfo=None)
    assert replica_time(replica_of((replayed, None)), age, "db") == utc
    table, whole = "last_replication_timestamp", utc - timedelta(hours=1)
    assert replica_time(replica_of((replayed, table), (whole,)), age, "db") == whole
    with pytest.raises(StaleReplicaError, match="last_replication_timestamp is empty"):
        replica_time(replica_of((replayed, table), (None,)), age, "db")
    with pytest.raises(StaleReplicaError, match=r"12\.1 hours old, at most 12 are allowed"):
        replica_time(replica_of((replayed - timedelta(hours=0.2), table)), age, "db")
