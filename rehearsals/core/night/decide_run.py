"""What is asked of the run as a whole: notes, attendance, outages by the clock, and its end."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.night.attaching import attach
from rehearsals.core.plan.turning_rules import turned_back_whole
from rehearsals.core.refusals import check_reason, check_task, refuse, unknown
from rehearsals.core.settling import is_all_settled, outcome_of, with_end
from rehearsals.core.state import RunState

Answer = tuple[e.Event, ...] | c.Refusal


def decide_run(state: RunState, command: c.RunCommand) -> Answer:
    """The events of a command on the run, or why not."""
    match command:
        case c.AddNote():
            return _note(state, command)
        case c.AttachFile():
            return attach(state, command)
        case c.OpenOutage():
            return _open_outage(state, command)
        case c.CloseOutage():
            return _close_outage(state, command)
        case c.RecordAttendance():
            return _attendance(state, command)
        case c.AbandonRun():
            return _close(state, command)


def _close(state: RunState, command: c.AbandonRun) -> Answer:
    """A live run that has been played to its end is closed by hand; any other is abandoned."""
    if refusal := check_reason(f"Closing run {state.run}", command.reason):
        return refusal
    outcome = outcome_of(state) if is_all_settled(state) else "abandoned"
    return (e.RunClosed(outcome=outcome, reason=command.reason.strip()),)


def _note(state: RunState, command: c.AddNote) -> Answer:
    if not command.text.strip():
        return refuse("note-empty", "The note is empty.", "Write something.")
    if command.task is not None and (refusal := check_task(state, command.task)):
        return refusal
    if command.gate is not None and command.gate not in state.runbook.gate_by_id:
        return unknown(state, "gate", command.gate, list(state.runbook.gate_by_id))
    return (
        e.NoteAdded(
            text=command.text.strip(),
            task=command.task,
            gate=command.gate,
            lesson=command.lesson,
        ),
    )


def _open_outage(state: RunState, command: c.OpenOutage) -> Answer:
    if refusal := _check_fixed(state, command.outage):
        return refusal
    if state.outage(command.outage).opened_at is not None:
        return refuse("already-open", f"Outage {command.outage} has opened already.", "Leave it.")
    if turned_back_whole(state):
        return refuse(
            "turned-back",
            f"Run {state.run} was turned back; what outage {command.outage} was for is not done.",
            "Leave it.",
        )
    return (e.OutageOpened(outage=command.outage),)


def _close_outage(state: RunState, command: c.CloseOutage) -> Answer:
    if refusal := _check_fixed(state, command.outage):
        return refusal
    if not state.outage(command.outage).is_open:
        return refuse("not-open", f"Outage {command.outage} is not open.", "Leave it.")
    return with_end(state, (e.OutageClosed(outage=command.outage),), settled=0)


def _check_fixed(state: RunState, outage: str) -> c.Refusal | None:
    if outage not in state.runbook.outages:
        return unknown(state, "outage", outage, list(state.runbook.outages))
    if outage not in state.index.fixed_outages:
        return refuse(
            "outage-by-task",
            f"Outage {outage} is opened and closed by tasks, not by the clock.",
            "Start or finish the task that does it.",
        )
    return None


def _attendance(state: RunState, command: c.RecordAttendance) -> Answer:
    if command.party not in state.runbook.parties:
        return unknown(state, "party", command.party, list(state.runbook.parties))
    return (e.AttendanceRecorded(party=command.party, attendance=command.attendance),)
