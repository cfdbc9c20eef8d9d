"""Turning back, decided: by the named authority, from the gate the run stands at, while it can.

The manager may stop all starts and recommend it, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.gates.countersigning import spoken_by
from rehearsals.core.night.state import TurningBack
from rehearsals.core.plan.leg_index import index_run
from rehearsals.core.plan.turning_checks import check_possible, check_systems, check_turning
from rehearsals.core.plan.turning_choice import Choice, choose
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.core.settling import with_end
from rehearsals.core.state import RunState
from rehearsals.core.words import WayBackKind

Answer = tuple[e.Event, ...] | c.Refusal
#: What is said of a task that ran when the run was turned back.
_STOPPED = {"rollback": "Stopped: turned back at {}.", "stand_down": "Stopped: stood down at {}."}


def decide_turn_back(state: RunState, command: c.TurnBack) -> Answer:
    """The decision, the end of what ran on the way forward, and the end of the run if it is one."""
    if refusal := check_turning(state, command):
        return refusal
    systems = fresh_systems(state, command.systems)
    choice = choose(state, command.kind, command.gate, systems)
    if refusal := check_choice(state, command.kind, choice, systems):
        return refusal
    decided = e.TurnedBack(
        kind=command.kind,
        gate=command.gate,
        decided_by=command.decided_by,
        reason=command.reason.strip(),
        systems=systems,
        forum=command.forum or state.runbook.gate_by_id[command.gate].forum,
        spoken=spoken_by(command),
        given_up=choice.given_up,
        leg=choice.leg,
    )
    happening = (decided, *_followings(state, decided, choice))
    return with_end(_after(state, decided), happening, settled=0)


def _after(state: RunState, decided: e.TurnedBack) -> RunState:
    """The run as far as its end depends on the decision."""
    turning = TurningBack(what=decided, at=state.last_at or state.opened_at, by="")
    turned_back = (*state.turned_back, turning)
    return replace(
        state,
        turned_back=turned_back,
        given_up=state.given_up.union(decided.given_up),
        index=index_run(state.runbook, state.index.forward, turned_back),
        settled_count=state.settled_count - sum(state.task(t).settled for t in decided.leg),
    )


def _followings(state: RunState, decided: e.TurnedBack, choice: Choice) -> Iterator[e.Event]:
    """What the decision does to tasks: those that run end, and those done in vain are done anew."""
    reason = _STOPPED[decided.kind].format(decided.gate)
    for task_id in choice.leg:
        if state.task(task_id).settled:
            yield e.TaskReopened(task=task_id, reason=f"Turned back further at {decided.gate}.")
    for task_id in choice.stopped:
        attempt = state.task(task_id).attempts[-1].number
        yield e.TaskFailed(task=task_id, attempt=attempt, reason=reason)


def decide_recommending(state: RunState, command: c.RecommendTurningBack) -> Answer:
    """A recommendation stands until it is followed or starts are allowed again; starts stop."""
    if refusal := check_possible(state, command.kind):
        return refusal
    if refusal := check_systems(state, command.kind, command.systems):
        return refusal
    if refusal := check_reason("A recommendation to turn back", command.reason):
        return refusal
    reason = command.reason.strip()
    recommended = e.TurningBackRecommended(
        kind=command.kind, reason=reason, systems=tuple(dict.fromkeys(command.systems))
    )
    if state.stopped is not None:
        return (recommended,)
    return (recommended, e.StartsStopped(reason=reason))


def fresh_systems(state: RunState, systems: tuple[str, ...]) -> tuple[str, ...]:
    """The systems named that have not been turned back yet, each once."""
    before = {system for each in state.turned_back for system in each.what.systems}
    return tuple(system for system in dict.fromkeys(systems) if system not in before)


def check_choice(
    state: RunState, kind: WayBackKind, choice: Choice, systems: tuple[str, ...]
) -> c.Refusal | None:
    """There is something to turn back, and standing down reopens all that was closed."""
    if kind == "stand_down" and choice.out_of_reach:
        return refuse(
            "only-rollback-undoes",
            f"Standing down does not undo {', '.join(choice.out_of_reach)}, which began already.",
            f"Roll back: `callboard turn-back {state.run} rollback --gate ... --by ... "
            "--reason ...`.",
        )
    if systems and not (choice.given_up or choice.undone or choice.returned):
        return refuse(
            "nothing-to-turn-back",
            f"Nothing was begun on {', '.join(systems)}, and nothing is to come.",
            "Leave it, or turn back the whole.",
        )
    return None
