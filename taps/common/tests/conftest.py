"""A server of scripted answers, and a small tap that waits a hundredth of the usual time."""

from __future__ import annotations

import pytest
from tap_common.http import HttpClient
from tap_common.http.retry import RetryPolicy
from tap_common.stream_tests.demo_tap import SECRET, TapDemo
from tap_common.stream_tests.faulty_server import serving


@pytest.fixture
def server():
    with serving() as server:
        yield server


@pytest.fixture
def make_tap(server):
    def make(*, state=None, select=("tickets",), **config):
        tap = TapDemo(config={"url": server.url, "token": SECRET, "read_timeout_seconds": 0.5, **config}, state=state)
        client = HttpClient.of(tap)
        client.retry_policy = RetryPolicy(
            client.settings.max_tries, client.settings.max_retry_seconds, first_wait_seconds=0.01
        )
        for name, stream in tap.streams.items():
            stream.selected = name in select
        return tap

    return make
