"""A gate as those see it who meet to decide it: what is decided, on what, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.foreseen import NOTHING, Foreseen
from console.naming import party_name
from console.turning_back import asked_on_no_go
from console.web.reading import Look
from console.web.views.board_gates import GateRow, gate_row
from console.web.views.expected import expected
from console.web.views.gate_criteria import CriterionRow, criteria
from console.web.views.gate_decisions import DecisionRow, Told, decisions, told
from console.web.views.gate_foreseen import GateForeseen, gate_foreseen
from console.web.views.gate_items import Items, items
from console.web.views.gate_may import Trying
from console.web.views.gate_meeting import Meeting, meeting
from console.web.views.gate_returns import Returns, returns
from console.web.views.gate_voices import Voices, voices
from console.web.views.gate_ways_back import WayRow, from_gate
from console.web.views.moments import Shown, shown
from console.web.visitor import Visitor
from rehearsals.core import commands as c
from rehearsals.core.gates.checking import open_criteria
from rehearsals.core.night.state import AttachedFile
from rehearsals.core.state import RunState
from rehearsals.readiness.state import Readiness
from runbooks.gates import Gate


@dataclass(frozen=True, kw_only=True, slots=True)
class Behind:
    """A task that waits for the gate."""

    id: str
    title: str
    owner: str
    irreversible: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentRow:
    """An incident that is open."""

    reference: str
    summary: str
    about: str
    since: Shown | None
    url: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class GateRoom:
    """The gate room."""

    run: str
    id: str
    title: str
    row: GateRow
    point_of_no_return: bool
    passed: bool
    outcome: str
    #: What is asked for if it is no go.
    on_no_go: str
    look_again: str
    behind: tuple[Behind, ...]
    meeting: Meeting
    criteria: tuple[CriterionRow, ...]
    #: How many stand against a go.
    unmet: int
    has_checks: bool
    may_check: bool
    foreseen: GateForeseen | None
    returns: Returns | None
    voices: Voices
    incidents: tuple[IncidentRow, ...]
    #: Whether a blocking criterion checks them.
    incidents_block: bool
    items: Items
    #: Open items of other gates.
    owed: Items
    ways_back: tuple[WayRow, ...]
    decisions: tuple[DecisionRow, ...]
    told: tuple[Told, ...]
    #: With their numbers among the files of the run.
    files: tuple[tuple[int, AttachedFile], ...]
    #: `own`: the visitor decides or votes; `chair`: puts it off; `enter`: for others; "": nothing.
    may_decide: str
    may_note: bool


def gate_room(
    look: Look,
    visitor: Visitor,
    gate: Gate,
    readiness: Readiness,
    foreseen: Foreseen = NOTHING,
) -> GateRoom:
    """The room of a gate, as a visitor sees it, with what is foreseen of it."""
    state, record = look.state, look.state.gate(gate.id)
    trying = Trying(look=look, visitor=visitor)
    rows = criteria(trying, gate, foreseen)
    heard = voices(trying, gate)
    others: set[str | None] = {None, *(one.id for one in state.runbook.gates if one is not gate)}
    return GateRoom(
        run=state.run,
        id=gate.id,
        title=gate.title,
        row=gate_row(look, expected(look.standing), gate),
        point_of_no_return=gate.point_of_no_return,
        passed=record.passed,
        outcome="given up" if gate.meeting in state.given_up else record.outcome.replace("_", " "),
        on_no_go=asked_on_no_go(gate),
        look_again=record.look_again,
        behind=tuple(_behind(state, gate)),
        meeting=meeting(trying, gate),
        criteria=rows,
        unmet=len(open_criteria(state, gate)),
        has_checks=any(one.check for one in gate.criteria),
        may_check=any(
            trying.may_check(gate.id, one.id) for one in gate.criteria if one.check is not None
        ),
        foreseen=gate_foreseen(look, gate, foreseen),
        returns=returns(readiness, visitor, state, gate, look.real_now),
        voices=heard,
        incidents=tuple(_incidents(state)),
        incidents_block=any(
            one.blocking and one.check and one.check.incidents_closed for one in gate.criteria
        ),
        items=items(trying, {gate.id}),
        owed=items(trying, others),
        ways_back=from_gate(look, gate),
        decisions=decisions(state, gate),
        told=told(look, gate),
        files=tuple(
            (number, one) for number, one in enumerate(state.attachments, 1) if one.gate == gate.id
        ),
        may_decide=deciding(trying, gate, heard),
        may_note=trying.may(c.AddNote, text="trial", gate=gate.id),
    )


def deciding(trying: Trying, gate: Gate, heard: Voices) -> str:
    """How the visitor may bring a decision about: `own`, `chair`, `enter` for others, or not."""
    state = trying.look.state
    if gate.meeting in state.given_up:
        return ""
    if any(row.mine for row in heard.members):
        return "own"
    chair = state.owner(gate.meeting)
    if gate.rule != "decider" and trying.may(
        c.DecideGate, gate=gate.id, outcome="deferred", decided_by=chair, reason="trial"
    ):
        return "chair"
    return "enter" if trying.enters(c.DecideGate) else ""


def _behind(state: RunState, gate: Gate) -> Iterator[Behind]:
    for task_id in state.index.behind.get(gate.meeting, ()):
        task = state.index.tasks[task_id]
        yield Behind(
            id=task_id,
            title=task.title,
            owner=party_name(state.runbook, state.owner(task_id)),
            irreversible=task.irreversible,
        )


def _incidents(state: RunState) -> Iterator[IncidentRow]:
    for each in state.incidents.values():
        if each.closed_at is None:
            yield IncidentRow(
                reference=each.reference,
                summary=each.summary,
                about=", ".join(filter(None, (each.system, each.task))),
                since=shown(each.at, state.runbook.timezone),
                url=each.url,
            )
