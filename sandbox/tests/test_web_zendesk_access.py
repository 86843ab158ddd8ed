"""Zendesk's stand-in: sign-in, limits, and the vendor's own client (facts: zendesk A.2, A.5, A.6)."""

from __future__ import annotations

import pytest
import requests
from denomas_sandbox.web.service import WebStandIns
from zenpy import Zenpy


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


def test_a_wrong_token_or_user_is_refused(web, reader):
    user, token = reader.auth
    for auth in ((user, "wrong"), (user.removesuffix("/token"), token), ("", ""), None):
        refused = requests.get(f"{reader.base}/groups", auth=auth)
        assert (refused.status_code, refused.json()) == (401, {"error": "Couldn't authenticate you"})


def test_the_accounts_have_credentials_of_their_own(web, reader):
    other = reader.base.replace("/zendesk/", "/zendesk-community-relations/")
    assert reader.get(f"{other}/groups").status_code == 401


def test_unknown_paths_and_things_are_not_found(reader):
    for path in ("nonsense", "users/1", "tickets/1", "tickets/999999/comments"):
        assert reader.ask(path).json() == {"error": "RecordNotFound", "description": "Not found"}


def test_single_things_can_be_asked_for(web, reader):
    key, user = next(iter(web.truth("zendesk", "users").items()))
    assert reader.ask(f"users/{key}.json").json() == {"user": user}
    assert reader.ask("users/me").json()["user"]["role"] == "admin"
    ticket = reader.ask("tickets/37000").json()["ticket"]
    assert {**ticket, "generated_timestamp": 0}.keys() == web.truth("zendesk", "tickets")["37000"].keys()


def oauth(web):
    stand_in = web.stand_in("zendesk")
    return f"{web.url('zendesk')}/oauth/tokens", stand_in.tokens.client


def test_oauth_tokens_rotate(web):
    url, client = oauth(web)
    first = requests.post(url, json={**client, "grant_type": "authorization_code", "scope": "read"}).json()
    groups = f"{web.url('zendesk')}/api/v2/groups"

    def status(pair):
        return requests.get(groups, headers={"Authorization": f"Bearer {pair['access_token']}"}).status_code

    assert status(first) == 200
    refresh = {**client, "grant_type": "refresh_token", "refresh_token": first["refresh_token"], "expires_in": 300}
    second = requests.post(url, json=refresh).json()
    assert (status(first), status(second), second["expires_in"]) == (401, 200, 300)
    assert requests.post(url, json=refresh).json()["error"] == "invalid_grant"
    web.advance(1)
    assert status(second) == 200


def test_an_access_token_ends(web):
    web.configure("zendesk", token_seconds=-1)
    url, client = oauth(web)
    pair = requests.post(url, json={**client, "grant_type": "client_credentials"}).json()
    refused = requests.get(
        f"{web.url('zendesk')}/api/v2/groups", headers={"Authorization": f"Bearer {pair['access_token']}"}
    )
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_token")


def test_a_token_tells_when_it_ends_and_needs_the_scope(web):
    url, client = oauth(web)
    pair = requests.post(url, json={**client, "grant_type": "client_credentials"}).json()
    header = {"Authorization": f"Bearer {pair['access_token']}"}
    current = requests.get(f"{web.url('zendesk')}/api/v2/oauth/tokens/current.json", headers=header).json()
    assert current["token"]["expires_at"].endswith("Z")
    pair = requests.post(url, json={**client, "grant_type": "client_credentials", "scope": "tickets:read"}).json()
    refused = requests.get(
        f"{web.url('zendesk')}/api/v2/groups", headers={"Authorization": f"Bearer {pair['access_token']}"}
    )
    assert (refused.status_code, "scopes: read" in refused.json()["description"]) == (403, True)


def test_a_wrong_client_gets_no_token(web):
    url, client = oauth(web)
    wrong = {**client, "client_secret": "wrong", "grant_type": "client_credentials"}
    assert requests.post(url, json=wrong).status_code == 400
    assert requests.post(url, data="nonsense").status_code == 400


def test_all_exports_share_ten_requests_a_minute(web, reader):
    web.configure("zendesk", limits=1)
    paths = ["tickets/cursor", "users/cursor", "organizations", "ticket_events", "ticket_metric_events"] * 2
    assert {reader.ask(f"incremental/{path}", start_time=0, per_page=1).status_code for path in paths} == {200}
    refused = reader.ask("incremental/users/cursor", start_time=0)
    assert refused.status_code == 429
    assert refused.json() == {
        "error": "APIRateLimitExceeded",
        "description": "Number of allowed incremental export API requests per minute exceeded",
    }
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert reader.ask("groups").ok


def test_the_plan_has_a_limit_and_the_help_centre_its_own(web, reader):
    web.configure("zendesk", limits=1, plan="team", limit_window_seconds=30)
    answers = [reader.ask("tags") for _ in range(200)]
    assert (answers[0].headers["X-Rate-Limit"], answers[0].headers["X-Rate-Limit-Remaining"]) == ("200", "199")
    assert answers[-1].headers["ratelimit-remaining"] == "0"
    refused = reader.ask("tags")
    assert (refused.status_code, "incremental" in refused.json()["description"]) == (429, False)
    assert reader.ask("help_center/sections").ok


def test_after_the_wait_a_new_window_begins(web, reader):
    web.configure("zendesk", limits=1, exports_per_minute=1, limit_window_seconds=1, retry_after="{} seconds, please")
    ask = lambda: reader.ask("incremental/organizations", start_time=0, per_page=1)  # noqa: E731
    assert [ask().status_code, ask().status_code] == [200, 429]
    assert ask().headers["Retry-After"] == "1 seconds, please"
    while ask().status_code == 429:
        pass


def test_limits_can_be_lifted(web, reader):
    web.configure("zendesk", limits=0)
    answers = [reader.ask("incremental/organizations", start_time=0, per_page=1) for _ in range(12)]
    assert {answer.status_code for answer in answers} == {200}
    assert "X-Rate-Limit" not in answers[0].headers


def test_the_accounts_clock_is_the_companys(web, reader):
    web.advance(2)
    assert reader.ask("tags").headers["Date"] == "Wed, 07 Jan 2026 00:00:00 GMT"


def test_an_expired_token_gets_zendesks_answer(web, reader):
    web.fault("zendesk", "expired-token")
    assert reader.ask("groups").json()["error"] == "invalid_token"


@pytest.fixture
def zenpy(web, monkeypatch):
    env = web.env()
    monkeypatch.setenv("ZENPY_FORCE_SCHEME", "http")
    monkeypatch.setenv("ZENPY_FORCE_NETLOC", env["SANDBOX_ZENDESK_URL"].removeprefix("http://"))
    with requests.Session() as session:
        yield Zenpy(
            subdomain=env["SANDBOX_ZENDESK_SUBDOMAIN"],
            email=env["SANDBOX_ZENDESK_EMAIL"],
            token=env["SANDBOX_ZENDESK_API_TOKEN"],
            session=session,
        )


def test_zenpy_reads_the_incremental_export(web, zenpy):
    found = zenpy.tickets.incremental(start_time=0, include=["metric_sets"])
    tickets = {str(ticket.id): ticket.status for ticket in found}
    assert tickets == {key: ticket["status"] for key, ticket in web.truth("zendesk", "tickets").items()}


def test_zenpy_reads_lists_and_what_they_refer_to(web, zenpy):
    assert {str(group.id) for group in zenpy.groups()} == set(web.truth("zendesk", "groups"))
    macros = {str(macro.id) for macro in zenpy.macros(cursor_pagination=True)}
    assert macros == set(web.truth("zendesk", "macros"))
    ticket = next(iter(zenpy.tickets()))
    assert ticket.requester.email.endswith("@denomas.example")


def test_zenpy_reads_the_children_of_a_ticket(web, zenpy):
    truth = [record for record in web.truth("zendesk", "ticket_audits").values() if record["ticket_id"] == 37_000]
    assert [audit.id for audit in zenpy.tickets.audits(ticket=37_000)] == [audit["id"] for audit in truth]
    comments = [c["id"] for c in web.truth("zendesk", "ticket_comments").values() if c["ticket_id"] == 37_000]
    assert [comment.id for comment in zenpy.tickets.comments(ticket=37_000)] == comments
    assert zenpy.tickets.metrics(37_000).ticket_id == 37_000


def test_zenpy_reads_users_and_organizations_by_time(web, zenpy):
    assert {str(user.id) for user in zenpy.users.incremental(start_time=0)} == set(web.truth("zendesk", "users"))
    organizations = {str(each.id) for each in zenpy.organizations.incremental(start_time=0)}
    assert organizations == set(web.truth("zendesk", "organizations"))
    assert len(list(zenpy.satisfaction_ratings())) == len(web.truth("zendesk", "satisfaction_ratings"))
