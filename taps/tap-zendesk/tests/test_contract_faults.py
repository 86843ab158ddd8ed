"""The same with kills and faults: nothing is lost, and nothing is there twice."""

from __future__ import annotations

import pytest

from .pipeline import TICKETS, VENDOR, Pipeline, assert_equal


@pytest.mark.parametrize("requests", [3, 150])
def test_a_kill_anywhere_loses_nothing_and_doubles_nothing(web, clean, tmp_path, requests):
    pipeline = Pipeline(tmp_path, web, VENDOR, TICKETS)
    web.configure(VENDOR, limits=False, export_page_max=50)
    try:
        pipeline.run(kill_after_requests=requests)
        assert pipeline.run() == (0, 0)
    finally:
        web.configure(VENDOR, limits=False, export_page_max=1000)
    assert_equal(pipeline)


FAULTS = [
    ("429", {"times": 2, "retry_after": "0"}),
    ("500", {"times": 2}),
    ("503", {"times": 2}),
    ("reset", {"times": 2}),
    ("truncate", {"times": 2}),
    ("duplicate-page", {"times": 2}),
    ("shifting-page", {"times": 2}),
]


def test_faults_that_pass_change_nothing(web, clean, tmp_path):
    streams = (*TICKETS, "users", "organizations", "groups", "macros", "satisfaction_ratings", "posts", "post_comments")
    pipeline = Pipeline(tmp_path, web, VENDOR, streams)
    for number, (kind, order) in enumerate(FAULTS):
        web.fault(VENDOR, kind, after=3 + 13 * number, **order)
    assert pipeline.run() == (0, 0)
    assert_equal(pipeline)
    happened = web.faults()[VENDOR]
    assert len(happened) == len(FAULTS)


def test_maintenance_in_the_middle_ends_the_run_and_the_next_one_completes_it(web, clean, tmp_path):
    pipeline = Pipeline(tmp_path, web, VENDOR, TICKETS)
    web.fault(VENDOR, "html", after=100, times=0)
    tap, _ = pipeline.run()
    assert tap == 1
    assert "answered with HTML instead of JSON" in pipeline.log.read_text()
    web.clear_faults()
    assert pipeline.run() == (0, 0)
    assert_equal(pipeline)
