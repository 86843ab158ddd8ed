"""The account-wide list of audits: backwards, until what an earlier run has read."""

from __future__ import annotations

from tap_zendesk.address import iso

from .conftest import START, ids, last_state

PATH = "ticket_audits"


def audit(number, **fields):
    return {"id": number, "ticket_id": 1, "created_at": iso(START + number), "events": [], **fields}


def test_a_walk_reads_all_and_the_next_one_only_what_is_new(account, sync):
    account.lists[PATH] = [audit(number) for number in range(5)]
    messages, error = sync("account_ticket_audits")
    assert error is None
    assert ids(messages) == [4, 3, 2, 1, 0]
    account.lists[PATH] += [audit(5), audit(6)]
    again, _ = sync("account_ticket_audits", state=last_state(messages))
    assert set(ids(again)) >= {5, 6}
    assert 2 not in ids(again)


def test_a_walk_that_dies_goes_on_backwards_and_leaves_what_came_since_to_the_next(server, account, sync):
    account.lists[PATH] = [audit(number) for number in range(6)]
    page = account.backwards("audits", {})
    server.faults = [(PATH, 200, page), (PATH, 200, b"<html>maintenance</html>")]
    dying, error = sync("account_ticket_audits")
    assert error is not None
    rest, error = sync("account_ticket_audits", state=last_state(dying))
    assert error is None
    assert set(ids(dying)) | set(ids(rest)) == set(range(6))
    account.lists[PATH].append(audit(6))
    new, _ = sync("account_ticket_audits", state=last_state(rest))
    assert 6 in ids(new)


def test_a_walk_ends_at_the_start_date(account, sync):
    account.lists[PATH] = [audit(number) for number in range(9)]
    messages, _ = sync("account_ticket_audits", start_date=iso(START + 6).replace("Z", "+00:00"))
    assert set(ids(messages)) >= {6, 7, 8}
    assert 3 not in ids(messages)


def test_an_empty_account_is_no_error(sync):
    messages, error = sync("account_ticket_audits")
    assert error is None
    assert ids(messages) == []


def test_a_cursor_that_is_not_known_any_more_starts_at_the_newest(server, account, sync, caplog):
    account.lists[PATH] = [audit(1)]
    server.faults = [(PATH, 400, {"error": "InvalidCursor"})]
    state = {"bookmarks": {"account_ticket_audits": {"cursor": "old", "newest": iso(START)}}}
    messages, error = sync("account_ticket_audits", state=state)
    assert error is None
    assert ids(messages) == [1]
    assert "starting at the newest" in caplog.text
