"""A run that somebody wants to open, looked at from all sides: what it would be, and what hinders.

Pure. The command line, the pages and the API open runs by this alone, so that none of them lets in
what another would refuse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from console.planning import Planned, Wanted, opening_of
from console.telling_words import counted
from rehearsals.core.command import Refusal
from rehearsals.core.events import Attendance, Fact
from rehearsals.core.opening import Opening, open_run
from rehearsals.core.state import RunState
from rehearsals.names import next_live_id, next_run_id
from rehearsals.people.register import Register
from rehearsals.people.unprepared import without_password
from rehearsals.programme.following import Followed, follow
from rehearsals.programme.freezing import deviation, may_open
from rehearsals.programme.state import ProgrammeState
from runbooks.clocktime import from_rfc3339, local
from runbooks.errors import CallboardError
from runbooks.near_miss import near_miss

_KINDS = (("condition", "condition"), ("risk", "accepted risk"), ("lesson", "lesson"))
#: People without a password who are named.
_MOST_NAMED = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What it is decided by whether and how a run may be opened, read at one instant."""

    #: Real time (aware).
    now: datetime
    #: The runs there are, in order of opening.
    runs: tuple[str, ...]
    register: Register
    programme: ProgrammeState
    #: The run that is to be followed, if one is named.
    earlier: RunState | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A run that can be opened, unless there is a refusal."""

    planned: Planned
    #: Its name.
    run: str
    followed: Followed
    #: Whose part is played by whom from the beginning.
    attendance: Mapping[str, Attendance]
    #: Why the programme does not let it be opened.
    refusal: Refusal | None
    #: Who decides or manages in a live run and has no password, by name.
    without_password: tuple[str, ...]
    #: How the plan differs from what it is frozen at, where that is allowed.
    deviation: str | None

    @property
    def opening(self) -> Opening:
        """What it is opened with."""
        opening = self.planned.opening(self.run, self.followed)
        return replace(opening, attendance=self.attendance) if self.attendance else opening

    def fact(
        self, *, actor: str, channel: str, real_now: datetime, command: str | None = None
    ) -> Fact:
        """The fact that opens it; raises JournalError for what cannot be a run."""
        fact = open_run(
            self.opening,
            now=self.planned.opens_at,
            actor=actor,
            channel=channel,
            real_now=real_now,
        )
        return replace(fact, command=command) if command else fact

    def lines(self) -> Iterator[str]:
        """What a person should know about it."""
        yield from self.planned.lines(self.run)
        if self.deviation:
            yield f"Note: {self.deviation}"
        yield from self.carried()

    def warning(self) -> str | None:
        """Who has no password finds out at the gate otherwise, and the gate waits."""
        if not self.without_password:
            return None
        names = ", ".join(self.without_password[:_MOST_NAMED])
        count = len(self.without_password) - _MOST_NAMED
        return (
            "Warning: a decision in a live run takes a password, and of those who decide or manage "
            f"here these have none: {names}{f' and {count} more' if count > 0 else ''}."
        )

    def carried(self) -> Iterator[str]:
        """What comes from the run before, in words."""
        follows = self.followed.follows
        if follows is None:
            return
        zone = self.planned.anchored.runbook.timezone
        decided = local(from_rfc3339(str(follows["decided_at"])), zone)
        yield f"Follows run {follows['run']}, whose gate {follows['gate']} was passed on {decided}."
        items = self.followed.carried
        counts = ((word, sum(i.kind == kind for i in items)) for kind, word in _KINDS)
        if words := ", ".join(counted(count, word) for word, count in counts if count):
            yield f"It comes with what is open there: {words}."


def prepared(
    wanted: Wanted,
    known: Known,
    *,
    name: str | None = None,
    attendance: Mapping[str, Attendance] | None = None,
) -> Prepared:
    """The run that is wanted, under a name or the next that is free.

    Raises what `opening_of` does, and CallboardError for an attendance that cannot be.
    """
    planned = opening_of(wanted, known.now)
    written, mode = planned.written, wanted.mode
    followed = may_open(known.programme, written, mode, known.now) or follow(
        written, known.earlier, mode
    )
    refused = isinstance(followed, Refusal)
    unready = without_password(known.register, written, known.now) if mode == "live" else ()
    return Prepared(
        planned=planned,
        run=name or _free_name(wanted, planned, known.runs),
        followed=Followed() if isinstance(followed, Refusal) else followed,
        attendance=_checked(attendance or {}, planned),
        refusal=followed if isinstance(followed, Refusal) else None,
        without_password=tuple(known.register.people[one].name for one in unready),
        deviation=None if refused else deviation(known.programme, written, known.now),
    )


def _checked(attendance: Mapping[str, Attendance], planned: Planned) -> Mapping[str, Attendance]:
    """The attendance, if there are such parties, and nobody is simulated where it is for real."""
    parties = planned.written.parties
    for party in attendance:
        if party not in parties:
            near = near_miss(party, tuple(parties))
            raise CallboardError(
                f"There is no party {party!r} in {planned.written.runbook}.",
                hint=f"Did you mean {near}?" if near else f"There are {', '.join(parties)}.",
            )
    if planned.wanted.mode == "live" and "simulated" in attendance.values():
        raise CallboardError(
            "Nobody is simulated in a live run.",
            hint="Each party acts for itself, or a scribe enters what it said.",
        )
    # In a simulation everybody is simulated, whatever was said.
    return {} if planned.wanted.mode == "simulation" else attendance


def _free_name(wanted: Wanted, planned: Planned, runs: tuple[str, ...]) -> str:
    return next_live_id(planned.written.runbook, runs) if wanted.live else next_run_id(runs)
