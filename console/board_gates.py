"""The gates on the board: the next one, what was decided there, and what is owed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from console.board_expected import expected_start
from console.gate_page import OUTCOMES, criterion_stands
from console.naming import party_name, party_names, party_names_or_so
from console.output import heading, table, wrapped
from console.standing import Standing
from console.turning_back import asked_on_no_go, how_back
from rehearsals.core.events import GateDecided
from rehearsals.core.gates.checking import open_criteria
from rehearsals.core.gates.speakers import advisers, deciders, needed_of, voted
from rehearsals.core.state import Decision, RunState
from rehearsals.outlook.rest import Rest
from runbooks.clocktime import local, local_short
from runbooks.gates import Gate


def next_gate(stands: Standing, ahead: Rest | None = None) -> Iterator[RenderableType]:
    """The first gate that is not passed: its meeting, what is shown and said, its last decision."""
    gates = stands.open_gates()
    if not gates:
        return
    gate, state = gates[0], stands.state
    record = state.gate(gate.id)
    planned = _shown(stands.planned(gate.meeting).start, state)
    yield heading(f"Next gate: {gate.id} {gate.title}")
    meeting = f"{gate.meeting} is {stands.states[gate.meeting]}"
    expected = expected_start(stands, ahead, gate.meeting)
    when = f"Planned {planned}{f', {expected}' if expected else ''}"
    yield Text(wrapped(f"{when}; its meeting {meeting}; {record.outcome.replace('_', ' ')}."))
    if record.last:
        yield from _terms(stands, gate, record.last)
    if gate.point_of_no_return:
        yield Text("Behind it there is no way back.", style="bold red")
    if gate.criteria:
        yield _criteria(gate, state)
    yield from _advice(state, gate)
    yield from _votes(state, gate)


def _advice(state: RunState, gate: Gate) -> Iterator[Text]:
    """What the advisers have said, and who has still to."""
    said = state.gate(gate.id).recommendations
    if words := ", ".join(
        f"{party_name(state.runbook, who)} {OUTCOMES[word.advice]}" for who, word in said.items()
    ):
        yield Text(f"Advice: {words}.")
    waiting = [party for party in advisers(state, gate) if party not in said]
    if waiting and state.task(gate.meeting).progress == "running":
        yield Text(f"No advice yet: {party_names_or_so(state.runbook, waiting)}.", style="yellow")


def _votes(state: RunState, gate: Gate) -> Iterator[Text]:
    """How the votes at a gate of many stand; who said no-go, and who is missing, by name."""
    if gate.rule == "decider":
        return
    votes, members = state.gate(gate.id).votes, deciders(state, gate)
    if votes:
        go = voted(state, gate, "go")
        yield Text(f"Votes: {len(go)} go of {needed_of(gate, members)} needed.")
    if against := voted(state, gate, "no_go"):
        yield Text(f"No-go: {party_names_or_so(state.runbook, against)}.", style="bold red")
    missing = [party for party in members if party not in votes]
    if missing and state.task(gate.meeting).progress == "running":
        yield Text(f"No vote yet: {party_names_or_so(state.runbook, missing)}.", style="yellow")


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
            _shown(record.last.at if record.last else None, stands.state),
            record.outcome.replace("_", " "),
            _shown(stands.planned(gate.meeting).start, stands.state),
            gate.title,
            style=None if record.passed else "yellow",
        )
    yield rows


def owed(stands: Standing) -> Iterator[RenderableType]:
    """What decisions, or the run before, left open: by what is due first."""
    state = stands.state
    items = [item for item in state.items.values() if item.closed_at is None]
    dated = [item for item in items if item.kind != "lesson"]
    rows = table("Item", "Due", "What and whose")
    for item in sorted(dated, key=lambda item: (item.due is None, item.due or stands.now)):
        past = item.due is not None and item.due <= stands.now
        by = "Risk, accepted by " if item.kind == "risk" else ""
        rows.add_row(
            item.id,
            _due(item.due, state) + (" PAST" if past else ""),
            f"{item.text}\n{by}{party_name(state.runbook, item.owner)}",
            style="yellow" if past else None,
        )
    if rows.row_count:
        yield heading("Open items", rows.row_count)
        yield rows
    if lessons := len(items) - len(dated):
        yield Text(f"Lessons kept: {lessons}; see `callboard items {state.run}`.")


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
        if hint := how_back(state, gate):
            yield Text(hint)


def _criteria(gate: Gate, state: RunState) -> Table:
    rows = table("Criterion", "Stands", "Title and owner")
    missing = open_criteria(state, gate)
    for criterion in gate.criteria:
        blocks = "" if criterion.blocking else " (does not block)"
        owner = party_name(state.runbook, criterion.owner)
        found = state.gate(gate.id).checks.get(criterion.id)
        title = f"{criterion.title} ({owner})" if criterion.title else owner
        rows.add_row(
            criterion.id,
            f"{criterion_stands(state, gate, criterion)}{blocks}",
            f"{title}\nChecked: {found.value}" if found else title,
            style="yellow" if criterion.id in missing else None,
        )
    return rows


def _due(instant: datetime | None, state: RunState) -> str:
    """With its year: it may be long after the night."""
    return local(instant, state.runbook.timezone) if instant else "no date"


def _shown(instant: datetime | None, state: RunState) -> str:
    return local_short(instant, state.runbook.timezone) if instant else ""
