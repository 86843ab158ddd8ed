"""The compiled validator is as strict as the SDK's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from singer_sdk.exceptions import InvalidJSONSchema, InvalidRecord
from singer_sdk.sinks.core import JSONSchemaValidator
from target_common.validation import CompiledValidator

SCHEMA = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "name": {"type": ["string", "null"], "maxLength": 5},
        "tags": {"type": ["array", "null"], "items": {"type": "string"}},
        "either": {"anyOf": [{"type": "boolean"}, {"type": "number"}]},
    },
}
text = st.text("abc", max_size=7)
values = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.floats(allow_nan=False), text, st.lists(text))
COMPILED, INTERPRETED = CompiledValidator(SCHEMA), JSONSchemaValidator(SCHEMA)
records = st.dictionaries(st.sampled_from(["id", "name", "tags", "either", "other"]), values)


def verdict(validator, record):
    try:
        validator.validate(record)
    except InvalidRecord:
        return False
    return True


@given(records)
def test_it_judges_every_record_as_the_interpreting_validator_does(record):
    assert verdict(COMPILED, record) == verdict(INTERPRETED, record)


def test_its_message_names_the_field_and_the_rule_but_not_the_value():
    with pytest.raises(InvalidRecord) as raised:
        CompiledValidator(SCHEMA).validate({"id": 1, "name": "hunter2"})
    message = raised.value.error_message
    assert message.startswith("name: maxLength 5")
    assert "hunter2" not in message


def test_a_schema_that_is_none_is_refused():
    with pytest.raises(InvalidJSONSchema):
        CompiledValidator({"type": "object", "properties": {"id": {"type": "unheard-of"}}})
