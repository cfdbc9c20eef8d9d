"""Serving the console: uvicorn on a house, until somebody says stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from threading import Event

import uvicorn

from console.web.app import create_app
from console.web.house import House
from runbooks.errors import SettingsError

#: Seconds that open requests have when the console stops.
_GRACE = 3
_LOOK = 0.1


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises SettingsError if it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise SettingsError(
            f"The console cannot listen on {host}, port {port}: {(error.strerror or '').lower()}.",
            hint="Choose another one with --port, or stop what listens there.",
        ) from error
    made.listen(1024)
    return made


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
