"""Limits: what an answer says about them, and whose budget a request is taken from."""

from __future__ import annotations

import pytest
import requests
from tap_zendesk.limits import ACCOUNT, HELP_CENTER, plan_limit, seconds_to_wait
from tap_zendesk.streams import STREAMS
from tap_zendesk.tap import TapZendesk

from .conftest import START, ids, ticket


def answer(status=200, **headers):
    response = requests.Response()
    response.status_code = status
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


@pytest.mark.parametrize(
    ("response", "seconds"),
    [
        (answer(), None),
        (answer(X_Rate_Limit_Remaining="5", ratelimit_reset="41"), None),
        (answer(X_Rate_Limit_Remaining="0", ratelimit_reset="41"), 41),
        (answer(ratelimit_remaining="0", ratelimit_reset="7"), 7),
        (answer(X_Rate_Limit_Remaining="0"), None),
        (answer(zendesk_ratelimit_tickets_index="total=100; remaining=0; resets=41"), 41),
        (answer(zendesk_ratelimit_tickets_index="total=100; remaining=99; resets=41"), None),
        (answer(zendesk_ratelimit_tickets_index="odd"), None),
        (answer(429), 60),
        (answer(429, Retry_After="12"), None),  # understood by all taps
    ],
)
def test_an_answer_says_how_long_to_wait(response, seconds):
    assert seconds_to_wait(response) == seconds


@pytest.mark.parametrize(("value", "limit"), [("700", 700), (None, None), ("none", None)])
def test_an_answer_says_how_much_the_plan_has(value, limit):
    assert plan_limit({"X-Rate-Limit": value} if value else {}) == limit


def test_each_endpoint_counts_against_its_own_budgets():
    tap = TapZendesk(config={"subdomain": "acme"})
    budgets = {name: [budget.name for budget in stream.budget] for name, stream in tap.streams.items()}
    exports = {name for name, names in budgets.items() if "incremental exports" in names}
    assert exports == {
        "tickets", "users", "user_identities", "organizations", "ticket_events", "ticket_metric_events", "articles",
        "calls", "call_legs",
    }  # fmt: skip
    assert budgets["ticket_audits"] == ["account", "ticket_audits of tickets"]
    assert budgets["ticket_comments"] == ["account", "ticket_comments of tickets"]
    assert budgets["deleted_tickets"] == ["account", "deleted tickets"]
    helped = {name for name, names in budgets.items() if names[0] == HELP_CENTER.name}
    assert helped == {stream.name for stream in STREAMS if stream.path.startswith(("/community", "/help_center"))}
    assert all(names[0] in {ACCOUNT.name, HELP_CENTER.name} for names in budgets.values())


def test_a_pause_that_the_source_asks_for_is_kept_and_the_request_sent_again(server, account, sync, clock):
    account.exports["tickets"] = [ticket(1)]
    said = {"error": "APIRateLimitExceeded", "description": "Number of allowed incremental export API requests ..."}
    server.faults = [
        ("incremental/tickets", 429, said, {"Retry-After": "0"}),
        ("incremental/tickets", 429, said, {"Retry-After": "0 seconds"}),
    ]
    messages, error = sync("tickets")
    assert error is None
    assert ids(messages) == [1]
    assert len(server.requests) == 3


def test_nothing_is_sent_until_a_budget_that_is_used_up_is_there_again(server, account, sync, clock):
    account.exports["tickets"] = [ticket(n, START + n) for n in range(4)]
    page = account.cursor_export("tickets", {"start_time": "0", "per_page": "1000"})
    headers = {"X-Rate-Limit": "10", "X-Rate-Limit-Remaining": "0", "ratelimit-reset": "33"}
    server.faults = [("incremental/tickets", 200, page, headers)]
    messages, _ = sync("tickets")
    assert ids(messages) == [0, 1, 2, 3]
    assert 33 <= clock.now < 34


def test_the_plan_that_the_answers_name_is_kept(server, account, sync, clock):
    account.lists["groups"] = [{"id": n} for n in range(25)]
    first = account.listing("groups", "groups", {})
    server.faults = [("groups", 200, first, {"X-Rate-Limit": "5"})]
    assert ids(sync("groups")[0]) == list(range(25))
    assert clock.now == pytest.approx(61.2 * 2, abs=1)  # 13 requests, five a minute
