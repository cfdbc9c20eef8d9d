"""The two runs of a comparison: what each is, and what makes them hard to compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from console.telling_words import counted
from console.web.reading import Look
from rehearsals.clocks import speed
from rehearsals.core.state import RunState
from rehearsals.programme.digest import plan_digest
from reports.figures.lengths import as_shown
from reports.figures.material import Material, gather
from runbooks.clocktime import local, minutes_text

#: Tasks that only one of the runs has, which are named.
_MOST_NAMED = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One of the two runs."""

    run: str
    mode: str
    material: Material

    @property
    def state(self) -> RunState:
        """How it stands."""
        return self.material.state

    @property
    def zone(self) -> str:
        """Whose clock its times are on."""
        return self.state.runbook.timezone

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What it is, for people."""
        state, book = self.state, self.state.runbook
        attempts = sum(
            one.outcome in ("failed", "unknown")
            for task in state.index.tasks
            for one in state.task(task).attempts
        )
        lasted = (self.material.as_of - state.opened_at).total_seconds()
        planned = (self.material.plan.finish - self.material.plan.start).total_seconds()
        return (
            ("Runbook", f"{book.title}, version {book.version}"),
            ("Status", state.status.replace("_", " ")),
            ("Opened", local(state.opened_at, self.zone)),
            ("Last event", local(self.material.as_of, self.zone)),
            ("Planned length", minutes_text(planned)),
            ("Lasted", minutes_text(lasted)),
            ("Settled", f"{state.settled_count} of {counted(len(state.index.tasks), 'task')}"),
            ("Failed attempts", str(attempts)),
        )


def side_of(look: Look) -> Side:
    """A run as a side of a comparison; raises JournalError, PlanError and TimeError."""
    # Lengths are those between the times as they are shown, so that both agree.
    material = gather(look.facts[: look.head.seq], look.head).measured(as_shown)
    return Side(run=look.run, mode=look.state.mode, material=material)


def apart(a: Side, b: Side) -> Iterator[str]:
    """What makes the two runs differ before anybody did anything."""
    if a.run == b.run:
        yield "Both are the same run."
        return
    yield from _books(a, b)
    if a.mode != b.mode:
        yield f"Different modes: {a.run} is a {a.mode}, {b.run} a {b.mode}."
    yield from _scope(a, b)
    if _days(a) != _days(b):
        yield f"On other days: {a.run} was moved by {_days(a):+} days, {b.run} by {_days(b):+}."
    for side, factor in ((one, speed(one.state.clock)) for one in (a, b)):
        if factor != 1:
            yield f"The clock of {side.run} went {factor:g} times as fast as real time."
    for side in (a, b):
        if side.state.status == "open":
            yield f"{side.run} is not over yet; its figures go up to its last event."


def _books(a: Side, b: Side) -> Iterator[str]:
    one, other = a.state.runbook, b.state.runbook
    if one.runbook != other.runbook:
        yield f"Different runbooks: {a.run} is of {one.runbook}, {b.run} of {other.runbook}."
    elif one.version != other.version:
        yield f"Different versions: {a.run} ran {one.version}, {b.run} {other.version}."
    elif _days(a) == _days(b) and plan_digest(one) != plan_digest(other):
        yield "The same version, but the plans differ: one of them was amended, or edited before."


def _scope(a: Side, b: Side) -> Iterator[str]:
    tasks = (dict(a.material.forward), dict(b.material.forward))
    for side, own, others in ((a, *tasks), (b, tasks[1], tasks[0])):
        if only := [task for task in own if task not in others]:
            yield f"Only {side.run} has {counted(len(only), 'task')}: {_named(only)}."


def _named(tasks: Sequence[str]) -> str:
    more = len(tasks) - _MOST_NAMED
    return ", ".join(tasks[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _days(side: Side) -> int:
    anchor = side.material.opened.anchor or {}
    return int(anchor.get("shift_days", 0))
