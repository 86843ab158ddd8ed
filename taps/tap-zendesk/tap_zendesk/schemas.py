"""Types of fields, as short functions; names are the source's own (facts: zendesk A.7.2)."""

from __future__ import annotations

from typing import Any

from singer_sdk import typing as th

Schema = dict[str, Any]

DELETED = "_deleted"
PERMANENTLY_DELETED = "_permanently_deleted"


class _Loose(th.JSONTypeHelper[Any]):
    """An object, a list or a text: the source gives each of them."""

    @th.DefaultInstanceProperty
    def type_dict(self) -> dict[str, Any]:
        return {"type": ["object", "array", "string"]}


class _List(th.JSONTypeHelper[Any]):
    """A list of anything: one odd element is no error."""

    @th.DefaultInstanceProperty
    def type_dict(self) -> dict[str, Any]:
        return {"type": ["array"]}


_TYPES: dict[str, Any] = {
    "text": th.StringType,
    "integer": th.IntegerType,
    "number": th.NumberType,
    "flag": th.BooleanType,
    "moment": th.DateTimeType,
    "object": th.ObjectType(additional_properties=True),
    "items": _List,
    "json": _Loose,
}


def schema(required: str = "id", **fields: str) -> Schema:
    """Give a schema of type name and field names, e.g. `schema(integer="id", text="title", moment="created_at")`.

    Args:
        required: the field that is never null.
        fields: names separated by blanks, by their type: text, integer, number, flag, moment, object, items, json.
    """
    return th.PropertiesList(
        *(
            th.Property(name, _TYPES[kind], required=name == required, description=_DESCRIPTIONS.get(name))
            for kind, names in fields.items()
            for name in names.split()
        )
    ).to_dict()


def dated(**fields: str) -> Schema:
    """Give a schema with what nearly all objects have besides: id, url, created_at and updated_at."""
    common = {"integer": "id", "text": "url", "moment": "created_at updated_at"}
    kinds = dict.fromkeys([*common, *fields])
    return schema(**{kind: " ".join(filter(None, (common.get(kind), fields.get(kind)))) for kind in kinds})


_DESCRIPTIONS = {
    "id": "Identifies the row.",
    "url": "Address of the object in the API.",
    "created_at": "When it was created (UTC).",
    "updated_at": "When it last changed (UTC).",
    "deleted_at": "When it was deleted (UTC).",
    "generated_timestamp": "When the row last changed, also by the system (Unix seconds); exports go by it.",
    "custom_fields": "The account's own fields: a list of id and value.",
    "user_fields": "The account's own fields of users, by key.",
    "organization_fields": "The account's own fields of organizations, by key.",
    "via": "How it came about: channel and source.",
    "ticket_id": "The ticket.",
    DELETED: "Whether it is deleted at the source; made by the tap.",
    PERMANENTLY_DELETED: "Whether its content is erased at the source, too; made by the tap.",
}
