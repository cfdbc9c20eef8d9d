"""Serving the console: uvicorn on a house, until somebody says stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from threading import Event

import uvicorn

from console.web.app import create_app
from console.web.house import House

#: Seconds that open requests have when the console stops.
_GRACE = 3
_LOOK = 0.1


def serve(
    house: House, listener: socket.socket, stop: Event, ready: Callable[[], None] | None = None
) -> None:
    """Serve a house until `stop` is set; `ready` is called once requests are answered."""
    asyncio.run(_serve(house, listener, stop, ready))


async def _serve(
    house: House, listener: socket.socket, stop: Event, ready: Callable[[], None] | None
) -> None:
    config = uvicorn.Config(
        create_app(house),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=_GRACE,
        timeout_keep_alive=15,
    )
    server = uvicorn.Server(config)
    # Signals are the supervisor's; it sets `stop`.
    serving = asyncio.create_task(server._serve([listener]))  # noqa: SLF001
    # uvicorn says by a flag alone that it has started, and `stop` is another thread's.
    while not server.started and not serving.done():  # noqa: ASYNC110
        await asyncio.sleep(_LOOK / 10)
    if ready is not None and not serving.done():
        ready()
    while not stop.is_set() and not serving.done():  # noqa: ASYNC110
        await asyncio.sleep(_LOOK)
    house.hub.end_streams()
    server.should_exit = True
    await serving
