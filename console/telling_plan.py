"""What happened to the plan of a run, in a sentence: amended on the way, or turned back."""

from __future__ import annotations

from typing import assert_never

from console.telling_words import because, counted, heard, named, party
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
        case _:
            assert_never(event)


def _turned_back(event: e.TurnedBack, state: RunState) -> str:
    by = f"{party(state, event.decided_by)}{heard(state, event.spoken)}"
    what = f"{_KINDS[event.kind]}{_of(event.systems)}"
    left = f"{counted(len(event.given_up), 'task')} given up"
    leg = f"{counted(len(event.leg), 'task')} of the way back to do"
    return f"TURNED BACK from {event.gate} ({what}) by {by}: {event.reason} ({left}, {leg})"


def _of(systems: tuple[str, ...]) -> str:
    return f" of {', '.join(systems)}" if systems else ""
