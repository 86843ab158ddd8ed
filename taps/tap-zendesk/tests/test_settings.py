"""Settings: where the account is, and from when on; a mistake is named before the first request."""

from __future__ import annotations

import pytest
from tap_common.errors import ConfigurationError
from tap_zendesk.address import accepted_start, host_address, now, start_time
from tap_zendesk.tap import TapZendesk


@pytest.mark.parametrize(
    ("config", "address"),
    [
        ({"subdomain": "acme"}, "https://acme.zendesk.com"),
        ({"subdomain": " acme-1 "}, "https://acme-1.zendesk.com"),
        ({"base_url": "http://127.0.0.1:8000/zendesk"}, "http://127.0.0.1:8000/zendesk"),
        ({"base_url": "https://gw.example/zd/api/v2/", "subdomain": "acme"}, "https://gw.example/zd"),
    ],
)
def test_an_address_is_the_subdomains_or_the_one_that_is_set(config, address):
    assert host_address(config) == address


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"subdomain": ""},
        {"subdomain": "acme.zendesk.com"},
        {"subdomain": "https://acme.zendesk.com"},
        {"subdomain": "1acme"},
        {"subdomain": "Acme"},
        {"subdomain": "ab"},
        {"subdomain": "a" * 64},
        {"base_url": "acme.zendesk.com"},
        {"base_url": "https://acme.zendesk.com?x=1"},
        {"base_url": "ftp://acme.zendesk.com"},
    ],
)
def test_an_address_that_cannot_be_right_names_its_setting(config):
    with pytest.raises(ConfigurationError, match="base_url" if "base_url" in config else "subdomain"):
        TapZendesk(config=config)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("1970-01-02", 86_400),
        ("1970-01-02T00:00:00Z", 86_400),
        ("1970-01-02T02:00:00+02:00", 86_400),
        ("1960-01-01", 0),
    ],
)
def test_a_start_date_is_a_day_or_a_moment(text, seconds):
    assert start_time({"start_date": text}) == seconds


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "01/02/2026", "9999-01-01"])
def test_a_start_date_that_is_none_or_in_the_future_is_named(text):
    with pytest.raises(ConfigurationError, match="start_date"):
        TapZendesk(config={"subdomain": "acme", "start_date": text})


@pytest.mark.parametrize(
    "name", ["overlap_days", "threads", "export_requests_per_minute", "ticket_requests_per_minute", "max_tries"]
)
def test_a_number_that_is_too_small_is_named(name):
    with pytest.raises(ConfigurationError, match=name):
        TapZendesk(config={"subdomain": "acme", name: -1})


def test_a_start_time_keeps_away_from_the_last_minute():
    assert accepted_start(-5) == 0
    assert accepted_start(1000) == 1000
    assert now() - 125 <= accepted_start(now()) <= now() - 120
