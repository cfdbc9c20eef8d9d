"""What happened, in a sentence: one for every kind of event."""

from __future__ import annotations

from typing import assert_never

from console.naming import party_name, party_names
from console.turning_back import asked_on_no_go, by_hand
from rehearsals.core import events as e
from rehearsals.core.completing import within_tolerance
from rehearsals.core.state import RunState
from runbooks.clocktime import local, local_short
from runbooks.tasks import Task

_OUTCOMES = {
    "go": "GO",
    "go_with_conditions": "GO WITH CONDITIONS",
    "no_go": "NO-GO",
    "deferred": "DEFERRED",
}
_ENDS = {"restored": "in service again", "replaced": "replaced", "retired": "retired"}


def sentence(event: e.Event, state: RunState) -> str:
    """What an event says to a person; `state` is the run's, before it or after."""
    match event:
        case e.RunOpened():
            return f"Run {event.run} is open ({event.mode}), {len(event.scope)} tasks."
        case e.RunClosed():
            why = f" {event.reason}" if event.reason else ""
            return f"Run {state.run} is {event.outcome}.{why}"
        case e.AttendanceRecorded():
            return f"{_party(state, event.party)}: {event.attendance}."
        case e.NoteAdded():
            about = event.task or event.gate
            return f"Note{f' on {about}' if about else ''}: {event.text}"
        case e.OutageOpened() | e.OutageClosed():
            return _outage(event, state)
        case e.EvidenceRecorded() | e.VoteCast() | e.GateDecided() | e.GateWithdrawn():
            return _gate(event, state)
        case _:
            return _task(event, state)


def _task(event: e.TaskEvent, state: RunState) -> str:
    task = state.index.tasks[event.task]
    name = f"{task.id} {task.title}"
    match event:
        case e.TaskStarted():
            again = f" (attempt {event.attempt})" if event.attempt > 1 else ""
            return f"{name}: running{again}."
        case e.TaskFinished():
            return f"{name}: done{_figures(event.results)}.{_amiss(task, event.results)}"
        case e.CopyConfirmed():
            by = f"{_party(state, event.party)}{_figures(event.results)}"
            return f"{name}: confirmed by {by}.{_amiss(task, event.results)}"
        case e.TaskFailed():
            return f"{name}: FAILED (attempt {event.attempt}): {event.reason}"
        case e.TaskOutcomeUnknown():
            return f"{name}: outcome UNKNOWN (attempt {event.attempt}); somebody must look."
        case e.RetryAsked():
            return f"{name}: will be started again by the engine."
        case e.TaskSkipped():
            return f"{name}: skipped: {event.reason}"
        case e.TaskHeld():
            return f"{name}: HELD: {event.reason}"
        case e.TaskReleased():
            why = f": {event.reason}" if event.reason else "."
            return f"{name}: released{why}"
        case _:
            assert_never(event)


def _gate(
    event: e.EvidenceRecorded | e.VoteCast | e.GateDecided | e.GateWithdrawn, state: RunState
) -> str:
    gate = state.runbook.gate_by_id[event.gate]
    name = f"Gate {gate.id} {gate.title}"
    match event:
        case e.EvidenceRecorded():
            met = "met" if event.met else "NOT MET"
            return f"{name}: criterion {event.criterion} {met}: {event.evidence}"
        case e.VoteCast():
            word = _OUTCOMES[event.vote]
            return f"{name}: {_party(state, event.member)} votes {word}: {event.reason}"
        case e.GateDecided():
            until = event.until and local_short(event.until, state.runbook.timezone)
            word = _OUTCOMES[event.outcome] + (f" until {until}" if until else "")
            owed = "".join(f"; owed: {_owed(state, c)}" for c in event.conditions)
            by = party_names(state.runbook, event.decided_by)
            return f"{name}: {word} by {by}: {event.reason}{owed}{_then(state, event)}"
        case e.GateWithdrawn():
            by = _party(state, event.decided_by)
            return f"{name}: go WITHDRAWN by {by}: {event.reason}"
        case _:
            assert_never(event)


def _outage(event: e.OutageOpened | e.OutageClosed, state: RunState) -> str:
    outage = state.runbook.outages[event.outage]
    if isinstance(event, e.OutageOpened):
        return f"Outage {event.outage} opened: {outage.system} is out of service."
    end = _ENDS[outage.returns]
    by = f" by {outage.replaced_by}" if outage.returns == "replaced" and outage.replaced_by else ""
    closed = ", ".join(outage.still_closed_for)
    still = f"; still closed for {closed}" if closed else ""
    return f"Outage {event.outage} closed: {outage.system} is {end}{by}{still}."


def _owed(state: RunState, condition: e.Condition) -> str:
    """A condition of a go, with whose it is and by when."""
    due = condition.due and local(condition.due, state.runbook.timezone)
    return f"{condition.item} ({_party(state, condition.owner)}{f', due {due}' if due else ''})"


def _then(state: RunState, event: e.GateDecided) -> str:
    """What the runbook asks for after a no-go."""
    if event.outcome != "no_go":
        return ""
    gate = state.runbook.gate_by_id[event.gate]
    hand = ", by hand" if by_hand(state.runbook, gate) else ""
    return f"; the runbook asks {asked_on_no_go(gate)}{hand}"


def _party(state: RunState, party: str) -> str:
    return party_name(state.runbook, party)


def _figures(results: dict[str, float]) -> str:
    shown = ", ".join(f"{key} = {value:,.15g}" for key, value in results.items())
    return f" ({shown})" if shown else ""


def _amiss(task: Task, results: dict[str, float]) -> str:
    """What was measured and is not as expected."""
    return "".join(
        f" {wanted.id} is NOT AS EXPECTED ({wanted.expected:,.15g})."
        for wanted in task.results
        if wanted.id in results and not within_tolerance(wanted, results[wanted.id])
    )
