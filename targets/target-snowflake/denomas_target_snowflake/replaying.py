"""Rejected rows that are tried again, after the schema or the rows were mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from target_common.errors import WarehouseUnavailableError
from target_common.loads import utc_now
from target_common.names import conform
from target_common.records import to_table
from target_common.warehouse import METADATA, Batch, Column

from denomas_target_snowflake import sql
from denomas_target_snowflake.landing import Landing

if TYPE_CHECKING:
    from target_common.loads import Load
    from target_common.names import Table

    from denomas_target_snowflake.connector import SnowflakeConnector
    from denomas_target_snowflake.flushes import Flushes


def replay(warehouse: SnowflakeConnector, flushes: Flushes, table: Table, load: Load) -> tuple[int, int]:
    """Land the rejected rows of a table that fit by now, in one transaction; the others stay rejected.

    Returns:
        How many landed and how many stay.

    Raises:
        WarehouseUnavailableError: when the table, or its table of rejected rows, does not exist.
    """
    types, rejected = warehouse.column_types(table), table.suffixed("REJECTED")
    if not types or not warehouse.column_types(rejected):
        raise WarehouseUnavailableError(
            f"target-snowflake: there is no {rejected if types else table} in {warehouse.database}. Name a live table "
            "that has rejected rows, as SCHEMA.TABLE."
        )
    source = sql.table_name(rejected)
    rows = warehouse.run(
        "SELECT _sdc_rejected_at, TO_JSON(_sdc_key_properties), TO_JSON(_sdc_record) "
        f"FROM {source} ORDER BY _sdc_rejected_at"
    )
    if not rows:
        return 0, 0
    records = [msgspec.json.decode(row[2]) for row in rows]
    names = dict.fromkeys(name for record in records for name in record if conform(name) in types)
    properties = {name: types[conform(name)] for name in names}
    batch = Batch(
        live=table,
        table=table,
        rows=to_table(records, properties),
        columns=[Column(name, conform(name), type_) for name, type_ in properties.items() if name not in METADATA],
        keys=tuple(msgspec.json.decode(rows[0][1])),
        received_at=utc_now(),
        version=warehouse.live_version(table),
        quarantine=True,
    )
    tried = f"DELETE FROM {source} WHERE _sdc_rejected_at <= {sql.literal(str(rows[-1][0]))}"
    Landing(warehouse, flushes.of(batch, load), [tried]).run()
    return load.rows_landed, load.rows_rejected
