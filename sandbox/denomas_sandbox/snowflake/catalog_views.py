"""INFORMATION_SCHEMA.TABLES, SHOW TABLES, VIEWS and OBJECTS, with what fakesnow's leave out.

That are views among the tables, transient and temporary tables, comments and the number of rows.
"""

from __future__ import annotations

_FS = "_fs_global._fs_information_schema"
_EVER = "to_timestamp(0)::TIMESTAMPTZ"
# A table's comment in DuckDB says of what sort it is; the comments of people are kept elsewhere.
_RELATIONS = """
    SELECT database_name, schema_name, table_name AS name, 'TABLE' AS sort, coalesce(comment, '') AS mark,
           estimated_size AS rows, NULL AS text
    FROM duckdb_tables() WHERE NOT internal
    UNION ALL
    SELECT database_name, schema_name, view_name, 'VIEW', coalesce(comment, ''), NULL, sql
    FROM duckdb_views() WHERE NOT internal
"""
_COMMENTED = f"""
    SELECT r.*, coalesce(c.comment, '') AS comment,
           CASE WHEN r.sort = 'VIEW' OR r.mark = '' THEN r.sort ELSE r.mark END AS kind
    FROM ({_RELATIONS}) r
    LEFT JOIN {_FS}._fs_tables_ext c ON r.database_name = c.ext_table_catalog
         AND r.schema_name = c.ext_table_schema AND r.name = c.ext_table_name
    WHERE r.schema_name != '_fs_information_schema'
          AND r.database_name NOT IN ('memory', 'system', 'temp', '_fs_global')
"""


def of_account() -> str:
    """Give the statements that make the views behind SHOW."""
    common, order = f"{_EVER} AS created_on, name", "ORDER BY database_name, schema_name, name"
    return f"""
        CREATE OR REPLACE VIEW {_FS}._fs_show_objects AS
        SELECT {common}, database_name, schema_name, sort AS kind, comment, '' AS cluster_by, coalesce(rows, 0) AS rows,
               0 AS bytes, 'SYSADMIN' AS owner, 1 AS retention_time, 'ROLE' AS owner_role_type, 'N' AS is_hybrid,
               'N' AS is_dynamic, 'N' AS is_iceberg
        FROM ({_COMMENTED}) {order};
        CREATE OR REPLACE VIEW {_FS}._fs_show_tables AS
        SELECT {common}, kind, database_name, schema_name, comment, '' AS cluster_by, rows, 0 AS bytes,
               'SYSADMIN' AS owner, 1 AS retention_time, 'OFF' AS automatic_clustering, 'OFF' AS change_tracking,
               'OFF' AS search_optimization, NULL AS search_optimization_progress,
               NULL AS search_optimization_bytes, 'N' AS is_external, 'N' AS enable_schema_evolution,
               'ROLE' AS owner_role_type, 'N' AS is_event, NULL AS budget, 'N' AS is_hybrid, 'N' AS is_iceberg,
               'N' AS is_dynamic, 'N' AS is_immutable
        FROM ({_COMMENTED}) WHERE sort = 'TABLE' {order};
        CREATE OR REPLACE VIEW {_FS}._fs_show_views AS
        SELECT {common}, '' AS reserved, database_name, schema_name, 'SYSADMIN' AS owner, comment, text,
               'false' AS is_secure, 'false' AS is_materialized, 'ROLE' AS owner_role_type, 'OFF' AS change_tracking
        FROM ({_COMMENTED}) WHERE sort = 'VIEW' AND schema_name != 'main' {order};
    """


def of_database(name: str) -> str:
    """Give the statement that makes the view behind a database's INFORMATION_SCHEMA.TABLES."""
    no = ", ".join(f"'NO' AS {column}" for column in ("IS_ICEBERG", "IS_DYNAMIC", "IS_IMMUTABLE", "IS_HYBRID"))
    return f"""
        CREATE OR REPLACE VIEW "{name}"._fs_information_schema._fs_tables AS
        SELECT database_name AS TABLE_CATALOG, schema_name AS TABLE_SCHEMA, name AS TABLE_NAME,
               'SYSADMIN' AS TABLE_OWNER,
               CASE WHEN sort = 'VIEW' THEN 'VIEW' WHEN mark = 'TEMPORARY' THEN 'LOCAL TEMPORARY' ELSE 'BASE TABLE' END
                   AS TABLE_TYPE,
               CASE WHEN sort = 'VIEW' THEN NULL WHEN mark = 'TRANSIENT' THEN 'YES' ELSE 'NO' END AS IS_TRANSIENT,
               NULL::VARCHAR AS CLUSTERING_KEY, rows AS ROW_COUNT, CASE WHEN sort = 'TABLE' THEN 0 END AS BYTES,
               CASE WHEN sort = 'TABLE' THEN 1 END AS RETENTION_TIME, NULL::VARCHAR AS SELF_REFERENCING_COLUMN_NAME,
               NULL::VARCHAR AS REFERENCE_GENERATION, NULL::VARCHAR AS USER_DEFINED_TYPE_CATALOG,
               NULL::VARCHAR AS USER_DEFINED_TYPE_SCHEMA, NULL::VARCHAR AS USER_DEFINED_TYPE_NAME,
               CASE WHEN sort = 'TABLE' THEN 'YES' ELSE 'NO' END AS IS_INSERTABLE_INTO, 'YES' AS IS_TYPED,
               NULL::VARCHAR AS COMMIT_ACTION, {_EVER} AS CREATED, {_EVER} AS LAST_ALTERED, {_EVER} AS LAST_DDL,
               'SYSADMIN' AS LAST_DDL_BY, 'NO' AS AUTO_CLUSTERING_ON, nullif(comment, '') AS COMMENT,
               CASE WHEN mark = 'TEMPORARY' THEN 'YES' ELSE 'NO' END AS IS_TEMPORARY, {no}
        FROM ({_COMMENTED}) WHERE database_name = '{name}';
    """
