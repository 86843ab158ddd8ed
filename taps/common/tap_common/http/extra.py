"""Fields that an API gives and the schema lacks: kept in the column `_extra`, and said once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import logging
    from collections.abc import Mapping

EXTRA = "_extra"
_EXTRA_SCHEMA = {
    "type": ["object", "null"],
    "description": "Fields that the source gives and this schema lacks; null when there are none.",
}
# An API that uses data as names (a key a day, a key a customer) would otherwise fill the log.
_MOST_NAMES = 50


def with_extra(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Give a stream's schema with the nullable object column `_extra` behind its own."""
    properties = schema.get("properties", {})
    return {**schema, "properties": {**properties, EXTRA: properties.get(EXTRA, _EXTRA_SCHEMA)}}


class ExtraFields:
    """Moves a record's unknown fields into `_extra`.

    Only the record's own fields are looked at: an object among them travels whole.
    """

    def __init__(
        self, schema: Mapping[str, Any], stream: str, logger: logging.Logger | logging.LoggerAdapter[Any]
    ) -> None:
        """Know the schema's fields."""
        self._known = frozenset(schema["properties"])
        self._stream = stream
        self._logger = logger
        self._said: set[str] = set()

    def collect(self, record: dict[str, Any]) -> dict[str, Any]:
        """Give the record itself, its unknown fields moved."""
        if self._known.issuperset(record):
            return record
        extra = {name: record.pop(name) for name in record.keys() - self._known}
        given = record.get(EXTRA)
        record[EXTRA] = {**given, **extra} if isinstance(given, dict) else extra
        if not self._said.issuperset(extra):
            self._say(extra)
        return record

    def _say(self, extra: dict[str, Any]) -> None:
        new = sorted(extra.keys() - self._said)
        if len(self._said) < _MOST_NAMES:
            self._logger.warning(
                "%s: the source gives fields that the schema lacks: %s; they are kept in %s",
                self._stream,
                ", ".join(new[:_MOST_NAMES]),
                EXTRA,
            )
        self._said.update(new)
