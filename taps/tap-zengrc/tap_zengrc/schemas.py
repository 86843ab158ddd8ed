"""Schemas of the collections: what all objects have, and the types that their own fields are made of."""

from __future__ import annotations

from typing import Any

from singer_sdk import typing as th

Field = th.Property[Any]

_PERSON = "id, name and type; no e-mail address"


def text(name: str, description: str) -> Field:
    """Give a text field."""
    return th.Property(name, th.StringType, description=description)


def flag(name: str, description: str) -> Field:
    """Give a field that is true or false."""
    return th.Property(name, th.BooleanType, description=description)


def day(name: str, description: str) -> Field:
    """Give a date."""
    return th.Property(name, th.DateType, description=description)


def moment(name: str, description: str) -> Field:
    """Give a timestamp."""
    return th.Property(name, th.DateTimeType, description=description)


def reference(name: str, description: str) -> Field:
    """Give a reference to one object: `{"id": 1, "title": "…", "type": "…"}` (facts: zengrc B.5)."""
    return th.Property(
        name, th.ObjectType(additional_properties=True), description=f"{description}: id, title and type."
    )


def people(name: str, description: str) -> Field:
    """Give a list of references to people (facts: zengrc B.5)."""
    return th.Property(name, _List, description=f"{description}: a list of {_PERSON}.")


def labels(name: str, description: str) -> Field:
    """Give a list of texts."""
    return th.Property(name, _List, description=description)


def loose(name: str, description: str) -> Field:
    """Give a field of which it is not known whether it holds an object or a list; it travels as it is."""
    return th.Property(name, _Loose, description=description)


class _Loose(th.JSONTypeHelper[Any]):
    """An object or a list."""

    @th.DefaultInstanceProperty
    def type_dict(self) -> dict[str, Any]:
        return {"type": ["object", "array"]}


class _List(th.JSONTypeHelper[Any]):
    """A list of anything: what stands in it is known from use, not from documents, and one odd element is no error."""

    @th.DefaultInstanceProperty
    def type_dict(self) -> dict[str, Any]:
        return {"type": ["array"]}


_OBJECT = th.ObjectType(additional_properties=True)


def collection(*fields: Field, mapped: str = "", has_links: bool = True) -> dict[str, Any]:
    """Give the schema of a collection: the fields of every object (facts: zengrc B.5), and its own.

    Args:
        fields: its own.
        mapped: the kinds of objects that `mapped` is known to hold.
        has_links: whether objects say their own address.
    """
    kinds = f"; known: {mapped}" if mapped else ""
    common = [
        th.Property("id", th.IntegerType, required=True, description="Identifies the object in its collection."),
        text("type", "Class of the object, e.g. Request."),
        text("code", "Readable identifier, e.g. REQ-12."),
        text("title", "Title."),
        text("description", "Description; HTML."),
        text("status", "State in the object's workflow; the words are the tenant's."),
        moment("created_at", "When it was created (UTC)."),
        moment("updated_at", "When it last changed (UTC)."),
        th.Property(
            "custom_attributes",
            _OBJECT,
            description='The tenant\'s own fields by their id: {"66": {"id": 66, "title": "Category", "value": …}}.',
        ),
        th.Property(
            "mapped", _OBJECT, description=f"Linked objects by kind, each a list of id, title and type{kinds}."
        ),
    ]
    if has_links:
        common.append(th.Property("links", _OBJECT, description="Address of the object itself, in self.href."))
    return th.PropertiesList(*common, *fields).to_dict()
