"""MeltanoLabs' settings of names and forms mean here what they mean there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from target_common.contract.messages import TYPES, records, schema, state
from target_common.contract.methods import PROPERTIES

if TYPE_CHECKING:
    from conftest import SnowflakeHarness

UUID = "c0ffee00-1234-5678-9abc-def012345678"


@pytest.mark.parametrize(("form", "landed"), [("native", UUID.replace("-", "")), ("string", UUID)])
def test_uuids_land_with_dashes_or_without(harness: SnowflakeHarness, form: str, landed: str) -> None:
    head = schema("things", {"id": {"type": "string", "format": "uuid"}, "v": {"type": ["string", "null"]}}, ["id"])
    harness.land([head, *records("things", [{"id": UUID, "v": UUID}]), state(1)], uuid_format=form).ok()
    assert harness.rows("THINGS", ["id", "v"]) == [(landed, UUID)]


@pytest.mark.parametrize(("whole", "table"), [(True, "PUBLIC_USERS"), (False, "USERS")])
def test_a_stream_name_is_taken_whole_or_its_last_part(harness: SnowflakeHarness, whole: bool, table: str) -> None:
    head = schema("public-users", PROPERTIES, ["id"])
    harness.land([head, *records("public-users", [{"id": 1}]), state(1)], use_raw_stream_names=whole).ok()
    assert harness.tables() == {table}


def test_camel_case_becomes_snake_case_when_asked_for(harness: SnowflakeHarness) -> None:
    head = schema("things", {"someId": {"type": "integer"}, "createdAt": {"type": ["string", "null"]}}, ["someId"])
    rows = records("things", [{"someId": 1, "createdAt": "x"}])
    harness.land([head, *rows, state(1)], normalise_casing=True).ok()
    assert list(harness.columns("THINGS")) == ["some_id", "created_at"]
    assert harness.rows("THINGS", ["some_id", "created_at"]) == [(1, "x")]


def test_timestamps_with_a_zone_are_the_same_instants(harness: SnowflakeHarness) -> None:
    head = schema("things", {"id": TYPES["id"], "seen_at": TYPES["seen_at"]}, ["id"])
    row = {"id": 1, "seen_at": "2024-02-29T12:00:00+02:00"}
    harness.land([head, *records("things", [row]), state(1)], timestamp_type="TIMESTAMP_TZ").ok()
    ((found,),) = harness.query("SELECT seen_at FROM CONTRACT.THINGS")
    assert found == dt.datetime(2024, 2, 29, 10, tzinfo=dt.UTC)
    described = {row[0]: row[1] for row in harness.query("DESCRIBE TABLE CONTRACT.THINGS")}
    assert described["SEEN_AT"].startswith("TIMESTAMP_TZ")
    harness.land([head, *records("things", [row]), state(1)], timestamp_type="TIMESTAMP_TZ").ok()
    assert len(harness.query("SELECT id FROM CONTRACT.THINGS")) == 1


def test_streams_without_a_load_schema_land_in_the_sessions(harness: SnowflakeHarness) -> None:
    head = schema("things", PROPERTIES, ["id"])
    settings = {"default_target_schema": None, "schema": "contract"}
    harness.land([head, *records("things", [{"id": 1}]), state(1)], **settings).ok()
    assert harness.tables() == {"THINGS"}
