"""Windows, moments and the settings behind them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tap_common.errors import ConfigurationError
from tap_thought_industries.moments import iso, milliseconds, setting
from tap_thought_industries.windows import DAY_MS, EARLIEST_MS, Window, fixed_window, next_length, window_since


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-02-10T16:44:45.084Z", 1676047485084),
        ("2023-02-10T16:44:45.084999Z", 1676047485084),
        ("2023-02-10T17:44:45.084+01:00", 1676047485084),
        ("2023-02-10", 1675987200000),
        ("1969-12-31T23:59:59.999Z", -1),
    ],
)
def test_moments_are_whole_milliseconds_rounded_down(text, expected):
    assert milliseconds(text) == expected


def test_milliseconds_are_spelled_as_the_source_does():
    assert iso(1676047485084) == "2023-02-10T16:44:45.084Z"
    assert milliseconds(iso(-1)) == -1


def test_a_bad_date_names_its_setting():
    with pytest.raises(ConfigurationError, match="start_date"):
        setting("start_date", "last week")


def test_start_and_end_are_a_window():
    window = fixed_window({"start_date": "2024-03-01", "end_date": "2024-03-02"})
    assert window == (milliseconds("2024-03-01"), milliseconds("2024-03-02"))
    assert str(window) == "2024-03-01T00:00:00.000Z to 2024-03-02T00:00:00.000Z"
    assert fixed_window({"start_date": "2024-03-01"}) is None


@pytest.mark.parametrize(
    "config",
    [
        {"end_date": "2024-03-02"},
        {"start_date": "2024-03-02", "end_date": "2024-03-02"},
        {"start_date": "2024-03-03", "end_date": "2024-03-02"},
    ],
)
def test_an_end_without_a_start_before_it_is_an_error(config):
    with pytest.raises(ConfigurationError, match="end_date"):
        fixed_window(config)


def test_without_an_end_the_bookmark_decides():
    config = {"start_date": "2024-03-01", "overlap_minutes": 60}
    now = milliseconds("2024-03-05")
    assert window_since(None, config, now) == (milliseconds("2024-03-01"), now)
    bookmark = milliseconds("2024-03-04T12:00:00Z")
    assert window_since(bookmark, config, now) == (milliseconds("2024-03-04T11:00:00Z"), now)
    assert window_since(None, {"overlap_minutes": 0}, now).start == EARLIEST_MS == 1264982400000
    assert window_since(now + DAY_MS, {"overlap_minutes": 0}, now) == (now + DAY_MS, now + DAY_MS)


@pytest.mark.parametrize("found", [True, False])
@pytest.mark.parametrize("length", [1, 3, 10, 100])
def test_pieces_fill_the_window(length, found):
    window, usual, pieces = Window(5, 15), length, []
    while window.start < window.end:
        pieces.append(window.first(length))
        window, length = window.after(pieces[-1]), next_length(length, usual, found=found)
    assert pieces[0].start == 5
    assert pieces[-1].end == 15
    assert all(one.end == other.start for one, other in pairwise(pieces))


def test_pieces_grow_while_they_are_empty_up_to_a_year():
    usual, lengths = 30 * DAY_MS, [30 * DAY_MS]
    for found in (False, False, False, False, False, False, True):
        lengths.append(next_length(lengths[-1], usual, found=found))
    assert [length // DAY_MS for length in lengths] == [30, 60, 120, 240, 366, 366, 366, 30]
    assert next_length(800 * DAY_MS, 800 * DAY_MS, found=False) == 800 * DAY_MS
