"""ZenGRC's stand-in, read as the fact sheet says (facts: zengrc B)."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
import requests
from denomas_sandbox.errors import SandboxError
from denomas_sandbox.web.service import WebStandIns


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
def client(web):
    env = web.env()
    with requests.Session() as session:
        session.auth = (env["SANDBOX_ZENGRC_USERNAME"], env["SANDBOX_ZENGRC_PASSWORD"])
        yield session


def pages(web, client, collection):
    """All pages of a collection, by following links.next.href from the host on."""
    url = f"{web.env()['SANDBOX_ZENGRC_URL']}/{collection}"
    while url:
        response = client.get(url)
        response.raise_for_status()
        page = response.json()
        yield page
        href = ((page["links"].get("next") or {}).get("href")) or ""
        url = urljoin(url, href) if href else None


def records(web, client, collection):
    return {str(record["id"]): record for page in pages(web, client, collection) for record in page["data"]}


@pytest.mark.parametrize("end", ["missing", "null", "empty"])
@pytest.mark.parametrize("absolute", [False, True])
def test_all_pages_together_are_the_truth(web, client, end, absolute):
    web.configure("zengrc", end=end, absolute_links=absolute, page_size=37)
    assert records(web, client, "requests") == web.truth("zengrc", "requests")


def test_links_are_paths_on_the_host(web, client):
    first = next(pages(web, client, "requests"))
    assert first["links"]["next"]["href"].startswith("/zengrc/api/v2/requests?page_cursor=")


def test_wrong_credentials_are_refused(web):
    url = web.env()["SANDBOX_ZENGRC_URL"]
    for auth in (("key", "wrong"), None):
        assert requests.get(f"{url}/audits", auth=auth).status_code == 401


def test_every_collection_has_the_fields_of_the_sheet(web, client):
    common = {"id", "type", "code", "title", "description", "status", "created_at", "updated_at", "custom_attributes"}
    for collection in web.streams()["zengrc"]:
        for record in records(web, client, collection).values():
            assert common <= set(record), collection
    vendor = next(iter(records(web, client, "vendors").values()))
    assert {"owners", "contact", "risk_rating", "mapped"} <= set(vendor)
    assert set(vendor["mapped"]) == {"data_assets", "facilities", "products", "systems", "tasks"}


def test_a_detail_is_the_bare_object(web, client):
    (key, record), *_ = web.truth("zengrc", "requests").items()
    url = f"{web.env()['SANDBOX_ZENGRC_URL']}/requests/{key}"
    assert client.get(url).json() == record
    files = client.get(f"{url}/attachments").json()["data"]["files"]
    assert client.get(f"{url}/files/{files[0]['document_id']}").content.startswith(b"%PDF")
    assert client.get(f"{url}9999999").status_code == 404


def test_what_is_mapped_exists(web):
    truths = {name: web.truth("zengrc", name) for name in web.streams()["zengrc"]}
    for records_of in truths.values():
        for record in records_of.values():
            for collection, references in record.get("mapped", {}).items():
                for reference in references:
                    assert truths[collection][str(reference["id"])]["title"] == reference["title"]


def test_days_bring_new_changed_and_deleted_records(web):
    before = web.truth("zengrc", "requests")
    web.advance(3)
    after = web.truth("zengrc", "requests")
    assert set(after) - set(before)
    assert set(before) - set(after)
    changed = [key for key in set(before) & set(after) if before[key]["updated_at"] != after[key]["updated_at"]]
    assert changed
    assert all(after[key]["updated_at"] > before[key]["updated_at"] for key in changed)
    # A reference may go without the record's own change; all else stays.
    same = set(before) & set(after) - set(changed)
    assert all(before[key]["status"] == after[key]["status"] for key in same)


def test_the_same_seed_and_day_give_the_same_records(web):
    web.advance(2)
    after = web.truth("zengrc", "issues")
    web.show(seed=5, scale=1, day=0)
    web.advance(1)
    web.advance(1)
    assert web.truth("zengrc", "issues") == after
    web.show(seed=6, scale=1, day=2)
    assert web.truth("zengrc", "issues") != after


def test_the_limit_can_be_met(web, client):
    web.configure("zengrc", limits=1, requests_per_minute=2, limit_window_seconds=1)
    url = f"{web.env()['SANDBOX_ZENGRC_URL']}/markets"
    statuses = [client.get(url).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert client.get(url).headers["Retry-After"] == "1"


@pytest.mark.parametrize(
    ("times", "ending"), [("zulu", "Z"), ("micro", ".000000Z"), ("offset", "+00:00"), ("naive", ":")]
)
def test_times_can_be_written_in_each_way(web, times, ending):
    web.configure("zengrc", times=times)
    written = next(iter(web.truth("zengrc", "audits").values()))["created_at"]
    assert written[16:].endswith(ending) or (times == "naive" and len(written) == 19)


def test_collections_can_be_missing_or_forbidden(web, client):
    web.configure("zengrc", missing=["tasks"], forbidden=["people"])
    url = web.env()["SANDBOX_ZENGRC_URL"]
    assert [client.get(f"{url}/{name}").status_code for name in ("tasks", "people", "nonsense")] == [404, 403, 404]


def test_an_unknown_switch_is_named(web):
    with pytest.raises(SandboxError, match="no such switch"):
        web.configure("zengrc", nonsense=1)
    with pytest.raises(SandboxError, match="page_size is like 50, which 'many' is not"):
        web.configure("zengrc", page_size="many")
    with pytest.raises(SandboxError, match="zendesk knows no 'golden'"):
        web.configure("zendesk", plan="golden")


def test_an_empty_company_has_empty_pages(web, client):
    web.show(seed=5, scale=0, day=0)
    assert list(pages(web, client, "requests")) == [{"data": [], "links": {}}]
