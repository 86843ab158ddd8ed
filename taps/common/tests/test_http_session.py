"""The session of a tap: no retries of its own, and credentials for nobody else."""

from __future__ import annotations

import pytest
import requests
from tap_common.http.session import make_session


def test_the_session_never_retries_and_never_reads_netrc(tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine demo.example login netrc password netrc\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    session = make_session("denomas-tap-demo/1")
    request = requests.Request("GET", "https://demo.example/x", headers={"Authorization": "Bearer t"})
    prepared = session.prepare_request(request)
    assert prepared.headers["Authorization"] == "Bearer t"
    assert prepared.headers["User-Agent"] == "denomas-tap-demo/1"
    assert session.get_adapter("https://demo.example").max_retries.total == 0
    session.close()


@pytest.mark.parametrize(
    ("there", "kept"),
    [
        ("https://demo.example/other", True),
        ("https://demo.example:443/other", True),
        ("http://demo.example/", False),
        ("https://demo.example:8443/", False),
        ("https://elsewhere.example/", False),
    ],
)
def test_a_redirect_takes_credentials_to_the_same_origin_only(there, kept, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("default login netrc password netrc\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    headers = {"Authorization": "Bearer x", "X-Api-Key": "y", "X-Other": "z"}
    response = requests.Response()
    response.request = requests.Request("GET", "https://demo.example/", headers=headers).prepare()
    following = requests.Request("GET", there, headers=headers).prepare()
    make_session("demo/1").rebuild_auth(following, response)
    assert dict(following.headers) == (headers if kept else {"X-Other": "z"})
