"""What the board shows, on the Tonight page and on the Wall: pure, from a look at a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from console.foreseen import NOTHING, Foreseen
from console.web.reading import Look
from console.web.views.board_events import EventRow, event_rows
from console.web.views.board_gates import GateRow, gate_rows
from console.web.views.board_needs import NeedRow, need_rows
from console.web.views.board_outages import OutageRow, outage_rows
from console.web.views.board_tasks import TaskGroup, next_words, task_groups
from console.web.views.board_wall import WallView, on_the_wall
from console.web.views.board_window import WindowView, window
from console.web.views.expected import expected
from console.web.views.moments import WORTH_TELLING, late_text
from rehearsals.core.plan.turning_rules import turned_back_whole
from runbooks.clocktime import local

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
    #: Whether the window is still made; None of a run that is over.
    window: WindowView | None
    #: What of it fits the Wall.
    wall: WallView


def board(look: Look, foreseen: Foreseen = NOTHING) -> BoardView:
    """The board of a run at a look, with what is foreseen of it."""
    stands = look.standing
    ahead = expected(stands)
    groups, needs = tuple(task_groups(look)), need_rows(look)
    out = outage_rows(look, ahead)
    return BoardView(
        run=look.run,
        status=_status(look),
        over=look.state.status != "open",
        engine=_engine(look),
        starting=_is_starting(look),
        stopped=look.state.stopped or "",
        counts=_counts(look),
        phases=tuple(_phases(look)),
        needs=needs,
        groups=groups,
        next=next_words(look) if not groups else "",
        gates=gate_rows(look, ahead),
        outages=out,
        events=event_rows(look),
        window=window(look, foreseen),
        wall=on_the_wall(needs, groups, out),
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
        "Tell whoever runs the console."
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
