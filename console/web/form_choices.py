"""What a form lets people choose from: what the run has of it that fits as the run stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from console.naming import party_name, person_name
from console.web.form_records import Choice
from console.web.form_tasks import fitting_tasks
from console.web.reading import Look
from console.web.visitor import Visitor
from rehearsals.core import commands as c
from rehearsals.core.gates.advising import silent_advisers
from rehearsals.core.gates.checking import not_looked_at
from rehearsals.core.gates.speakers import advisers, deciders
from rehearsals.core.plan.turning_rules import authorities, ways_from_here
from rehearsals.core.state import RunState
from runbooks.gates import Gate

#: Choices beyond which a list is of no use to anybody.
MOST = 300
#: Characters of somebody's words in a list.
_WORDS = 70


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which form, for whom, with what is known already."""

    look: Look
    visitor: Visitor
    kind: type[c.AnyCommand]
    given: Mapping[str, Any]

    @property
    def state(self) -> RunState:
        """The run."""
        return self.look.state

    def word(self, name: str) -> str:
        """A value that is known already, if it is one word; else empty."""
        value = self.given.get(name)
        return value if isinstance(value, str) else ""

    @property
    def gate(self) -> Gate | None:
        """The gate that is meant, if there is one of that name in the run."""
        gate = self.state.runbook.gate_by_id.get(self.word("gate"))
        return gate if gate is not None and gate.meeting in self.state.index.tasks else None


def choices_of(asked: Asked, name: str) -> tuple[Choice, ...]:
    """What fits for a field now; empty if nothing does, or if it is none that is chosen."""
    found = _CHOICES.get(name)
    return tuple(found(asked)) if found else ()


def is_chosen(name: str) -> bool:
    """Whether a field names something that the run has."""
    return name in _CHOICES


def short(text: str) -> str:
    """Somebody's words in one short line."""
    line = " ".join(text.split())
    return line if len(line) <= _WORDS else f"{line[: _WORDS - 1].rstrip()}…"


def _tasks(asked: Asked) -> Iterable[Choice]:
    mine = asked.visitor.parties()
    tasks = sorted(
        fitting_tasks(asked.look, asked.kind), key=lambda t: asked.state.owner(t.id) not in mine
    )
    if len(tasks) <= MOST:
        for task in tasks:
            owner = party_name(asked.state.runbook, asked.state.owner(task.id))
            yield task.id, f"{task.id} {short(task.title)} ({owner})"


def _gates(asked: Asked) -> Iterable[Choice]:
    state = asked.state
    turning = {gate.id for _, gate in ways_from_here(state)}
    for gate in state.index.meeting_of.values():
        record = state.gate(gate.id)
        undecided = not record.passed or bool(record.look_again)
        fits = {
            c.DecideGate: undecided,
            c.Recommend: undecided,
            c.WithdrawGo: record.passed,
            c.UndoVote: bool(record.votes) or record.cleared is not None,
            c.Countersign: bool(record.to_sign),
            c.TurnBack: gate.id in turning,
        }
        if fits.get(asked.kind, True):
            yield gate.id, f"{gate.id} {gate.title}"


def _named(asked: Asked, parties: Iterable[str]) -> Iterable[Choice]:
    """Parties by their names, those first for which the visitor speaks."""
    mine = asked.visitor.parties() | asked.visitor.parties("decider")
    book = asked.state.runbook
    known = sorted(dict.fromkeys(parties), key=lambda party: party not in mine)
    return [(party, party_name(book, party)) for party in known if party in book.parties]


def _parties(asked: Asked) -> Iterable[Choice]:
    state = asked.state
    match asked.kind:
        case c.AnswerRoll if state.roll_calls:
            call = state.roll_calls[-1]
            return _named(asked, (*call.missing, *call.parties))
        case c.AnswerRoll:
            return ()
        case c.Countersign if asked.gate:
            return _named(asked, (one.party for one in state.gate(asked.gate.id).to_sign))
        case _:
            return _named(asked, (p for p in state.runbook.parties if p not in state.left))


def _deciding(asked: Asked) -> Iterable[Choice]:
    state = asked.state
    if asked.kind is c.TurnBack and asked.gate:
        kind = asked.word("kind")
        kinds = [k for k, g in ways_from_here(state) if g is asked.gate and kind in ("", k)]
        return _named(asked, (p for k in kinds for p in authorities(state, k, asked.gate)))
    if asked.kind is c.ExtendRisk:
        item = state.items.get(asked.word("item"))
        gates = [g for g in state.runbook.gates if item is None or item.gate in (None, g.id)]
        return _named(asked, (party for gate in gates for party in deciders(state, gate)))
    if asked.gate:
        return _named(asked, deciders(state, asked.gate))
    return _named(asked, state.runbook.parties)


def _advising(asked: Asked) -> Iterable[Choice]:
    if asked.gate is None:
        return _named(asked, asked.state.runbook.parties)
    silent = silent_advisers(asked.state, asked.gate)
    return _named(asked, (*silent, *advisers(asked.state, asked.gate)))


def _members(asked: Asked) -> Iterable[Choice]:
    return _named(asked, deciders(asked.state, asked.gate) if asked.gate else ())


def _criteria(asked: Asked) -> Iterable[Choice]:
    if asked.gate is None:
        return
    found = asked.state.gate(asked.gate.id).checks
    for one in asked.gate.criteria:
        if one.check is None or not_looked_at(found.get(one.id)):
            yield one.id, f"{one.id} {one.title or ''}".strip()


def _outages(asked: Asked) -> Iterable[Choice]:
    state = asked.state
    for key in state.index.fixed_outages:
        record = state.outage(key)
        if record.is_open if asked.kind is c.CloseOutage else record.opened_at is None:
            yield key, f"{key} {state.runbook.outages[key].system}"


def _items(asked: Asked) -> Iterable[Choice]:
    for item in asked.state.items.values():
        if item.closed_at is None and (asked.kind is not c.ExtendRisk or item.kind == "risk"):
            yield item.id, f"{item.id} {short(item.text)}"


def _numbers(asked: Asked) -> Iterable[Choice]:
    state = asked.state
    match asked.kind:
        case c.TakeShift:
            for given in state.handovers:
                if given.taken_at is None:
                    who = person_name(given.by)
                    yield str(given.number), f"{given.number}: {given.desk}, from {who}"
        case c.ApproveAmendment | c.RejectAmendment:
            for each in state.amendments:
                if each.status == "proposed":
                    words = f"{each.what.number}: {short(each.what.reason)}"
                    yield str(each.what.number), words
        case _:
            for seen in state.observations:
                if seen.final_at is None:
                    yield str(seen.number), f"{seen.number}: {short(seen.text)}"


def _incidents(asked: Asked) -> Iterable[Choice]:
    if asked.kind is c.CloseIncident:
        for key, each in asked.state.incidents.items():
            if each.closed_at is None:
                yield key, f"{key} {short(each.summary)}"


def _systems(asked: Asked) -> Iterable[Choice]:
    return [(key, system.name) for key, system in asked.state.runbook.systems.items()]


_CHOICES: Mapping[str, Callable[[Asked], Iterable[Choice]]] = {
    "task": _tasks,
    "gate": _gates,
    "party": _parties,
    "replaced_by": _parties,
    "owner": lambda asked: _named(asked, asked.state.runbook.parties),
    "decided_by": _deciding,
    "adviser": _advising,
    "member": _members,
    "criterion": _criteria,
    "outage": _outages,
    "item": _items,
    "number": _numbers,
    "reference": _incidents,
    "system": _systems,
    "systems": _systems,
}
