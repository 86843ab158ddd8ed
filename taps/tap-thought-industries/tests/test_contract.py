"""The tap, a target and the sandbox's Thought Industries, built from the sheet alone: what lands is what is there."""

from __future__ import annotations

import pytest
from denomas_sandbox.web.service import WebStandIns
from tap_common.stream_tests.pipelines import Pipeline, content
from tap_thought_industries.streams import STREAMS

VENDOR = "thought-industries"
# Every stream of the tap, and the vendor's word for it.
WORDS = {stream.name: stream.path.rpartition("/")[2] for stream in STREAMS}
EVENTS = tuple(stream.name for stream in STREAMS if stream.path.startswith("/events/"))
LISTS = tuple(set(WORDS) - set(EVENTS))
CHANGES = "course_completions"
FAULTS = ("429", "500", "503", "reset", "truncate", "duplicate-page", "shifting-page")


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    with WebStandIns.started(tmp_path_factory.mktemp("web"), seed=7) as web:
        web.configure(VENDOR, limits=False)
        yield web


@pytest.fixture
def new_pipeline(web, tmp_path):
    web.clear_faults()
    web.forget_requests(VENDOR)

    def make(streams=tuple(WORDS), name="first", **config):
        env = web.env()
        url, key = env["SANDBOX_THOUGHT_INDUSTRIES_URL"], env["SANDBOX_THOUGHT_INDUSTRIES_API_KEY"]
        fast = {"window_days": 3650, "plan_requests_per_minute": 10**6, "event_requests_per_minute": 10**6}
        return Pipeline(
            tmp_path / name, "tap-thought-industries", {"base_url": url, "api_key": key, **fast, **config}, streams
        )

    return make


def truth(web, stream):
    """Give what the source has; events that are alike to the last field are one."""
    return {content(record) for record in web.truth(VENDOR, WORDS[stream]).values()}


def assert_equal(pipeline, web):
    for stream in pipeline.streams:
        expected, landed = truth(web, stream), pipeline.landed(stream)
        assert expected
        assert len(landed) == len(set(landed)), stream
        assert set(landed) == expected, stream


def test_each_stream_lands_as_it_is_and_again_a_day_later(web, new_pipeline):
    pipeline = new_pipeline(full_read_days=0)
    assert pipeline.run() == (0, 0)
    assert_equal(pipeline, web)
    web.advance(1)
    assert pipeline.run() == (0, 0)
    for stream in EVENTS:
        if stream != CHANGES:
            assert set(pipeline.landed(stream)) == truth(web, stream), stream
    for stream in LISTS:  # what was deleted at the source stays
        assert truth(web, stream) <= set(pipeline.landed(stream)), stream
    # The source has no filter by change: an old completion that changed is seen when its window is read again.
    assert len(pipeline.landed(CHANGES)) == len(truth(web, CHANGES))
    pipeline.forget()
    assert pipeline.run() == (0, 0)
    assert set(pipeline.landed(CHANGES)) == truth(web, CHANGES)
    assert web.env()["SANDBOX_THOUGHT_INDUSTRIES_API_KEY"] not in pipeline.log.read_text()


def test_kills_anywhere_lose_nothing_and_double_nothing(web, new_pipeline):
    pipeline = new_pipeline()
    for requests in (2, 15, 40, 80):
        web.forget_requests(VENDOR)
        pipeline.run(kill_when=lambda requests=requests: len(web.requests(VENDOR)) >= requests)
    assert pipeline.run() == (0, 0)
    assert_equal(pipeline, web)


def test_faults_that_pass_change_nothing(web, new_pipeline):
    pipeline = new_pipeline()
    for number, kind in enumerate(FAULTS):
        web.fault(VENDOR, kind, after=4 * number, times=2)
    assert pipeline.run() == (0, 0)
    assert [fault["kind"] for fault in web.faults()[VENDOR] if fault["happened"] < 2] == []
    assert_equal(pipeline, web)


def test_maintenance_in_the_middle_ends_the_run_and_the_next_one_completes_it(web, new_pipeline):
    pipeline = new_pipeline()
    web.fault(VENDOR, "html", after=30, times=0)
    assert pipeline.run()[0] == 1
    assert "answered with HTML instead of JSON" in pipeline.log.read_text()
    web.clear_faults()
    assert pipeline.run() == (0, 0)
    assert_equal(pipeline, web)


def test_days_side_by_side_and_one_of_them_twice_are_the_window(web, new_pipeline):
    """The backfill of the README; it leaves no bookmarks."""
    pipeline = new_pipeline(EVENTS)
    days = [f"2025-11-{day:02}" for day in (1, 2, 3, 2, 4)]
    for start in days:
        end = f"{start[:-2]}{int(start[-2:]) + 1:02}"
        pipeline.configure(start_date=start, end_date=end)
        assert pipeline.run() == (0, 0)
    assert "replication_key_value" not in (pipeline.folder / "state.json").read_text()
    landed = 0
    for stream in EVENTS:
        records = web.truth(VENDOR, WORDS[stream]).values()
        expected = {content(each) for each in records if "2025-11-01" <= each["timestamp"] < "2025-11-05"}
        assert sorted(expected) == pipeline.landed(stream), stream
        landed += len(expected)
    assert landed > len(EVENTS)
