"""What the board shows, on the Tonight page and on the Wall: pure, from a look at a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from console.telling import sentence
from console.web.reading import Look
from console.web.views.board_gates import GateRow, gate_rows
from console.web.views.board_needs import NeedRow, need_rows
from console.web.views.board_tasks import TaskGroup, next_words, task_groups
from console.web.views.expected import expected
from console.web.views.moments import WORTH_TELLING, Shown, clock_time, late_text, shown
from console.web.views.outages import OutageView, outages
from console.web.views.told import kind_of, who_said
from rehearsals.core.plan.turning_rules import turned_back_whole
from runbooks.clocktime import local

#: Events that are told on the board.
_LAST = 12
#: Real time in which `callboard up` starts the engine of a run that has just been opened.
_STARTS_WITHIN = timedelta(seconds=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class PhaseRow:
    """How far a phase is."""

    name: str
    done: int
    total: int
    late: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageRow:
    """An outage that is open, or the next to open."""

    key: str
    #: The system as people call it, and its short name for where there is little room.
    system: str
    short: str
    state: str
    since: Shown | None
    announced: Shown | None
    expected: Shown | None
    #: By how much the announced end is past, or expected to be missed.
    late: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EventRow:
    """Something that has happened."""

    key: str
    at: Shown | None
    text: str
    who: str
    #: "", "good" or "bad".
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """How many tasks are in each state that somebody looks for."""

    ready: int
    running: int
    late: int
    held: int
    stuck: int
    settled: int
    total: int
    given_up: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardView:
    """The board."""

    run: str
    #: Where the run is as a whole: `Open`, `Turning back`, `Finished on ...`.
    status: str
    over: bool
    #: What is wrong with whatever drives the run; empty if it is driven.
    engine: str
    #: It has just been opened: `callboard up` is starting its engine.
    starting: bool
    #: Why all starts are stopped; empty if they are not.
    stopped: str
    counts: Counts
    phases: tuple[PhaseRow, ...]
    needs: tuple[NeedRow, ...]
    groups: tuple[TaskGroup, ...]
    #: What is next, where nothing is ready or running.
    next: str
    gates: tuple[GateRow, ...]
    outages: tuple[OutageRow, ...]
    events: tuple[EventRow, ...]


def board(look: Look) -> BoardView:
    """The board of a run at a look."""
    stands = look.standing
    ahead = expected(stands)
    groups = tuple(task_groups(look))
    return BoardView(
        run=look.run,
        status=_status(look),
        over=look.state.status != "open",
        engine=_engine(look),
        starting=_is_starting(look),
        stopped=look.state.stopped or "",
        counts=_counts(look),
        phases=tuple(_phases(look)),
        needs=need_rows(look),
        groups=groups,
        next=next_words(look) if not groups else "",
        gates=gate_rows(look, ahead),
        outages=tuple(_outage(look, one) for one in outages(stands, ahead) if _matters(one)),
        events=tuple(_events(look)),
    )


def _status(look: Look) -> str:
    state, zone = look.state, look.state.runbook.timezone
    if state.status == "open":
        return "Turning back" if turned_back_whole(state) else "Open"
    word = state.status.replace("_", " ").capitalize()
    ended = f" on {local(state.closed_at, zone)}" if state.closed_at else ""
    reason = f": {state.close_reason}" if state.close_reason else ""
    return f"{word}{ended}{reason}"


def _engine(look: Look) -> str:
    if look.state.status != "open" or look.driven:
        return ""
    return (
        "No engine drives this run: automated tasks do not start, and nobody is told of outages. "
        "Whoever runs the console starts one; it comes with the command callboard up."
    )


def _is_starting(look: Look) -> bool:
    """Whether so little real time has passed since the run was opened."""
    passed = (look.now - look.state.opened_at) / (look.speed or 1.0)
    return timedelta() <= passed < _STARTS_WITHIN


def _counts(look: Look) -> Counts:
    stands = look.standing
    states = list(stands.states.values())
    late = sum(stands.late(task.id) >= WORTH_TELLING for task in stands.those("ready", "running"))
    return Counts(
        ready=states.count("ready"),
        running=states.count("running"),
        late=late,
        held=states.count("held"),
        stuck=states.count("failed") + states.count("unknown"),
        settled=states.count("done") + states.count("skipped"),
        total=len(states),
        given_up=len(look.state.given_up),
    )


def _phases(look: Look) -> Iterator[PhaseRow]:
    stands, book = look.standing, look.state.runbook
    done: dict[str, int] = {}
    total: dict[str, int] = {}
    late: dict[str, float] = {}
    for task_id, state in stands.states.items():
        phase = look.state.index.tasks[task_id].phase
        total[phase] = total.get(phase, 0) + 1
        done[phase] = done.get(phase, 0) + (state in ("done", "skipped"))
        if state in ("ready", "running", "failed", "unknown"):
            late[phase] = max(late.get(phase, 0), stands.late(task_id))
    titles = book.all_phases
    for phase in sorted(total, key=list(titles).index):
        yield PhaseRow(
            name=titles[phase],
            done=done[phase],
            total=total[phase],
            late=late_text(late.get(phase, 0)),
        )


def _matters(outage: OutageView) -> bool:
    return outage.state == "open" or (
        outage.state == "not yet" and outage.expected_start is not None
    )


def _outage(look: Look, outage: OutageView) -> OutageRow:
    zone, now = look.state.runbook.timezone, look.now
    behind = max(outage.over, outage.expected_over or 0)
    opens = outage.opened_at or outage.expected_start or outage.planned_start
    return OutageRow(
        key=outage.id,
        system=outage.system.name,
        short=outage.system.id,
        state="open" if outage.state == "open" else "planned",
        since=clock_time(opens, zone, now),
        announced=clock_time(outage.announced_end, zone, now),
        expected=clock_time(outage.expected_end, zone, now),
        late=late_text(behind, "past the announced end" if outage.over else "later than announced"),
    )


def _events(look: Look) -> Iterator[EventRow]:
    state, zone = look.state, look.state.runbook.timezone
    newest = len(look.facts)
    for back, fact in enumerate(reversed(look.facts[-_LAST:])):
        who = fact.on_behalf_of or fact.actor
        yield EventRow(
            key=str(newest - back),
            at=clock_time(fact.at, zone, look.now),
            text=sentence(fact.event, state),
            who=who_said(look, who),
            kind=kind_of(fact.event),
        )


__all__ = ["BoardView", "board", "shown"]
