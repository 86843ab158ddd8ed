"""No event is lost and none comes twice, whatever shares a millisecond at the edge of a page."""

from __future__ import annotations

import json

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from tap_thought_industries import event_pages
from tap_thought_industries.event_pages import EventPaginator, each_once
from tap_thought_industries.windows import Window

from .conftest import NOON, Tenant, event

PAGE = 4


def walk(tenant, window):
    """Read a window as the stream does; give the events and the queries."""
    paginator, queries, events = EventPaginator(window), [], []
    while not paginator.finished:
        query = paginator.current_value.params
        queries.append(query)
        assert len(queries) < 200
        response = requests.Response()
        response._content = json.dumps(tenant.event_page("login", query)).encode()
        page = tenant.event_page("login", query)
        found = (page["data"]["APIEvents"] if tenant.wrapped else page)["events"]
        events += found
        if not found and not paginator.continue_if_empty(response):
            break
        paginator.advance(response)
    return list(each_once(events, window)), queries


def tenant_of(moments, **switches):
    tenant = Tenant()
    tenant.events["login"] = [event(number, NOON + moment) for number, moment in enumerate(moments)]
    tenant.page_size = PAGE
    for name, value in switches.items():
        setattr(tenant, name, value)
    return tenant


def numbers(events):
    return sorted(int(item["id"][1:]) for item in events)


@given(
    moments=st.lists(st.integers(-2, 9), max_size=30),
    start_included=st.booleans(),
    end_included=st.booleans(),
    wrapped=st.booleans(),
)
def test_every_event_of_the_window_comes_once(moments, start_included, end_included, wrapped):
    tenant = tenant_of(moments, start_included=start_included, end_included=end_included, wrapped=wrapped)
    found, _ = walk(tenant, Window(NOON, NOON + 7))
    assert numbers(found) == [number for number, moment in enumerate(moments) if 0 <= moment < 7]
    stamps = [item["timestamp"] for item in found]
    assert stamps == sorted(stamps, reverse=True)


@given(moments=st.lists(st.integers(0, 6), max_size=20), cut=st.integers(1, 6))
def test_two_windows_side_by_side_are_as_one(moments, cut):
    tenant = tenant_of(moments)
    older, _ = walk(tenant, Window(NOON, NOON + cut))
    newer, _ = walk(tenant, Window(NOON + cut, NOON + 7))
    assert numbers(older + newer) == list(range(len(moments)))


@given(moments=st.lists(st.integers(0, 20), max_size=20, unique=True))
def test_page_info_is_not_needed(moments):
    found, _ = walk(tenant_of(moments, page_info=False), Window(NOON, NOON + 21))
    assert numbers(found) == list(range(len(moments)))


def test_a_millisecond_with_more_than_a_page_needs_a_cursor(monkeypatch):
    monkeypatch.setattr(event_pages, "MOST_EVENTS", PAGE)
    moments = [5] * (PAGE * 2 + 1) + [4, 6]
    found, queries = walk(tenant_of(moments), Window(NOON, NOON + 10))
    assert numbers(found) == list(range(len(moments)))
    assert any("cursor" in query for query in queries)
    with pytest.raises(LookupError, match="no cursor leads past"):
        walk(tenant_of(moments, page_info=False), Window(NOON, NOON + 10))


def test_events_that_differ_in_one_field_are_two_and_equal_ones_are_one():
    first = event(1, NOON)
    second = {**first, "userAgent": "other"}
    window = Window(NOON, NOON + 1)
    assert list(each_once([first, second, dict(first)], window)) == [first, second]


def test_the_queries_leave_a_millisecond_to_spare():
    _, queries = walk(tenant_of([]), Window(NOON, NOON + 1000))
    assert queries == [{"startDate": NOON - 1, "endDate": NOON + 1000}]


@pytest.mark.parametrize(
    "stamps", [["2024-03-01T12:00:00Z", "2024-03-01T12:00:01Z"], [None], ["soon"], [1709294400000]]
)
def test_events_out_of_order_or_without_a_moment_are_an_error(stamps):
    response = requests.Response()
    response._content = json.dumps({"events": [{"timestamp": stamp} for stamp in stamps]}).encode()
    with pytest.raises(ValueError, match=r"from new to old|timestamp|isoformat"):
        EventPaginator(Window(NOON, NOON + 5000)).advance(response)


def test_an_empty_page_that_promises_more_is_followed_by_its_cursor_or_an_error():
    response = requests.Response()
    response._content = json.dumps({"events": [], "pageInfo": {"hasMore": True, "cursor": "c"}}).encode()
    paginator = EventPaginator(Window(NOON, NOON + 5))
    assert paginator.continue_if_empty(response)
    paginator.advance(response)
    assert paginator.current_value.params == {"startDate": NOON - 1, "endDate": NOON + 5, "cursor": "c"}
    response._content = json.dumps({"events": [], "pageInfo": {"hasMore": "yes"}}).encode()
    with pytest.raises(TypeError, match="hasMore"):
        paginator.continue_if_empty(response)
