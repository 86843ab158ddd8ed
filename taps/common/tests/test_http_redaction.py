"""No spelling of a secret is left in a text or a log record."""

from __future__ import annotations

import base64
import io
import json
import logging
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from singer_sdk import typing as th
from singer_sdk.logging import StructuredFormatter
from tap_common.http.errors import excerpt
from tap_common.http.redaction import MASK, RedactingFilter, Redactor

SECRET = 'p+w/ö"rd &=~\\x 7'


@pytest.fixture
def redactor():
    return Redactor([SECRET])


@pytest.mark.parametrize(
    "spelled",
    [
        SECRET,
        quote(SECRET),
        quote(SECRET, safe=""),
        quote_plus(SECRET),
        quote(SECRET, safe="").lower(),
        quote(quote(SECRET, safe="")),
        json.dumps(SECRET),
        json.dumps(SECRET, ensure_ascii=False),
        repr(SECRET),
        base64.b64encode(SECRET.encode()).decode(),
        base64.urlsafe_b64encode(SECRET.encode()).decode(),
        *(base64.b64encode(f"{user}:{SECRET}".encode()).decode() for user in ("a", "ab", "abc", "ada@x.io/token")),
    ],
)
def test_every_spelling_is_masked(redactor, spelled):
    cleaned = redactor.clean(f"before {spelled} after")
    assert spelled.strip("\"'") not in cleaned
    assert cleaned.startswith("before ")
    assert cleaned.endswith(" after")
    assert MASK in cleaned


@settings(max_examples=150, deadline=None)
@given(secret=st.text(st.characters(codec="utf-8", exclude_characters="*"), min_size=12), prefix=st.binary(max_size=40))
def test_base64_is_masked_wherever_the_secret_begins_in_it(secret, prefix):
    text = base64.b64encode(prefix + secret.encode() + b"tail").decode()
    cleaned = Redactor([secret]).clean(f"Basic {text}!")
    assert cleaned == f"Basic {MASK}!"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("GET /x?access_token=abc123&page=2", "GET /x?access_token=***&page=2"),
        ("client_secret=s3cr3t;", "client_secret=***;"),
        ('{"refresh_token": "a\\"b", "id": 7}', '{"refresh_token": "***", "id": 7}'),
        ("{'Authorization': 'Bearer xyz', 'Accept': 'x'}", "{'Authorization': '***', 'Accept': 'x'}"),
        ("Authorization: Bearer xyz", "Authorization: ***"),
        ("X-Api-Key: k-1", "X-Api-Key: ***"),
        ("postgres://ada:pw@host/db", "postgres://ada:***@host/db"),
        ("a=b&auth=x", "a=b&auth=x"),
        ("next_page_token=abc", "next_page_token=abc"),
        ("The token is expired", "The token is expired"),
        ("https://host:8080/path?a=b@c", "https://host:8080/path?a=b@c"),
    ],
)
def test_what_has_a_secrets_name_is_masked_even_when_its_value_is_not_known(text, cleaned):
    assert Redactor().clean(text) == cleaned


def test_secrets_are_found_in_a_config_by_its_schema():
    schema = th.PropertiesList(
        th.Property("url", th.StringType),
        th.Property("token", th.StringType, secret=True),
        th.Property("auth", th.ObjectType(th.Property("pin", th.IntegerType, secret=True))),
        th.Property("accounts", th.ArrayType(th.ObjectType(th.Property("key", th.StringType, secret=True)))),
    ).to_dict()
    config = {
        "url": "https://x.io",
        "token": "tok-1234",
        "auth": {"pin": 987654},
        "accounts": [{"key": "k-aaaa"}, {"key": "k-bbbb"}],
    }
    cleaned = Redactor.for_config(config, schema).clean("tok-1234 987654 k-aaaa k-bbbb https://x.io")
    assert cleaned == "*** *** *** *** https://x.io"


def test_a_value_too_short_to_be_a_secret_does_not_shred_all_texts():
    assert Redactor(["", "a", "ab"]).clean("a cab") == "a cab"


def test_tokens_of_requests_are_learnt():
    redactor = Redactor()
    redactor.learn(
        {"Authorization": "Bearer tok-987654", "Accept": "x"}, "https://x.io/?api_key=key-1234&sig=true&page=2page"
    )
    assert redactor.clean("tok-987654 key-1234 2page true") == "*** *** 2page true"


def test_lines_of_a_private_key_are_masked():
    pem = "-----BEGIN KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END KEY-----"
    assert "MIIEvQIBADAN" not in Redactor([pem]).clean("could not read line MIIEvQIBADAN")


def test_an_excerpt_has_at_most_200_characters_and_no_half_secret(redactor):
    for length in range(170, 205):
        text = excerpt("x" * length + SECRET + "y" * 500, redactor)
        assert len(text) <= 200
        assert SECRET[:4] not in text


@pytest.fixture(params=[logging.Formatter, StructuredFormatter])
def log(request, redactor):
    """Give a logger below one with a handler, and what it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    parent = logging.getLogger("test_http_redaction")
    parent.propagate = False
    parent.addHandler(handler)
    RedactingFilter(redactor).install()
    yield logging.getLogger("test_http_redaction.child"), stream
    parent.removeHandler(handler)


def no_part_of_the_secret(text):
    return not any(part in text for part in (SECRET, json.dumps(SECRET)[1:-1], urlencode({"": SECRET}), SECRET[:6]))


def test_logs_are_clean_in_messages_arguments_and_extras(log):
    logger, stream = log
    logger.warning("key %s, %r", SECRET, {"k": [SECRET]}, extra={"config": {"password": "other", "k": [SECRET]}})
    logger.warning(f"key {SECRET}")  # noqa: G004
    logger.warning("plain %s", "text")
    written = stream.getvalue()
    assert no_part_of_the_secret(written)
    assert "other" not in written
    assert "plain text" in written


def test_logs_are_clean_in_exceptions_and_their_causes(log):
    logger, stream = log

    def fail():
        try:
            {}[SECRET]
        except KeyError as cause:
            raise ValueError(f"no {SECRET}") from cause

    try:
        fail()
    except ValueError:
        logger.exception("failed")
    written = stream.getvalue()
    assert no_part_of_the_secret(written)
    assert "ValueError" in written
    assert "KeyError" in written
    assert "test_logs_are_clean_in_exceptions_and_their_causes" in written  # the traceback is still of use


def test_an_exception_without_secrets_stays_itself(redactor):
    error = ValueError("plain")
    assert redactor.clean_error(error) is error


def test_filters_of_one_redactor_are_installed_once(redactor):
    handler = logging.NullHandler()
    logging.getLogger("test_http_redaction").addHandler(handler)
    filter_ = RedactingFilter(redactor)
    filter_.install()
    filter_.install()
    logging.getLogger("test_http_redaction").removeHandler(handler)
    assert handler.filters == [filter_]
