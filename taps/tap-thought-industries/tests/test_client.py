"""Sign-in, limits, secrets."""

from __future__ import annotations

import json
import logging

import pytest
import requests
from tap_common.errors import ConfigurationError
from tap_common.http import HttpClient
from tap_common.http.errors import RateLimitExhaustedError, SignInRefusedError
from tap_common.http.rate_limit import RateLimiter
from tap_thought_industries.client import api_address, seconds_to_wait
from tap_thought_industries.tap import TapThoughtIndustries

from .conftest import API_KEY

DAY = {"start_date": "2024-03-01", "end_date": "2024-03-02"}
DATE = "Fri, 01 Mar 2024 12:00:00 GMT"
NOON_SECONDS = 1709294400


def answer(status, body=None, **headers):
    response = requests.Response()
    response.status_code = status
    response._content = b"" if body is None else json.dumps(body).encode()
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


@pytest.mark.parametrize(
    ("response", "seconds"),
    [
        (answer(200, {}), None),
        (answer(200, {}, X_RateLimit_Remaining="3", X_RateLimit_Reset=str(NOON_SECONDS + 9), Date=DATE), None),
        (answer(200, {}, X_RateLimit_Remaining="0", X_RateLimit_Reset=str(NOON_SECONDS + 9), Date=DATE), 9.0),
        (answer(200, {}, X_RateLimit_Remaining="0", X_RateLimit_Reset=str(NOON_SECONDS - 9), Date=DATE), 0.0),
        (answer(200, {}, X_RateLimit_Remaining="0", X_RateLimit_Reset="soon", Date=DATE), None),
        (answer(429, {"error": "rate_limit_exceeded", "retryAfter": 32}), 32.0),
        (answer(429, {"error": "rate_limit_exceeded"}), None),
        (answer(429), None),
        (answer(500, {"retryAfter": 32}), None),
    ],
)
def test_the_wait_that_an_answer_asks_for(response, seconds):
    assert seconds_to_wait(response) == seconds


def test_too_many_requests_say_how_long_to_wait(server, sync):
    server.faults = [(429, {"error": "rate_limit_exceeded", "message": "slow down", "retryAfter": 32})]
    _, error = sync("visits", **DAY)
    assert isinstance(error, RateLimitExhaustedError)
    assert "32 s without requests" in str(error)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("plan", "at_once", "of_events"),
    [
        ({}, 20, 100),  # the standard plan's
        ({"plan_requests_per_minute": 60, "event_requests_per_minute": 30}, 10, 30),
    ],
)
def test_events_keep_to_the_plans_requests_a_minute_and_at_once(server, plan, at_once, of_events):
    now, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    tap = TapThoughtIndustries(config={**server.config, **plan})
    limiter = RateLimiter(clock=lambda: now[0], sleep=sleep)
    stream = tap.streams["visits"]
    assert HttpClient.of(tap) is stream.client
    sent = []
    for _ in range(240):
        limiter.acquire(stream.budget)
        sent.append(now[0])
    assert sent[at_once - 1] == 0.0
    assert sent[at_once] >= 10.0
    for first in range(240 - of_events):
        assert sent[first + of_events] - sent[first] >= 60.0


def test_a_wrong_key_is_refused_once_and_never_shown(server, sync, caplog):
    with caplog.at_level(logging.DEBUG):
        messages, error = sync("visits", api_key="wr0ng+key==", **DAY)
    assert isinstance(error, SignInRefusedError)
    assert "answered 401 Unauthorized" in str(error)
    assert len(server.requests) == 1
    assert "wr0ng+key==" not in f"{error}{caplog.text}{messages}"


def test_the_key_is_in_no_message_and_no_log(server, sync, caplog):
    server.faults = [(503, {"message": f"Bearer {API_KEY} is not ready"})]
    with caplog.at_level(logging.DEBUG):
        messages, error = sync("visits", "users", **DAY)
    assert error is None
    assert API_KEY not in f"{caplog.text}{messages}"


@pytest.mark.parametrize("given", ["https://a.example", "https://a.example/incoming/v2/", " https://a.example/ "])
def test_the_address_is_understood_with_and_without_its_path(given):
    assert api_address(given) == "https://a.example/incoming/v2"


@pytest.mark.parametrize("given", ["", "a.example", "ftp://a.example", "https://a.example#x"])
def test_what_is_no_address_names_the_setting(given):
    with pytest.raises(ConfigurationError, match="base_url"):
        api_address(given)
