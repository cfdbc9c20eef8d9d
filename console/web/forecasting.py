"""The keeper of forecasts: the newest outlook of each run, worked out once for all who look.

That of a small run is worked out by whoever first wants it; that of a large one in a thread of its
own, where the newest state wins, and pages show meanwhile what there is. Nobody who writes waits.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Condition, Event, Lock, Thread
from time import monotonic

from console.web.foreseen import NOTHING, Foreseen, outlook_of
from console.web.reading import Look
from rehearsals.outlook.outlook import Outlook
from runbooks.errors import CallboardError

#: Tasks of a run whose outlook takes no longer than a page itself: some 20 ms.
AT_ONCE = 500
#: Runs whose outlooks are kept.
MOST_RUNS = 32
_UNKNOWN = "It could not be worked out; the log of the console says why."
#: What an outlook is of: the run's newest event, and the minute by its clock.
_Key = tuple[int, int]
_NONE: _Key = (-1, -1)

_log = logging.getLogger("callboard.forecast")


@dataclass(slots=True)
class _Run:
    """What is kept of a run."""

    foreseen: Foreseen = NOTHING
    #: Of the outlook that is kept, and of the newest that was asked for.
    key: _Key = _NONE
    wanted: _Key = _NONE
    #: How many were worked out beside the pages.
    made: int = 0
    #: Held while one is worked out at once.
    turn: Lock = field(default_factory=Lock)


class Forecasts:
    """The newest outlook of each run; for many threads."""

    def __init__(
        self,
        told: Callable[[], object] = lambda: None,
        *,
        make: Callable[[Look], Outlook] = outlook_of,
        at_once: int = AT_ONCE,
    ) -> None:
        """`told` is called when one was worked out beside the pages: they are to be shown anew."""
        self._told, self._make, self._at_once = told, make, at_once
        #: Held while something is looked up, and never while anything is worked out.
        self._news = Condition()
        self._runs: dict[str, _Run] = {}
        #: What is still to be worked out, first come first served; of each run the newest state.
        self._waiting: dict[str, Look] = {}
        self._closing = Event()
        self._thread: Thread | None = None

    def of(self, look: Look) -> Foreseen:
        """The newest that is foreseen of a run; never raises, and never waits for a large run."""
        if look.state.status != "open":
            return NOTHING
        key = (look.seq, int(look.now.timestamp()) // 60)
        with self._news:
            run = self._run(look.run)
            if len(look.state.index.tasks) > self._at_once:
                self._want(run, key, look)
                return run.foreseen
        with run.turn:
            if key > run.key:
                run.foreseen, run.key = self._made(look), key
            return run.foreseen

    def made(self, run: str) -> int:
        """How many outlooks of a run were worked out beside the pages so far."""
        with self._news:
            return self._runs[run].made if run in self._runs else 0

    def close(self) -> None:
        """Work nothing out any more."""
        with self._news:
            self._closing.set()
            self._news.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self, name: str) -> _Run:
        """What is kept of a run; what nobody has asked for longest makes room."""
        run = self._runs.pop(name, None) or _Run()
        self._runs[name] = run
        while len(self._runs) > MOST_RUNS:
            dropped = next(iter(self._runs))
            del self._runs[dropped]
            self._waiting.pop(dropped, None)
        return run

    def _want(self, run: _Run, key: _Key, look: Look) -> None:
        if key <= run.wanted or self._closing.is_set():
            return
        run.wanted = key
        run.foreseen = replace(run.foreseen, newer=True)
        self._waiting[look.run] = look
        if self._thread is None:
            self._thread = Thread(target=self._work, name="callboard-forecast", daemon=True)
            self._thread.start()
        self._news.notify()

    def _work(self) -> None:
        while (look := self._next()) is not None:
            begun = monotonic()
            made = self._made(look)
            with self._news:
                run = self._runs.get(look.run)
                if run is not None:
                    run.foreseen = replace(made, newer=look.run in self._waiting)
                    run.made += 1
            self._told()
            # Half of the time is left to the pages, however fast events come.
            self._closing.wait(monotonic() - begun)

    def _next(self) -> Look | None:
        with self._news:
            self._news.wait_for(lambda: bool(self._waiting) or self._closing.is_set())
            if self._closing.is_set():
                return None
            return self._waiting.pop(next(iter(self._waiting)))

    def _made(self, look: Look) -> Foreseen:
        outlook, why_not = None, ""
        try:
            outlook = self._make(look)
        except CallboardError as error:
            why_not = str(error)
        except Exception:
            # A page that shows how a run stands must not fail with what is only expected of it.
            _log.exception("The forecast of run %s cannot be worked out.", look.run)
            why_not = _UNKNOWN
        return Foreseen(outlook=outlook, seq=look.seq, at=look.now, why_not=why_not)
