"""The gates on the board: the next one, what was decided there, and what is owed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from console.naming import party_name, party_names
from console.output import heading, table
from console.standing import Standing
from console.turning_back import asked_on_no_go, by_hand
from rehearsals.core.events import GateDecided
from rehearsals.core.gate_commands import unmet
from rehearsals.core.state import Decision, RunState
from runbooks.clocktime import local, local_short
from runbooks.gates import Gate


def next_gate(stands: Standing) -> Iterator[RenderableType]:
    """The first gate that is not passed: its meeting, its criteria, its votes and last decision."""
    gates = stands.open_gates()
    if not gates:
        return
    gate, state = gates[0], stands.state
    record = state.gate(gate.id)
    planned = _shown(stands.planned(gate.meeting).early_start, state)
    yield heading(f"Next gate: {gate.id} {gate.title}")
    meeting = f"{gate.meeting} is {stands.states[gate.meeting]}"
    yield Text(f"Planned {planned}; its meeting {meeting}; {record.outcome.replace('_', ' ')}.")
    if record.decisions:
        yield from _terms(stands, gate, record.decisions[-1])
    if gate.point_of_no_return:
        yield Text("Behind it there is no way back.", style="bold red")
    if gate.criteria:
        yield _criteria(gate, state)
    if record.votes:
        votes = ", ".join(
            f"{party_name(state.runbook, who)} {vote.vote.replace('_', '-')}"
            for who, vote in record.votes.items()
        )
        yield Text(f"Votes: {votes}")


def decided_gates(stands: Standing) -> Iterator[RenderableType]:
    """Every gate of a run that is over, with its newest decision."""
    gates = list(stands.state.index.meeting_of.values())
    if not gates:
        return
    yield heading("Gates", len(gates))
    rows = table("Gate", "Decided", "Outcome", "Meeting planned", "Title")
    for gate in gates:
        record = stands.state.gate(gate.id)
        rows.add_row(
            gate.id,
            _shown(record.decisions[-1].at if record.decisions else None, stands.state),
            record.outcome.replace("_", " "),
            _shown(stands.planned(gate.meeting).early_start, stands.state),
            gate.title,
            style=None if record.passed else "yellow",
        )
    yield rows


def owed(stands: Standing) -> Iterator[RenderableType]:
    """The conditions under which gates were passed; nothing says yet that one has been met."""
    state = stands.state
    rows = table("Gate", "Due", "Item and owner")
    for gate in state.index.meeting_of.values():
        decisions = state.gate(gate.id).decisions
        last = decisions[-1].what if decisions else None
        for condition in last.conditions if isinstance(last, GateDecided) else ():
            past = condition.due is not None and condition.due < stands.now
            rows.add_row(
                gate.id,
                _due(condition.due, state) + (" PAST" if past else ""),
                f"{condition.item}\n{party_name(state.runbook, condition.owner)}",
                style="yellow" if past else None,
            )
    if rows.row_count:
        yield heading("Conditions of a go", rows.row_count)
        yield rows


def _terms(stands: Standing, gate: Gate, decision: Decision) -> Iterator[Text]:
    """Who decided what, why, until when, and what the runbook asks for then."""
    state, what = stands.state, decision.what
    book = state.runbook
    by = f"{party_names(book, what.decided_by)} at {_shown(decision.at, state)}: {what.reason}"
    if not isinstance(what, GateDecided):
        yield Text(f"The go was withdrawn by {by}", style="yellow")
    elif what.outcome == "deferred":
        past = " (PAST)" if what.until and what.until < stands.now else ""
        yield Text(f"Deferred until {_shown(what.until, state)}{past} by {by}", style="yellow")
    else:
        yield Text(f"NO-GO by {by}", style="bold red")
        yield Text(f"The runbook asks {asked_on_no_go(gate)}.")
        if hands := by_hand(book, gate):
            yield Text(hands)


def _criteria(gate: Gate, state: RunState) -> Table:
    rows = table("Criterion", "Stands", "Title and owner")
    evidence, missing = state.gate(gate.id).evidence, unmet(gate, state.gate(gate.id))
    for criterion in gate.criteria:
        shown = evidence.get(criterion.id)
        stands = "no evidence" if shown is None else "met" if shown.met else "NOT MET"
        blocks = "" if criterion.blocking else " (does not block)"
        owner = party_name(state.runbook, criterion.owner)
        rows.add_row(
            criterion.id,
            f"{stands}{blocks}",
            f"{criterion.title} ({owner})" if criterion.title else owner,
            style="yellow" if criterion.id in missing else None,
        )
    return rows


def _due(instant: datetime | None, state: RunState) -> str:
    """With its year: it may be long after the night."""
    return local(instant, state.runbook.timezone) if instant else "no date"


def _shown(instant: datetime | None, state: RunState) -> str:
    return local_short(instant, state.runbook.timezone) if instant else ""
