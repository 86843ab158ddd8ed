"""The connections of the server, so that a fault can break one as a network does."""

from __future__ import annotations

import socket
import struct
from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

_open: dict[tuple[str, int], asyncio.Transport] = {}


class Protocol(H11Protocol):
    """Uvicorn's protocol, which notes its connection under the client's address."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Note the connection."""
        super().connection_made(transport)
        if self.client:
            _open[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        super().connection_lost(exc)
        if self.client:
            _open.pop(self.client, None)


def reset(client: tuple[str, int]) -> None:
    """Break a connection: the client sees "connection reset by peer", at once and with whatever it has read."""
    transport = _open.get((client[0], client[1]))
    if transport is None:
        return
    connection = transport.get_extra_info("socket")
    # To linger for no time at all means RST instead of FIN.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
