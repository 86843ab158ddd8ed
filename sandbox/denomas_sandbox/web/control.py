"""Paths for whoever runs the sandbox: order faults, read the truth, see what was asked. A token opens them."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.routing import Route, Router

from denomas_sandbox.errors import SandboxError
from denomas_sandbox.web.answers import answer, bearer_token
from denomas_sandbox.web.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from denomas_sandbox.web.app import Web

    Handler = Callable[[Request], Awaitable[Response]]


def router(web: Web) -> Router:
    """Give the paths."""

    def guarded(handler: Callable[[Web, Request], Awaitable[Response]]) -> Handler:
        async def handle(request: Request) -> Response:
            given = bearer_token(request) or ""
            if not hmac.compare_digest(given.encode(), web.settings.token.encode()):
                return PlainTextResponse("The sandbox's own token opens this, as a Bearer token.\n", 401)
            try:
                return await handler(web, request)
            except (SandboxError, TypeError, ValueError) as error:
                return PlainTextResponse(f"{error}\n", 400)

        return handle

    return Router(
        [
            Route("/vendors", guarded(_vendors)),
            Route("/truth/{vendor}/{stream}", guarded(_truth)),
            Route("/faults", guarded(_faults)),
            Route("/faults/{vendor}", guarded(_order), methods=["POST"]),
            Route("/faults", guarded(_clear), methods=["DELETE"]),
            Route("/requests/{vendor}", guarded(_requests)),
            Route("/requests/{vendor}", guarded(_forget), methods=["DELETE"]),
        ]
    )


async def _vendors(web: Web, request: Request) -> Response:  # noqa: ARG001
    """Which vendors and streams there are."""
    return answer({name: sorted(web.stand_in(name).truths) for name in web.faults})


async def _truth(web: Web, request: Request) -> Response:
    """All records of a stream, by primary key."""
    vendor, stream = _vendor(web, request), request.path_params["stream"]
    truths = web.stand_in(vendor).truths
    if stream not in truths:
        raise SandboxError(f"{vendor} has no stream {stream}. It has: {', '.join(sorted(truths))}.")
    return answer(truths[stream]())


async def _faults(web: Web, request: Request) -> Response:  # noqa: ARG001
    """What is ordered, and how often it has happened."""
    return answer(
        {
            name: [
                {"kind": each.kind, "path": each.path, "times": each.times, "happened": each.happened}
                for each in faults.orders
            ]
            for name, faults in web.faults.items()
        }
    )


async def _order(web: Web, request: Request) -> Response:
    """Order a fault."""
    web.faults[_vendor(web, request)].orders.append(Fault(**await request.json()))
    return answer({}, 201)


async def _clear(web: Web, request: Request) -> Response:
    """Take back all orders, or one vendor's."""
    only = request.query_params.get("vendor")
    for name, faults in web.faults.items():
        if only in {None, name}:
            faults.orders.clear()
    return answer({})


async def _requests(web: Web, request: Request) -> Response:
    """The requests that a vendor got, oldest first."""
    vendor = _vendor(web, request)
    return answer([each.as_dict() for each in web.noted if each.vendor == vendor])


async def _forget(web: Web, request: Request) -> Response:
    """Forget the requests that a vendor got."""
    vendor = _vendor(web, request)
    kept = [each for each in web.noted if each.vendor != vendor]
    web.noted.clear()
    web.noted.extend(kept)
    return answer({})


def _vendor(web: Web, request: Request) -> str:
    name = str(request.path_params["vendor"])
    if name not in web.faults:
        raise HTTPException(404, f"No vendor {name}. There are: {', '.join(web.faults)}.")
    return name
