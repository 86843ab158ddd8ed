"""Whole runs: pages, copies, missing collections, errors, secrets."""

from __future__ import annotations

import logging

import pytest
from tap_common.errors import ConfigurationError
from tap_common.http.errors import (
    EndpointNotFoundError,
    ForbiddenError,
    MalformedBodyError,
    RateLimitExhaustedError,
    ServerError,
    SignInRefusedError,
)
from tap_zengrc.tap import TapZenGrc

from .conftest import KEY_ID, KEY_SECRET, NAMES, item, records


def kinds(messages):
    return [message["type"] for message in messages if message["type"] != "STATE"]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_all_objects_come_whatever_the_page_edge(zengrc, sync, count):
    zengrc.objects["issues"] = [item("issues", number) for number in range(count)]
    messages, error = sync("issues")
    assert error is None
    assert [record["id"] for record in records(messages)] == list(range(count))
    assert len(zengrc.requests) == max(1, -(-count // 2))


def test_every_stream_is_read(zengrc, sync):
    messages, error = sync(*NAMES)
    assert error is None
    read = {message["stream"] for message in messages if message["type"] == "RECORD"}
    assert read == set(NAMES)
    assert len(records(messages)) == 3 * len(NAMES)


def test_a_run_is_one_version_that_goes_live_at_its_end(zengrc, sync):
    messages, _ = sync("audits")
    assert kinds(messages) == ["SCHEMA", "RECORD", "RECORD", "RECORD", "ACTIVATE_VERSION"]
    versions = {message["version"] for message in messages if "version" in message}
    assert len(versions) == 1
    assert versions.pop() > 1_700_000_000_000  # milliseconds, as the other taps


def test_a_run_that_fails_activates_nothing(zengrc, sync):
    zengrc.last_href = "/api/v2/gone"
    messages, error = sync("audits")
    assert isinstance(error, EndpointNotFoundError)
    assert "ACTIVATE_VERSION" not in kinds(messages)


def test_objects_travel_whole_and_unknown_fields_are_kept(zengrc, sync):
    scores = [{"vector": "impact", "score": 0.1}]
    zengrc.objects["risks"] = [item("risks", 1, risk_vector_score_values=scores, newcomer={"a": [1]})]
    messages, _ = sync("risks")
    (record,) = records(messages)
    assert record["custom_attributes"] == {"66": {"id": 66, "title": "Category", "value": 1.25}}
    assert record["mapped"] == {"programs": [{"id": 3, "title": "SOX", "type": "Program"}]}
    assert record["risk_vector_score_values"] == scores
    assert record["_extra"] == {"newcomer": {"a": [1]}}
    assert record["updated_at"].startswith("2025-07-29T14:20:00.123456")


def test_a_collection_that_the_tenant_lacks_is_skipped_with_one_warning(zengrc, sync, caplog):
    del zengrc.objects["markets"]
    with caplog.at_level(logging.WARNING):
        messages, error = sync("markets", "programs")
    assert error is None
    assert len(records(messages)) == 3
    warnings = [record.getMessage() for record in caplog.records if "markets" in record.getMessage()]
    assert len(warnings) == 1
    assert "no such collection" in warnings[0]
    # Activated, its table would lose the rows that it has.
    activated = [message["stream"] for message in messages if message["type"] == "ACTIVATE_VERSION"]
    assert activated == ["programs"]


def test_a_collection_that_denomas_loads_must_be_there(zengrc, sync):
    del zengrc.objects["programs"]
    _, error = sync("programs")
    assert isinstance(error, EndpointNotFoundError)
    assert "zengrc, stream programs: GET /api/v2/programs answered 404" in str(error)


@pytest.mark.parametrize(
    ("fault", "kind", "tries"),
    [
        ((403, {"message": "no"}), ForbiddenError, 1),
        ((200, "<html>maintenance</html>"), MalformedBodyError, 1),
        ((200, {"items": []}), MalformedBodyError, 1),
        ((200, {"data": "nothing"}), MalformedBodyError, 1),
        ((500, {"message": "boom"}), ServerError, 3),
    ],
)
def test_errors_name_the_request_and_only_passing_ones_are_tried_again(zengrc, sync, fault, kind, tries):
    zengrc.faults = [fault] * tries
    messages, error = sync("controls")
    assert isinstance(error, kind)
    assert "zengrc, stream controls: GET /api/v2/controls" in str(error)
    assert len(zengrc.requests) == tries
    assert records(messages) == []


def test_a_server_that_recovers_is_no_error(zengrc, sync):
    zengrc.faults = [(503, {"message": "busy"}), (502, "<html>bad gateway</html>")]
    messages, error = sync("controls")
    assert error is None
    assert len(records(messages)) == 3


def test_too_many_requests_without_a_time_wait_five_seconds(zengrc, sync):
    zengrc.faults = [(429, {"message": "slow down"})]
    _, error = sync("controls", max_retry_seconds=1)
    # Five seconds do not fit into the five of the test's policy, so it ends at once and says so.
    assert isinstance(error, RateLimitExhaustedError)
    assert "5 s without requests" in str(error)


def test_a_wrong_secret_is_refused_once_and_never_shown(zengrc, sync, caplog):
    with caplog.at_level(logging.DEBUG):
        messages, error = sync("risks", password="wr0ng+secret==")
    assert isinstance(error, SignInRefusedError)
    assert len(zengrc.requests) == 1
    for text in (str(error), caplog.text, str(messages)):
        assert "wr0ng+secret==" not in text


def test_secrets_are_in_no_message_and_no_log(zengrc, sync, caplog):
    zengrc.faults = [(500, {"message": f"cannot sign in {KEY_ID}:{KEY_SECRET}"})]
    with caplog.at_level(logging.DEBUG):
        messages, error = sync("risks")
    assert error is None
    assert KEY_SECRET not in caplog.text
    assert KEY_SECRET not in str(messages)


def test_links_work_behind_a_prefix(zengrc, sync):
    zengrc.prefix = "/grc"
    messages, error = sync("risks")
    assert error is None
    assert len(records(messages)) == 3
    assert all(path.startswith("/grc/api/v2/risks") for path in zengrc.requests)


def test_a_bad_address_is_an_error_of_the_configuration():
    with pytest.raises(ConfigurationError, match="base_url"):
        _ = TapZenGrc(config={"base_url": "acme", "username": "a", "password": "b"}).streams
