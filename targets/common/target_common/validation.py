"""Compiled record validation: as strict as JSON schema says, at a third of the interpreted cost (facts: anchors C)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import fastjsonschema
from singer_sdk.exceptions import InvalidJSONSchema, InvalidRecord, MissingKeyPropertiesError
from singer_sdk.sinks.core import BaseJSONSchemaValidator
from typing_extensions import override

from target_common.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from target_common.names import Table


class CompiledValidator(BaseJSONSchemaValidator):
    """Validates records with a function that fastjsonschema generates from the stream's schema.

    Formats are left to the cast into the column, which checks them set-wise and more strictly.
    """

    def __init__(self, schema: dict[str, Any]) -> None:
        """Compile the schema.

        Raises:
            InvalidJSONSchema: when the tap sent a schema that is none.
        """
        super().__init__(schema)
        try:
            self._check = fastjsonschema.compile(schema, use_default=False, use_formats=False)
        except (fastjsonschema.JsonSchemaDefinitionException, AttributeError, TypeError) as error:
            raise InvalidJSONSchema(f"The stream's schema is not valid JSON schema: {error}") from error

    @override
    def validate(self, record: dict[str, Any]) -> None:
        """Check one record.

        Raises:
            InvalidRecord: naming the field and the rule, never the value.
        """
        try:
            self._check(record)
        except fastjsonschema.JsonSchemaValueException as error:
            field = ".".join(str(part) for part in error.path[1:]) or "the record"
            value = error.value
            found = (
                f"{type(value).__name__} of length {len(value)}" if hasattr(value, "__len__") else type(value).__name__
            )
            raise InvalidRecord(
                f"{field}: {error.rule} {cast('Any', error.rule_definition)!r} is not met by {found}", record
            ) from None


def missing_key(stream: str, keys: Sequence[str]) -> MissingKeyPropertiesError:
    """Give the error of a record without its key."""
    return MissingKeyPropertiesError(
        f"{stream}: a record lacks its key {', '.join(keys)}. The tap must send every key property."
    )


def bad_record(table: Table, keys: Sequence[str], record: Mapping[str, Any], reason: str) -> BadValueError:
    """Give the error of a record that does not match its stream's schema."""
    key = {name: record.get(name) for name in keys}
    return BadValueError(
        f"{table}: the record with key {key} does not match the stream's schema: {reason}. Mend the source or the "
        "tap's schema, or set on_bad_value: quarantine to land the rest and keep such rows in "
        f"{table.suffixed('REJECTED')}."
    )
