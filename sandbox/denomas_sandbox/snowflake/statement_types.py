"""The numbers by which Snowflake tells its clients what sort of statement they sent."""

from __future__ import annotations

from fakesnow import statement_type as types

from denomas_sandbox.snowflake import rewriting

DDL = types.DDL
DML = types.DML_TYPE_IDS
COPY = types.COPY
MERGE = types.MERGE

_BY_KEYWORD = {
    "SELECT": types.SELECT,
    "WITH": types.SELECT,
    "VALUES": types.SELECT,
    "INSERT": types.INSERT,
    "UPDATE": types.UPDATE,
    "DELETE": types.DELETE,
    "MERGE": types.MERGE,
    "COPY": types.COPY,
    "USE": types.USE,
    "SHOW": types.SHOW,
    "DESC": types.DESCRIBE,
    "DESCRIBE": types.DESCRIBE,
    "BEGIN": types.TCL,
    "START": types.TCL,
    "COMMIT": types.TCL,
    "ROLLBACK": types.TCL,
    "CREATE": types.DDL,
    "ALTER": types.DDL,
    "DROP": types.DDL,
    "TRUNCATE": types.DDL,
    "GRANT": types.DDL,
    "REVOKE": types.DDL,
}


def statement_type(sql: str) -> int:
    """Give a statement's type by its first word; 0 for what gives rows and has no type of its own."""
    return _BY_KEYWORD.get(rewriting.keyword(sql), types.UNKNOWN)


def is_change(sql: str) -> bool:
    """Tell whether a statement changes rows, so that it belongs into a transaction."""
    return statement_type(sql) in {*DML, COPY} or rewriting.keyword(sql) == "TRUNCATE"
