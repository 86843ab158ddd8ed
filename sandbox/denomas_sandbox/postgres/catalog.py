"""The tables of a database as its catalog has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from denomas_sandbox.company.columns import Column, Table

if TYPE_CHECKING:
    import psycopg

# Ordinary and partitioned tables of the schema public, without partitions: their rows are their parents'.
_QUERY = b"""
SELECT class.relname, attribute.attname, format_type(attribute.atttypid, attribute.atttypmod), attribute.attnotnull,
       attribute.attnum = ANY (key.indkey)
FROM pg_class AS class
INNER JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid
LEFT JOIN pg_index AS key ON key.indrelid = class.oid AND key.indisprimary
WHERE class.relnamespace = 'public'::regnamespace AND class.relkind IN ('r', 'p') AND NOT class.relispartition
  AND attribute.attnum > 0 AND NOT attribute.attisdropped
ORDER BY class.relname, attribute.attnum
"""


def tables(connection: psycopg.Connection) -> dict[str, Table]:
    """Read the tables of the schema public, in the order of their names."""
    columns: dict[str, list[Column]] = {}
    keys: dict[str, list[str]] = {}
    for table, name, kind, never_null, in_key in connection.execute(_QUERY):
        without_length = re.sub(r"\(.*?\)", "", kind)
        columns.setdefault(table, []).append(Column(name, without_length, nullable=not never_null))
        keys.setdefault(table, []).extend([name] if in_key else [])
    return {table: Table(table, tuple(found), tuple(keys[table])) for table, found in columns.items()}
