"""Working out what is foreseen of a run for the command line: at once, or while it is followed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Lock, Thread
from time import monotonic

from console.foreseen import AT_ONCE, NOTHING, Foreseen
from console.standing import Standing
from rehearsals.outlook.outlook import outlook
from runbooks.errors import CallboardError

#: Seconds between two outlooks of a large run, at least.
EVERY = 30.0
Work = Callable[[], None]
#: What an outlook stands on: the run's newest event, and the minute by its clock.
_Key = tuple[int, int]
_NONE: _Key = (-1, -1)


def foreseen_of(stands: Standing, gate: str | None = None) -> Foreseen:
    """What is foreseen of a run as it stands, worked out whole; nothing of one that is over.

    With until when a gate must decide, by default the next; not of a large run without a gate,
    where that takes longer than the forecast. What cannot be worked out says why.
    """
    state, now = stands.state, stands.now
    if state.status != "open":
        return NOTHING
    try:
        told = stands.announced.ends
        made = outlook(state, now, target=gate, announced=told, whole=stands.plan)
        _ = (made.rest.plan, made.forecast, made.turning)
        asked = gate is not None or len(state.index.tasks) <= AT_ONCE
        decide = made.decide_by_of(gate) if asked else None
    except CallboardError as error:
        return Foreseen(seq=state.seq, at=now, why_not=str(error))
    return Foreseen(outlook=made, decide_by=decide, seq=state.seq, at=now)


class Foreseer:
    """What is foreseen of one run that is followed, anew for every event and every minute.

    That of a large run is worked out beside the board, which shows meanwhile what there is.
    """

    def __init__(
        self,
        *,
        make: Callable[[Standing], Foreseen] = foreseen_of,
        at_once: int = AT_ONCE,
        begin: Callable[[Work], None] | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`begin` has work done beside the board, by default in a thread; `clock` in seconds."""
        self._make, self._at_once, self._clock = make, at_once, clock
        self._begin = begin or _in_a_thread
        #: Held while something is looked up, and never while anything is worked out.
        self._lock = Lock()
        self._found, self._key = NOTHING, _NONE
        self._busy = False
        self._not_before = 0.0

    def of(self, stands: Standing) -> Foreseen:
        """The newest there is; it never waits for that of a large run."""
        if stands.state.status != "open":
            return NOTHING
        key = (stands.state.seq, int(stands.now.timestamp()) // 60)
        if len(stands.state.index.tasks) <= self._at_once:
            if key != self._key:
                self._found, self._key = self._make(stands), key
            return self._found
        with self._lock:
            due = not self._busy and key != self._key and self._clock() >= self._not_before
            self._busy = self._busy or due
        if due:
            self._begin(lambda: self._work(stands, key))
        with self._lock:
            return replace(self._found, newer=self._busy)

    def _work(self, stands: Standing, key: _Key) -> None:
        begun = self._clock()
        try:
            self._found = self._make(stands)
        finally:
            with self._lock:
                self._key, self._busy = key, False
                # Half of the time is left to the board, however long it takes.
                ended = self._clock()
                self._not_before = ended + max(EVERY, ended - begun)


def _in_a_thread(work: Work) -> None:
    Thread(target=work, name="callboard-forecast", daemon=True).start()
