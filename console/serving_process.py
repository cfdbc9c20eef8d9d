"""The process of the web console: `python -m console.serving_process FD`, started by `up`.

It takes its listening socket from its parent, so that whoever calls while it is started again is
answered by the next one; and ends when its parent does. Its standard output is for whoever typed
`up`: where the console is, and the link of the first set-up, which no log may hold.
"""

from __future__ import annotations

import os
import resource
import socket
import sys
from contextlib import suppress
from threading import Event, Thread

from console.web.house import House, opened_house
from console.web.serving import serve
from dependencies.warm import warm
from flows.signals import stopping_on_signals
from flows.upkeep.parent import ending_with_parent
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import Settings, settings_from

#: Open files that a console may have: the page of each reader is one.
_FILES = 8192


def main(listener: socket.socket, settings: Settings) -> None:
    """Serve until SIGTERM or the end of the parent; raises JournalError."""
    stop, now = Event(), SystemClock().now
    url = settings.url or "http://{}:{}".format(*listener.getsockname()[:2])
    with (
        suppress(KeyboardInterrupt),
        opened_house(
            settings.home, now, url=url, public=settings.public, environ=os.environ
        ) as house,
        stopping_on_signals(stop.set),
    ):
        # Beside the first answers: whoever wants a forecast then waits for no compiler.
        Thread(target=warm, name="callboard-warm").start()
        serve(house, listener, stop, lambda: _tell(house))


def raise_file_limit() -> None:
    """Have room for as many open pages as are let in; systems often allow only 1024 files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _tell(house: House) -> None:
    if link := house.setup_link():
        sys.stdout.write(f"Set Callboard up with this link, once and within 30 minutes: {link}\n")
    sys.stdout.write(f"Callboard is at {house.url}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    ending_with_parent()
    raise_file_limit()
    main(socket.socket(fileno=int(sys.argv[1])), settings_from())
