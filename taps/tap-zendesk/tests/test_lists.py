"""Lists: full copies by cursor and by offset, lists that only send what changed, and what an account may lack."""

from __future__ import annotations

import pytest
from tap_common.http.errors import EndpointNotFoundError, ForbiddenError, MalformedBodyError
from tap_zendesk.address import iso, now
from tap_zendesk.streams import FURTHER, LOADED, STREAMS

from .conftest import ISO, START, ids, last_state, paths, records


def rows(count, **fields):
    return [{"id": number, "updated_at": ISO, **fields} for number in range(count)]


def kinds(messages, stream):
    return [message["type"] for message in messages if message.get("stream") == stream]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_a_list_by_cursor_is_one_version_whatever_the_page_edge(server, account, sync, count):
    account.lists["groups"] = rows(count)
    messages, error = sync("groups")
    assert error is None
    assert ids(messages) == list(range(count))
    assert kinds(messages, "groups") == ["SCHEMA", *["RECORD"] * count, "ACTIVATE_VERSION"]
    assert server.requests[0][1] == {"page[size]": "100", "exclude_deleted": "false"}


def test_deleted_groups_are_there_and_marked_by_the_source(account, sync):
    account.lists["groups"] = [{"id": 1, "deleted": False}, {"id": 2, "deleted": True}]
    messages, _ = sync("groups")
    assert [row["deleted"] for row in records(messages)] == [False, True]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_a_list_by_offset_is_followed_without_asking_the_host_it_names(server, account, sync, count):
    account.by_offset.add("slas/policies")
    account.lists["slas/policies"] = rows(count, filter={"all": [], "any": []})
    messages, error = sync("sla_policies")
    assert error is None
    assert ids(messages) == list(range(count))
    assert len(server.requests) == max(1, -(-count // 2))


def test_a_list_in_one_answer_is_taken_as_it_is(account, sync):
    account.unpaged.add("ticket_forms")
    account.lists["ticket_forms"] = rows(7)
    assert ids(sync("ticket_forms")[0]) == list(range(7))


def test_a_list_that_ignores_the_cursor_is_followed_by_offset(account, sync):
    account.by_offset.add("triggers")
    account.lists["triggers"] = rows(5)
    assert ids(sync("triggers")[0]) == list(range(5))


def test_tags_are_known_by_their_name(account, sync):
    account.lists["tags"] = [{"name": "vip", "count": 3}]
    messages, _ = sync("tags")
    assert next(m for m in messages if m["type"] == "SCHEMA")["key_properties"] == ["name"]
    assert records(messages) == [{"name": "vip", "count": 3}]


def test_more_than_10_000_rows_by_offset_are_an_error_and_no_version_goes_live(server, sync):
    page = {"sla_policies": rows(1), "next_page": "https://x.example/api/v2/slas/policies.json?page=101&per_page=100"}
    server.faults = [("slas/policies", 200, page)]
    messages, error = sync("sla_policies")
    assert isinstance(error, MalformedBodyError)
    assert "offset paging ends there" in str(error)
    assert "ACTIVATE_VERSION" not in kinds(messages, "sla_policies")


@pytest.mark.parametrize("meta", [{}, {"has_more": True}, {"has_more": "yes"}])
def test_an_answer_that_does_not_say_whether_there_is_more_is_not_the_last_page(server, sync, meta):
    server.faults = [("groups", 200, {"groups": rows(1), "meta": meta})]
    messages, error = sync("groups")
    assert isinstance(error, MalformedBodyError)
    assert "ACTIVATE_VERSION" not in kinds(messages, "groups")


def test_an_answer_without_its_rows_is_an_error(server, sync):
    server.faults = [("groups", 200, {"error": "Sorry"})]
    assert isinstance(sync("groups")[1], MalformedBodyError)


# -- what an account may lack ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lack", ["forbidden", "missing"])
def test_what_the_plan_lacks_is_skipped_with_one_warning_and_the_others_go_on(account, sync, caplog, lack):
    for path in ("slas/policies", "ticket_forms", "satisfaction_ratings"):
        getattr(account, lack).add(path)
    account.lists["tags"] = [{"name": "vip"}]
    messages, error = sync("sla_policies", "ticket_forms", "satisfaction_ratings", "tags")
    assert error is None
    assert records(messages, "tags") == [{"name": "vip"}]
    for stream in ("sla_policies", "ticket_forms", "satisfaction_ratings"):
        assert caplog.text.count(f"stream {stream}: GET") == 1
        assert kinds(messages, stream) == ["SCHEMA"]  # no version goes live: the table stays as it was


def test_nothing_is_known_to_be_read_of_a_window_that_was_skipped(account, sync):
    account.forbidden.add("satisfaction_ratings")
    state = last_state(sync("satisfaction_ratings")[0])
    assert "read_until" not in state["bookmarks"].get("satisfaction_ratings", {})


@pytest.mark.parametrize(("lack", "error"), [("forbidden", ForbiddenError), ("missing", EndpointNotFoundError)])
@pytest.mark.parametrize("stream", ["groups", "tickets", "users", "organizations"])
def test_what_every_account_has_is_not_skipped(account, sync, lack, error, stream):
    getattr(account, lack).update({stream, f"incremental/{stream}", f"incremental/{stream}/cursor"})
    assert isinstance(sync(stream)[1], error)


def test_a_scope_that_the_token_lacks_is_not_the_plan(server, sync):
    said = {"error": "insufficient_scope", "description": "Missing the following required scopes: read"}
    server.faults = [("slas/policies", 403, said)]
    assert isinstance(sync("sla_policies")[1], ForbiddenError)


def test_a_list_that_breaks_off_after_its_first_page_is_not_skipped(server, account, sync):
    account.lists["brands"] = rows(3)
    server.faults = [
        ("brands", 200, {"brands": rows(2), "meta": {"has_more": True, "after_cursor": "2"}}),
        ("brands", 403, {"error": "Forbidden"}),
    ]
    messages, error = sync("brands")
    assert isinstance(error, ForbiddenError)
    assert "ACTIVATE_VERSION" not in kinds(messages, "brands")


# -- lists that grow for ever ------------------------------------------------------------------------------------------


def test_only_rows_that_changed_since_the_bookmark_are_sent_in_whatever_order(account, sync):
    order = [3, 1, 5, 2, 4]
    account.lists["skips"] = [{"id": n, "updated_at": iso(START + n)} for n in order]
    messages, _ = sync("ticket_skips")
    assert ids(messages) == order
    account.lists["skips"] += [{"id": 6, "updated_at": iso(START + 3)}, {"id": 7, "updated_at": iso(START + 9)}]
    again, error = sync("ticket_skips", state=last_state(messages))
    assert error is None
    assert ids(again) == [5, 7]


def test_rows_without_a_time_always_come(account, sync):
    account.lists["skips"] = [{"id": 1, "updated_at": None}, {"id": 2, "updated_at": ISO}]
    messages, error = sync("ticket_skips")
    assert error is None
    assert ids(messages) == [1, 2]
    messages, error = sync("ticket_skips", state=last_state(messages))
    assert error is None
    assert ids(messages) == [1, 2]


def test_a_walk_that_fails_moves_no_bookmark(server, sync):
    more = {"skips": [{"id": 1, "updated_at": ISO}], "meta": {"has_more": True, "after_cursor": "1"}}
    server.faults = [("skips", 200, more), ("skips", 200, b"<html>maintenance</html>")]
    messages, error = sync("ticket_skips")
    assert error is not None
    states = [m["value"]["bookmarks"].get("ticket_skips", {}) for m in messages if m["type"] == "STATE"]
    assert not any("replication_key_value" in state for state in states)


# -- the list of lists -------------------------------------------------------------------------------------------------


def test_fourteen_streams_are_loaded_and_no_other_is_selected_or_needed():
    assert len(LOADED) == 14
    assert all(stream.selected_by_default for stream in LOADED)
    assert not any(stream.selected_by_default for stream in FURTHER)
    assert all(stream.optional for stream in FURTHER)
    assert len({stream.name for stream in STREAMS}) == len(STREAMS) == 52


def test_each_stream_reads_its_own_endpoint_when_it_is_there(server, account, sync):
    """No stream asks a path that another one has taken by mistake."""
    alone = [stream for stream in STREAMS if stream.parent_stream_type is None]
    messages, error = sync(*(stream.name for stream in alone), start_date=iso(now() - 86_400))
    assert error is None
    asked = {path.strip("/") for path in paths(server)}
    assert asked == {stream.path.removesuffix(".json").strip("/") for stream in alone}
    assert {m["stream"] for m in messages if m["type"] == "SCHEMA"} == {stream.name for stream in alone}
