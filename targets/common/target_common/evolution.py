"""A table and a stream whose schema changed: what is added, widened, left out or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from target_common.errors import IncompatibleSchemaError
from target_common.types import widened
from target_common.warehouse import METADATA, Column

if TYPE_CHECKING:
    import logging
    from collections.abc import Sequence

    from target_common.names import Table
    from target_common.types import ColumnType
    from target_common.warehouse import Warehouse


def fit_table(
    warehouse: Warehouse, table: Table, columns: Sequence[Column], live: Table, policy: str, logger: logging.Logger
) -> list[Column]:
    """Create a table or evolve it, within a stream's schema policy.

    Args:
        warehouse: where the table is.
        table: the table, live or a shadow.
        columns: what the stream has.
        live: the table that messages name.
        policy: `evolve`, `freeze` or `discard_new`.
        logger: says what is changed.

    Returns:
        The columns that land, with their types in the table.

    Raises:
        IncompatibleSchemaError: when a column cannot hold what the stream has now, or the policy forbids the change.
    """
    wanted = {column.name: column.type for column in columns}
    existing = warehouse.column_types(table)
    if not existing:
        warehouse.create_table(table, {**wanted, **METADATA})
        return list(columns)
    added = {name: type_ for name, type_ in {**wanted, **METADATA}.items() if name not in existing}
    widening = _widening(warehouse, live, wanted, existing)
    dropped: set[str] = set()
    if added or widening:
        changes = ", ".join([f"+{name}" for name in added] + [f"{name} -> {t}" for name, t in widening.items()])
        if policy == "freeze":
            raise IncompatibleSchemaError(
                f"{live}: the stream's schema changed ({changes}) and its schema policy is `freeze`. Review the "
                "change, then set schema_policy: evolve for one run."
            )
        if policy == "discard_new":
            dropped = {name for name in added if name not in METADATA}
            added = {name: type_ for name, type_ in added.items() if name in METADATA}
            widening = {}
        logger.info("%s: schema policy %s: %s", live, policy, changes)
        warehouse.evolve_table(table, added, widening)
    now = {**existing, **added, **widening}
    return [Column(c.source, c.name, now[c.name]) for c in columns if c.name not in dropped]


def _widening(
    warehouse: Warehouse, live: Table, wanted: dict[str, ColumnType], existing: dict[str, ColumnType]
) -> dict[str, ColumnType]:
    """Give the new types of columns that must become wider."""
    widening: dict[str, ColumnType] = {}
    for name in (name for name in wanted if name in existing):
        common = widened(existing[name], wanted[name])
        if common is None:
            raise IncompatibleSchemaError(
                f"{live}: column {name} is {existing[name]}, the stream now has {wanted[name]}. Nothing was changed. "
                "Rename the property (stream_maps), or load the stream as a new table version (full refresh), or drop "
                "the column after saving what you need."
            )
        if not warehouse.stores_alike(common, existing[name]):
            widening[name] = common
    return widening
