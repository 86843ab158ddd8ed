"""The account's end points, as the connector calls them."""

from __future__ import annotations

import gzip
import hmac
import json
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.answers import failure, in_progress, success
from denomas_sandbox.snowflake.errors import SnowflakeError
from denomas_sandbox.snowflake.faults import Fault
from denomas_sandbox.snowflake.queries import Query
from denomas_sandbox.snowflake.translation import translation

if TYPE_CHECKING:
    from asyncio import Transport
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from denomas_sandbox.snowflake.account import Account

    Endpoint = Callable[[Request], Awaitable[Response]]

_TOKEN = 'Snowflake Token="'  # noqa: S105  the header's beginning, not a secret
_UNAVAILABLE, _FORBIDDEN, _UNAUTHORIZED, _BAD_REQUEST, _NOT_FOUND = 503, 403, 401, 400, 404
ADMIN_HEADER = "X-Sandbox-Token"


class ConnectionKnown(H11Protocol):
    """HTTP/1.1 that tells the application which connection a request came by, so that it can cut it."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Take a connection."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class Endpoints:
    """The account over HTTP."""

    def __init__(self, account: Account) -> None:
        """Take an account."""
        self._account = account

    def application(self) -> Starlette:
        """Give the ASGI application."""
        routes: list[tuple[str, str, Endpoint]] = [
            ("POST", "/session/v1/login-request", self.sign_in),
            ("POST", "/session/token-request", self.renew),
            ("POST", "/session/heartbeat", self.heartbeat),
            ("POST", "/session", self.session),
            ("POST", "/queries/v1/query-request", self.query),
            ("POST", "/queries/v1/abort-request", self.abort),
            ("GET", "/queries/{query_id}/result", self.result),
            ("GET", "/monitoring/queries/{query_id}", self.monitoring),
            ("POST", "/telemetry/send", self.telemetry),
            ("GET", "/sandbox/faults", self.faults),
            ("POST", "/sandbox/faults", self.faults),
            ("DELETE", "/sandbox/faults", self.faults),
            ("GET", "/sandbox/locations", self.locations),
            ("POST", "/sandbox/locations", self.locations),
        ]
        return Starlette(routes=[Route(path, _answering(to), methods=[verb]) for verb, path, to in routes])

    async def sign_in(self, request: Request) -> Response:
        """Open a session."""
        data = (await _body(request)).get("data") or {}
        fault = self._account.faults.due(f"LOGIN {data.get('LOGIN_NAME', '')}")
        if fault and (done := await _broken(request, fault, before=True)):
            return done
        if not self._account.credentials.is_account(str(data.get("ACCOUNT_NAME", ""))):
            # So the connector says "Verify the account name is correct".
            return Response(status_code=_FORBIDDEN)
        return _success(await run_in_threadpool(self._account.sign_in, data, dict(request.query_params)))

    async def renew(self, request: Request) -> Response:
        """Give a session a new token."""
        return _success(self._account.renew(_token(request)))

    async def heartbeat(self, request: Request) -> Response:
        """Say that a session is alive."""
        self._account.signed_in(_token(request))
        return _success(None)

    async def session(self, request: Request) -> Response:
        """End a session."""
        signed = self._account.signed_in(_token(request))
        if request.query_params.get("delete") == "true":
            await run_in_threadpool(self._account.sign_out, signed)
        return _success(None)

    async def query(self, request: Request) -> Response:
        """Execute a statement."""
        signed = self._account.signed_in(_token(request))
        signed.use(request.state.transport)
        body = await _body(request)
        fault = self._account.faults.due(str(body.get("sqlText") or ""))
        if fault and (done := await _broken(request, fault, before=True)):
            return done
        asked = Query.of(request.query_params.get("requestId", ""), body, fault)
        answer = await run_in_threadpool(self._account.query, signed, asked)
        if fault and (done := await _broken(request, fault, before=False)):
            return done
        if body.get("asyncExec") and answer["success"]:
            return JSONResponse(in_progress(answer["data"]["queryId"]))
        return JSONResponse(answer)

    async def abort(self, request: Request) -> Response:
        """Stop a statement."""
        self._account.signed_in(_token(request))
        self._account.abort(str((await _body(request)).get("requestId")))
        return _success(None)

    async def result(self, request: Request) -> Response:
        """Give the answer to an earlier statement again."""
        signed = self._account.signed_in(_token(request))
        query_id = request.path_params["query_id"]
        answer = signed.answers.get(query_id)
        return JSONResponse(answer or failure(errors.no_result(query_id)))

    async def monitoring(self, request: Request) -> Response:
        """Say how an earlier statement ended."""
        answer = self._account.signed_in(_token(request)).answers.get(request.path_params["query_id"])
        if answer is None:
            return _success({"queries": []})
        status = "SUCCESS" if answer["success"] else "FAILED_WITH_ERROR"
        return _success(
            {"queries": [{"status": status, "errorCode": answer["code"], "errorMessage": answer["message"]}]}
        )

    async def telemetry(self, request: Request) -> Response:
        """Forget what clients tell about themselves."""
        self._account.signed_in(_token(request))
        return _success(None)

    async def faults(self, request: Request) -> Response:
        """Take, show or forget orders of faults; the sandbox's own end point, not Snowflake's."""
        if not self._is_admin(request):
            return JSONResponse({"message": "the admin token is missing or wrong"}, status_code=_UNAUTHORIZED)
        faults = self._account.faults
        if request.method == "DELETE":
            faults.clear()
        elif request.method == "POST":
            order = await request.json()
            try:
                faults.order(order["kind"], order["match"], int(order.get("times", 1)))
            except (KeyError, TypeError, ValueError) as error:
                return JSONResponse({"message": str(error)}, status_code=_BAD_REQUEST)
        return JSONResponse({"open": faults.open()})

    async def locations(self, request: Request) -> Response:
        """Let a folder stand for a bucket, or show which do."""
        if not self._is_admin(request):
            return JSONResponse({"message": "the admin token is missing or wrong"}, status_code=_UNAUTHORIZED)
        if request.method == "POST":
            order = await request.json()
            self._account.locations.put(order["url"], order["folder"])
        return JSONResponse({"open": self._account.locations.all()})

    def _is_admin(self, request: Request) -> bool:
        given, own = request.headers.get(ADMIN_HEADER, ""), self._account.credentials.admin_token
        return hmac.compare_digest(given.encode(), own.encode())


def _answering(endpoint: Endpoint) -> Endpoint:
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except SnowflakeError as error:
            return JSONResponse(failure(error))
        except Exception as error:  # noqa: BLE001  the connector would send a request again for minutes
            return JSONResponse(failure(translation(error)))

    return answer


async def _body(request: Request) -> dict[str, Any]:
    content = await request.body()
    if request.headers.get("Content-Encoding") == "gzip":
        content = await run_in_threadpool(gzip.decompress, content)
    body: dict[str, Any] = json.loads(content) if content else {}
    return body


def _token(request: Request) -> str:
    return request.headers.get("Authorization", "").removeprefix(_TOKEN).removesuffix('"')


def _success(data: dict[str, Any] | None) -> Response:
    return JSONResponse(success(data))


async def _broken(request: Request, fault: Fault, *, before: bool) -> Response | None:
    """Let the HTTP part of a fault happen."""
    if fault is Fault.UNAVAILABLE and before:
        return Response(status_code=_UNAVAILABLE)
    if fault is not (Fault.CUT_BEFORE if before else Fault.CUT_AFTER):
        return None
    request.state.transport.abort()
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response()
