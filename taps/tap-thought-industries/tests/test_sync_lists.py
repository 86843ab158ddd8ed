"""Runs of cursor streams: pages, the cursor in the state, full reads, cursors that are lost."""

from __future__ import annotations

import time

import pytest
from tap_common.http.errors import MalformedBodyError, RequestRejectedError, ServerError
from tap_thought_industries.moments import iso

from .conftest import LISTS, last_state, records

STREAMS = {"assessmentAttempts": "assessment_attempts"}


def users(count):
    return [{"id": f"u{number}"} for number in range(count)]


def ids(messages):
    return [record["id"] for record in records(messages)]


@pytest.mark.parametrize("name", list(LISTS))
@pytest.mark.parametrize("wrapped", [False, True])
def test_every_list_is_read_to_its_end(tenant, sync, name, wrapped):
    tenant.page_size, tenant.wrapped = 2, wrapped
    tenant.lists[name] = users(5)
    messages, error = sync(STREAMS.get(name, name))
    assert error is None
    assert ids(messages) == [f"u{number}" for number in range(5)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_page_edges(server, tenant, sync, count):
    tenant.page_size, tenant.lists["users"] = 2, users(count)
    messages, error = sync("users")
    assert error is None
    assert len(ids(messages)) == count
    assert len(server.requests) == max(1, -(-count // 2))


def test_the_next_run_goes_on_at_the_last_cursor(server, tenant, sync):
    tenant.page_size, tenant.lists["users"] = 2, users(5)
    state = last_state(sync("users")[0])
    tenant.lists["users"] = users(7)
    server.requests.clear()
    messages, _ = sync("users", state=state)
    assert ids(messages) == ["u4", "u5", "u6"]
    assert server.requests[0][1]["cursor"] == state["bookmarks"]["users"]["cursor"]


def test_a_run_that_dies_goes_on_where_its_last_page_ended(server, tenant, sync):
    tenant.page_size, tenant.lists["users"] = 2, users(6)
    real, pages = tenant.list_page, []

    def fails_on_the_third_page(name, query):
        pages.append(query)
        if len(pages) == 2:
            server.faults = [(500, {})] * 9
        return real(name, query)

    tenant.list_page = fails_on_the_third_page
    messages, error = sync("users")
    assert isinstance(error, ServerError)
    first = ids(messages)
    assert first == ["u0", "u1", "u2", "u3"]
    tenant.list_page, server.faults = real, []
    messages, _ = sync("users", state=last_state(messages))
    assert ids(messages) == ["u4", "u5"]


@pytest.mark.parametrize(("days", "days_ago", "starts_over"), [(7, 6, False), (7, 8, True), (0, 0, True)])
def test_after_some_days_all_is_read_again(server, tenant, sync, days, days_ago, starts_over):
    tenant.lists["clients"] = users(1)
    began = iso(int((time.time() - days_ago * 86_400) * 1000))
    state = {"bookmarks": {"clients": {"cursor": "MA==", "read_from_start_at": began}}}
    messages, _ = sync("clients", state=state, full_read_days=days)
    assert ("cursor" not in server.requests[0][1]) is starts_over
    assert (last_state(messages)["bookmarks"]["clients"]["read_from_start_at"] != began) is starts_over


def test_a_cursor_that_the_source_has_forgotten_starts_over(server, tenant, sync):
    tenant.lists["clients"] = users(3)
    state = {"bookmarks": {"clients": {"cursor": "lost", "read_from_start_at": iso(int(time.time() * 1000))}}}
    messages, error = sync("clients", state=state)
    assert error is None
    assert ids(messages) == ["u0", "u1", "u2"]
    assert [query.get("cursor") for _, query in server.requests] == ["lost", None]


def test_a_refusal_without_a_cursor_is_an_error(server, sync):
    server.faults = [(422, {"message": "no"})]
    _, error = sync("clients")
    assert isinstance(error, RequestRejectedError)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"users": [{"id": "u"}]},
        {"users": [{"id": "u"}], "pageInfo": {"hasMore": True}},
        {"users": [{"id": "u"}], "pageInfo": {"hasMore": "no"}},
        {"people": [], "pageInfo": {"hasMore": False}},
        {"data": [], "meta": {"nextCursor": "x"}},
    ],
)
def test_an_answer_that_hides_its_end_is_an_error_and_nothing_of_it_is_taken(tenant, sync, answer):
    tenant.list_page = lambda *_: answer
    messages, error = sync("users")
    assert isinstance(error, MalformedBodyError)
    assert "stream users" in str(error)
    assert records(messages) == []


def test_a_cursor_that_leads_to_itself_is_an_error(tenant, sync):
    tenant.list_page = lambda *_: {"users": [{"id": "u"}], "pageInfo": {"hasMore": True, "cursor": "x"}}
    _, error = sync("users")
    assert isinstance(error, MalformedBodyError)
