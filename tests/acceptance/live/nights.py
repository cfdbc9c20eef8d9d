"""Three live nights of M10 as people live through them; what was seen on the way is kept.

One goes forward through all that can go wrong short of turning back, one is rolled back, and one
is stood down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rehearsals.core import commands as c
from rehearsals.core.gates.advising import silent_advisers
from rehearsals.core.gates.checking import open_criteria
from rehearsals.core.gates.speakers import advisers, deciders
from rehearsals.core.settling import is_all_settled
from rehearsals.core.state import RunState
from tests.acceptance.live.bridge import Bridge
from tests.acceptance.live.people import JOSS

#: The deployment that fails, and the LDSO that is missing at the full house.
ERDS, MISSING = "M10-047", "idno_vattenfall"
#: Run seconds in a real one: four hours.
FACTOR = 14_400


@dataclass(slots=True)
class Seen:
    """What people saw during a night: words by what they were about, and data."""

    words: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


def open_night(home: Path, run: str, from_gate: str, to_gate: str, *leave: str) -> Bridge:
    """Open a night, with its engine and three crews at their desks, who leave some things alone."""
    bridge = Bridge(home, run, from_gate=from_gate, to_gate=to_gate, factor=FACTOR)
    ldsos = bridge.book.groups["ldsos"]
    others = [party for party in bridge.book.parties if party not in ldsos]
    central = bridge.book.groups["central_parties"]
    programme = [party for party in others if party not in central]
    bridge.start_engine()
    for parties in (ldsos, central, programme):
        bridge.start_crew(*parties, leave=leave)
    return bridge


def sits(bridge: Bridge, gate_id: str) -> RunState:
    """Wait until a meeting can decide: its evidence lies there, and every adviser was heard."""
    gate = bridge.book.gate_by_id[gate_id]

    def ripe(state: RunState) -> bool:
        running = state.task(gate.meeting).progress == "running"
        return running and not open_criteria(state, gate) and not silent_advisers(state, gate)

    return bridge.until(f"{gate_id} to be ripe for decision", ripe)


def heard_again(bridge: Bridge, gate_id: str) -> None:
    """After a no-go everybody is asked anew; they speak at desks of their own."""
    state, gate = bridge.state, bridge.book.gate_by_id[gate_id]
    bridge.enters(
        *(
            c.Recommend(
                id=f"again:{gate_id}:{party}",
                actor=party,
                gate=gate_id,
                adviser=party,
                advice="go",
                reason="The backup has been read back; nothing stands against it now.",
            )
            for party in advisers(state, gate)
        )
    )


def passed(bridge: Bridge, gate_id: str) -> RunState:
    """Wait for a go."""
    return bridge.until(f"a go at {gate_id}", lambda state: state.gate(gate_id).passed)


def all_but_one_have_voted(bridge: Bridge, gate_id: str) -> RunState:
    """Wait until one vote is missing at a full house."""
    gate = bridge.book.gate_by_id[gate_id]

    def one_missing(state: RunState) -> bool:
        return len(state.gate(gate_id).votes) == len(deciders(state, gate)) - 1

    return bridge.until(f"all votes but one at {gate_id}", one_missing)


def over(bridge: Bridge) -> RunState:
    """Wait until all is settled, close the run, and wait for the end of its processes."""
    bridge.until("all to be settled", is_all_settled)
    assert "EVERYTHING IS SETTLED" in shown_to(bridge)
    bridge.ok(JOSS, "close", bridge.run, "--reason", "All is as it should be.")
    state = bridge.until("the end of the run", lambda state: state.status != "open")
    codes = bridge.wait_for_processes()
    assert codes == [0] * len(codes)
    return state


def needs_of(bridge: Bridge, kind: str) -> list[str]:
    """What the board says needs somebody, of one kind."""
    return [need["text"] for need in bridge.board()["needs"] if need["kind"] == kind]


def shown_to(bridge: Bridge, person: str = JOSS) -> str:
    """The board as somebody reads it."""
    return bridge.ok(person, "show", bridge.run)


def typed(instant: datetime) -> str:
    """An instant as people type it, on the clock of London."""
    return instant.astimezone(ZoneInfo("Europe/London")).strftime("%Y-%m-%dT%H:%M")
