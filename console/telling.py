"""What happened, in a sentence: one for every kind of event, told by its subject."""

from __future__ import annotations

from typing import assert_never

from console.telling_control import control_sentence
from console.telling_gates import gate_sentence
from console.telling_plan import plan_sentence
from console.telling_tasks import task_sentence
from console.telling_words import about, party
from rehearsals.core import events as e
from rehearsals.core.plan.returned import ended_by_way_back
from rehearsals.core.state import RunState

_ENDS = {"restored": "in service again", "replaced": "replaced", "retired": "retired"}
_OUTCOMES = {"finished": "finished", "abandoned": "abandoned", "turned_back": "turned back"}


def sentence(event: e.Event, state: RunState) -> str:
    """What an event says to a person; `state` is the run's, before it or after."""
    if isinstance(event, e.TaskEvent):
        return task_sentence(event, state)
    if isinstance(event, e.GateEvent):
        return gate_sentence(event, state)
    if isinstance(event, e.ControlEvent):
        return control_sentence(event, state)
    if isinstance(event, e.PlanEvent):
        return plan_sentence(event, state)
    return _run(event, state)


def _run(event: e.RunEvent, state: RunState) -> str:
    match event:
        case e.RunOpened():
            follows = f" It follows {event.follows['run']}." if event.follows else ""
            carried = f" {len(event.carried)} items carried over." if event.carried else ""
            opened = f"Run {event.run} is open ({event.mode}), {len(event.scope)} tasks."
            return f"{opened}{follows}{carried}"
        case e.RunClosed():
            why = f" {event.reason}" if event.reason else ""
            return f"Run {state.run} is {_OUTCOMES[event.outcome]}.{why}"
        case e.AttendanceRecorded():
            return f"{party(state, event.party)}: {event.attendance}."
        case e.NoteAdded():
            word = "Lesson" if event.lesson else "Note"
            return f"{word}{about(event.task, event.gate)}: {event.text}"
        case e.FileAttached():
            said = f": {event.text}" if event.text else "."
            size = f"{event.media_type}, {event.size:,} bytes"
            return f"File{about(event.task, event.gate)}: {event.name} ({size}){said}"
        case e.OutageOpened() | e.OutageClosed():
            return _outage(event, state)
        case _:
            assert_never(event)


def _outage(event: e.OutageOpened | e.OutageClosed, state: RunState) -> str:
    outage = state.runbook.outages[event.outage]
    if isinstance(event, e.OutageOpened):
        return f"Outage {event.outage} opened: {outage.system} is out of service."
    if ended_by_way_back(state, event.outage):
        # What the runbook says of its end holds for the way forward only.
        return f"Outage {event.outage} closed: {outage.system} is back after turning back."
    end = _ENDS[outage.returns]
    by = f" by {outage.replaced_by}" if outage.returns == "replaced" and outage.replaced_by else ""
    closed = ", ".join(outage.still_closed_for)
    still = f"; still closed for {closed}" if closed else ""
    return f"Outage {event.outage} closed: {outage.system} is {end}{by}{still}."
