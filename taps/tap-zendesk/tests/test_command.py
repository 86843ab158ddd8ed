"""The command as people run it: a mistake is one screen, exit code 1, and no secret is on it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import API_TOKEN, ticket

COMMAND = str(Path(sys.executable).parent / "tap-zendesk")


@pytest.fixture
def command(server, tmp_path):
    def run(*arguments, **config):
        path = tmp_path / "config.json"
        path.write_text(json.dumps({**server.config, "max_tries": 1, **config}))
        return subprocess.run(
            [COMMAND, "--config", str(path), *arguments], capture_output=True, text=True, timeout=60, check=False
        )

    return run


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"base_url": "", "subdomain": "acme.zendesk.com"}, "Setting subdomain must be"),
        ({"start_date": "9999-01-01"}, "Setting start_date is in the future"),
        ({"start_date": "soon"}, "Setting start_date must be"),
        ({"api_token": ""}, "Set email and api_token"),
        ({"email": ""}, "Setting email is missing"),
        ({"api_token": "wr0ng-s3cret"}, "Couldn't authenticate you"),
        ({"base_url": "http://127.0.0.1:1"}, "Check the address in the tap's settings"),
    ],
)
def test_a_wrong_setting_is_one_screen(command, config, said):
    run = command(**config)
    assert run.returncode == 1
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert API_TOKEN not in run.stdout + run.stderr
    assert "wr0ng-s3cret" not in run.stdout + run.stderr


def test_an_answer_in_html_names_the_address_and_shows_a_piece(command, server):
    server.faults = [("groups", 200, b"<html><title>Help Center Closed</title></html>")]
    run = command()
    assert run.returncode == 1
    assert "answered with HTML instead of JSON" in run.stderr
    assert "Help Center Closed" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_good_run_ends_with_0_and_says_no_secret(command, account):
    account.exports["tickets"] = [ticket(1)]
    run = command(start_date="2026-11-01")
    assert run.returncode == 0, run.stderr
    assert '"stream":"tickets"' in run.stdout
    assert API_TOKEN not in run.stdout + run.stderr
