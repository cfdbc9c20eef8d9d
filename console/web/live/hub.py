"""The hub: follows the journal, renders each followed page once, and sends it to all who have it.

A thread of its own looks at the journal and renders; only the sending is done on the event loop. So
three hundred open pages cost one rendering and three hundred short writes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from threading import Event, Lock, Thread
from time import monotonic

from console.web.live.channel import TICK, Channel, Shown, Topic
from console.web.live.frames import frame
from console.web.live.pacing import Costs, Pacing
from console.web.live.stream import Stream
from rehearsals.journal.port import Journal

#: Seconds: between looks at the journal; between two renderings at least, and at most, because time
#: passes too, and because a page that hears nothing takes its line for broken.
LOOK, PACE, HEARTBEAT = 0.02, 0.1, 2.0
#: A rendering may take this share of the time at most.
_SHARE = 0.4
#: Renders a topic; raises what looking at a run raises.
Render = Callable[[Topic], Shown]

_log = logging.getLogger("callboard.live")


class Hub:
    """All open pages of one console process."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        #: What it costs to answer the personal pages that are told to fetch themselves.
        self.costs = Costs()
        self._pacing = Pacing(self.costs.of)
        self._channels: dict[Topic, Channel] = {}
        self._lock = Lock()
        self._stop = Event()
        self._woken = Event()
        #: Something besides the journal is to be shown anew.
        self._asked = Event()
        #: What does not work and was logged already: it is tried again and again.
        self._broken: set[object] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None

    def start(self, render: Render, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to follow the journal; what is to be sent is sent on `loop`."""
        self._loop = loop
        self._stop.clear()
        self._thread = Thread(target=self._run, args=(render,), name="callboard-live", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End all streams, and stop following."""
        self._stop.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def render_again(self) -> None:
        """Render what is followed though nothing has happened; from any thread."""
        self._asked.set()

    def end_streams(self) -> None:
        """Say good-bye to every open page; on the event loop."""
        with self._lock:
            channels = tuple(self._channels.values())
        for channel in channels:
            for stream in tuple(channel.streams):
                stream.end(frame("bye", {}))

    @property
    def open_streams(self) -> int:
        """How many pages are open."""
        with self._lock:
            return sum(len(channel.streams) for channel in self._channels.values())

    def join(
        self, topic: Topic, after: int | None, shown: Shown, made: int | None = None
    ) -> Stream:
        """Open a stream for a page that has seen the run up to `after`; on the event loop.

        `shown` is how the page stands now: a page that has seen less, another number of forecasts
        (`made`; None: it shows none) or another rendering of it, is sent the whole.
        """
        stream = Stream()
        with self._lock:
            channel = self._channels.setdefault(topic, Channel(topic=topic))
            if channel.shown is None:
                channel.shown = shown
            channel.streams.add(stream)
            latest = channel.shown if channel.shown.seq >= shown.seq else shown
        whole = latest.whole()
        # A page without regions only has to know whether it missed something. Regions change with
        # time, too, so that their page is always sent all of them; what is the same stays put.
        missed = bool(latest.regions) or after is None or after < latest.seq
        missed = missed or made not in (None, latest.made)
        stream.put(whole if missed else frame("clock", dict(latest.clock)), whole=whole)
        self._woken.set()
        return stream

    def leave(self, topic: Topic, stream: Stream) -> None:
        """Close a stream."""
        with self._lock:
            channel = self._channels.get(topic)
            if channel is None:
                return
            channel.streams.discard(stream)
            if not channel.streams:
                del self._channels[topic]

    def _run(self, render: Render) -> None:
        last, changed, cost = monotonic(), True, 0.0
        while not self._stop.is_set():
            if not self._channels:
                self._woken.wait(HEARTBEAT)
                self._woken.clear()
                changed = True
                continue
            self._stop.wait(LOOK)
            changed = self._has_changed() or changed or monotonic() >= self._pacing.due
            waited = monotonic() - last
            if waited < max(PACE, cost / _SHARE) or not (changed or waited >= HEARTBEAT):
                continue
            last, changed = monotonic(), False
            self._render_all(render, last)
            cost = monotonic() - last

    def _has_changed(self) -> bool:
        asked = self._asked.is_set()
        self._asked.clear()
        try:
            changed = self._journal.changed() or asked
        except Exception:  # noqa: BLE001 - a watcher that dies would leave every page behind
            self._log_once(self._journal, "The journal cannot be watched.")
            return True
        self._broken.discard(self._journal)
        return changed

    def _render_all(self, render: Render, now: float) -> None:
        with self._lock:
            topics = tuple(self._channels)
        self._pacing.begin({topic.run for topic in topics if topic.page == TICK})
        for topic in topics:
            try:
                shown = render(topic)
            except Exception:  # noqa: BLE001
                # One page that cannot be rendered must not silence the others.
                self._log_once(topic, f"{topic.page} of run {topic.run} cannot be rendered.")
                continue
            self._broken.discard(topic)
            self._send(topic, self._paced(topic, shown, now))

    def _paced(self, topic: Topic, shown: Shown, now: float) -> Shown:
        """What may be told now; personal pages are told of an event only so often."""
        with self._lock:
            channel = self._channels.get(topic)
            before = channel.shown if channel else None
            streams = len(channel.streams) if channel else 0
        if topic.page != TICK or before is None:
            return shown
        number, last = shown.news_number, before.news_number
        told = self._pacing.seq(topic.run, number, shown=last, streams=streams, now=now)
        return shown if told == number else replace(shown, seq=before.seq, made=before.made)

    def _log_once(self, what: object, words: str) -> None:
        """Log the error that is handled just now, unless the same thing was broken before."""
        if what not in self._broken:
            self._broken.add(what)
            _log.exception(words)

    def _send(self, topic: Topic, shown: Shown) -> None:
        def send() -> None:
            channel = self._channels.get(topic)
            if channel is not None:
                channel.show(shown)

        if self._loop is not None and not self._loop.is_closed():
            # It may be closed just now.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(send)
