"""Dates and timestamps in the spellings that may come."""

from __future__ import annotations

import pytest
from tap_zengrc.values import ValueRules, iso_day, iso_moment


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025-06-15T09:30:00Z", "2025-06-15T09:30:00Z"),
        ("2025-06-15T09:30:00", "2025-06-15T09:30:00"),
        ("2025-06-15T09:30:00.123456", "2025-06-15T09:30:00.123456"),
        ("2025-06-15 09:30:00 UTC", "2025-06-15T09:30:00Z"),
        ("2025-06-15 09:30:00.5 +0200", "2025-06-15T09:30:00.5+02:00"),
        ("2025-06-15T09:30:00-07:00", "2025-06-15T09:30:00-07:00"),
        ("yesterday", "yesterday"),
        ("15/06/2025", "15/06/2025"),
    ],
)
def test_moments_become_iso_or_stay_as_they_are(given, expected):
    assert iso_moment(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("2025-06-15", "2025-06-15"), ("2025-06-15T00:00:00Z", "2025-06-15"), ("soon", "soon")],
)
def test_days_lose_their_time(given, expected):
    assert iso_day(given) == expected


def test_only_dates_and_timestamps_are_touched():
    rules = ValueRules({"at": {"format": "date-time"}, "on": {"format": "date"}, "text": {"type": ["string"]}})
    record = {"at": " ", "on": "", "text": "", "other": "2025-06-15 09:30:00 UTC"}
    assert rules.conform(record) == {"at": None, "on": None, "text": "", "other": "2025-06-15 09:30:00 UTC"}
    assert rules.conform({"at": None}) == {"at": None}
