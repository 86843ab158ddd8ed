"""Servers that outlive their starter, with the standard library's web server as the module."""

from __future__ import annotations

import os
import signal
import urllib.request

import psutil
import pytest
from denomas_sandbox.background import Service
from denomas_sandbox.errors import SandboxError

SERVER = """
import argparse, functools, http.server
parser = argparse.ArgumentParser()
parser.add_argument("--dir"), parser.add_argument("--port", type=int)
given = parser.parse_args()
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=given.dir)
http.server.HTTPServer(("127.0.0.1", given.port), handler).serve_forever()
"""


@pytest.fixture
def service(tmp_path, monkeypatch):
    (tmp_path / "stand_in_of_test.py").write_text(SERVER)
    (tmp_path / "broken_stand_in.py").write_text("raise SystemExit('no such luck')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    service = Service("the stand-in", "stand_in_of_test", tmp_path / "a folder")
    yield service
    service.stop()


def read(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/service.json") as answer:
        return answer.status


def test_a_service_starts_once_and_answers(service):
    port = service.start()
    assert read(port) == 200
    assert service.start() == service.port() == port


def test_a_stopped_service_comes_back_on_its_port(service):
    port = service.start()
    service.stop()
    assert service.port() is None
    assert service.start(port) == port


def test_a_killed_service_counts_as_down(service):
    service.start()
    pid = int(service._noted()["pid"])
    os.kill(pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=5)
    assert service.port() is None
    assert read(service.start()) == 200


def test_a_service_that_does_not_start_shows_its_log(tmp_path, service):
    broken = Service("the broken one", "broken_stand_in", tmp_path / "broken")
    with pytest.raises(SandboxError, match=r"the broken one did not start in .*\nno such luck"):
        broken.start()
