"""What DuckDB says, in Snowflake's words, for the mistakes that people and programs make every day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from denomas_sandbox.snowflake.errors import SnowflakeError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MISSING = "'{name}' does not exist or not authorized."
# What DuckDB says; Snowflake's number, state and message.
_WORDS = tuple(
    (re.compile(found), code, state, message)
    for found, code, state, message in (
        (r'Table with name "?(?P<name>.+?)"? does not exist', "002003", "42S02", f"Object {_MISSING}"),
        (r"View with name (?P<name>\S+) does not exist", "002003", "42S02", f"View {_MISSING}"),
        (r"Schema with name (?P<name>\S+) does not exist", "002003", "02000", f"Schema {_MISSING}"),
        (r'No catalog \+ schema named "(?P<name>[^"]+)\.main"', "002043", "02000", f"Database {_MISSING}"),
        (r'No catalog \+ schema named "(?P<name>[^"]+)"', "002043", "02000", f"Schema {_MISSING}"),
        (r'Catalog "(?P<name>[^"]+)" does not exist', "002003", "02000", f"Database {_MISSING}"),
        (r'Column with name "?(?P<name>.+?)"? already exists', "001430", "42601", "column '{name}' already exists"),
        (r'with name "(?P<name>[^"]+)" already exists', "002002", "42710", "Object '{name}' already exists."),
        (r'already attached by database "(?P<name>[^"]+)"', "002002", "42710", "Object '{name}' already exists."),
        (r"Function with name (?P<name>\S+) does not exist", "002140", "42601", "Unknown function {name}"),
        (r'Referenced (?:update )?column "?(?P<name>\w+)"? (?:was )?not found', "000904", "42000", "{identifier}"),
        (r'does not have a column with name "(?P<name>[^"]+)"', "000904", "42000", "{identifier}"),
        (r'does not have a column named "(?P<name>[^"]+)"', "000904", "42000", "{identifier}"),
        (r"Cannot extract field '(?P<name>[^']+)'", "000904", "42000", "{identifier}"),
        (
            r"Could not cast value (?P<name>\S+) to DECIMAL",
            "100132",
            "22003",
            "Number out of representable range: {name}",
        ),
        (r'date field value out of range: "(?P<name>.*)"', "100040", "22007", "Date '{name}' is not recognized"),
        (r'invalid date field format: "(?P<name>[^"]*)"', "100040", "22007", "Date '{name}' is not recognized"),
        (r'timestamp field.*?: "(?P<name>[^"]*)"', "100035", "22007", "Timestamp '{name}' is not recognized"),
        (
            r"Could not convert string '(?P<name>.*)' to (?:U?INT|DECIMAL|DOUBLE|HUGEINT)",
            "100038",
            "22018",
            "Numeric value '{name}' is not recognized",
        ),
        (
            r"Could not convert string \"(?P<name>.*)\" to '?(?:BIGINT|DECIMAL|DOUBLE|HUGEINT|INTEGER)",
            "100038",
            "22018",
            "Numeric value '{name}' is not recognized",
        ),
        (
            r"NOT NULL constraint failed: \S+\.(?P<name>\S+)",
            "100072",
            "22000",
            "NULL result in a non-nullable column",
        ),
        (
            r"(?P<name>cannot affect the same target row) more than once",
            "100090",
            "42P18",
            "Duplicate row detected during DML action",
        ),
        (
            r"Current transaction is aborted(?P<name>)",
            "009999",
            "0A000",
            "The emulated account cannot go on with a transaction in which a statement failed. Send ROLLBACK.",
        ),
        (r"Malformed JSON (?P<name>.*)", "100069", "22P02", "Error parsing JSON: {name}"),
    )
)
_OF_COMPILATION = ("000904", "001430", "002002", "002003", "002043", "002140")


def in_snowflakes_words(message: str) -> SnowflakeError | None:
    """Give Snowflake's error for a message of DuckDB; None when it has no such words."""
    return next(_found(message), None)


def _found(message: str) -> Iterator[SnowflakeError]:
    for pattern, code, state, words in _WORDS:
        match = pattern.search(message)
        if match:
            name = match["name"].replace('"', "")
            if code == "002140":
                name = name.upper()
            identifier = f"error line 1 at position 0\ninvalid identifier '{name}'"
            text = words.format(name=name, identifier=identifier)
            yield SnowflakeError(code, state, f"SQL compilation error:\n{text}" if code in _OF_COMPILATION else text)
