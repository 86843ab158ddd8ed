"""Every page edge that the facts name, and those that must not look like the last page."""

from __future__ import annotations

import json

import pytest
import requests
from tap_common.errors import ConfigurationError
from tap_zengrc.client import api_address
from tap_zengrc.paginator import LinksPaginator


def answer(document):
    response = requests.Response()
    response.status_code = 200
    response._content = json.dumps(document).encode()
    return response


def following(document, paginator=None):
    return (paginator or LinksPaginator()).get_next_url(answer(document))


@pytest.mark.parametrize(
    "links",
    [
        {},
        {"next": None},
        {"next": {"href": ""}},
        {"next": {"href": None}},
        {"next": {}},
        {"self": {"href": "/x"}},
        None,
    ],
)
def test_the_last_page_has_no_next_link(links):
    assert following({"data": [], "links": links}) is None
    assert following({"data": []}) is None


@pytest.mark.parametrize("links", [{"next": "/api/v2/x"}, {"next": 7}, {"next": {"href": 7}}, ["next"], "next"])
def test_what_is_no_link_is_an_error_and_not_the_last_page(links):
    with pytest.raises(TypeError, match=r"links\.next"):
        following({"data": [], "links": links})


def test_the_link_is_taken_as_it_is():
    href = "/api/v2/risks?page_cursor=a%2Bb%3D%3D&x=%F0%9F%A6%8A"
    assert following({"links": {"next": {"href": href}}}) == href
    absolute = "https://acme.api.zengrc.com/api/v2/risks?page_cursor=2"
    assert following({"links": {"next": {"href": absolute}}}) == absolute


def test_links_from_behind_a_gateway_get_its_prefix():
    paginator = LinksPaginator("/grc")
    assert following({"links": {"next": {"href": "/api/v2/risks?c=2"}}}, paginator) == "/grc/api/v2/risks?c=2"
    assert following({"links": {"next": {"href": "/grc/api/v2/risks?c=3"}}}, paginator) == "/grc/api/v2/risks?c=3"
    assert following({"links": {"next": {"href": "?c=4"}}}, paginator) == "?c=4"


def test_a_circle_of_pages_is_an_error():
    paginator = LinksPaginator()
    for href in ("/api/v2/a?c=1", "/api/v2/a?c=2"):
        following({"links": {"next": {"href": href}}}, paginator)
    with pytest.raises(ValueError, match="read already"):
        following({"links": {"next": {"href": "/api/v2/a?c=1"}}}, paginator)


@pytest.mark.parametrize(
    "given", ["https://a.example", "https://a.example/", "https://a.example/api/v2", " https://a.example/api/v2/ "]
)
def test_the_address_is_understood_with_and_without_its_path(given):
    assert api_address(given) == "https://a.example/api/v2"


@pytest.mark.parametrize("given", ["", "a.example", "ftp://a.example", "https://", "https://a.example?x=1"])
def test_what_is_no_address_is_an_error_that_names_the_setting(given):
    with pytest.raises(ConfigurationError, match="base_url"):
        api_address(given)
