"""Zendesk's stand-in: what belongs to one ticket or post, and what archiving hides (facts: zendesk A.3.5, A.7)."""

from __future__ import annotations

import pytest
from denomas_sandbox.web.service import WebStandIns


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


def test_audits_and_comments_of_each_ticket_are_the_truth(web, reader):
    audits, comments = {}, {}
    tickets = web.truth("zendesk", "tickets")
    for key, ticket in list(tickets.items())[::12]:
        if ticket["status"] == "deleted":
            assert reader.ask(f"tickets/{key}/audits").json()["error"] == "RecordNotFound"
            continue
        answer = reader.ask(f"tickets/{key}/audits.json", **{"page[size]": 100}).json()
        audits |= {str(audit["id"]): audit for audit in answer["audits"]}
        found = reader.cursor_list(f"tickets/{key}/comments", 2, sort="created_at")
        for comment in (each for page in found for each in page["comments"]):
            assert "ticket_id" not in comment
            comments[str(comment["id"])] = {**comment, "ticket_id": int(key)}
    asked = {audit["ticket_id"] for audit in audits.values()}
    for stream, read in (("ticket_audits", audits), ("ticket_comments", comments)):
        truth = web.truth("zendesk", stream)
        assert read == {key: record for key, record in truth.items() if record["ticket_id"] in asked}
    events = {event["id"] for audit in audits.values() for event in audit["events"]}
    assert {int(key) for key in comments} <= events


@pytest.mark.parametrize("paged", [False, True])
def test_audits_of_archived_tickets_come_without_pages(web, reader, paged):
    web.configure("zendesk", archived_audits_paged=paged)
    answer = reader.ask("tickets/35010/audits", **{"page[size]": 2}).json()
    assert ("meta" in answer, len(answer["audits"]) <= 2) == (paged, paged)


def test_archived_tickets_are_missing_from_lists_of_the_account(web, reader):
    truth, metrics = web.truth("zendesk", "tickets"), web.truth("zendesk", "ticket_metrics")
    listed = reader.keyed(reader.cursor_list("tickets"), "tickets")
    listed_metrics = reader.keyed(reader.cursor_list("ticket_metrics"), "ticket_metrics")
    assert set(listed) < set(truth)
    assert len(listed) < len(truth) - 1_000
    assert all("generated_timestamp" not in ticket for ticket in listed.values())
    assert {str(metric["ticket_id"]) for metric in listed_metrics.values()} == set(listed)
    assert listed_metrics.items() <= metrics.items()


def test_all_audits_come_newest_first_and_go_back_in_time(web, reader):
    url, found = "ticket_audits.json", []
    page = reader.ask(url, limit=200).json()
    while page["audits"]:
        found += page["audits"]
        page = reader.ask(page["before_url"]).json()
    assert [audit["created_at"] for audit in found] == sorted((a["created_at"] for a in found), reverse=True)
    pages = reader.cursor_list("ticket_audits")
    assert reader.keyed(pages, "audits") == {str(audit["id"]): audit for audit in found}
    assert {str(audit["id"]) for audit in found} < set(web.truth("zendesk", "ticket_audits"))


def test_side_conversations_belong_to_the_plan(web, reader):
    truth = web.truth("zendesk", "side_conversations")
    ticket = next(iter(truth.values()))["ticket_id"]
    url = f"tickets/{ticket}/side_conversations"
    assert [each["id"] for each in reader.ask(url).json()["side_conversations"]] == [next(iter(truth))]
    web.configure("zendesk", plan="growth")
    assert reader.ask(url).status_code == 403


def test_posts_have_comments_and_votes(web, zendesk_reader):
    vendor = "zendesk-community-relations"
    with zendesk_reader(web, vendor) as session:
        comments, votes = {}, {}
        for page in session.cursor_list("community/posts", 13):
            for post in page["posts"]:
                base = f"community/posts/{post['id']}"
                mine = session.keyed(session.cursor_list(f"{base}/comments", 3), "comments")
                assert len(mine) == post["comment_count"]
                comments |= mine
                votes |= session.keyed(session.cursor_list(f"{base}/votes", 3), "votes")
    assert comments == web.truth(vendor, "post_comments")
    assert votes == web.truth(vendor, "post_votes")
