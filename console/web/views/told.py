"""Who said something, and what kind of news it is: for boards and journals."""

from __future__ import annotations

from console.web.reading import Look
from rehearsals.core import events as e
from rehearsals.core.events import Event


def who_said(look: Look, who: str) -> str:
    """The name of a person; of a simulated party the party's, and that it is simulated."""
    if who in look.names:
        return look.names[who]
    party, _, rest = who.partition(" (")
    known = look.state.runbook.parties.get(party)
    return f"{known.name} ({rest}" if known and rest else who


def kind_of(event: Event) -> str:
    """Whether an event is `good` or `bad` news; empty if it is neither."""
    match event:
        case e.TaskFailed() | e.TaskHeld() | e.StartsStopped() | e.OutageOpened():
            return "bad"
        case e.TaskFinished() | e.OutageClosed():
            return "good"
        case e.GateDecided():
            return "good" if event.outcome in ("go", "go_with_conditions") else "bad"
        case _:
            return ""
