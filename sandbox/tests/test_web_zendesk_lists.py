"""Zendesk's stand-in: lists, what days do to them, and what plans lack (facts: zendesk A.3.1, A.3.2, A.7)."""

from __future__ import annotations

import pytest
from denomas_sandbox.web.service import WebStandIns

LISTS = {
    "group_memberships": "group_memberships",
    "macros": "macros",
    "organization_memberships": "organization_memberships",
    "ticket_fields": "ticket_fields",
    "satisfaction_ratings": "satisfaction_ratings",
    "brands": "brands",
    "triggers": "triggers",
    "automations": "automations",
    "views": "views",
    "audit_logs": "audit_logs",
    "skips": "ticket_skips",
    "activities": "ticket_activities",
    "deleted_tickets": "deleted_tickets",
    "user_fields": "user_fields",
    "organization_fields": "organization_fields",
    "help_center/sections": "sections",
}
UNPAGED = {
    "ticket_forms": "ticket_forms",
    "slas/policies": "sla_policies",
    "custom_roles": "custom_roles",
    "business_hours/schedules.json": "schedules",
    "custom_statuses": "custom_statuses",
    "channels/voice/phone_numbers": "talk_phone_numbers",
    "../services/jira/links": "jira_links",
}


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


@pytest.mark.parametrize("path", LISTS)
def test_lists_by_cursor_are_the_truth(web, reader, path):
    name = path.rpartition("/")[2]
    found = list(reader.cursor_list(path, size=17 if path != "satisfaction_ratings" else 100))
    assert reader.keyed(found, name) == web.truth("zendesk", LISTS[path])
    assert sum(len(page[name]) for page in found) == len(web.truth("zendesk", LISTS[path]))


@pytest.mark.parametrize("path", ["macros", "triggers", "group_memberships"])
def test_lists_by_offset_are_the_truth(web, reader, path):
    pages = list(reader.offset_list(path, per_page=9))
    assert {page["count"] for page in pages} == {len(web.truth("zendesk", path))}
    assert reader.keyed(iter(pages), path) == web.truth("zendesk", path)
    assert pages[0]["previous_page"] is None


@pytest.mark.parametrize("path", UNPAGED)
def test_lists_without_cursors_come_whole(web, reader, path):
    name = path.removesuffix(".json").rpartition("/")[2].replace("policies", "sla_policies")
    answer = reader.ask(path, **{"page[size]": 1}).json()
    assert "meta" not in answer
    assert reader.keyed([answer], name) == web.truth("zendesk", UNPAGED[path])


@pytest.mark.parametrize(("path", "stream"), [("calls", "calls"), ("legs", "call_legs")])
def test_calls_end_where_the_time_stands_still(web, reader, path, stream):
    found, start, end = {}, None, 0
    while start != end:
        start = end
        page = reader.ask(f"channels/voice/stats/incremental/{path}.json", start_time=start, per_page=50).json()
        assert "end_of_stream" not in page
        found |= reader.keyed([page], path)
        end = page["end_time"]
    assert found == web.truth("zendesk", stream)
    assert found


def test_agents_are_known_by_their_user(web, reader):
    page = reader.ask("channels/voice/stats/agents_activity").json()
    assert reader.keyed([page], "agents_activity", "agent_id") == web.truth("zendesk", "agents_activity")


def test_tags_are_known_by_their_name(web, reader):
    assert reader.keyed(reader.cursor_list("tags", 4), "tags", "name") == web.truth("zendesk", "tags")


def test_deleted_groups_are_listed_only_when_asked_for(web, reader):
    web.advance(9)
    some, all_of_them = reader.ask("groups").json(), reader.ask("groups", exclude_deleted="false").json()
    gone = {group["id"] for group in all_of_them["groups"]} - {group["id"] for group in some["groups"]}
    assert gone == {group["id"] for group in all_of_them["groups"] if group["deleted"]}
    assert gone
    assert {str(group["id"]) for group in all_of_them["groups"]} == set(web.truth("zendesk", "groups"))


def test_cursors_can_go_back(reader):
    first, second = list(reader.cursor_list("macros", 20))[:2]
    back = reader.ask(second["links"]["prev"]).json()
    assert back["macros"] == first["macros"]
    both = {"page[size]": 5, "page[after]": first["meta"]["after_cursor"], "page[before]": "x"}
    assert reader.ask("macros", **both).status_code == 400
    assert reader.ask("macros", **{"page[size]": 5, "page[after]": "nonsense"}).status_code == 400
    assert reader.ask("macros", **{"page[size]": 101}).status_code == 400


@pytest.mark.parametrize("there", [True, False])
def test_the_last_page_may_have_a_next_link(web, reader, there):
    web.configure("zendesk", links_on_last_page=there)
    *_, last = reader.cursor_list("macros")
    assert (last["links"]["next"] is not None, last["meta"]["has_more"]) == (there, False)


def test_an_empty_list_by_cursor_has_no_cursor(reader):
    page = reader.ask("satisfaction_ratings", **{"page[size]": 10, "start_time": 1, "end_time": 2}).json()
    assert page["meta"] == {"has_more": False}


def test_ratings_can_be_asked_for_by_time_and_score(web, reader):
    ratings = web.truth("zendesk", "satisfaction_ratings")
    times = sorted(rating["created_at"] for rating in ratings.values())
    assert [rating["created_at"] for rating in ratings.values()] != times
    bad = reader.keyed(reader.cursor_list("satisfaction_ratings", score="bad"), "satisfaction_ratings")
    assert {rating["score"] for rating in bad.values()} == {"bad"}
    assert all(rating["reason"] for rating in bad.values())


def test_more_than_10000_records_by_offset_are_refused(web, zendesk_reader):
    web.show(seed=5, scale=60, day=0)
    reader = zendesk_reader(web)
    assert reader.ask("users", page=100).json()["users"]
    deep = reader.ask("users", page=101)
    assert deep.status_code == 400
    web.configure("zendesk", deep_offset_status=429)
    assert "Pagination limit reached" in reader.ask("users", page=101).json()["description"]
    reader.close()


def test_metric_events_come_by_cursor_when_a_page_size_is_given(web, reader):
    web.configure("zendesk", metric_events_page_max=1_000)
    pages = reader.cursor_list("incremental/ticket_metric_events", 1_000, start_time=0)
    assert reader.keyed(pages, "ticket_metric_events") == web.truth("zendesk", "ticket_metric_events")
    web.configure("zendesk", metric_events_page_max=100)
    refused = reader.ask("incremental/ticket_metric_events", **{"start_time": 0, "page[size]": 1_000})
    assert refused.status_code == 400


@pytest.mark.parametrize(
    ("vendor", "lacking"),
    [
        ("zendesk", {"community/topics": 404, "community/posts": 404}),
        (
            "zendesk-community-relations",
            {
                "ticket_forms": 403,
                "custom_roles": 403,
                "audit_logs": 403,
                "routing/attributes": 403,
                "channels/voice/phone_numbers": 403,
            },
        ),
    ],
)
def test_what_a_plan_lacks_is_refused(web, zendesk_reader, vendor, lacking):
    with zendesk_reader(web, vendor) as session:
        answers = {path: session.ask(path) for path in lacking}
    assert {path: answer.status_code for path, answer in answers.items()} == lacking
    assert all(answer.json()["error"]["message"] for answer in answers.values())


def test_the_plan_can_be_set(web, reader):
    web.configure("zendesk", plan="team", gather=True, guide=False, talk=False, forbidden=["macros"], missing=["views"])
    expected = {"slas/policies": 403, "ticket_forms": 403, "macros": 403, "views": 404, "community/topics": 200}
    expected |= {"help_center/sections": 404, "groups": 200}
    assert {path: reader.ask(path).status_code for path in expected} == expected


def test_memberships_may_have_no_time_of_change(web):
    for stream in ("group_memberships", "organization_memberships"):
        assert None in {record["updated_at"] for record in web.truth("zendesk", stream).values()}


def test_days_change_and_remove_what_is_listed(web):
    before = {name: web.truth("zendesk", name) for name in web.streams()["zendesk"]}
    web.advance(10)
    after = {name: web.truth("zendesk", name) for name in before}
    for name in ("macros", "group_memberships", "organization_memberships", "articles"):
        assert set(before[name]) - set(after[name]), name
    for name in ("users", "organizations", "macros", "groups", "articles", "ticket_metrics", "tickets"):
        both = set(before[name]) & set(after[name])
        assert any(before[name][key] != after[name][key] for key in both), name
        assert all(
            before[name][key] == after[name][key] or before[name][key]["updated_at"] != after[name][key]["updated_at"]
            for key in both
            if name != "tickets"
        ), name
    assert any(organization["deleted_at"] for organization in after["organizations"].values())
    assert any(not user["active"] for user in after["users"].values())
    for name in ("ticket_audits", "ticket_comments", "tickets", "audit_logs", "satisfaction_ratings"):
        assert set(after[name]) - set(before[name]), name


def test_what_tickets_refer_to_exists(web):
    tickets = web.truth("zendesk", "tickets").values()
    users, groups = web.truth("zendesk", "users"), web.truth("zendesk", "groups")
    organizations = web.truth("zendesk", "organizations")
    assert {str(ticket["requester_id"]) for ticket in tickets} <= set(users)
    assert {str(ticket["assignee_id"]) for ticket in tickets if ticket["assignee_id"]} <= set(users)
    assert {str(ticket["group_id"]) for ticket in tickets if ticket["group_id"]} <= set(groups)
    assert {str(t["organization_id"]) for t in tickets if t["organization_id"]} <= set(organizations)


def test_people_and_organizations_are_the_companys(web):
    emails = {user["email"] for user in web.truth("zendesk", "users").values()}
    assert {"user1@denomas.example", "user150@denomas.example"} <= emails
    organization = next(iter(web.truth("zendesk", "organizations").values()))
    assert organization["organization_fields"]["salesforce_id"].startswith("0014M")


def test_a_page_by_offset_has_30_records_in_the_help_centre_and_100_elsewhere(reader):
    assert len(reader.ask("help_center/articles").json()["articles"]) == 30
    assert len(reader.ask("users").json()["users"]) == 100
