"""The tap, a target and the sandbox's Zendesk, which was built from the sheet alone: what lands is what is there."""

from __future__ import annotations

from .pipeline import VENDOR, Account, assert_equal


def test_each_stream_lands_as_it_is_and_again_a_week_later(web, clean, tmp_path):
    streams = web.streams()[VENDOR]
    account = Account(tmp_path, web, VENDOR, streams)
    assert account.run() == (0, 0)
    assert_equal(account)
    web.advance(7)
    web.forget_requests(VENDOR)
    assert account.run() == (0, 0)
    assert_equal(account)
    changed = {request["path"] for request in web.requests(VENDOR) if request["path"].endswith("/audits.json")}
    assert 0 < len(changed) < 0.5 * len(web.truth(VENDOR, "tickets"))


def test_what_only_the_other_account_has_lands_too(web, clean, tmp_path):
    streams = sorted(set(web.streams()["zendesk"]) - set(web.streams()[VENDOR]))
    assert len(streams) > 3
    account = Account(tmp_path, web, "zendesk", streams)
    assert account.run() == (0, 0)
    assert_equal(account)
