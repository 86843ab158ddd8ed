"""How much of a budget is used: what is not asked for in a minute is lost, for a first load takes days of them."""

from __future__ import annotations

import pytest

from .conftest import START, ids, paths, ticket


def test_a_walk_uses_95_percent_of_the_exports_that_are_allowed_and_no_more(server, account, sync, clock):
    account.exports["tickets"] = [ticket(number, START + number) for number in range(200)]
    messages, error = sync("tickets")
    assert error is None
    assert len(ids(messages)) == 200
    whole_minutes = len(server.requests) // 10 - 1  # the last ten are sent at once
    assert 0.95 <= whole_minutes * 60 / clock.now <= 1


def test_audits_use_95_percent_of_what_one_endpoint_allows_and_no_more(server, account, sync, clock):
    account.page_size = 1000
    account.exports["tickets"] = [ticket(number, START + number) for number in range(200)]
    _, error = sync("ticket_audits", threads=1, ticket_requests_per_minute=20)
    assert error is None
    asked = [path for path in paths(server) if path.endswith("/audits")]
    assert len(asked) == 200
    assert 0.95 <= (len(asked) // 20 - 1) * 60 / clock.now <= 1


@pytest.mark.parametrize("limit", [10, 40])
def test_the_plan_is_used_up_whatever_it_is(server, account, sync, clock, limit):
    """The first answer names the plan; from then on requests keep to it."""
    account.lists["groups"] = [{"id": number} for number in range(4 * limit * account.page_size)]
    server.headers = {"X-Rate-Limit": str(limit)}
    messages, error = sync("groups")
    assert error is None
    assert len(ids(messages)) == 4 * limit * account.page_size
    assert 0.95 <= (len(server.requests) // limit - 1) * 60 / clock.now <= 1
