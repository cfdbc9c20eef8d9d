"""What happened to the plan of a run, in a sentence: amended on the way, or turned back."""

from __future__ import annotations

from typing import assert_never

from console.telling_words import because, counted, heard, named, party, task_name
from rehearsals.core import events as e
from rehearsals.core.state import RunState

_KINDS: dict[e.WayBackKind, str] = {"stand_down": "stand-down", "rollback": "rollback"}


def plan_sentence(event: e.PlanEvent, state: RunState) -> str:
    """What an event on the plan says."""
    match event:
        case e.AmendmentProposed():
            changed = named([change.id for change in event.changes], "change")
            reversal = ", a REVERSAL" if event.reversal else ""
            return f"Amendment {event.number} proposed ({changed}){reversal}: {event.reason}"
        case e.AmendmentApproved():
            by = f", approved by {party(state, event.decided_by)}" if event.decided_by else ""
            return f"Amendment {event.number} is the plan from now on{by}."
        case e.AmendmentRejected():
            return f"Amendment {event.number} rejected{because(event.reason)}"
        case e.TurningBackRecommended():
            what = f"{_KINDS[event.kind]}{_of(event.systems)}"
            return f"TURNING BACK RECOMMENDED ({what}): {event.reason}"
        case e.TurnedBack():
            return _turned_back(event, state)
        case e.WayBackExtended():
            return _extended(event, state)
        case _:
            assert_never(event)


def _turned_back(event: e.TurnedBack, state: RunState) -> str:
    by = f"{party(state, event.decided_by)}{heard(state, event.spoken)}"
    what = f"{_KINDS[event.kind]}{_of(event.systems)}"
    left = f"{counted(len(event.given_up), 'task')} given up"
    leg = f"{counted(len(event.leg), 'task')} of the way back to do"
    return f"TURNED BACK from {event.gate} ({what}) by {by}: {event.reason} ({left}, {leg})"


def _extended(event: e.WayBackExtended, state: RunState) -> str:
    had = f"{task_name(state, event.task)} had begun before the run was turned back"
    if event.leg:
        more = f"{counted(len(event.leg), 'task')} more of the way back to do"
        had = f"THE WAY BACK GROWS: {had}; {more}: {', '.join(event.leg)}"
    if event.irreversible:
        return (
            f"THE POINT OF NO RETURN HAD BEEN PASSED: {had}. It is irreversible: fix it forward; "
            "the way back goes on as far as it can."
        )
    if event.out_of_reach:
        other: e.WayBackKind = "rollback" if event.kind == "stand_down" else "stand_down"
        return (
            f"NOT UNDONE BY THE WAY BACK: {had}. Only the {_KINDS[other]} undoes it: have it "
            "undone by hand, and write that down."
        )
    return f"{had}." if event.leg else f"{had}; the way back does not grow by it."


def _of(systems: tuple[str, ...]) -> str:
    return f" of {', '.join(systems)}" if systems else ""
