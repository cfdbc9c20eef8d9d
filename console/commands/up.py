"""`up`: everything with one command: web console, sender of notices, engines, and Prefect."""

from __future__ import annotations

import re
import socket
import sys
import webbrowser
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from console import here
from console.listening import address_of, is_loopback, listening
from console.opening import check_home
from console.output import emit, talk, wrapped
from console.playing import Executor
from rehearsals.engine.settings import Settings

#: What serves the web console; it is given the number of its socket.
CONSOLE = (sys.executable, "-P", "-m", "console.serving_process")


def up(
    *,
    port: int = 8600,
    host: str = "127.0.0.1",
    public: bool = False,
    open_browser: bool = False,
    executor: Executor = "prefect",
) -> int:
    """Start the web console, an engine for every open run, and Prefect; Ctrl-C stops them all.

    And a sender of outage notices, over the channels that are set up (see `callboard doctor`).
    Nothing is lost by stopping, however that happens: starting again carries on. What ends by
    itself is started again. Simulated parties of rehearsals are played.

    Args:
        port: Where the web console listens.
        host: On which address; others than this machine need CALLBOARD_URL, by https.
        public: Show everybody what is meant for everybody, without signing in.
        open_browser: Open the web console in a browser.
        executor: What carries automated tasks: prefect, or threads of the engines.
    """
    from console.web.signing_in.provider_settings import provider_settings  # noqa: PLC0415
    from flows.upkeep.lock import locked  # noqa: PLC0415 - help needs none of it

    settings = here.settings()
    # What is set by half is said here, and not by the web console, again and again, in a log.
    provider_settings(here.environ())
    settings = replace(settings, public=settings.public or public)
    check_home(settings.home)
    with locked(settings.home) as lock, closing(listening(host, port)) as listener:
        address = address_of(listener, host, settings.url)
        lock.say_where(address)
        if not is_loopback(host):
            talk(wrapped(_warning(host, address)))
        emit(f"Starting; Ctrl-C stops, and nothing is lost. Data and logs lie in {settings.home}.")
        _keep(settings, listener, address, executor, _heard(open_browser=open_browser))
    talk("Stopped; nothing is lost. `callboard up` carries on.")
    return 0


def _keep(
    settings: Settings,
    listener: socket.socket,
    address: str,
    executor: Executor,
    heard: Callable[[str], None],
) -> None:
    from flows.upkeep.keeper import Upkeep  # noqa: PLC0415 - help needs none of it
    from flows.upkeep.keeping import keep_up  # noqa: PLC0415

    keep_up(
        Upkeep(
            settings=settings,
            console=CONSOLE,
            listener=listener.fileno(),
            address=address,
            executor=executor,
            say=talk,
            heard=heard,
        )
    )


def _heard(*, open_browser: bool) -> Callable[[str], None]:
    """Passes on what the web console says; the first address in it is opened, if wanted."""
    to_open = [webbrowser.open] if open_browser else []

    def heard(line: str) -> None:
        emit(line)
        if to_open and (found := re.search(r"https?://\S+", line)):
            to_open.pop()(found.group())

    return heard


def _warning(host: str, address: str) -> str:
    return (
        f"Warning: {host} can be reached from other machines, and what is said there is plain "
        f"http. Have only the proxy reach it that answers at {address}."
    )
