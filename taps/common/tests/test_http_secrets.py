"""No secret of a small tap is in what it writes, says, or sends elsewhere."""

from __future__ import annotations

import json
import logging
import traceback

import pytest
from click.testing import CliRunner
from tap_common.cli import TapCommand
from tap_common.http.errors import ForbiddenError
from tap_common.stream_tests.demo_tap import SECRET, TapDemo, Tickets, fine
from tap_common.stream_tests.faulty_server import drip, reset, respond
from tap_common.stream_tests.runs import records, run


def test_a_redirect_to_another_host_carries_no_credentials(server, make_tap, monkeypatch):
    key = {"X-Api-Key": SECRET, "X-Other": "kept"}
    monkeypatch.setattr(Tickets, "http_headers", key)
    elsewhere = f"http://localhost:{server.server_port}/elsewhere"
    server.answers = [respond("", status=302, Location="/here"), respond("", status=302, Location=elsewhere), fine(1)]
    messages, _ = run(make_tap())
    assert [record["id"] for record in records(messages)] == [1]
    here, there = server.requests[1][2], server.requests[2][2]
    assert here["Authorization"] == f"Bearer {SECRET}"
    assert here["X-Api-Key"] == SECRET
    assert there["X-Other"] == "kept"
    assert "s3cr3t" not in str(there)


@pytest.mark.parametrize(
    "answer",
    [
        respond({"error": f"no such key {SECRET}"}, status=401),
        respond(f"<html>{SECRET}", content_type="text/html"),
        respond({f"key {SECRET}": 1}),
        respond(f'{{"tickets": "{SECRET}'),
        respond({"message": SECRET}, status=503),
        reset,
        drip(0.7),
    ],
)
def test_no_secret_is_in_logs_errors_or_messages(server, make_tap, caplog, answer):
    caplog.set_level(logging.DEBUG)
    server.answers = lambda _: answer
    messages, error = run(make_tap(max_tries=2))
    logging.getLogger("tap-demo").error("failed", exc_info=error)
    everything = caplog.text + "".join(traceback.format_exception(error)) + json.dumps(messages)
    assert "/tickets" in everything
    assert "s3cr3t" not in everything


def test_the_command_ends_with_one_clean_screen(server, tmp_path):
    server.answers = [respond({"error": f"bad {SECRET}"}, status=403)]
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"url": server.url, "token": SECRET}))
    root = logging.getLogger()
    handlers = list(root.handlers)
    try:
        result = CliRunner().invoke(TapCommand.around(TapDemo.get_singer_command()), ["--config", str(config)])
    finally:
        root.handlers[:] = handlers
    assert isinstance(result.exception, ForbiddenError)
    assert "s3cr3t" not in result.output
    assert "s3cr3t" not in "".join(traceback.format_exception(result.exception))
