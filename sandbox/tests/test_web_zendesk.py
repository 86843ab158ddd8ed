"""Zendesk's stand-in: exports and lists, read in each of the vendor's ways (facts: zendesk A)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from denomas_sandbox.web.service import WebStandIns
from denomas_sandbox.web.vendors import VENDORS


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with WebStandIns.started(tmp_path_factory.mktemp("web stand-ins"), seed=5) as web:
        yield web


@pytest.fixture
def web(running):
    yield running
    running.reset()
    running.show(seed=5, scale=1, day=0)


@pytest.fixture
def reader(web, zendesk_reader):
    with zendesk_reader(web) as session:
        yield session


@pytest.fixture(params=[name for name in VENDORS if name.startswith("zendesk")])
def account(request, web, zendesk_reader):
    with zendesk_reader(web, request.param) as session:
        session.vendor = request.param
        yield session


def test_the_cursor_export_of_tickets_is_the_truth(web, account):
    tickets = account.keyed(account.cursor_export("incremental/tickets/cursor.json", per_page=170), "tickets")
    assert tickets == web.truth(account.vendor, "tickets")


def test_metrics_by_side_load_are_the_truth_and_deleted_tickets_have_none(web, reader):
    tickets = reader.keyed(reader.cursor_export("incremental/tickets/cursor", include="metric_sets"), "tickets")
    sets = [ticket["metric_set"] for ticket in tickets.values()]
    assert {str(each["id"]): each for each in sets if each} == web.truth("zendesk", "ticket_metrics")
    assert [t["status"] for t in tickets.values() if not t["metric_set"]] == ["deleted"] * sets.count(None)


def test_the_cursor_export_of_users_is_the_truth(web, account):
    users = account.keyed(account.cursor_export("incremental/users/cursor.json", per_page=37), "users")
    assert users == web.truth(account.vendor, "users")


def test_identities_are_loaded_beside_users(web, reader):
    identities = reader.keyed(reader.cursor_export("incremental/users/cursor.json", include="identities"), "identities")
    assert identities == web.truth("zendesk", "user_identities")


@pytest.mark.parametrize("name", ["organizations", "ticket_events", "ticket_metric_events", "users"])
def test_time_exports_are_the_truth(web, reader, name):
    size = 700 if "ticket" in name else 60
    pages = list(reader.time_export(f"incremental/{name}.json", per_page=size, include="comment_events"))
    assert reader.keyed(iter(pages), name) == web.truth("zendesk", name)
    if len(pages) > 1:
        # The next page begins with the second that the page before ended with.
        assert pages[1][name][0] in pages[0][name]
    assert all(page["next_page"].endswith(f"start_time={page['end_time']}") for page in pages)


def test_comments_come_with_ticket_events_when_asked_for(web, reader):
    pages = reader.time_export("incremental/ticket_events", include="comment_events")
    children = [child for page in pages for event in page["ticket_events"] for child in event["child_events"]]
    comments = {str(child["id"]): child for child in children if child["event_type"] == "Comment"}
    truth = {key: each for key, each in web.truth("zendesk", "ticket_comments").items() if each["type"] == "Comment"}
    assert set(truth) <= set(comments)
    assert all(comments[key]["body"] == comment["body"] for key, comment in truth.items())


def test_more_than_a_page_of_tickets_share_one_second(web, reader):
    stamps = [ticket["generated_timestamp"] for ticket in web.truth("zendesk", "tickets").values()]
    hot = max(set(stamps), key=stamps.count)
    assert stamps.count(hot) > 1_000
    page = reader.ask("incremental/tickets.json", start_time=hot).json()
    assert (page["end_time"], page["count"], page["end_of_stream"]) == (hot, 1_000, False)
    tickets = reader.keyed(reader.cursor_export("incremental/tickets/cursor.json"), "tickets")
    assert len(tickets) == len(stamps)


def test_the_last_minute_is_not_exported_and_comes_the_day_after(web, reader):
    web.advance(1)
    now = int(datetime(2026, 1, 6, tzinfo=UTC).timestamp())
    first = reader.keyed(reader.cursor_export("incremental/tickets/cursor.json"), "tickets")
    assert max(ticket["generated_timestamp"] for ticket in first.values()) <= now - 60
    web.advance(1)
    second = reader.keyed(reader.cursor_export("incremental/tickets/cursor.json"), "tickets")
    late = {ticket["created_at"] for key, ticket in second.items() if key not in first}
    assert "2026-01-05T23:59:30Z" in late


def test_a_start_time_in_the_last_minute_is_refused(web, reader):
    now = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp())
    for path in ("tickets/cursor", "users/cursor", "organizations", "ticket_events"):
        refused = reader.ask(f"incremental/{path}.json", start_time=now - 59)
        assert (refused.status_code, refused.json()["error"]) == (400, "StartTimeTooRecent")
        assert reader.ask(f"incremental/{path}.json", start_time=now - 60).ok
    web.configure("zendesk", recent_start=False)
    assert reader.ask("incremental/tickets/cursor", start_time=now - 3).json()["tickets"] == []


@pytest.mark.parametrize("start", ["", "-1", "yesterday"])
def test_a_start_time_must_be_a_time(reader, start):
    assert reader.ask("incremental/organizations.json", start_time=start).status_code == 422


def test_a_cursor_goes_on_where_it_ended_after_a_day(web, reader):
    *_, last = reader.cursor_export("incremental/tickets/cursor.json")
    before = web.truth("zendesk", "tickets")
    web.advance(1)
    after = web.truth("zendesk", "tickets")
    page = reader.ask("incremental/tickets/cursor.json", cursor=last["after_cursor"]).json()
    assert {str(t["id"]) for t in page["tickets"]} == {key for key in after if before.get(key) != after[key]}
    assert page["end_of_stream"] is True
    again = reader.ask("incremental/tickets/cursor.json", cursor=page["after_cursor"]).json()
    assert (again["tickets"], again["after_cursor"]) == ([], page["after_cursor"])


def test_days_delete_and_scrub_tickets(web):
    seen = set()
    for _ in range(7):
        web.advance(1)
        for ticket in web.truth("zendesk", "tickets").values():
            if ticket["status"] == "deleted" and ticket["created_at"] > "2026-01-05":
                seen.add((ticket["id"], ticket["subject"] == "SCRUBBED"))
    assert {key for key, scrubbed in seen if scrubbed} & {key for key, scrubbed in seen if not scrubbed}


def test_a_system_update_moves_the_generated_timestamp_alone(web):
    tickets = web.truth("zendesk", "tickets").values()
    ahead = [
        ticket
        for ticket in tickets
        if ticket["generated_timestamp"] - datetime.fromisoformat(ticket["updated_at"]).timestamp() > 3_000
    ]
    assert len(ahead) > 1_050


def test_an_empty_page_need_not_be_the_last(web, reader):
    web.configure("zendesk", empty_export_pages=2)
    pages = list(reader.cursor_export("incremental/tickets/cursor.json", per_page=400))
    assert any(not page["tickets"] and not page["end_of_stream"] and page["after_url"] for page in pages)
    assert reader.keyed(iter(pages), "tickets") == web.truth("zendesk", "tickets")


def test_deleted_tickets_can_be_left_out(reader):
    pages = reader.cursor_export("incremental/tickets/cursor.json", exclude_deleted="true")
    assert "deleted" not in {ticket["status"] for page in pages for ticket in page["tickets"]}


def test_side_loads_are_arrays_beside_the_tickets(reader):
    page = reader.ask("incremental/tickets/cursor", start_time=0, per_page=20, include="users,groups,organizations")
    body = page.json()
    assert {ticket["requester_id"] for ticket in body["tickets"]} == {user["id"] for user in body["users"]}
    assert {ticket["group_id"] for ticket in body["tickets"]} - {None} == {group["id"] for group in body["groups"]}


@pytest.mark.parametrize("size", [1_000, 4])
def test_a_page_that_is_too_heavy_stays_so_until_it_is_smaller(web, reader, size):
    web.configure("zendesk", heavy_page=250)
    answer = reader.ask("incremental/tickets/cursor", start_time=0, per_page=size)
    assert answer.status_code == (504 if size > 250 else 200)
    assert size < 250 or answer.text == "upstream request timeout"


def test_organizations_in_one_second_stand_still_by_time(web, reader):
    web.configure("zendesk", organizations_in_one_second=1_200)
    with pytest.raises(AssertionError, match="time stands still"):
        list(reader.time_export("incremental/organizations.json"))


def test_samples_have_at_most_50(reader):
    assert reader.ask("incremental/tickets/sample.json", start_time=0).json()["count"] == 50


def test_a_shifting_page_of_an_export_repeats_records(web, reader):
    web.fault("zendesk", "shifting-page", "/api/v2/incremental/tickets/cursor*", after=1, records=5)
    pages = [page["tickets"] for page in reader.cursor_export("incremental/tickets/cursor", per_page=500)]
    assert pages[1][:5] == pages[0][-5:]
    assert {str(ticket["id"]) for page in pages for ticket in page} == set(web.truth("zendesk", "tickets"))


def test_articles_are_exported_by_time(web, reader):
    pages = reader.time_export("help_center/incremental/articles", per_page=7)
    assert reader.keyed(pages, "articles") == web.truth("zendesk", "articles")


def test_an_empty_company_has_empty_exports(web, zendesk_reader):
    web.show(seed=5, scale=0, day=0)
    with zendesk_reader(web) as anew:
        page = anew.ask("incremental/tickets/cursor.json", start_time=0).json()
        assert (page["tickets"], page["end_of_stream"]) == ([], True)
        page = anew.ask("incremental/organizations.json", start_time=0).json()
        assert (page["organizations"], page["end_of_stream"], page["next_page"]) == ([], True, None)
        assert anew.ask("groups").json()["groups"] == []
