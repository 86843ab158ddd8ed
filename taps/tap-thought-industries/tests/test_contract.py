"""The tap, a target and the sandbox's Thought Industries, built from the sheet alone: what lands is what is there."""

from __future__ import annotations

import pytest
from denomas_sandbox.web.service import WebStandIns
from tap_common.stream_tests.pipelines import Pipeline, content

VENDOR = "thought-industries"
# Streams of the tap, and the vendor's words for them.
EVENTS = {
    "logins": "login",
    "email_captures": "emailCapture",
    "course_completions": "courseCompletion",
}
LISTS = ("users", "content", "coupons")
KILLED = ("logins", "email_captures")
FAULTS = ("429", "500", "503", "reset", "truncate")


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    with WebStandIns.started(tmp_path_factory.mktemp("web"), seed=7) as web:
        web.configure(VENDOR, limits=False)
        yield web


@pytest.fixture
def new_pipeline(web, tmp_path):
    web.clear_faults()
    web.forget_requests(VENDOR)

    def make(streams, name="first", **config):
        env = web.env()
        url, key = env["SANDBOX_THOUGHT_INDUSTRIES_URL"], env["SANDBOX_THOUGHT_INDUSTRIES_API_KEY"]
        folder = tmp_path / name
        folder.mkdir()
        return Pipeline(
            folder, "tap-thought-industries", {"base_url": url, "api_key": key, "window_days": 3650, **config}, streams
        )

    return make


def assert_equal(pipeline, web, streams):
    for stream in streams:
        # Events that are alike to the last field are one.
        expected = sorted({content(record) for record in web.truth(VENDOR, EVENTS.get(stream, stream)).values()})
        assert expected
        assert pipeline.landed(stream) == expected, stream


def test_events_and_lists_land_as_they_are_and_again_a_day_later(web, new_pipeline):
    pipeline = new_pipeline((*EVENTS, *LISTS), full_read_days=0)
    assert pipeline.run() == (0, 0)
    assert_equal(pipeline, web, (*EVENTS, *LISTS))
    web.advance(1)
    assert pipeline.run() == (0, 0)
    assert_equal(pipeline, web, KILLED)
    for stream in LISTS:  # what was deleted at the source stays
        assert {content(record) for record in web.truth(VENDOR, stream).values()} <= set(pipeline.landed(stream))
    assert web.env()["SANDBOX_THOUGHT_INDUSTRIES_API_KEY"] not in pipeline.log.read_text()


def test_kills_and_faults_lose_nothing_and_double_nothing(web, new_pipeline):
    pipeline = new_pipeline(KILLED)
    pipeline.run(kill_when=lambda: len(web.requests(VENDOR)) >= 5)
    for number, kind in enumerate(FAULTS):
        web.fault(VENDOR, kind, after=2 * number, times=1)
    assert pipeline.run() == (0, 0)
    assert_equal(pipeline, web, KILLED)


def test_the_same_window_twice_gives_the_same_rows(new_pipeline):
    window = {"start_date": "2025-11-01", "end_date": "2025-12-01"}
    once, twice = (new_pipeline(("logins",), name, **window) for name in ("once", "twice"))
    assert once.run() == twice.run() == (0, 0)
    assert once.landed("logins")
    assert twice.run() == (0, 0)
    assert once.landed("logins") == twice.landed("logins")
