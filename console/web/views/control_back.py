"""Turning back, to be decided: what can be chosen, and what a choice would mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.naming import party_name, person_name
from console.web.reading import Look
from console.web.views.gate_may import Option, Trying
from console.web.views.gate_people import speakers_of
from console.web.views.gate_ways_back import WayRow, ways_back
from rehearsals.core import commands as c


@dataclass(frozen=True, kw_only=True, slots=True)
class TurningForm:
    """The form of turning back."""

    ways: tuple[WayRow, ...]
    #: In whose name the visitor may decide it, or enter that it was decided.
    parties: tuple[Option, ...]
    own: bool
    enters: bool
    speakers: tuple[Option, ...]
    systems: tuple[Option, ...]
    forum: str
    typed: Mapping[str, str]
    ticked: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Turning:
    """What a choice would mean."""

    way: WayRow | None
    what: str
    reason: str
    spoken: str


def turning_form(trying: Trying, given: Mapping[str, Any]) -> TurningForm:
    """The form, with what was typed."""
    look = trying.look
    state = look.state
    ways = tuple(row for row in ways_back(look) if row.gate)
    deciding = tuple(dict.fromkeys(party for row in ways for party in row.parties))
    own = [
        party
        for party in deciding
        if any(
            trying.may(c.TurnBack, kind=r.kind, gate=r.gate, decided_by=party, reason="trial")
            for r in ways
        )
    ]
    enters = trying.enters(c.TurnBack)
    register, now = trying.visitor.register, trying.visitor.now
    worked_on = {one for task in state.index.tasks.values() for one in task.works_on}
    names = ("way", "decided_by", "reason", "forum", "witness", "for")
    systems = given.get("systems", ())
    return TurningForm(
        ways=ways,
        parties=trying.named(deciding if enters else own),
        own=bool(own),
        enters=enters,
        speakers=tuple(
            Option(value=one.id, label=one.name)
            for one in (speakers_of(register, "decider", deciding, now) if enters else ())
        ),
        systems=tuple(
            Option(value=key, label=f"{key} {system.name}")
            for key, system in state.runbook.systems.items()
            if key in worked_on
        ),
        forum=next(
            (g.forum or "" for r in ways for g in state.runbook.gates if g.id == r.gate), ""
        ),
        typed={name: str(given.get(name) or "") for name in names},
        ticked=frozenset(systems if isinstance(systems, list | tuple) else [systems]),
    )


def turning_of(look: Look, data: Mapping[str, Any]) -> Turning:
    """What the choice in some fields of the command would mean now."""
    book = look.state.runbook
    systems = tuple(data.get("systems") or ())
    ways = ways_back(look, systems)
    way = next((r for r in ways if (r.kind, r.gate) == (data["kind"], data["gate"])), None)
    name = way.name if way else str(data["kind"])
    of = f" of {', '.join(systems)}" if systems else " of the whole run"
    whose = party_name(book, str(data["decided_by"]))
    witness = data.get("witness")
    return Turning(
        way=way,
        what=f"{name}{of}, from {data['gate']}, in the name of {whose}.",
        reason=str(data["reason"]),
        spoken=f"Heard by {person_name(str(witness))}; {whose} has to countersign it."
        if witness
        else "",
    )
