"""Exports by time: pages that share a second, rows that come again, the end, and a second that fills a page."""

from __future__ import annotations

import pytest
from tap_common.http.errors import MalformedBodyError
from tap_zendesk.address import iso

from .conftest import START, ids, last_state, paths, records

PATH = "incremental/organizations"


def organization(number, seconds=START, **fields):
    return {"id": number, "name": f"Company {number}", "updated_at": iso(seconds), "seconds": seconds, **fields}


def event(number, seconds=START, **fields):
    return {"id": number, "ticket_id": 1, "timestamp": seconds, "seconds": seconds, **fields}


def metric_event(number, seconds=START):
    return {
        "id": number,
        "ticket_id": 1,
        "metric": "replies",
        "type": "activate",
        "time": iso(seconds),
        "seconds": seconds,
    }


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_each_organization_comes_once_whatever_the_page_edge(account, sync, count):
    account.exports["organizations"] = [organization(number, START + number) for number in range(count)]
    messages, error = sync("organizations")
    assert error is None
    assert ids(messages) == list(range(count))


def test_the_next_run_begins_where_this_one_ended(server, account, sync):
    account.exports["organizations"] = [organization(number, START + number) for number in range(3)]
    state = last_state(sync("organizations")[0])
    account.exports["organizations"][0] = organization(0, START + 9)
    server.requests.clear()
    messages, _ = sync("organizations", state=state)
    assert server.requests[0][1]["start_time"] == str(START + 2)
    assert ids(messages) == [2, 0]


def test_a_row_that_changed_between_two_pages_comes_again(server, sync):
    first = {"organizations": [organization(1), organization(2, name="old")], "end_time": START, "end_of_stream": False}
    later = [organization(2, name="old"), organization(2, START + 5, name="new")]
    last = {"organizations": later, "end_time": START + 5, "end_of_stream": True}
    server.faults = [(PATH, 200, first), (PATH, 200, last)]
    messages, error = sync("organizations", start_date="2023-11-14")
    assert error is None
    assert [row["name"] for row in records(messages)] == ["Company 1", "old", "new"]


def test_deleted_organizations_are_marked(account, sync):
    account.exports["organizations"] = [organization(1), organization(2, deleted_at=iso(START))]
    messages, _ = sync("organizations")
    assert {row["id"]: row["_deleted"] for row in records(messages)} == {1: False, 2: True}


@pytest.mark.parametrize("page_size", [2, 3])
def test_a_second_that_fills_a_page_is_read_from_the_list_and_passed(server, account, sync, caplog, page_size):
    account.page_size = page_size
    crowd = [organization(number) for number in range(7)]
    account.exports["organizations"] = [*crowd, organization(8, START + 1), organization(9, START + 1)]
    account.lists["organizations"] = [*crowd, organization(8, START + 1)]
    messages, error = sync("organizations")
    assert error is None
    assert sorted(set(ids(messages))) == [0, 1, 2, 3, 4, 5, 6, 8, 9]
    assert "share the second 2023-11-14T22:13:20Z" in caplog.text
    assert len(server.requests) < 20


def test_metric_events_of_a_full_second_are_read_by_cursor_even_out_of_order(account, sync):
    crowd = [metric_event(number) for number in range(5)]
    account.exports["ticket_metric_events"] = [*crowd[:3], metric_event(8, START + 60), *crowd[3:]]
    messages, error = sync("ticket_metric_events")
    assert error is None
    assert sorted(set(ids(messages))) == [0, 1, 2, 3, 4, 8]


def test_a_full_second_without_another_way_is_an_error_that_says_so_and_loses_nothing(account, sync):
    account.exports["ticket_events"] = [event(0, START - 5), *[event(number) for number in range(1, 6)]]
    messages, error = sync("ticket_events", max_tries=1)
    assert isinstance(error, MalformedBodyError)
    assert "2023-11-14T22:13:20Z" in str(error)
    assert "export by time cannot pass" in str(error)
    state = last_state(messages)["bookmarks"]["ticket_events"]
    assert state["start_time"] <= START


def test_pages_that_shrank_grow_to_pass_a_full_second(server, account, sync):
    account.page_size = 1000
    account.exports["ticket_events"] = [event(number) for number in range(300)]
    server.faults = [("incremental/ticket_events", 504, b"upstream request timeout")]
    messages, error = sync("ticket_events")
    assert error is None
    assert sorted(set(ids(messages))) == list(range(300))


def test_more_without_an_end_time_is_an_error(server, sync):
    server.faults = [(PATH, 200, {"organizations": [organization(1)], "end_of_stream": False})]
    messages, error = sync("organizations")
    assert isinstance(error, MalformedBodyError)
    assert records(messages) == []


def test_a_page_that_ends_before_it_began_does_not_go_round_for_ever(server, account, sync):
    back = {"organizations": [], "end_time": START - 100, "end_of_stream": False}
    server.faults = [(PATH, 200, back)] * 3
    account.lists["organizations"] = [organization(1)]
    messages, error = sync("organizations", start_date=iso(START))
    assert error is None
    assert ids(messages) == [1]
    assert len(server.requests) < 20


def test_without_end_of_stream_the_page_that_ends_where_it_began_is_the_last(server, account, sync):
    account.without_flag = {"calls"}
    account.exports["calls"] = [{"id": n, "updated_at": iso(START + n), "seconds": START + n} for n in range(5)]
    messages, error = sync("calls")
    assert error is None
    assert ids(messages) == [0, 1, 2, 3, 4]
    assert "per_page" not in server.requests[0][1]


def test_a_start_time_that_is_too_recent_ends_the_walk_and_not_the_run(server, account, sync, caplog):
    account.exports["organizations"] = [organization(number, START + number) for number in range(3)]
    server.faults = [
        (PATH, 200, account.time_export("organizations", {"start_time": "0", "per_page": "2"})),
        (PATH, 400, {"error": "StartTimeTooRecent", "description": "Too recent start_time."}),
    ]
    messages, error = sync("organizations")
    assert error is None
    assert ids(messages) == [0, 1]
    assert "Nothing newer is given yet" in caplog.text
    rest, _ = sync("organizations", state=last_state(messages))
    assert ids(rest) == [1, 2]


def test_another_400_is_an_error(server, sync):
    server.faults = [(PATH, 400, {"error": "InvalidValue", "description": "no"})]
    assert sync("organizations")[1] is not None


def test_comments_come_with_events_and_via_may_be_a_number(server, account, sync):
    account.exports["ticket_events"] = [event(1, via=4), event(2, via="Web form"), event(3, via={"channel": "web"})]
    account.page_size = 9
    messages, _ = sync("ticket_events")
    assert [row["via"] for row in records(messages)] == ["4", "Web form", {"channel": "web"}]
    assert server.requests[0][1]["include"] == "comment_events"


def test_an_export_that_the_account_lacks_is_skipped(account, sync, caplog):
    account.missing.add("channels/voice/stats/incremental/calls")
    account.exports["organizations"] = [organization(1)]
    messages, error = sync("calls", "organizations")
    assert error is None
    assert ids(messages) == [1]
    assert caplog.text.count("the stream is skipped") == 1


def test_all_exports_share_one_budget(server, account, sync, clock):
    account.exports["organizations"] = [organization(n, START + n) for n in range(14)]
    account.exports["ticket_events"] = [event(n, START + n) for n in range(14)]
    sync("organizations", "ticket_events")
    exports = [path for path in paths(server) if path.startswith("incremental/")]
    assert len(exports) > 20
    assert clock.now == pytest.approx(61.2 * ((len(exports) - 1) // 10), abs=1)
