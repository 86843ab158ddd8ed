"""The same with kills and faults: nothing is lost, and nothing is there twice."""

from __future__ import annotations

import pytest

from .pipeline import VENDOR, Account, assert_equal


def test_kills_anywhere_lose_nothing_and_double_nothing(web, clean, tmp_path):
    account = Account(tmp_path, web, VENDOR, web.streams()[VENDOR])
    web.configure(VENDOR, limits=False, export_page_max=50)
    try:
        for requests in (3, 60, 150, 300, 450):
            account.run_until(requests)
        assert account.run() == (0, 0)
    finally:
        web.configure(VENDOR, limits=False, export_page_max=1000)
    assert_equal(account)


FAULTS = [
    ("429", {"times": 2, "retry_after": "0"}),
    ("500", {"times": 2}),
    ("503", {"times": 2}),
    ("reset", {"times": 2}),
    ("truncate", {"times": 2}),
    ("shifting-page", {"times": 2}),
]


def test_faults_that_pass_change_nothing(web, clean, tmp_path):
    account = Account(tmp_path, web, VENDOR, web.streams()[VENDOR])
    for number, (kind, order) in enumerate(FAULTS):
        web.fault(VENDOR, kind, after=3 + 50 * number, **order)
    assert account.run() == (0, 0)
    assert_equal(account)
    assert [fault["kind"] for fault in web.faults()[VENDOR] if fault["happened"] < 2] == []


@pytest.mark.parametrize(
    ("kind", "order", "said"),
    [
        ("html", {"after": 400, "times": 0}, "answered with HTML instead of JSON"),
        # A page that is given twice has the same cursor again: going on would be a loop.
        ("duplicate-page", {"path": "*/organization_memberships.json"}, "Loop detected in pagination"),
    ],
)
def test_what_does_not_pass_ends_the_run_and_the_next_one_completes_it(web, clean, tmp_path, kind, order, said):
    account = Account(tmp_path, web, VENDOR, web.streams()[VENDOR])
    web.fault(VENDOR, kind, **order)
    tap, _ = account.run()
    assert tap == 1
    assert said in account.log.read_text()
    web.clear_faults()
    assert account.run() == (0, 0)
    assert_equal(account)
