"""Who is there: the roll-call, desks that are handed over, attendance, and parties that left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.naming import party_name, person_name
from console.web.views.gate_may import Option, Trying
from console.web.views.gate_people import Reached, speakers
from console.web.views.moments import Shown, shown
from rehearsals.core import commands as c
from rehearsals.core.night.parties_changing import unsettled_of
from rehearsals.core.night.state import Handover, RollCall
from rehearsals.core.tasks.locks import locked_parties
from rehearsals.people.words import ROLE_NAMES, role_name

#: Roles that sit at no desk of the night.
_NO_DESK = ("viewer", "administrator")


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerRow:
    """A party that was called."""

    party: str
    name: str
    #: `present`, `missing` (it was marked so) or `waiting` (nobody has answered).
    word: str
    note: str
    at: Shown | None
    who: str
    people: tuple[Reached, ...]
    may_answer: bool
    may_miss: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Roll:
    """The newest roll-call."""

    number: int
    title: str
    called: Shown | None
    there: int
    of: int
    missing: tuple[AnswerRow, ...]
    present: tuple[AnswerRow, ...]
    enters: bool


def roll(trying: Trying) -> Roll | None:
    """The newest roll-call, with who is missing first; None if nobody has called."""
    state = trying.look.state
    if not state.roll_calls:
        return None
    call = state.roll_calls[-1]
    rows = [_answer(trying, call, party) for party in call.parties]
    missing = [row for row in rows if row.word != "present"]
    return Roll(
        number=call.number,
        title=call.title,
        called=shown(call.called_at, state.runbook.timezone),
        there=len(rows) - len(missing),
        of=len(rows),
        missing=tuple(missing),
        present=tuple(row for row in rows if row.word == "present"),
        enters=trying.enters(c.AnswerRoll),
    )


def _answer(trying: Trying, call: RollCall, party: str) -> AnswerRow:
    state, answer = trying.look.state, call.answers.get(party)
    word = "waiting" if answer is None else "present" if answer.present else "missing"
    there = word == "present"
    return AnswerRow(
        party=party,
        name=party_name(state.runbook, party),
        word=word,
        note=answer.note if answer else "",
        at=shown(answer.at, state.runbook.timezone) if answer else None,
        who=person_name(answer.by) if answer else "",
        people=()
        if there
        else speakers(trying.visitor.register, "task_owner", party, trying.visitor.now),
        may_answer=not there and trying.may(c.AnswerRoll, party=party),
        may_miss=word == "waiting" and trying.may(c.AnswerRoll, party=party, present=False),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverRow:
    """A desk that was handed over."""

    number: int
    desk: str
    by: str
    to: str
    text: str
    at: Shown | None
    #: By whom and when it was taken; empty if nobody has.
    taken: str
    taken_at: Shown | None
    may_take: bool


def handovers(trying: Trying) -> tuple[HandoverRow, ...]:
    """Desks that were handed over: those not taken first, then the newest."""
    rows = [_handover(trying, one) for one in reversed(trying.look.state.handovers)]
    return tuple(sorted(rows, key=lambda row: bool(row.taken)))


def _handover(trying: Trying, one: Handover) -> HandoverRow:
    state = trying.look.state
    return HandoverRow(
        number=one.number,
        desk=party_name(state.runbook, one.desk),
        by=person_name(one.by),
        to=person_name(one.to),
        text=one.text,
        at=shown(one.at, state.runbook.timezone),
        taken=person_name(one.taken_by) if one.taken_at else "",
        taken_at=shown(one.taken_at, state.runbook.timezone),
        may_take=one.taken_at is None and trying.may(c.TakeShift, number=one.number),
    )


def desks(trying: Trying) -> tuple[Option, ...]:
    """The desks that the visitor may hand over: those of roles, and of parties."""
    sat_at = (one for one in ROLE_NAMES if one not in _NO_DESK)
    roles = (Option(value=role_name(one), label=f"role: {role_name(one)}") for one in sat_at)
    parties = (
        Option(value=one.value, label=f"for a party: {one.label}")
        for one in trying.named(trying.look.state.runbook.parties)
    )
    names = (*roles, *parties)
    return tuple(
        one
        for one in names
        if trying.may(c.HandOverShift, desk=one.value, to="trial", text="trial")
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyRow:
    """A party of the run: whether it takes part, has left, or is activated."""

    party: str
    name: str
    #: `required`, `volunteered`, `absent`, `simulated`, `left`, or `not said`.
    word: str
    #: Who took over, why it left, what nobody owns now.
    note: str
    orphans: tuple[str, ...]
    activated: Shown | None
    at: Shown | None


def parties(trying: Trying) -> tuple[PartyRow, ...]:
    """The parties of a run of which something is said; those that left first."""
    state = trying.look.state
    known = [
        one
        for one in state.runbook.parties
        if one in state.attendance or one in state.left or one in state.activated
    ]
    rows = [_party(trying, one) for one in known]
    return tuple(sorted(rows, key=lambda row: row.word != "left"))


def _party(trying: Trying, party: str) -> PartyRow:
    state = trying.look.state
    zone, gone = state.runbook.timezone, state.left.get(party)
    note = ""
    if gone:
        heir = party_name(state.runbook, gone.replaced_by) if gone.replaced_by else "nobody"
        note = f"{heir} takes over: {gone.reason}"
    return PartyRow(
        party=party,
        name=party_name(state.runbook, party),
        word="left" if gone else state.attendance.get(party, "not said"),
        note=note,
        orphans=unsettled_of(state, party) if gone and not gone.replaced_by else (),
        activated=shown(state.activated.get(party), zone),
        at=shown(gone.at, zone) if gone else None,
    )


def locked(trying: Trying) -> tuple[Option, ...]:
    """The participants whose tasks wait for their service activation."""
    state = trying.look.state
    names = dict.fromkeys(p for key in state.index.tasks for p in locked_parties(state, key))
    return trying.named(names)


def still_here(trying: Trying) -> Iterator[str]:
    """The parties that have not left."""
    state = trying.look.state
    yield from (one for one in state.runbook.parties if one not in state.left)
