"""The form of a decision at a gate: what can be decided, in whose name, and what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from console.naming import person_name
from console.telling import sentence
from console.web.reading import Look
from console.web.views.gate_may import Option, Trying
from console.web.views.gate_people import speakers_of
from console.web.views.gate_voices import may_decide
from console.web.views.moments import Shown, shown
from rehearsals.core import commands as c
from rehearsals.core.gates.checking import open_criteria
from rehearsals.core.gates.speakers import advisers, deciders
from rehearsals.core.history import also_for_gate
from rehearsals.core.state import GateRecord
from runbooks.gates import Gate

#: Lines of conditions and of risks to begin with, and lines that are added each time.
_ROWS, _MORE = 3, 3
_MOST_ROWS = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """An outcome that can be decided."""

    value: str
    label: str
    hint: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of the work-off plan, or of the accepted risks: what, who, until when."""

    number: int
    what: str
    who: str
    when: str

    @property
    def given(self) -> bool:
        """Whether anything of it was typed."""
        return bool(self.what or self.who or self.when)


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """Something that has happened at the gate since the form was opened."""

    at: Shown | None
    text: str
    who: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionForm:
    """The form of a decision."""

    gate: str
    title: str
    action: str
    many: bool
    outcomes: tuple[Outcome, ...]
    #: In whose name the visitor decides; of one, it is chosen already.
    parties: tuple[Option, ...]
    #: Whether the visitor decides; if not, they enter what others said.
    own: bool
    #: Whether the visitor may enter what others said.
    enters: bool
    #: Those who may decide for one of the parties, and those who may have heard it.
    speakers: tuple[Option, ...]
    owners: tuple[Option, ...]
    forum: str
    #: Whether conditions and risks belong to it: one decider alone has them.
    terms: bool
    conditions: tuple[Line, ...]
    risks: tuple[Line, ...]
    typed: Mapping[str, str]
    #: What should be known before: criteria not met, advice not heard.
    unmet: tuple[str, ...]
    not_heard: tuple[str, ...]
    since: tuple[Since, ...]

    @property
    def conditions_open(self) -> bool:
        """Whether more than the first line of the work-off plan is shown."""
        return _shows_more(self.conditions)

    @property
    def risks_open(self) -> bool:
        """Whether more than the first of the accepted risks is shown."""
        return _shows_more(self.risks)


def _shows_more(lines: Sequence[Line]) -> bool:
    """Some were asked for, or something was typed in them."""
    return len(lines) > _ROWS or any(line.given for line in lines[1:])


def decision_form(
    trying: Trying, gate: Gate, given: Mapping[str, Any], *, seen: int = 0, more: str = ""
) -> DecisionForm:
    """The form, with what was typed; `more` adds lines of `conditions` or of `risks`."""
    look = trying.look
    state, record = look.state, look.state.gate(gate.id)
    members = deciders(state, gate)
    own = [party for party in members if may_decide(trying, gate, party)]
    chair = state.owner(gate.meeting)
    if gate.rule != "decider" and chair not in members and _may_put_off(trying, gate, chair):
        own.append(chair)
    enters = trying.enters(c.DecideGate)
    offered = members if enters else tuple(own)
    register, now = trying.visitor.register, trying.visitor.now
    heard = record.recommendations
    return DecisionForm(
        gate=gate.id,
        title=gate.title,
        action=f"/runs/{look.run}/gates/{gate.id}/decide",
        many=gate.rule != "decider",
        outcomes=tuple(_outcomes(look, gate)),
        parties=_parties(trying, gate, (*own, *offered)),
        own=bool(own),
        enters=enters,
        speakers=tuple(
            Option(value=one.id, label=one.name)
            for one in (speakers_of(register, "decider", members, now) if enters else ())
            if trying.visitor.person is None or one.id != trying.visitor.person.id
        ),
        owners=trying.named(state.runbook.parties),
        forum=gate.forum or "",
        terms=gate.rule == "decider" and not record.passed,
        conditions=_lines(given, "conditions", ("item", "owner", "due"), more=more),
        risks=_lines(given, "risks", ("risk", "accepted_by", "expires"), more=more),
        typed=_typed({**_default(record, own), **given}),
        unmet=() if record.passed else open_criteria(state, gate),
        not_heard=tuple(
            one.label
            for one in trying.named(p for p in advisers(state, gate) if p not in heard)
            if not record.passed
        ),
        since=tuple(_since(look, gate, seen)),
    )


def _parties(trying: Trying, gate: Gate, parties: Iterable[str]) -> tuple[Option, ...]:
    """In whose name: those that have not voted first, and of the others what they have said."""
    votes = trying.look.state.gate(gate.id).votes if gate.rule != "decider" else {}
    named = trying.named(dict.fromkeys(parties))
    said = (
        replace(one, label=f"{one.label} (has said {votes[one.value].vote.replace('_', '-')})")
        if one.value in votes
        else one
        for one in named
    )
    return tuple(sorted(said, key=lambda one: one.value in votes))


def _default(record: GateRecord, own: Sequence[str]) -> Mapping[str, str]:
    """The one party of the visitor's that has not voted yet, if it is one."""
    missing = [party for party in own if party not in record.votes]
    return {"decided_by": missing[0]} if len(missing) == 1 else {}


def _may_put_off(trying: Trying, gate: Gate, party: str) -> bool:
    return trying.may(
        c.DecideGate, gate=gate.id, outcome="deferred", decided_by=party, reason="trial"
    )


def _outcomes(look: Look, gate: Gate) -> Iterator[Outcome]:
    record = look.state.gate(gate.id)
    if record.passed:
        if record.look_again:
            yield Outcome(value="go", label="Confirm the go", hint="It was looked at again.")
        yield Outcome(
            value="withdrawn",
            label="Take the go back",
            hint="As long as nothing behind the gate has started.",
        )
        return
    many = gate.rule != "decider"
    yield Outcome(value="go", label="Go", hint="Every blocking criterion is met.")
    if not many:
        yield Outcome(
            value="go_with_conditions",
            label="Go with conditions",
            hint="What is still owed is written down below: what, whose, until when.",
        )
    hint = "It clears all votes once it decides the gate." if many else "Nothing behind it starts."
    yield Outcome(value="no_go", label="No-go", hint=hint)
    yield Outcome(
        value="deferred", label="Put it off", hint="Until when is said below; the meeting goes on."
    )


def _lines(
    given: Mapping[str, Any], name: str, parts: tuple[str, str, str], *, more: str
) -> tuple[Line, ...]:
    typed = [one for one in _list(given.get(name)) if isinstance(one, Mapping)]
    count = max(_ROWS, len(typed) + (_MORE if more == name else 0))
    rows = [typed[n] if n < len(typed) else {} for n in range(min(count, _MOST_ROWS))]
    return tuple(
        Line(
            number=number,
            what=str(row.get(parts[0], "")),
            who=str(row.get(parts[1], "")),
            when=str(row.get(parts[2], "")),
        )
        for number, row in enumerate(rows)
    )


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _typed(given: Mapping[str, Any]) -> Mapping[str, str]:
    names = ("outcome", "decided_by", "reason", "forum", "until", "witness", "for", "at")
    return {name: str(given.get(name) or "") for name in names}


def _since(look: Look, gate: Gate, seen: int) -> Iterator[Since]:
    """What the other one did meanwhile, where two decide at once."""
    if not seen:
        return
    for entry in also_for_gate(look.facts, gate.id):
        if entry.seq > seen:
            yield Since(
                at=shown(entry.at, look.state.runbook.timezone),
                text=sentence(entry.event, look.state),
                who=person_name(entry.voice),
            )
