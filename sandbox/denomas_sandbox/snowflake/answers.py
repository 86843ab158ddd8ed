"""Answers in the form that the connector reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from denomas_sandbox.snowflake.errors import SnowflakeError
    from denomas_sandbox.snowflake.sessions import Session

Answer = dict[str, Any]


def success(data: dict[str, Any] | None) -> Answer:
    """Give the answer of what went well."""
    return {"data": data, "success": True, "code": None, "message": None}


def failure(error: SnowflakeError, query_id: str | None = None) -> Answer:
    """Give the answer that the connector raises an error from."""
    data = {"errorCode": error.code, "sqlState": error.sql_state, "queryId": query_id} if query_id else None
    return {"data": data, "success": False, "code": error.code, "message": error.message, "headers": None}


def in_progress(query_id: str) -> Answer:
    """Give the answer to a client that does not want to wait: where to ask again."""
    data = {"queryId": query_id, "getResultUrl": f"/queries/{query_id}/result"}
    return {"data": data, "success": True, "code": "333334", "message": "Query execution in progress."}


def is_about_session(answer: Answer) -> bool:
    """Tell whether the session was refused and not the request, which then comes again with the same number."""
    return str(answer["code"]).startswith("3901")


def context(session: Session) -> dict[str, Any]:
    """Give where a session is after a statement."""
    now = session.context
    return {
        "parameters": parameters(session),
        "finalDatabaseName": now.database,
        "finalSchemaName": now.schema,
        "finalWarehouseName": session.warehouse,
        "finalRoleName": now.role,
    }


def parameters(session: Session) -> list[dict[str, Any]]:
    """Give what clients read of a session's parameters."""
    return [
        {"name": "AUTOCOMMIT", "value": session.autocommit},
        {"name": "TIMEZONE", "value": "Etc/UTC"},
        {"name": "CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY", "value": 3600},
        # Rows of bound values come in the request: nothing is staged for them.
        {"name": "CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", "value": 0},
        {"name": "CLIENT_TELEMETRY_ENABLED", "value": False},
    ]
