"""A full copy goes live at its end, and only when it is whole."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from typing import ClassVar

import pytest
from singer_sdk import Tap
from singer_sdk import typing as th
from tap_common.http.full_copy import FullCopyStream


class Things(FullCopyStream):
    name, path, primary_keys = "things", "/things", ("id",)
    url_base = "http://127.0.0.1"
    whole = True
    schema: ClassVar[dict] = th.PropertiesList(th.Property("id", th.IntegerType)).to_dict()

    @property
    def is_whole(self):
        return self.whole

    def request_records(self, context):  # noqa: ARG002
        yield from self.config["records"]
        if self.config["fails"]:
            raise RuntimeError("the source failed")


class TapThings(Tap):
    name = "tap-things"
    config_jsonschema = th.PropertiesList(
        th.Property("records", th.ArrayType(th.ObjectType())), th.Property("fails", th.BooleanType, default=False)
    ).to_dict()

    def discover_streams(self):
        return [Things(self)]


def run(*, whole=True, fails=False, records=2, selected=True, method=None):
    tap = TapThings(config={"records": [{"id": number} for number in range(records)], "fails": fails})
    stream = tap.streams["things"]
    stream.selected, stream.whole = selected, whole
    if method:
        stream.forced_replication_method = method
        stream.replication_key = "id"
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(out):
        if fails:
            with pytest.raises(RuntimeError, match="the source failed"):
                tap.sync_all()
        else:
            tap.sync_all()
    messages = [json.loads(line) for line in out.buffer.getvalue().splitlines()]
    return [message for message in messages if message["type"] != "STATE"]


def types(messages):
    return [message["type"] for message in messages]


@pytest.mark.parametrize("records", [0, 1, 2])
def test_a_copy_is_activated_after_its_last_row(records):
    messages = run(records=records)
    assert types(messages) == ["SCHEMA", *["RECORD"] * records, "ACTIVATE_VERSION"]
    assert len({message["version"] for message in messages[1:]}) == 1


def test_a_copy_that_is_not_whole_or_fails_is_not_activated():
    assert types(run(whole=False)) == ["SCHEMA", "RECORD", "RECORD"]
    assert types(run(fails=True)) == ["SCHEMA", "RECORD", "RECORD"]


def test_an_incremental_run_and_an_unselected_stream_have_no_version():
    messages = run(method="INCREMENTAL")
    assert types(messages) == ["SCHEMA", "RECORD", "RECORD"]
    assert all("version" not in message for message in messages)
    assert run(selected=False) == []
