"""Serving an ASGI application on this machine, in a thread of the test's own process."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import uvicorn

from tests.waiting import until

#: Seconds that open streams get when the server stops.
PARTING = 1


@contextmanager
def served(app: Any, *, port: int = 0) -> Iterator[str]:
    """The address at which the application answers while the block lasts, without a last slash.

    Port 0 is any free one. Streams that are still open at the end are closed by the server.
    """
    with socket.create_server(("127.0.0.1", port)) as listening:
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                ws="none",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=PARTING,
            )
        )
        thread = Thread(target=_serve, args=(server, listening), name="served")
        thread.start()
        try:
            until(lambda: server.started or not thread.is_alive(), what="the server answers")
            assert server.started, "the application did not start: see its log"
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive(), "the server did not stop"


def _serve(server: uvicorn.Server, listening: socket.socket) -> None:
    """Serve on an event loop of this thread's own."""
    asyncio.run(server.serve(sockets=[listening]))
