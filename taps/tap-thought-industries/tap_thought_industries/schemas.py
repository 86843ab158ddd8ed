"""Types of fields, as short functions; names are the source's own."""

from __future__ import annotations

from typing import Any

from singer_sdk import typing as th

EVENT_KEY = "_event_key"

Schema = dict[str, Any]
_OBJECT = th.ObjectType(additional_properties=True)


class _Loose(th.JSONTypeHelper[Any]):
    """An object or a list: which of them is not documented."""

    @th.DefaultInstanceProperty
    def type_dict(self) -> dict[str, Any]:
        return {"type": ["object", "array"]}


_TYPES: dict[str, Any] = {
    "text": th.StringType,
    "integer": th.IntegerType,
    "number": th.NumberType,
    "flag": th.BooleanType,
    "moment": th.DateTimeType,
    "object": _OBJECT,
    "json": _Loose,
    # Whether it is a number or a text is not documented.
    "scalar": th.CustomType({"type": ["number", "string", "null"]}),
}


def schema(required: str = "id", **fields: str) -> Schema:
    """Give a schema of type name and field names, e.g. `schema(text="id title", moment="createdAt")`.

    Args:
        required: the field that is never null.
        fields: names separated by blanks, by their type: text, integer, number, flag, moment, object, json, scalar.
    """
    return th.PropertiesList(
        *(
            th.Property(name, _TYPES[kind], required=name == required, description=_DESCRIPTIONS.get(name))
            for kind, names in fields.items()
            for name in names.split()
        )
    ).to_dict()


def event_schema(**fields: str) -> Schema:
    """Give the schema of an event with an id: its own fields, and moment and user that all events have."""
    return schema(**_with_common(fields))


def keyed_event_schema(**fields: str) -> Schema:
    """Give the schema of an event without an id, which the tap gives a key."""
    fields = _with_common(fields)
    return schema(EVENT_KEY, **{**fields, "text": f"{EVENT_KEY} {fields['text']}"})


def _with_common(fields: dict[str, str]) -> dict[str, str]:
    common = {"text": "companyId user", "moment": "timestamp", "object": "userDetail"}
    return {kind: " ".join(filter(None, (fields.get(kind), common.get(kind)))) for kind in {**fields, **common}}


_DESCRIPTIONS = {
    EVENT_KEY: "Made by the tap, for the source gives no id: a digest of who, when and what.",
    "id": "Identifies the row.",
    "timestamp": "When it happened (UTC).",
    "user": "E-mail address of the user.",
    "userDetail": "The user: id, for some also sfContactId and sfAccountId, the user's Salesforce contact and account.",
    "companyId": "The tenant.",
    "companyHost": "Host name of the tenant.",
    "companySubdomain": "Subdomain of the tenant.",
    "event": "Name of the event.",
    "notifiableId": "What the event is about, e.g. the course.",
    "createdAt": "When it was created (UTC).",
    "updatedAt": "When it last changed (UTC).",
    "sfAccountId": "Salesforce account.",
    "sfContactId": "Salesforce contact.",
    "customFields": "The tenant's own fields.",
}
