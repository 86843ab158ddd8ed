"""Zendesk Talk, the add-on for calls. Where the facts know only the key, other fields are kept in `_extra`."""

from __future__ import annotations

from typing import Any, ClassVar

from tap_zendesk.offset_pages import OffsetList
from tap_zendesk.schemas import schema
from tap_zendesk.time_export import TimeExport


class TalkPhoneNumbers(OffsetList):
    """Numbers that customers call."""

    name, path, records_key = "talk_phone_numbers", "/channels/voice/phone_numbers.json", "phone_numbers"
    schema: ClassVar[dict[str, Any]] = schema(
        integer="id default_group_id ivr_id schedule_id sms_group_id priority",
        text="number display_number nickname name location country_code token line_type",
        flag="toll_free external outbound_enabled voice_enabled sms_enabled recorded transcription",
        object="capabilities categorised_greetings",
        items="default_greeting_ids greeting_ids group_ids",
        moment="created_at",
    )


class TalkExport(TimeExport):
    """An export of calls: it has no end_of_stream, and pages of a size of its own."""

    replication_key = "updated_at"
    sized = False


class Calls(TalkExport):
    """Calls."""

    name, path, records_key = "calls", "/channels/voice/stats/incremental/calls.json", "calls"
    schema: ClassVar[dict[str, Any]] = schema(integer="id", moment="created_at updated_at")


class CallLegs(TalkExport):
    """Parts of calls, one a person."""

    name, path, records_key = "call_legs", "/channels/voice/stats/incremental/legs.json", "legs"
    schema: ClassVar[dict[str, Any]] = schema(integer="id", moment="created_at updated_at")


class AgentsActivity(OffsetList):
    """What agents do on the phone today."""

    name, path, records_key = "agents_activity", "/channels/voice/stats/agents_activity.json", "agents_activity"
    primary_keys = ("agent_id",)
    schema: ClassVar[dict[str, Any]] = schema("agent_id", integer="agent_id")
