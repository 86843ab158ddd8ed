"""Sign-in: an API token, an OAuth token, and a pair of tokens that is used up when it is renewed."""

from __future__ import annotations

import json
import logging

import pytest
from tap_common.errors import ConfigurationError
from tap_common.http.errors import SignInRefusedError
from tap_zendesk.sealing import UnsealError, fingerprint, seal, unseal
from tap_zendesk.tap import TapZendesk
from tap_zendesk.token_state import StateWriter

from .conftest import API_TOKEN, BASIC, EMAIL, START, ids, last_state, ticket

SECRET = "cl13nt-s3cret/+="
OAUTH = {
    "api_token": None,
    "email": None,
    "refresh_token": "refresh-0",
    "client_id": "denomas",
    "client_secret": SECRET,
}


class Accounts:
    """Gives pairs; each refresh token works once."""

    def __init__(self, server):
        self.server, self.number = server, 0
        server.accepted = set()
        server.renew = self

    def __call__(self, body):
        if body["refresh_token"] != f"refresh-{self.number}" or body["client_secret"] != SECRET:
            return 400, {"error": "invalid_grant", "error_description": "The provided grant is invalid."}
        self.number += 1
        self.server.accepted = {f"Bearer access-{self.number}"}
        pair = {"access_token": f"access-{self.number}", "refresh_token": f"refresh-{self.number}"}
        return 200, {**pair, "token_type": "bearer", "expires_in": body["expires_in"]}


@pytest.fixture
def accounts(server, account):
    account.exports["tickets"] = [ticket(number, START + number) for number in range(3)]
    return Accounts(server)


def test_a_new_pair_is_in_the_state_before_it_is_used(server, accounts, sync):
    messages, error = sync("tickets", **OAUTH)
    assert error is None
    assert ids(messages) == [0, 1, 2]
    first = next(n for n, m in enumerate(messages) if m["type"] == "STATE" and "oauth" in m["value"])
    assert first < next(n for n, m in enumerate(messages) if m["type"] == "RECORD")
    assert accounts.number == 1
    assert server.renewals[0]["expires_in"] == 172_800


def test_the_next_run_goes_on_with_the_pair_of_the_state(accounts, sync):
    state = last_state(sync("tickets", **OAUTH)[0])
    messages, error = sync("tickets", state=state, **OAUTH)
    assert error is None
    assert accounts.number == 1  # it lasts two days: not renewed
    assert last_state(messages)["oauth"] == state["oauth"]


def test_every_state_carries_the_pair_and_keeps_the_bookmarks(accounts, sync):
    messages, _ = sync("tickets", **OAUTH)
    before = {"bookmarks": last_state(messages)["bookmarks"], "oauth": last_state(messages)["oauth"]}
    again, _ = sync("tickets", "groups", state=before, **OAUTH)
    states = [m["value"] for m in again if m["type"] == "STATE"]
    assert all(state.get("oauth") for state in states)
    assert all(state["bookmarks"]["tickets"]["cursor"] for state in states)


def test_a_token_that_is_refused_on_the_way_is_renewed_and_the_page_asked_again(server, accounts, sync):
    refused = {"error": "invalid_token", "error_description": "The access token provided is expired."}
    server.faults = [("incremental/tickets", 401, refused)]
    messages, error = sync("tickets", **OAUTH, access_token="old")
    assert ids(messages) == [0, 1, 2] or isinstance(error, SignInRefusedError)


def test_a_token_that_expired_long_ago_is_renewed_once(server, accounts, sync):
    state = last_state(sync("tickets", **OAUTH)[0])
    server.accepted = set()  # revoked
    account_pair = accounts.number
    messages, error = sync("tickets", state=state, **OAUTH)
    assert error is None
    assert accounts.number == account_pair + 1
    assert last_state(messages)["oauth"] != state["oauth"]


def test_a_refresh_token_that_was_used_up_says_what_to_do(server, accounts, sync):
    sync("tickets", **OAUTH)
    _, error = sync("tickets", **OAUTH)  # its state was lost
    assert isinstance(error, SignInRefusedError)
    assert "Authorize the client again" in str(error)
    assert len(server.renewals) == 2


def test_a_setting_that_is_set_anew_goes_before_the_state(accounts, sync):
    state = last_state(sync("tickets", **OAUTH)[0])
    accounts.number = 41
    messages, error = sync("tickets", state=state, **{**OAUTH, "refresh_token": "refresh-41"})
    assert error is None
    assert accounts.number == 42
    assert last_state(messages)["oauth"] != state["oauth"]


def test_a_state_that_was_changed_is_not_trusted(accounts, sync, caplog):
    state = last_state(sync("tickets", **OAUTH)[0])
    state["oauth"]["sealed"] = state["oauth"]["sealed"][:-4] + "AAA="
    accounts.number = 0
    with caplog.at_level(logging.WARNING):
        assert sync("tickets", state=state, **OAUTH)[1] is None
    assert "were changed" in caplog.text


def test_a_token_without_what_renews_it_is_used_as_it_is(server, account, sync):
    account.exports["tickets"] = [ticket(1)]
    server.accepted = {"Bearer long-lived"}
    messages, error = sync("tickets", api_token=None, email=None, access_token="long-lived")
    assert error is None
    assert ids(messages) == [1]
    assert "oauth" not in last_state(messages)


def test_a_wrong_api_token_is_refused_once_and_named(server, sync):
    _, error = sync("tickets", api_token="wrong")
    assert isinstance(error, SignInRefusedError)
    assert "Couldn't authenticate you" in str(error)
    assert len(server.requests) == 1


def test_the_api_token_is_signed_in_as_the_vendor_wants_it(server, account, sync):
    account.exports["tickets"] = [ticket(1)]
    assert sync("tickets")[1] is None  # the server takes only this
    assert server.accepted == {BASIC}


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, "email and api_token"),
        ({"api_token": "x"}, "email"),
        ({"refresh_token": "x"}, "client_id and client_secret"),
        ({"refresh_token": "x", "client_id": "y"}, "client_id and client_secret"),
    ],
)
def test_half_a_sign_in_names_the_other_half(settings, named):
    tap = TapZendesk(config={"subdomain": "acme", **settings})
    with pytest.raises(ConfigurationError, match=named):
        _ = tap.sign_in


def test_no_secret_is_in_state_output_log_or_error(server, accounts, sync, caplog):
    server.faults = [("incremental/tickets", 422, {"error": "InvalidValue", "description": f"no {SECRET} here"})]
    with caplog.at_level(logging.DEBUG):
        first, error = sync("tickets", **OAUTH)
        second, used_up = sync("tickets", **OAUTH)
        third, refused = sync("tickets", email=EMAIL, api_token=API_TOKEN)
    said = json.dumps([first, second, third]) + str(error) + str(used_up) + str(refused) + caplog.text
    assert error is not None
    assert used_up is not None
    assert refused is not None
    for secret in (SECRET, "refresh-0", "refresh-1", "access-1", API_TOKEN, BASIC.removeprefix("Basic ")):
        assert secret not in said


# -- sealing -----------------------------------------------------------------------------------------------------------


def test_what_was_sealed_opens_with_the_same_secret_only():
    sealed = seal({"access_token": "a", "n": 1}, SECRET)
    assert unseal(sealed, SECRET) == {"access_token": "a", "n": 1}
    assert sealed != seal({"access_token": "a", "n": 1}, SECRET)
    for broken in (sealed[:-3] + "xx=", "", "no dot", "zz." + sealed.split(".")[1]):
        with pytest.raises(UnsealError):
            unseal(broken, SECRET)
    with pytest.raises(UnsealError):
        unseal(sealed, "another")


def test_a_fingerprint_says_nothing_but_sameness():
    assert fingerprint("refresh-0", SECRET) == fingerprint("refresh-0", SECRET)
    assert len({fingerprint("refresh-0", SECRET), fingerprint("refresh-1", SECRET), fingerprint("refresh-0", "x")}) == 3


def test_the_writer_is_the_taps_own():
    assert isinstance(TapZendesk(config={"subdomain": "acme"}).message_writer, StateWriter)
