"""The process of the embedded Prefect server: `python -m flows.server_process FD`.

It takes the socket from its parent, so that no other process can take the port in between, and
ends when its parent does: standard input is a pipe that nobody writes to, and closes with it.
"""

from __future__ import annotations

import os
import socket
import sys
import threading

import uvicorn

#: Seconds for open connections, and then for the whole process.
_GRACE, _LAST = 3, 10


def serve(listener: socket.socket) -> None:
    """Serve Prefect's API until SIGINT, SIGTERM or the end of the parent."""
    server = uvicorn.Server(
        uvicorn.Config(
            "prefect.server.api.server:create_app",
            factory=True,
            log_level="warning",
            lifespan="on",
            timeout_graceful_shutdown=_GRACE,
        )
    )
    threading.Thread(target=_end_with_parent, args=(server,), daemon=True).start()
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return  # uvicorn raises the signal again after it has shut down in good order


def _end_with_parent(server: uvicorn.Server) -> None:
    os.read(sys.stdin.fileno(), 1)  # not through the buffer: its lock outlives the interpreter
    server.should_exit = True
    threading.Timer(_LAST, os._exit, args=(1,)).start()


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
