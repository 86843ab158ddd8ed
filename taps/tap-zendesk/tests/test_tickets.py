"""Tickets by cursor, and what comes below them."""

from __future__ import annotations

import logging

import pytest
from tap_common.http.errors import MalformedBodyError, ServerError

from .conftest import START, ids, last_state, paths, records, ticket

PATH = "incremental/tickets/cursor"


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_all_tickets_come_whatever_the_page_edge(account, sync, count):
    account.exports["tickets"] = [ticket(number, START + number) for number in range(count)]
    messages, error = sync("tickets")
    assert error is None
    assert ids(messages) == list(range(count))


def test_the_cursor_goes_on_in_the_next_run_and_start_time_is_sent_once(server, account, sync):
    account.exports["tickets"] = [ticket(number, START + number) for number in range(3)]
    messages, _ = sync("tickets", start_date="2020-01-01")
    account.exports["tickets"].append(ticket(3, START + 3))
    again, error = sync("tickets", state=last_state(messages), start_date="2020-01-01")
    assert error is None
    assert ids(again) == [3]
    asked = [query for _, query in server.requests]
    assert asked[0]["start_time"] == "1577836800"
    assert [sorted(query) for query in asked[1:]] == [["cursor", "per_page"]] * (len(asked) - 1)


def test_an_empty_page_is_not_the_end(account, sync):
    account.exports["tickets"] = [ticket(number, START + number) for number in range(4)]
    account.empty_pages = 2
    messages, error = sync("tickets")
    assert error is None
    assert ids(messages) == [0, 1, 2, 3]


def test_a_missing_end_of_stream_is_an_error(server, sync):
    server.faults = [(PATH, 200, {"tickets": [ticket(1)], "after_cursor": "x"})]
    messages, error = sync("tickets")
    assert isinstance(error, MalformedBodyError)
    assert records(messages) == []


def test_a_run_that_dies_goes_on_without_loss(server, account, sync):
    account.exports["tickets"] = [ticket(number, START + number) for number in range(6)]
    first, _ = sync("tickets", max_tries=1)
    server.faults = []
    whole = ids(first)
    # The third page fails for good.
    account.too_heavy = None
    dying = sync_failing_at(server, sync, page=3)
    rest, error = sync("tickets", state=last_state(dying))
    assert error is None
    assert set(ids(dying)) | set(ids(rest)) == set(whole)
    assert ids(rest) == [4, 5]


def sync_failing_at(server, sync, page):
    """Run until a page that is HTML; give the messages."""
    good = [(PATH, 200, server.account.cursor_export("tickets", query)) for query in _queries(page)]
    server.faults = [*good, (PATH, 200, b"<html>maintenance</html>")]
    messages, error = sync("tickets")
    assert isinstance(error, MalformedBodyError)
    return messages


def _queries(page):
    import base64

    yield {"start_time": "0", "per_page": "1000"}
    for number in range(1, page - 1):
        yield {"cursor": base64.b64encode(b"%d" % (2 * number)).decode(), "per_page": "1000"}


def test_a_cursor_that_is_not_known_any_more_goes_on_by_time(server, account, sync, caplog):
    account.exports["tickets"] = [ticket(number, START + number) for number in range(3)]
    server.faults = [(PATH, 422, {"error": "InvalidValue"})]
    state = {"bookmarks": {"tickets": {"cursor": "old", "start_time": START + 1, "children": []}}}
    messages, error = sync("tickets", state=state)
    assert error is None
    assert ids(messages) == [1, 2]
    assert "not known any more" in caplog.text


def test_pages_that_take_too_long_shrink_and_grow_again(server, account, sync):
    account.page_size = 1000
    account.exports["tickets"] = [ticket(number, START + number) for number in range(2000)]
    account.too_heavy = 200
    messages, error = sync("tickets")
    assert error is None
    assert ids(messages) == list(range(2000))
    sizes = [int(query["per_page"]) for _, query in server.requests]
    assert sizes[:4] == [1000, 250, 62, 62]
    assert 124 in sizes[4:]


def test_a_page_that_fails_with_one_row_is_an_error(account, sync):
    account.exports["tickets"] = [ticket(1)]
    account.too_heavy = 0.5
    _, error = sync("tickets")
    assert isinstance(error, ServerError)


def test_deleted_and_erased_tickets_are_marked(account, sync):
    account.exports["tickets"] = [
        ticket(1),
        ticket(2, status="deleted", metric_set=None),
        ticket(3, status="deleted", subject="SCRUBBED", description="SCRUBBED", metric_set=None),
        ticket(4, subject="Scrubbed floors"),
    ]
    messages, _ = sync("tickets")
    marks = {record["id"]: (record["_deleted"], record["_permanently_deleted"]) for record in records(messages)}
    assert marks == {1: (False, False), 2: (True, False), 3: (True, True), 4: (False, False)}


def test_custom_fields_come_once_and_new_fields_are_kept(account, sync):
    account.exports["tickets"] = [ticket(1, newcomer={"a": [1]})]
    messages, _ = sync("tickets", "ticket_metrics")
    (record,) = records(messages, "tickets")
    assert record["custom_fields"] == [{"id": 1, "value": 1.5}]
    assert record["_extra"] == {"newcomer": {"a": [1]}}


def test_metrics_come_with_their_tickets_and_only_when_wanted(server, account, sync):
    account.exports["tickets"] = [ticket(1), ticket(2), ticket(3, status="deleted", metric_set=None)]
    messages, error = sync("ticket_metrics")
    assert error is None
    assert ids(messages, "ticket_metrics") == [10_001, 10_002]
    assert records(messages, "tickets") == []
    assert {query["include"] for _, query in server.requests} == {"metric_sets"}
    server.requests.clear()
    sync("tickets")
    assert "include" not in server.requests[0][1]


def test_audits_and_comments_of_changed_tickets_only(server, account, sync):
    account.exports["tickets"] = [ticket(1, START), ticket(2, START + 1), ticket(3, START + 2, status="deleted")]
    for number in (1, 2, 3):
        account.lists[f"tickets/{number}/audits"] = [{"id": 100 * number + n, "events": []} for n in range(3)]
        account.lists[f"tickets/{number}/comments"] = [{"id": 500 + number, "body": "x"}]
    messages, error = sync("tickets", "ticket_audits", "ticket_comments")
    assert error is None
    audits = records(messages, "ticket_audits")
    assert [(audit["id"], audit["ticket_id"]) for audit in audits] == [
        (100, 1), (101, 1), (102, 1), (200, 2), (201, 2), (202, 2),
    ]  # fmt: skip
    assert [comment["ticket_id"] for comment in records(messages, "ticket_comments")] == [1, 2]
    assert not [path for path in paths(server) if path.startswith("tickets/3/")]
    server.requests.clear()
    account.exports["tickets"].append(ticket(2, START + 9))
    again, _ = sync("tickets", "ticket_audits", "ticket_comments", state=last_state(messages))
    assert {path for path in paths(server) if path.startswith("tickets/")} == {"tickets/2/audits", "tickets/2/comments"}
    assert ids(again, "ticket_audits") == [200, 201, 202]


def test_audits_of_an_archived_ticket_come_in_one_answer(account, sync):
    account.exports["tickets"] = [ticket(1)]
    account.lists["tickets/1/audits"] = [{"id": n, "events": []} for n in range(250)]
    account.unpaged.add("tickets/1/audits")
    messages, error = sync("tickets", "ticket_audits")
    assert error is None
    assert len(records(messages, "ticket_audits")) == 250


def test_a_ticket_that_was_deleted_meanwhile_is_passed_over(account, sync):
    account.exports["tickets"] = [ticket(1), ticket(2)]
    account.lists["tickets/2/comments"] = [{"id": 7}]
    account.missing.add("tickets/1/comments")
    messages, error = sync("tickets", "ticket_comments")
    assert error is None
    assert ids(messages, "ticket_comments") == [7]


def test_the_bookmark_waits_for_the_audits_of_its_page(server, account, sync):
    account.exports["tickets"] = [ticket(number, START + number) for number in range(4)]
    server.faults = [("tickets/3/audits", 400, {"error": "bad"})]
    messages, error = sync("tickets", "ticket_audits")
    assert error is not None
    rest, error = sync("tickets", "ticket_audits", state=last_state(messages))
    assert error is None
    assert ids(rest, "tickets") == [2, 3]


def test_a_stream_below_that_is_new_reads_all_tickets_again(account, sync, caplog):
    account.exports["tickets"] = [ticket(1), ticket(2)]
    account.lists["tickets/1/audits"] = [{"id": 1, "events": []}]
    state = last_state(sync("tickets")[0])
    with caplog.at_level(logging.WARNING):
        messages, _ = sync("tickets", "ticket_audits", state=state)
    assert ids(messages, "ticket_audits") == [1]
    assert "ticket_audits of the tickets that were read before is missing" in caplog.text
    again, _ = sync("tickets", "ticket_audits", state=last_state(messages))
    assert records(again) == []


def test_one_schema_message_a_stream_however_many_tickets(account, sync):
    account.exports["tickets"] = [ticket(number) for number in range(5)]
    messages, _ = sync("tickets", "ticket_metrics", "ticket_comments")
    schemas = [message["stream"] for message in messages if message["type"] == "SCHEMA"]
    assert sorted(schemas) == ["ticket_comments", "ticket_metrics", "tickets"]
