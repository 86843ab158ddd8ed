"""Thought Industries' stand-in, read as the fact sheet says (facts: thought-industries C)."""

from __future__ import annotations

from datetime import datetime

import pytest
import requests
from denomas_sandbox.company.learning import EVENTS
from denomas_sandbox.web.service import WebStandIns
from denomas_sandbox.web.thought_industries.stand_in import event_key

NAME = "thought-industries"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with WebStandIns.started(tmp_path_factory.mktemp("web stand-ins"), seed=5) as web:
        yield web


@pytest.fixture
def web(running):
    yield running
    running.reset()
    running.show(seed=5, scale=1, day=0)


@pytest.fixture
def get(web):
    env = web.env()
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {env['SANDBOX_THOUGHT_INDUSTRIES_API_KEY']}"
        yield lambda path, **query: session.get(f"{env['SANDBOX_THOUGHT_INDUSTRIES_URL']}/{path}", params=query)


def ms(text):
    return round(datetime.fromisoformat(text).timestamp() * 1_000)


def by_cursor(get, path, name, **query):
    while True:
        page = get(path, **query).json()
        yield from page[name]
        if not page["pageInfo"]["hasMore"]:
            return
        query["cursor"] = page["pageInfo"]["cursor"]


def by_falling_end(get, path, **query):
    """Page as the original extract does: the next window ends one millisecond before the last event."""
    while events := get(path, **query).json()["events"]:
        yield from events
        query["endDate"] = ms(events[-1]["timestamp"]) - 1


def keyed(records):
    records = list(records)
    found = {event_key(record): record for record in records}
    assert len(found) == len(records)
    return found


@pytest.mark.parametrize("kind", EVENTS)
def test_all_pages_of_events_together_are_the_truth(web, get, kind):
    assert keyed(by_cursor(get, f"events/{kind}", "events")) == web.truth(NAME, kind)


def test_events_come_newest_first_and_at_most_100(get):
    times = [event["timestamp"] for event in get("events/visit").json()["events"]]
    assert len(times) == 100
    assert times == sorted(times, reverse=True)


def test_a_window_has_both_its_ends(web, get):
    truth = web.truth(NAME, "login")
    times = sorted(ms(record["timestamp"]) for record in truth.values())
    start, end = times[300], times[700]
    window = keyed(by_cursor(get, "events/login", "events", startDate=start, endDate=end))
    assert window == {key: record for key, record in truth.items() if start <= ms(record["timestamp"]) <= end}
    web.configure(NAME, end_inclusive=False)
    assert end not in {ms(event["timestamp"]) for event in get("events/login", endDate=end).json()["events"]}


def test_a_falling_end_loses_what_shares_a_millisecond_at_a_page_edge(web, get):
    web.configure(NAME, burst=150)
    found = {event_key(event) for event in by_falling_end(get, "events/courseCompletion")}
    missed = set(web.truth(NAME, "courseCompletion")) - found
    assert missed
    assert keyed(by_cursor(get, "events/courseCompletion", "events")) == web.truth(NAME, "courseCompletion")


@pytest.mark.parametrize(("cursor", "again", "lost"), [("timestamp", True, False), ("before", False, True)])
def test_a_cursor_may_be_no_more_than_a_time(web, get, cursor, again, lost):
    web.configure(NAME, event_cursor=cursor)
    keys = [event_key(event) for event in by_cursor(get, "events/visit", "events")]
    assert (len(keys) > len(set(keys))) == again
    assert (set(keys) != set(web.truth(NAME, "visit"))) == lost


@pytest.mark.parametrize("order", ["updated", "created"])
@pytest.mark.parametrize("path", ["users", "content", "meetings", "clients", "coupons", "assessmentAttempts"])
def test_all_pages_of_a_list_together_are_the_truth(web, get, path, order):
    web.configure(NAME, page_size=23, list_order=order)
    name = "contentItems" if path == "content" else path
    found = list(by_cursor(get, path, name))
    assert {record["id"]: record for record in found} == web.truth(NAME, path)
    assert len(found) == len(web.truth(NAME, path))


def test_the_cursor_of_the_last_page_goes_on_another_day(web, get):
    cursor, page = None, get("users").json()
    while page["pageInfo"]["hasMore"]:
        cursor = page["pageInfo"]["cursor"]
        page = get("users", cursor=cursor).json()
    assert page["pageInfo"]["cursor"] == cursor
    before = web.truth(NAME, "users")
    web.advance(1)
    later = {record["id"]: record for record in by_cursor(get, "users", "users", cursor=cursor)}
    after = web.truth(NAME, "users")
    changed = {key for key in after if before.get(key) != after[key]}
    assert changed
    assert changed <= set(later)
    web.configure(NAME, last_cursor="absent")
    pages = get("coupons", cursor=get("coupons").json()["pageInfo"].get("cursor", "MA")).json()
    assert "cursor" not in pages["pageInfo"]


def test_a_day_brings_new_events_and_one_that_comes_late(web):
    before = web.truth(NAME, "visit")
    web.advance(1)
    first = web.truth(NAME, "visit")
    newest = max(record["timestamp"] for record in first.values())
    web.advance(1)
    second = web.truth(NAME, "visit")
    assert set(before) < set(first) < set(second)
    late = [record["timestamp"] for key, record in second.items() if key not in first]
    assert min(late).startswith("2026-01-05T23:50")
    assert min(late) > newest


def test_a_wrong_key_gets_an_empty_body(web):
    url = web.env()["SANDBOX_THOUGHT_INDUSTRIES_URL"]
    refused = requests.get(f"{url}/users", headers={"Authorization": "Bearer wrong"})
    assert (refused.status_code, refused.content) == (401, b"")


def test_ping_says_that_the_key_is_valid(get):
    assert get("ping").json() == {"valid": True}


def test_events_have_a_limit_of_their_own(web, get):
    web.configure(NAME, limits=0.03)
    answers = [get("events/visit") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0].headers["X-RateLimit-Limit"] == "3"
    refused = answers[3]
    assert refused.json()["error"] == "rate_limit_exceeded"
    assert int(refused.headers["Retry-After"]) == refused.json()["retryAfter"]


def test_answers_can_be_wrapped_as_the_reference_shows(web, get):
    plain = get("events/visit").json()
    web.configure(NAME, wrapped=True)
    wrapped = get("events/visit").json()["data"]["APIEvents"]
    assert wrapped["events"] == plain["events"]
    assert wrapped["pageInfo"]["hasMore"] is True
    assert get("users").json()["data"]["APIUsers"]["users"]


def test_dates_can_be_iso(web, get):
    plain = get("events/visit", endDate=ms("2025-09-01T00:00:00Z")).json()["events"]
    assert get("events/visit", endDate="2025-09-01T00:00:00Z").status_code == 400
    web.configure(NAME, dates="iso")
    assert get("events/visit", endDate="2025-09-01T00:00:00Z").json()["events"] == plain


def test_people_and_accounts_are_the_companys(web):
    users = web.truth(NAME, "users").values()
    clients = web.truth(NAME, "clients")
    assert {user["email"] for user in users} > {"user3@denomas.example", "user30@denomas.example"}
    accounts = {user["clientId"] for user in users if user["clientId"]}
    assert len(accounts & set(clients)) > 90
    events = web.truth(NAME, "courseCompletion").values()
    assert {event["userDetail"]["id"] for event in events} <= {user["id"] for user in users}


def test_an_empty_company_has_empty_pages(web, get):
    web.show(seed=5, scale=0, day=0)
    assert get("events/visit").json() == {"events": [], "pageInfo": {"hasMore": False}}
    assert get("users").json() == {"users": [], "pageInfo": {"hasMore": False}}
