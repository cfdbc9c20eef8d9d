"""The keeper of forecasts: the newest outlook of each run, worked out once for all who look.

That of a small run is worked out by whoever first wants it; that of a large one in a thread of its
own, where the newest state wins, and pages show meanwhile what there is. Nobody who writes waits.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Condition, Event, Lock, Thread
from time import monotonic

from console.foreseen import AT_ONCE, NOTHING, Foreseen
from console.web.foreseen import foreseen_of
from console.web.reading import Look
from runbooks.errors import CallboardError

#: Outlooks that are kept: of so many runs, or of their gates.
MOST_KEPT = 64
_UNKNOWN = "It could not be worked out; the log of the console says why."
#: A run, and the gate that is asked for, if one is.
_Name = tuple[str, str | None]
#: What an outlook stands on: the run's newest event, and the minute by its clock.
_Key = tuple[int, int]
_NONE: _Key = (-1, -1)

_log = logging.getLogger("callboard.forecast")


@dataclass(slots=True)
class _Kept:
    """What is kept of a run, or of a gate of it."""

    foreseen: Foreseen = NOTHING
    #: Of the outlook that is kept, and of the newest that was asked for.
    key: _Key = _NONE
    wanted: _Key = _NONE
    #: Held while one is worked out at once.
    turn: Lock = field(default_factory=Lock)


class Forecasts:
    """The newest outlook of each run; for many threads."""

    def __init__(
        self,
        told: Callable[[], object] = lambda: None,
        *,
        make: Callable[[Look, str | None], Foreseen] = foreseen_of,
        at_once: int = AT_ONCE,
    ) -> None:
        """`told` is called when one was worked out beside the pages: they are to be shown anew."""
        self._told, self._make, self._at_once = told, make, at_once
        #: Held while something is looked up, and never while anything is worked out.
        self._news = Condition()
        self._kept: dict[_Name, _Kept] = {}
        #: By run.
        self._made_beside: Counter[str] = Counter()
        #: What is still to be worked out, first come first served; the newest state of each.
        self._waiting: dict[_Name, Look] = {}
        self._closing = Event()
        self._thread: Thread | None = None

    def of(self, look: Look, gate: str | None = None) -> Foreseen:
        """The newest that is foreseen of a run; never raises, and never waits for a large run."""
        if look.state.status != "open":
            return NOTHING
        name, key = (look.run, gate), (look.seq, int(look.now.timestamp()) // 60)
        with self._news:
            kept = self._keep(name)
            if len(look.state.index.tasks) > self._at_once:
                self._want(name, kept, key, look)
                if kept.foreseen.made != self._made_beside[look.run]:
                    kept.foreseen = replace(kept.foreseen, made=self._made_beside[look.run])
                return kept.foreseen
        with kept.turn:
            if key > kept.key:
                kept.foreseen, kept.key = self._made(look, gate), key
            return kept.foreseen

    def made(self, run: str) -> int:
        """How many outlooks of a run were worked out beside the pages so far."""
        return self._made_beside[run]

    def close(self) -> None:
        """Work nothing out any more."""
        with self._news:
            self._closing.set()
            self._news.notify()
        if self._thread is not None:
            self._thread.join()

    def _keep(self, name: _Name) -> _Kept:
        """What is kept under a name; what nobody has asked for longest makes room."""
        kept = self._kept.pop(name, None) or _Kept()
        self._kept[name] = kept
        while len(self._kept) > MOST_KEPT:
            dropped = next(iter(self._kept))
            del self._kept[dropped]
            self._waiting.pop(dropped, None)
        return kept

    def _want(self, name: _Name, kept: _Kept, key: _Key, look: Look) -> None:
        if key <= kept.wanted or self._closing.is_set():
            return
        kept.wanted = key
        kept.foreseen = replace(kept.foreseen, newer=True)
        self._waiting[name] = look
        if self._thread is None:
            self._thread = Thread(target=self._work, name="callboard-forecast", daemon=True)
            self._thread.start()
        self._news.notify()

    def _work(self) -> None:
        while (asked := self._next()) is not None:
            name, look = asked
            begun = monotonic()
            made = self._made(look, name[1])
            with self._news:
                kept = self._kept.get(name)
                if kept is not None:
                    kept.foreseen = replace(made, newer=name in self._waiting)
                    self._made_beside[look.run] += 1
            self._told()
            # Half of the time is left to the pages, however fast events come.
            self._closing.wait(monotonic() - begun)

    def _next(self) -> tuple[_Name, Look] | None:
        with self._news:
            self._news.wait_for(lambda: bool(self._waiting) or self._closing.is_set())
            if self._closing.is_set():
                return None
            name = next(iter(self._waiting))
            return name, self._waiting.pop(name)

    def _made(self, look: Look, gate: str | None) -> Foreseen:
        try:
            return self._make(look, gate)
        except CallboardError as error:
            why_not = str(error)
        except Exception:  # noqa: BLE001 - it is logged
            # A page that shows how a run stands must not fail with what is only expected of it.
            _log.exception("The forecast of run %s cannot be worked out.", look.run)
            why_not = _UNKNOWN
        return Foreseen(seq=look.seq, at=look.now, why_not=why_not)
