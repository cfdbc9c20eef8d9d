"""From what a person wants to rehearse to the opening of a run, and what to tell them about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import pendulum

from dependencies.anchor import Anchored, refuse_past
from dependencies.anchor import anchor as anchored_on
from dependencies.check import load
from dependencies.planner import plan
from rehearsals.core.events import Attendance, Communications, Mode
from rehearsals.core.opening import Opening
from rehearsals.programme.following import Followed
from runbooks.clocktime import local
from runbooks.errors import AnchorError
from runbooks.model import Runbook

_MOST_NAMED = 12
#: What a mode of communications means from the opening on.
COMMUNICATIONS: Mapping[Communications, str] = {
    "off": "off, nothing leaves",
    "test": "test, they go to test routes alone and are marked",
    "on": "on, they go to everybody who subscribed",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What a person asks for."""

    runbook: str
    #: Given: the run is simulated, with this seed.
    seed: int | None = None
    date: dt.date | None = None
    from_gate: str | None = None
    to_gate: str | None = None
    #: The run of the runbook before it.
    follows: str | None = None
    #: How many seconds of the run pass in a real one.
    factor: float | None = None
    #: It is the real thing.
    live: bool = False
    #: The gate at which simulated people turn the run back.
    turn_back_at: str | None = None
    #: Whether messages leave for the outside; None: by the mode.
    communications: Communications | None = None

    @property
    def mode(self) -> Mode:
        """What kind of run it is."""
        if self.live:
            return "live"
        return "rehearsal" if self.seed is None else "simulation"


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A run that can be opened."""

    wanted: Wanted
    #: The runbook as it was written, on its own dates.
    written: Runbook
    anchored: Anchored
    #: When it opens (UTC, the time of the run): now, or where the plan begins if time is played.
    opens_at: datetime

    def opening(self, run: str, followed: Followed) -> Opening:
        """The opening, under the name of a run, after the run it follows."""
        simulated = self.wanted.seed is not None
        return Opening(
            run=run,
            runbook=self.anchored.runbook,
            scope=self.anchored.scope,
            mode=self.wanted.mode,
            seed=self.wanted.seed,
            virtual=simulated,
            factor=self.wanted.factor,
            anchor=self._anchor(),
            open_outages=self.anchored.open_outages,
            attendance=self._attendance() if simulated else {},
            follows=followed.follows,
            carried=followed.carried,
            turn_back_at=self.wanted.turn_back_at,
            communications=self.wanted.communications,
        )

    def summary(self, run: str) -> str:
        """What is about to be opened, in a sentence."""
        book = self.anchored.runbook
        starts = local(plan(book, self.anchored.scope).start, book.timezone)
        tasks = len(self.anchored.scope)
        return f"Run {run}: {book.title}, version {book.version}, {tasks} tasks from {starts}."

    def lines(self, run: str) -> Iterator[str]:
        """What a person should know about the run, under its name."""
        book, moved = self.anchored.runbook, self.anchored
        yield f"Run {run}: {self.wanted.mode} of {book.runbook} ({book.title}, {book.version})."
        if book.notice:
            yield f"Note: {' '.join(book.notice.split())}"
        yield f"Opened {local(self.opens_at, book.timezone)}; {len(moved.scope)} tasks in scope."
        if self.wanted.factor is not None:
            yield f"Its clock runs {self.wanted.factor:g} times as fast as real time."
        if self.wanted.communications is not None:
            yield f"Messages to the outside: {COMMUNICATIONS[self.wanted.communications]}."
        if moved.shift_days:
            same = "no weekday, bank holiday or clock change differs there."
            differs = "what is different there:" if moved.mismatches else same
            yield f"Moved by {moved.shift_days:+} days; {differs}"
            yield from (f"  - {line}" for line in moved.mismatches)
        if moved.out_of_scope:
            more = len(moved.out_of_scope) - _MOST_NAMED
            named = ", ".join(moved.out_of_scope[:_MOST_NAMED])
            yield (
                f"Out of scope ({len(moved.out_of_scope)}): {named}"
                f"{f' and {more} more' if more > 0 else ''}."
            )
        if moved.open_outages:
            yield f"Taken as open already: {', '.join(moved.open_outages)}."

    def _anchor(self) -> dict[str, object] | None:
        wanted, moved = self.wanted, self.anchored
        if wanted.date is None and wanted.from_gate is None and wanted.to_gate is None:
            return None
        return {
            "date": wanted.date.isoformat() if wanted.date else None,
            "shift_days": moved.shift_days,
            "from_gate": wanted.from_gate,
            "to_gate": wanted.to_gate,
            "mismatches": list(moved.mismatches),
        }

    def _attendance(self) -> dict[str, Attendance]:
        book, scope = self.anchored.runbook, set(self.anchored.scope)
        owners = {task.party for task in book.tasks if task.id in scope}
        return {party: "simulated" for party in book.parties if party in owners}


def opening_of(wanted: Wanted, now: datetime) -> Planned:
    """The run that is wanted; raises RunbookInvalid, RunbookNotFound, AnchorError and PlanError.

    Unless its time is played, on a virtual or a scaled clock, its planned start must not be past.
    """
    book = load(wanted.runbook)
    anchored = anchored_on(book, wanted.date, wanted.from_gate, wanted.to_gate)
    opens_at = now
    if wanted.seed is None and wanted.factor is None:
        _refuse_past(wanted, anchored, now)
    else:
        opens_at = plan(anchored.runbook, anchored.scope).start
    return Planned(wanted=wanted, written=book, anchored=anchored, opens_at=opens_at)


def _refuse_past(wanted: Wanted, anchored: Anchored, now: datetime) -> None:
    """A plan that lies in the past needs an anchor; one for today may have begun this morning."""
    if wanted.date is None:
        refuse_past(anchored.runbook, anchored.scope, now)
        return
    today = pendulum.instance(now).in_timezone(anchored.runbook.timezone).date()
    if wanted.date < today:
        raise AnchorError(
            f"{wanted.date} is past; today is {today}.",
            hint="Give today or a later day with --anchor, or --simulate.",
        )
