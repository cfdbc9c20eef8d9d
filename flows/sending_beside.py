"""Sending notices in the process of an engine: beside a real run, and within a simulated one.

So `callboard rehearse` tells people without `callboard up`. Where another process sends already, it
is left to that one for as long as its pulse goes on: nobody gains by several who look for the same
work. A sender that is kept up leaves it to nobody.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import datetime
from threading import Event, Thread
from time import monotonic

from flows.sending import close_all, send_until, sender_on
from notices.channels.port import Channel
from notices.outbox.pulse import SENDER, this_process
from notices.outbox.rows import POST, simulated_pool
from rehearsals.engine.lease import is_dead_here
from rehearsals.engine.settings import Settings
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal
from runbooks.errors import CallboardError, JournalError

#: Seconds that what is under way has to end once a sender beside an engine is told to stop.
LAST = 30.0
#: Seconds: after which a sender that failed begins again, between looks at what still waits, and
#: between looks whether anybody else sends.
REST, LOOK, WATCH = 10.0, 0.05, 1.0

_log = logging.getLogger("callboard.sender")


class SendingBeside:
    """A sender on a thread of its own."""

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime],
        environ: Mapping[str, str],
        channels: Sequence[Channel] | None = None,
    ) -> None:
        """Begin at once; `now` gives real time (aware)."""
        self._settings, self._now, self._environ = settings, now, dict(environ)
        self._channels = channels
        self._stop = Event()
        self._thread = Thread(target=self._send, name="callboard-sender", daemon=True)
        self._thread.start()

    def close(self, journal: Journal, patience: float) -> None:
        """Have what is due sent, waiting some seconds at most; then end in good order.

        What is not sent by then waits for the next sender.
        """
        until = monotonic() + patience
        with suppress(JournalError):
            while self._thread.is_alive() and journal.waiting(POST, self._now()).due:
                if monotonic() >= until:
                    break
                self._stop.wait(LOOK)
        self._stop.set()
        self._thread.join(LAST)

    def _send(self) -> None:
        while not self._stop.is_set():
            try:
                self._send_while_nobody_else_does()
            except CallboardError as error:
                _log.warning("Notices cannot be sent now: %s", error)
            except Exception:  # noqa: BLE001 - the run goes on, whatever a sender does
                _log.exception("The sender of notices failed; it begins again")
            else:
                continue
            self._stop.wait(REST)

    def _send_while_nobody_else_does(self) -> None:
        with closing(open_journal(self._settings.journal_path)) as journal:
            theirs = Theirs(journal, self._now, self._stop)
            while another_sends(journal, self._now()):
                if self._stop.wait(WATCH):
                    return
            asyncio.run(
                send_until(
                    self._settings, theirs, self._now, self._environ, channels=self._channels
                )
            )


class Theirs:
    """Ends a sender beside an engine: once it is told to stop, or somebody else has its work."""

    def __init__(self, journal: Journal, now: Callable[[], datetime], stop: Event) -> None:
        """`now` gives real time (aware)."""
        self._journal, self._now, self._stop = journal, now, stop
        self._looked = monotonic()
        self._theirs = False

    def is_set(self) -> bool:
        """Whether it is to end; the journal is looked at once a second."""
        if not self._theirs and monotonic() >= self._looked + WATCH:
            self._looked = monotonic()
            with suppress(JournalError):
                self._theirs = another_sends(self._journal, self._now())
        return self._theirs or self._stop.is_set()


def another_sends(journal: Journal, now: datetime) -> bool:
    """Whether another process sends, at a real instant (UTC); raises JournalError.

    One that died on this machine is not waited for until its pulse runs out.
    """
    pulse = journal.lease(SENDER)
    if pulse is None or pulse.expires_at <= now or pulse.holder == this_process():
        return False
    return not is_dead_here(pulse.holder)


class SendingWithin:
    """Sends what a simulated run has due, at an instant of the run and before it goes on.

    The channels' event loop runs on a thread of its own: that of the engine may have one already.
    """

    def __init__(
        self,
        journal: Journal,
        settings: Settings,
        run: str,
        channels: Sequence[Channel],
        *,
        now: Callable[[], datetime],
        environ: Mapping[str, str],
    ) -> None:
        """`now` gives real time (aware). Raises SettingsError."""
        self._channels = tuple(channels)
        self._sender = sender_on(
            journal, settings, self._channels, now, environ=environ, pool=simulated_pool(run)
        )
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="callboard-post", daemon=True)
        self._thread.start()

    def deliver(self, now: datetime) -> datetime | None:
        """Send all that is due at an instant of the run; when the next is."""
        sent = asyncio.run_coroutine_threadsafe(self._sender.drain(now), self._loop)
        return sent.result()

    def close(self) -> None:
        """Let go of connections, and end the thread."""
        asyncio.run_coroutine_threadsafe(close_all(self._channels), self._loop).result(LAST)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(LAST)
        self._loop.close()
