"""Faults of the web stand-ins: what a client sees when one was ordered."""

from __future__ import annotations

import time

import pytest
import requests
from denomas_sandbox.errors import SandboxError
from denomas_sandbox.web.faults import KINDS
from denomas_sandbox.web.service import WebStandIns


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with WebStandIns.started(tmp_path_factory.mktemp("web stand-ins"), seed=5) as web:
        yield web


@pytest.fixture
def web(running):
    yield running
    running.reset()


@pytest.fixture
def get(web):
    env = web.env()
    with requests.Session() as session:
        session.auth = (env["SANDBOX_ZENGRC_USERNAME"], env["SANDBOX_ZENGRC_PASSWORD"])
        yield lambda path, **options: session.get(f"{env['SANDBOX_ZENGRC_URL']}/{path}", **options)


@pytest.mark.parametrize("status", [kind for kind in KINDS if kind.isdigit()])
def test_a_status_comes_as_often_as_ordered_and_with_the_vendors_body(web, get, status):
    web.fault("zengrc", status, times=2, retry_after="7")
    answers = [get("audits") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [int(status), int(status), 200]
    assert answers[0].headers["Retry-After"] == "7"
    assert set(answers[0].json()) == {"message"}


def test_only_the_path_that_was_named_fails_and_only_after_some_went_well(web, get):
    web.fault("zengrc", "500", "/api/v2/audits*", after=1)
    assert [get(path).status_code for path in ("issues", "audits", "audits", "audits")] == [200, 200, 500, 200]


def test_a_truncated_body_is_shorter_than_announced(web, get):
    web.fault("zengrc", "truncate")
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        get("audits")
    assert get("audits").ok


def test_a_reset_is_one_for_the_client(web, get):
    web.fault("zengrc", "reset")
    with pytest.raises(requests.exceptions.ConnectionError, match="reset by peer"):
        get("audits")


def test_a_time_out_is_silence(web, get):
    web.fault("zengrc", "timeout")
    with pytest.raises(requests.exceptions.ReadTimeout):
        get("audits", timeout=0.3)
    assert get("audits").ok


def test_a_drip_is_slow_and_whole(web, get):
    whole = get("markets").content
    web.fault("zengrc", "drip", seconds=0.002)
    begin = time.monotonic()
    assert get("markets").content == whole
    assert time.monotonic() - begin > len(whole) / 16 * 0.002


def test_a_maintenance_page_is_html(web, get):
    web.fault("zengrc", "html")
    web.fault("zengrc", "html", status=503)
    answers = [get("audits"), get("audits")]
    assert [answer.status_code for answer in answers] == [200, 503]
    assert all(answer.headers["Content-Type"].startswith("text/html") for answer in answers)


def test_a_duplicate_page_is_the_page_before(web, get):
    web.fault("zengrc", "duplicate-page", "/api/v2/requests*")
    first = get("requests")
    cursor = first.json()["links"]["next"]["href"].partition("?")[2]
    assert get(f"requests?{cursor}").content == first.content
    second = get(f"requests?{cursor}").json()
    assert not {record["id"] for record in first.json()["data"]} & {record["id"] for record in second["data"]}


def test_a_shifting_page_begins_with_records_of_the_page_before(web, get):
    first = get("requests").json()
    web.fault("zengrc", "shifting-page", records=2)
    second = get("requests?" + first["links"]["next"]["href"].partition("?")[2]).json()
    assert second["data"][:2] == first["data"][-2:]


def test_an_expired_token_gets_the_vendors_answer(web, get):
    web.fault("zengrc", "expired-token")
    assert get("audits").status_code == 401


def test_orders_can_be_seen_and_taken_back(web, get):
    web.fault("zengrc", "500", times=0)
    assert get("audits").status_code == get("issues").status_code == 500
    assert web.faults()["zengrc"] == [{"kind": "500", "path": "", "times": 0, "happened": 2}]
    web.clear_faults("zengrc")
    assert get("audits").ok


def test_an_unknown_fault_or_vendor_is_named(web):
    with pytest.raises(SandboxError, match="no fault nonsense"):
        web.fault("zengrc", "nonsense")
    with pytest.raises(SandboxError, match="no vendor nonsense"):
        web.fault("nonsense", "500")


def test_requests_are_noted(web, get):
    web.fault("zengrc", "503")
    get("audits?x=1")
    get("audits")
    noted = web.requests("zengrc")
    assert [(each["path"], each["query"], each["status"], each["fault"]) for each in noted] == [
        ("/api/v2/audits", "x=1", 503, "503"),
        ("/api/v2/audits", "", 200, ""),
    ]


def test_control_needs_the_token(web):
    url = web.url("zengrc").replace("/zengrc", "/_sandbox/truth/zengrc/audits")
    assert requests.get(url).status_code == 401
    assert requests.get(url, headers={"Authorization": f"Bearer {web.settings.token}"}).ok


def test_an_unknown_path_says_which_vendors_there_are(web):
    answer = requests.get(web.url("zengrc").replace("/zengrc", "/nonsense/x"))
    assert (answer.status_code, "/zengrc/" in answer.text) == (404, True)
