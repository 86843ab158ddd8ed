"""Rows of any table, as lines for COPY: each column's values follow from its name and type."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from denomas_sandbox.company.chance import kind_seed, mixed
from denomas_sandbox.company.columns import Row, bits, by_type, kind_bits
from denomas_sandbox.company.gitlab import N, stamp
from denomas_sandbox.company.keys import Keys
from denomas_sandbox.company.references import referred

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from denomas_sandbox.company.columns import Column, Maker, Table

# Rows of these are never changed after they were made, and never deleted.
INSERT_ONLY = frozenset(
    {"audit_events", "authentication_events", "license_versions", "raw_usage_data", "usage_data"}
    | {"usage_ping_errors", "usage_ping_metadata", "schema_migrations", "version_associations"}
)
_DAYS_UNTIL_CHANGED = 20
_NULL_EVERY = 7


@dataclass(frozen=True)
class Rows:
    """Makes the rows of a database's tables.

    Attributes:
        keys: which rows there are, on a day of the company.
        tables: the tables of the database by name.
        special: what is made otherwise than name and type say, by table and column; by ("", column) for any table.
    """

    keys: Keys
    tables: Mapping[str, Table]
    special: Mapping[tuple[str, str], Maker] = field(default_factory=dict)

    def count(self, table: Table) -> int:
        """Give how many rows of a table were made, the deleted ones among them."""
        return self.keys.count(self._owner(table))

    def lines(self, table: Table, numbers: range, begin: datetime, length: timedelta) -> Iterator[str]:
        """Make rows, spread over a time.

        Args:
            table: the table.
            numbers: of the rows, from 1.
            begin: when the first one is made.
            length: the time that they are spread over; nothing is changed after its end.
        """
        makers = [self._maker(table, column) for column in table.columns]
        owner, seed = self._owner(table), kind_seed(self.keys.world.seed, table.name)
        step, end = length / max(1, len(numbers)), begin + length - timedelta(seconds=1)
        changes = table.name not in INSERT_ONLY
        for place, number in enumerate(numbers):
            chance = mixed(seed, number)
            at = changed = begin + step * place
            if changes and chance % 2:
                changed = min(end, at + timedelta(seconds=(chance >> 8) % (_DAYS_UNTIL_CHANGED * 86_400)))
            made = stamp(at)
            row = Row(number, self.keys.key(owner, number), chance, made, made if changed is at else stamp(changed))
            yield "\t".join([make(row) for make in makers]) + "\n"

    def _owner(self, table: Table) -> str:
        """Give the table whose keys are the table's own: another one where the primary key refers to it."""
        if len(table.primary_key) != 1:
            return table.name
        column = table.primary_key[0]
        if column == "namespace_id":
            return "namespaces"
        return next(iter(referred(column, (), self.tables)), table.name)

    def _maker(self, table: Table, column: Column) -> Maker:
        special = self.special.get((table.name, column.name)) or self.special.get(("", column.name))
        if special:
            return special
        if column.name == "id" or table.primary_key == (column.name,):
            return lambda row: str(row.key)
        names = referred(column.name, table.names, self.tables) if column.type in {"bigint", "integer"} else ()
        if column.name in table.pair:
            return self._paired(table, column.name)
        if names:
            return self._pointing(table, column, names)
        return by_type(table, column)

    def _paired(self, table: Table, column: str) -> Maker:
        """Of two columns that know a row together: the first goes round and round, the second counts the rounds."""
        first, second = (referred(name, (), self.tables) for name in table.pair)
        keys = Keys(self.keys.world)  # of day 0: the round must not grow with the days
        size = max(1, keys.count(first[0]))
        if column == table.pair[0]:
            return lambda row: str(keys.key(first[0], 1 + (row.number - 1) % size))
        if not second:
            return lambda row: str((row.number - 1) // size)
        others = max(1, keys.count(second[0]))
        return lambda row: str(keys.key(second[0], 1 + ((row.number - 1) % size + (row.number - 1) // size) % others))

    def _pointing(self, table: Table, column: Column, names: tuple[str, ...]) -> Maker:
        keys, take = self.keys, bits(column.name)
        choices = [(name, max(1, keys.count(name))) for name in names]
        # A thing of a project is not a group's as well (labels, milestones, boards, ...).
        either = {"project_id", "group_id"} <= table.names and column.name in {"project_id", "group_id"}
        never_null = not column.nullable or column.name in {"project_id", "user_id", "author_id", "namespace_id"}

        def make(row: Row) -> str:
            if either and ((row.chance >> 40) % 3 == 0) == (column.name == "project_id"):
                return N
            value = take(row)
            if not (never_null or either) and value % _NULL_EVERY == 0:
                return N
            name, count = choices[kind_bits(row) % len(choices)]
            return str(keys.key(name, 1 + (value >> 3) % count))

        return make
