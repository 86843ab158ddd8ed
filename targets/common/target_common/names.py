"""How stream and property names become names in the warehouse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from target_common.errors import IncompatibleSchemaError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Table(NamedTuple):
    """A table of the RAW database: load schema and table name, both in upper case."""

    schema: str
    name: str

    def __str__(self) -> str:
        """Give the name as people type it."""
        return f"{self.schema}.{self.name}"

    def suffixed(self, suffix: str) -> Table:
        """Give the sibling table that belongs to this one, such as its shadow or its rejected rows."""
        return Table(self.schema, f"{self.name}__{suffix}")


def conform(name: str) -> str:
    """Make a warehouse name of a source name: snake case, lower case, letters of any language kept.

    Runs of anything but letters, digits and underscores become one underscore; a name that starts with a digit, or
    has nothing left, gets a leading underscore.
    """
    conformed = re.sub(r"[^\w]+", "_", name.strip()).lower()
    return f"_{conformed}" if not conformed or conformed[0].isdigit() else conformed


def conform_all(names: Iterable[str], table: Table) -> dict[str, str]:
    """Map each source name to its conformed one.

    Raises:
        IncompatibleSchemaError: when two names of one stream become the same column.
    """
    mapping: dict[str, str] = {}
    taken: dict[str, str] = {}
    for name in names:
        conformed = conform(name)
        if conformed in taken:
            raise IncompatibleSchemaError(
                f"{table}: the properties {taken[conformed]!r} and {name!r} would both become column {conformed!r}. "
                "Rename or deselect one of them in the tap (select, stream_maps)."
            )
        mapping[name] = conformed
        taken[conformed] = name
    return mapping
