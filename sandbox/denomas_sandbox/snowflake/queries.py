"""Query requests: their statements executed one by one, noted in the journal, and answered, whatever happens."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from denomas_sandbox.snowflake import bindings, errors, rewriting
from denomas_sandbox.snowflake.answers import context, failure, success
from denomas_sandbox.snowflake.errors import SnowflakeError
from denomas_sandbox.snowflake.faults import error_of
from denomas_sandbox.snowflake.journal import without_secrets
from denomas_sandbox.snowflake.translation import translation

if TYPE_CHECKING:
    from denomas_sandbox.snowflake.answers import Answer
    from denomas_sandbox.snowflake.faults import Fault
    from denomas_sandbox.snowflake.journal import Journal
    from denomas_sandbox.snowflake.results import Outcome
    from denomas_sandbox.snowflake.sessions import Session

_MULTI_STATEMENT = 0xA000


@dataclass(frozen=True)
class Query:
    """A query request.

    Attributes:
        request_id: the client's number of it, the same when it is sent again.
        sql: one statement or several.
        statements: how many the client means to send; 0 for any number.
        parameters: of the session, for these statements alone.
        bindings: the values for `?`.
        describe_only: whether only the columns are asked for.
        fault: what is to go wrong.
    """

    request_id: str
    sql: str
    statements: int
    parameters: dict[str, Any]
    bindings: dict[str, Any] | None
    describe_only: bool
    fault: Fault | None

    @classmethod
    def of(cls, request_id: str, body: dict[str, Any], fault: Fault | None) -> Self:
        """Read a request's body."""
        parameters = {name.upper(): value for name, value in (body.get("parameters") or {}).items()}
        count = int(parameters.pop("MULTI_STATEMENT_COUNT", 1))
        describe_only = bool(body.get("describeOnly"))
        sql = str(body.get("sqlText") or "")
        return cls(request_id, sql, count, parameters, body.get("bindings"), describe_only, fault)


@dataclass
class Done:
    """A statement that was executed, or refused."""

    query_id: str
    outcome: Outcome | dict[str, Any] | None = None
    error: SnowflakeError | None = None

    @property
    def rows(self) -> int | None:
        """How many rows it changed."""
        return None if self.outcome is None or isinstance(self.outcome, dict) else self.outcome.changed_rows

    def answer(self, session: Session) -> Answer:
        """Give it to the client."""
        if self.error is None:
            try:
                data = self.outcome if isinstance(self.outcome, dict) else self.outcome.data() if self.outcome else {}
                return success({**context(session), "queryId": self.query_id, **data})
            except Exception as error:  # noqa: BLE001  what cannot be encoded must not become an answer of status 500
                self.error = translation(error)
        return failure(self.error, self.query_id)


def answers(query: Query, session: Session, journal: Journal) -> list[Answer]:
    """Execute a request.

    Returns:
        The answers of its statements up to the first error, and last the one to the request itself.
    """
    statements = rewriting.split(query.sql) if ";" in query.sql else [query.sql]
    if query.statements and len(statements) != query.statements:
        refused = Done(str(uuid.uuid4()), error=errors.statement_count(len(statements), query.statements))
        journal.add(_entry(query, session, query.sql, refused))
        return [refused.answer(session)]
    given: list[Answer] = []
    for statement in statements:
        given.append(_execute(statement, query, session, journal))
        if not given[-1]["success"]:
            return given
    return given if len(given) == 1 else [*given, _together(given, session)]


def _execute(sql: str, query: Query, session: Session, journal: Journal) -> Answer:
    started, done = time.monotonic(), Done(str(uuid.uuid4()))
    with session.for_a_statement(query.parameters):
        try:
            done.error = error_of(query.fault, done.query_id, session.warehouse or "") if query.fault else None
            if done.error is None:
                rows = bindings.rows_of(query.bindings)
                with session.limited():
                    done.outcome = session.execute(sql, rows, describe_only=query.describe_only)
                done.query_id = getattr(done.outcome, "query_id", None) or done.query_id
        except SnowflakeError as error:
            done.error = error
        except Exception as error:  # noqa: BLE001  an answer of status 500 would be retried for minutes
            done.error = translation(error)
        answer = done.answer(session)
        journal.add(_entry(query, session, sql, done, seconds=time.monotonic() - started))
    return answer


def _together(given: list[Answer], session: Session) -> Answer:
    """Give the answer to several statements: where their answers can be fetched."""
    parts = [answer["data"] for answer in given]
    return success(
        {
            **context(session),
            "queryId": str(uuid.uuid4()),
            "statementTypeId": _MULTI_STATEMENT,
            "resultIds": ",".join(part["queryId"] for part in parts),
            "resultTypes": ",".join(str(part["statementTypeId"]) for part in parts),
            "rowtype": [],
            "rowset": [],
            "total": 0,
            "queryResultFormat": "json",
        }
    )


def _entry(query: Query, session: Session, sql: str, done: Done, seconds: float = 0.0) -> dict[str, Any]:
    now = session.context
    return {
        "session": session.number,
        "user": now.user,
        "role": now.role,
        "warehouse": session.warehouse,
        "database": now.database,
        "schema": now.schema,
        "query_tag": str(session.parameters.get("QUERY_TAG", "")),
        "request_id": query.request_id,
        "query_id": done.query_id,
        "sql": without_secrets(sql),
        "rows": done.rows,
        "seconds": round(seconds, 4),
        "error": f"{done.error.code} {done.error.message}" if done.error else None,
        "fault": query.fault.value if query.fault else None,
    }
