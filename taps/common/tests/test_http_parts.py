"""The parts that need no server: settings, waits, paginators, messages, progress."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from urllib.parse import urlparse

import pytest
from singer_sdk import typing as th
from tap_common.errors import ConfigurationError
from tap_common.http import HTTP_SETTINGS, CursorPaginator, NextUrlPaginator
from tap_common.http.bodies import JsonResponse, parse_json
from tap_common.http.errors import Endpoint, ServerError, SignInRefusedError, vendor_message
from tap_common.http.paginators import url_on_host
from tap_common.http.retry import RetryPolicy, retry_after_seconds
from tap_common.http.session import user_agent_of
from tap_common.http.settings import HttpSettings
from tap_common.progress import Progress

log = logging.getLogger("test_http_parts")
ENDPOINT = Endpoint("demo", "tickets", "GET", "/tickets")
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def answer(body):
    response = JsonResponse()
    response._content = body.encode()
    return response


# -- settings and session


def test_settings_have_the_defaults_that_the_schema_says():
    schema = th.PropertiesList(*HTTP_SETTINGS).to_dict()["properties"]
    defaults = HttpSettings()
    assert {name: spec.get("default") for name, spec in schema.items()} == vars(defaults)
    assert all(spec["description"] for spec in schema.values())
    assert HttpSettings.from_config({"max_tries": 3, "user_agent": None, "other": 1}) == HttpSettings(max_tries=3)


@pytest.mark.parametrize("name", [name for name in vars(HttpSettings()) if name != "user_agent"])
def test_a_setting_that_cannot_be_is_named(name):
    with pytest.raises(ConfigurationError, match=f"{name} must be above zero"):
        HttpSettings.from_config({name: 0})


def test_the_user_agent_is_a_header_that_servers_take():
    assert user_agent_of("tap-demo", "0.1.0") == "denomas-tap-demo/0.1.0"
    assert user_agent_of("tap-demo", "[could not be detected]") == "denomas-tap-demo/unknown"


# -- waits


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": ""}, None),
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "2.5"}, 2.5),
        ({"Retry-After": "about 60 seconds"}, 60.0),  # facts: zendesk A.5
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "Fri, 02 Jan 2026 03:04:35 GMT"}, 30.0),
        ({"Retry-After": "Fri, 02 Jan 2026 03:00:00 GMT"}, 0.0),
        ({"Retry-After": "Fri, 02 Jan 2026 04:00:10 GMT", "Date": "Fri, 02 Jan 2026 04:00:00 GMT"}, 10.0),
        ({"Retry-After": "Fri, 02 Jan 2026 03:04:35 GMT", "Date": "broken"}, 30.0),
    ],
)
def test_retry_after_is_understood_in_both_forms(headers, seconds):
    assert retry_after_seconds(headers, NOW) == seconds


@pytest.fixture
def slept(monkeypatch):
    """Collect the waits instead of waiting them; the clock goes on with them."""
    waits, now = [], [0.0]

    def sleep(seconds):
        waits.append(seconds)
        now[0] += seconds

    monkeypatch.setattr("backoff._sync.time.sleep", sleep)
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return waits


def failing(times, **options):
    """Give a function that fails so many times."""
    left = [times]

    def call():
        if left[0]:
            left[0] -= 1
            raise ServerError(ENDPOINT, "answered 500", "Run again.", status=500, **options)
        return "fine"

    return call


def test_waits_have_full_jitter_below_a_growing_ceiling(slept):
    for _ in range(200):
        assert RetryPolicy(8, 900).retrying(failing(7), log)() == "fine"
    for number, ceiling in enumerate([1, 2, 4, 8, 16, 32, 60]):
        waits = slept[number::7]
        assert 0.9 * ceiling < max(waits) <= ceiling
        assert min(waits) < 0.1 * ceiling


def test_what_the_source_asks_for_is_the_least_wait(slept):
    for _ in range(50):
        RetryPolicy(8, 900).retrying(failing(2, wait_seconds=30), log)()
    assert min(slept) >= 30
    assert max(slept) <= 32


def test_it_gives_up_after_so_many_tries_and_says_so(slept):
    with pytest.raises(ServerError, match=r"answered 500 \(3 tries in \d+ s\)"):
        RetryPolicy(3, 900).retrying(failing(9), log)()
    assert len(slept) == 2


def test_it_gives_up_after_so_many_seconds(slept):
    with pytest.raises(ServerError):
        RetryPolicy(1_000, 100).retrying(failing(999), log)()
    assert sum(slept) <= 100


def test_a_wait_that_is_longer_than_allowed_ends_it_at_once_instead_of_being_cut_short(slept):
    with pytest.raises(ServerError, match="it asks for 3600 s without requests"):
        RetryPolicy(8, 900).retrying(failing(1, wait_seconds=3_600), log)()
    assert slept == []


def test_an_error_that_will_not_pass_is_not_tried_again(slept):
    calls = []

    def refused():
        calls.append(1)
        raise SignInRefusedError(ENDPOINT, "answered 401", "Check.", status=401)

    with pytest.raises(SignInRefusedError):
        RetryPolicy(8, 900).retrying(refused, log)()
    assert len(calls) == 1
    assert slept == []


# -- paginators


def pages_of(paginator, bodies):
    """Give the values with which the pages are asked for."""
    values = []
    for body in bodies:
        values.append(paginator.current_value)
        paginator.advance(answer(body))
        if paginator.finished:
            break
    return values


def test_a_cursor_is_followed_as_long_as_the_body_says_more():
    bodies = [
        '{"meta": {"has_more": true, "after_cursor": "a"}}',
        '{"meta": {"has_more": true, "after_cursor": "b"}}',
        '{"meta": {"has_more": false, "after_cursor": "c"}}',
        '{"meta": {"has_more": true, "after_cursor": "never"}}',
    ]
    assert pages_of(CursorPaginator("meta.after_cursor", more_key="meta.has_more"), bodies) == [None, "a", "b"]


def test_a_cursor_is_followed_until_the_end_of_the_stream():
    bodies = ['{"after_cursor": "a", "end_of_stream": false}', '{"after_cursor": "b", "end_of_stream": true}', "{}"]
    assert pages_of(CursorPaginator("after_cursor", end_key="end_of_stream"), bodies) == [None, "a"]


def test_a_token_is_followed_until_there_is_none():
    assert pages_of(CursorPaginator("next"), ['{"next": 2}', '{"next": null}', "{}"]) == [None, 2]


def test_a_url_is_followed_until_there_is_none():
    values = pages_of(NextUrlPaginator("links.next"), ['{"links": {"next": "/x?page=2"}}', '{"links": {}}', "{}"])
    assert [value and value.geturl() for value in values] == [None, "/x?page=2"]


@pytest.mark.parametrize(
    ("paginator", "body", "error"),
    [
        (CursorPaginator("c", more_key="meta.has_more"), '{"c": "a"}', "meta.has_more is missing"),
        (CursorPaginator("c", more_key="more"), '{"more": "yes", "c": "a"}', "more holds 'yes'"),
        (CursorPaginator("c", more_key="more"), '{"more": true}', "no cursor under c"),
        (NextUrlPaginator("next", more_key="more"), '{"more": true, "next": null}', "no URL under next"),
        (NextUrlPaginator("next"), '{"next": 5}', "next holds int"),
    ],
)
def test_an_answer_that_does_not_say_how_to_go_on_is_not_the_last_page(paginator, body, error):
    with pytest.raises((LookupError, TypeError), match=error):
        paginator.advance(answer(body))


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("https://api.example/v2/x?page=2", "https://api.example/v2/x?page=2"),
        ("http://api.example:80/v2/x?page=2", "https://api.example/v2/x?page=2"),
        ("/v2/x?page=2", "https://api.example/v2/x?page=2"),
        ("?page=2", "https://api.example/v2/x?page=2"),
    ],
)
def test_a_next_page_has_the_scheme_and_host_of_the_source(given, url):
    assert url_on_host("https://api.example/v2/x", urlparse(given)) == url


@pytest.mark.parametrize("given", ["https://api.example.evil/x", "//evil/x", "https://api.example@evil/x"])
def test_a_next_page_elsewhere_is_refused(given):
    with pytest.raises(ValueError, match="evil"):
        url_on_host("https://api.example/v2/x", urlparse(given))


def test_an_empty_page_is_not_the_last_one_when_there_is_more():
    cursor, url = CursorPaginator("c", more_key="more"), NextUrlPaginator("next")
    assert cursor.continue_if_empty(answer('{"more": true, "c": "a"}'))
    assert not cursor.continue_if_empty(answer('{"more": false, "c": "a"}'))
    assert url.continue_if_empty(answer('{"next": "/x"}'))
    assert not url.continue_if_empty(answer('{"next": null}'))


# -- bodies and messages


def test_numbers_are_exact_and_a_document_is_parsed_once():
    response = answer('{"price": 0.1000000000000000055, "id": 123456789012345678901234567890}')
    assert str(response.json()["price"]) == "0.1000000000000000055"
    assert response.json()["id"] == 123456789012345678901234567890
    assert response.json() is response.json()


@pytest.mark.parametrize("body", [b'\xef\xbb\xbf{"a": 1}', b'{"a": 1}', b' {"a":1} '])
def test_json_with_a_byte_order_mark_is_json(body):
    assert parse_json(body) == {"a": 1}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"error": "RecordNotFound", "description": "Not found"}, "RecordNotFound: Not found"),
        ({"error": {"title": "Forbidden", "message": "You do not have access"}}, "Forbidden: You do not have access"),
        ({"errors": [{"detail": "bad date"}, "bad id"]}, "bad date: bad id"),
        ({"message": "  two\n lines "}, "two lines"),
        ({"reasons": [{"code": 5, "message": "no such object"}]}, "no such object"),
        ({"tickets": []}, None),
        ([], None),
        (None, None),
    ],
)
def test_the_vendors_message_is_found(document, message):
    assert vendor_message(document) == message


# -- progress


def test_a_line_has_records_rate_percent_and_time_left(caplog):
    now = [0.0]
    progress = Progress("tickets", log, terminal=True, clock=lambda: now[0])
    progress.total = 20_000
    with caplog.at_level(logging.INFO):
        for _ in range(10):
            now[0] += 1
            progress.add(500)
        progress.total = None
        now[0] += 5
        progress.add(2_500)
    assert [record.getMessage() for record in caplog.records] == [
        "tickets: 2,500 records, 500/s, 12%, 0:35 left",
        "tickets: 5,000 records, 500/s, 25%, 0:30 left",
        "tickets: 7,500 records, 500/s",
    ]


def test_without_a_terminal_a_line_comes_every_half_minute(caplog):
    now = [0.0]
    progress = Progress("tickets", log, terminal=False, clock=lambda: now[0])
    with caplog.at_level(logging.INFO):
        for _ in range(11):
            now[0] += 6
            progress.add(30)
    assert [record.getMessage() for record in caplog.records] == [
        "tickets: 150 records, 5/s",
        "tickets: 300 records, 5/s",
    ]
