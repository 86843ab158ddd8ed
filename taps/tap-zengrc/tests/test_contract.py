"""The tap, a target and the sandbox's ZenGRC, which was built from the sheet alone: what lands is what is there."""

from __future__ import annotations

import pytest
from denomas_sandbox.web.service import WebStandIns
from tap_common.stream_tests.pipelines import Pipeline, content
from tap_zengrc.streams import LOADED

STREAMS = [stream.name for stream in LOADED]
FAULTS = ("429", "500", "503", "reset", "truncate", "shifting-page")


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    with WebStandIns.started(tmp_path_factory.mktemp("web"), seed=7) as web:
        yield web


@pytest.fixture
def pipeline(web, tmp_path):
    web.clear_faults()
    web.forget_requests("zengrc")
    env = web.env()
    config = {
        "base_url": env["SANDBOX_ZENGRC_URL"],
        "username": env["SANDBOX_ZENGRC_USERNAME"],
        "password": env["SANDBOX_ZENGRC_PASSWORD"],
    }
    return Pipeline(tmp_path, "tap-zengrc", config, STREAMS)


def assert_equal(pipeline, web):
    for stream in STREAMS:
        expected = sorted(content(record) for record in web.truth("zengrc", stream).values())
        assert expected
        assert pipeline.landed(stream) == expected, stream


def test_each_collection_lands_as_it_is_and_again_a_week_later(web, pipeline):
    assert pipeline.run() == (0, 0)
    assert_equal(pipeline, web)
    web.advance(7)
    assert pipeline.run() == (0, 0)
    assert_equal(pipeline, web)
    assert web.env()["SANDBOX_ZENGRC_PASSWORD"] not in pipeline.log.read_text()


def test_kills_anywhere_lose_nothing_and_double_nothing(web, pipeline):
    for requests in (2, 9, 20, 30):
        web.forget_requests("zengrc")
        pipeline.run(kill_when=lambda requests=requests: len(web.requests("zengrc")) >= requests)
    assert pipeline.run() == (0, 0)
    assert_equal(pipeline, web)


def test_faults_that_pass_change_nothing(web, pipeline):
    for number, kind in enumerate(FAULTS):
        web.fault("zengrc", kind, after=2 * number, times=1)
    assert pipeline.run() == (0, 0)
    assert [fault["kind"] for fault in web.faults()["zengrc"] if not fault["happened"]] == []
    assert_equal(pipeline, web)


@pytest.mark.parametrize(
    ("kind", "times", "said"),
    [
        ("html", 0, "answered with HTML instead of JSON"),
        # A page that is given twice names itself as the next one: going on would be a loop.
        ("duplicate-page", 1, "links.next leads back to a page that was read already"),
    ],
)
def test_what_does_not_pass_ends_the_run_and_the_next_one_completes_it(web, pipeline, kind, times, said):
    web.fault("zengrc", kind, after=12, times=times)
    assert pipeline.run()[0] == 1
    assert said in pipeline.log.read_text()
    web.clear_faults()
    assert pipeline.run() == (0, 0)
    assert_equal(pipeline, web)
