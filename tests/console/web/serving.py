"""A console served for real, on a free port of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from console.listening import listening
from console.web.house import House
from console.web.serving import serve

#: Seconds until a start or a stop has failed.
DEADLINE = 20.0


@contextmanager
def served(house: House, port: int = 0) -> Iterator[str]:
    """Serve a house while the block lasts; its address. The house must know itself by that."""
    listener = listening("127.0.0.1", port)
    number = listener.getsockname()[1]
    stop, ready = Event(), Event()
    thread = Thread(target=serve, args=(house, listener, stop, ready.set), daemon=True)
    thread.start()
    try:
        assert ready.wait(DEADLINE)
        yield f"http://127.0.0.1:{number}"
    finally:
        stop.set()
        thread.join(DEADLINE)
        assert not thread.is_alive()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    listener = listening("127.0.0.1", 0)
    try:
        return int(listener.getsockname()[1])
    finally:
        listener.close()
