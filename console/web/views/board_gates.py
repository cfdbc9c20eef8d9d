"""The next gates on the board: when, what is missing, what drives them, and with how much slack."""

from __future__ import annotations

from dataclasses import dataclass

from console.web.reading import Look
from console.web.views.expected import Expected
from console.web.views.moments import WORTH_TELLING, Shown, clock_time, earliest, late_text
from rehearsals.core.gates.checking import open_criteria
from rehearsals.core.gates.speakers import deciders, needed_of
from runbooks.clocktime import minutes_text
from runbooks.gates import Gate

#: Gates ahead that are shown, and tasks of a chain.
_MOST, _LONGEST = 3, 6


@dataclass(frozen=True, kw_only=True, slots=True)
class ChainLink:
    """A task that drives a gate."""

    id: str
    title: str
    href: str
    state: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GateRow:
    """A gate ahead."""

    id: str
    title: str
    href: str
    state: str
    planned: Shown | None
    expected: Shown | None
    #: `1 h 05 min of slack`, `no slack`, `25 min late`.
    slack: str
    late: bool
    criteria: str
    votes: str
    point_of_no_return: bool
    #: What is still to be done on the chain that drives it, next task first.
    chain: tuple[ChainLink, ...]
    #: Tasks of the chain beyond those.
    more: int


def gate_rows(look: Look, ahead: Expected) -> tuple[GateRow, ...]:
    """The next gates, by the planned time of their meetings."""
    return tuple(gate_row(look, ahead, gate) for gate in look.standing.open_gates()[:_MOST])


def gate_row(look: Look, ahead: Expected, gate: Gate) -> GateRow:
    """A gate: of one that is passed, how it would stand if it were not."""
    stands, state = look.standing, look.state
    zone, now = state.runbook.timezone, look.now
    planned = stands.planned(gate.meeting).start
    dates = ahead.dates.get(gate.meeting)
    chain = [task for task in ahead.chain(gate.meeting)[:-1] if not state.task(task).settled]
    freed = max((ahead.dates[task].finish for task in chain), default=now)
    spare = (planned - max(freed, now)).total_seconds()
    blocking = sum(one.blocking for one in gate.criteria)
    met = blocking - len(open_criteria(state, gate))
    return GateRow(
        id=gate.id,
        title=gate.title,
        href=f"/runs/{state.run}/gates/{gate.id}",
        state="sitting" if state.task(gate.meeting).progress == "running" else _outcome(look, gate),
        planned=clock_time(planned, zone, now),
        expected=earliest(
            clock_time(dates.start if dates else None, zone, now),
            ahead.doubt(gate.meeting, "start"),
        ),
        slack=_slack(spare),
        late=spare <= -WORTH_TELLING,
        criteria=f"{met} of {blocking} criteria met" if blocking else "",
        votes=_votes(look, gate),
        point_of_no_return=gate.point_of_no_return,
        chain=tuple(_link(look, task) for task in chain[:_LONGEST]),
        more=max(len(chain) - _LONGEST, 0),
    )


def _outcome(look: Look, gate: Gate) -> str:
    return look.state.gate(gate.id).outcome.replace("_", " ")


def _slack(spare: float) -> str:
    if spare <= -WORTH_TELLING:
        return late_text(-spare)
    return f"{minutes_text(spare)} of slack" if spare >= WORTH_TELLING else "no slack"


def _votes(look: Look, gate: Gate) -> str:
    if gate.rule == "decider":
        return ""
    state, members = look.state, deciders(look.state, gate)
    votes = state.gate(gate.id).votes
    return f"{len(votes)} of {len(members)} have voted, {needed_of(gate, members)} go needed"


def _link(look: Look, task: str) -> ChainLink:
    return ChainLink(
        id=task,
        title=look.state.index.tasks[task].title,
        href=f"/runs/{look.run}/tasks/{task}",
        state=look.standing.states.get(task, "given_up"),
    )
