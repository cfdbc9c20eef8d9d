"""Whose word a gate takes: its advisers, its decider or its members by name, and what they said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from console.naming import party_name, person_name
from console.telling import sentence
from console.web.views.gate_may import Trying
from console.web.views.gate_people import Reached, speakers
from console.web.views.moments import Shown, shown
from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.events import Fact
from rehearsals.core.gates.speakers import advisers, deciders, needed_of
from runbooks.gates import Gate

#: Those who are missing stand first, then those against.
_ORDER = {"missing": 0, "no go": 1, "go": 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class VoiceRow:
    """What a party says at a gate, or that it has not said anything."""

    party: str
    name: str
    #: `missing`, `go`, `go with conditions`, `no go`, `no advice`.
    word: str
    shape: str
    reason: str
    at: Shown | None
    #: Who said it, perhaps by whom it was entered.
    who: str
    #: Who may speak for the party.
    people: tuple[Reached, ...]
    #: Whether the visitor may say it in their own name.
    mine: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Voices:
    """Who advises and who decides."""

    #: In a sentence: who decides, and how many are needed.
    rule: str
    advisers: tuple[VoiceRow, ...]
    #: Whether a go waits for them.
    advice_required: bool
    #: Of a gate of many: everybody who votes; of one decider: who decides.
    members: tuple[VoiceRow, ...]
    many: bool
    go: int
    needed: int
    missing: int
    #: Those whose no-go may be taken back as a mistake, and whether the visitor may.
    mistakes: tuple[VoiceRow, ...]
    to_sign: tuple[SignRow, ...]
    #: Whether the visitor may enter advice for others.
    enters_advice: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SignRow:
    """A spoken word that waits for its signature."""

    key: str
    party: str
    name: str
    at: Shown | None
    said_by: str
    witness: str
    entered_by: str
    #: What was said.
    what: str
    may_sign: bool
    people: tuple[Reached, ...]


def voices(trying: Trying, gate: Gate) -> Voices:
    """Everybody who has a say at a gate."""
    state = trying.look.state
    members = deciders(state, gate)
    rows = tuple(sorted(_members(trying, gate), key=lambda row: _ORDER.get(row.word, 0)))
    go = sum(row.word == "go" for row in rows)
    return Voices(
        rule=_rule(trying, gate, members),
        advisers=tuple(_advisers(trying, gate)),
        advice_required=gate.advice == "required",
        members=rows,
        many=gate.rule != "decider",
        go=go,
        needed=needed_of(gate, members),
        missing=sum(row.word == "missing" for row in rows),
        mistakes=tuple(_mistakes(trying, gate)),
        to_sign=tuple(_to_sign(trying, gate)),
        enters_advice=trying.enters(c.Recommend),
    )


def _rule(trying: Trying, gate: Gate, members: tuple[str, ...]) -> str:
    book = trying.look.state.runbook
    forum = f" at {gate.forum}" if gate.forum else ""
    if not members:
        return "Nobody can decide it: the party has left, and nobody stands in."
    if gate.rule == "decider":
        return f"{party_name(book, members[0])} decides it{forum}."
    if gate.rule == "all_of":
        return f"Full house{forum}: each of the {len(members)} must say go."
    return f"Quorum{forum}: {needed_of(gate, members)} of {len(members)} must say go."


def _advisers(trying: Trying, gate: Gate) -> Iterator[VoiceRow]:
    state = trying.look.state
    heard = state.gate(gate.id).recommendations
    for party in advisers(state, gate):
        word = heard.get(party)
        said = "missing" if word is None else _advice(word.advice)
        trial = {"gate": gate.id, "adviser": party, "advice": "go", "reason": "trial"}
        yield VoiceRow(
            party=party,
            name=party_name(state.runbook, party),
            word=said if word else "not heard",
            shape=said if said != "no advice" else "unknown",
            reason=word.reason if word else "",
            at=shown(word.at, state.runbook.timezone) if word else None,
            who=person_name(word.by) if word else "",
            people=()
            if word
            else speakers(trying.visitor.register, "adviser", party, trying.visitor.now),
            mine=trying.may(c.Recommend, **trial),
        )


def _advice(word: str) -> str:
    return "no advice" if word == "none" else word.replace("_", " ")


def _members(trying: Trying, gate: Gate) -> Iterator[VoiceRow]:
    """The members with their votes, or the one decider without."""
    state = trying.look.state
    votes = state.gate(gate.id).votes if gate.rule != "decider" else {}
    cast = _cast(trying.look.facts, gate.id) if votes else {}
    for party in deciders(state, gate):
        vote = votes.get(party)
        word = vote.vote.replace("_", " ") if vote else "missing"
        yield VoiceRow(
            party=party,
            name=party_name(state.runbook, party),
            word=word,
            shape=word,
            reason=vote.reason if vote else "",
            at=shown(vote.at, state.runbook.timezone) if vote else None,
            who=_who(cast[party]) if vote and party in cast else "",
            people=()
            if vote
            else speakers(trying.visitor.register, "decider", party, trying.visitor.now),
            mine=may_decide(trying, gate, party),
        )


def may_decide(trying: Trying, gate: Gate, party: str) -> bool:
    """Whether the visitor may decide or vote for a party, by their own word.

    Whoever brought the evidence may not in a live run, and is told so when they try.
    """
    refusal = trying.refusal(
        c.DecideGate, gate=gate.id, outcome="go", decided_by=party, reason="trial"
    )
    return refusal is None or refusal.code == "separation-of-duties"


def _cast(facts: Sequence[Fact], gate: str) -> Mapping[str, Fact]:
    """The newest vote of each member, as it was entered."""
    found: dict[str, Fact] = {}
    for fact in facts:
        if isinstance(fact.event, e.VoteCast) and fact.event.gate == gate:
            found[fact.event.member] = fact
    return found


def _who(fact: Fact) -> str:
    if fact.on_behalf_of is None or fact.on_behalf_of == fact.actor:
        return person_name(fact.actor)
    return f"{person_name(fact.on_behalf_of)}, entered by {person_name(fact.actor)}"


def _mistakes(trying: Trying, gate: Gate) -> Iterator[VoiceRow]:
    """The no-goes that have just decided a gate of many, as long as nobody has voted again."""
    state = trying.look.state
    cleared = state.gate(gate.id).cleared
    if cleared is None or state.task(gate.meeting).progress != "running":
        return
    for party, vote in cleared.votes.items():
        if vote.vote == "no_go":
            yield VoiceRow(
                party=party,
                name=party_name(state.runbook, party),
                word="no go",
                shape="no go",
                reason=vote.reason,
                at=shown(vote.at, state.runbook.timezone),
                who="",
                people=(),
                mine=trying.may(c.UndoVote, gate=gate.id, member=party, reason="trial"),
            )


def _to_sign(trying: Trying, gate: Gate) -> Iterator[SignRow]:
    state = trying.look.state
    for number, word in enumerate(state.gate(gate.id).to_sign):
        yield SignRow(
            key=f"{word.party}-{number}",
            party=word.party,
            name=party_name(state.runbook, word.party),
            at=shown(word.at, state.runbook.timezone),
            said_by=person_name(word.spoken.said_by),
            witness=person_name(word.spoken.witness),
            entered_by=person_name(word.entered_by),
            what=_said(trying, gate, word.party, word.at.isoformat()),
            may_sign=trying.may(c.Countersign, gate=gate.id, party=word.party),
            people=speakers(trying.visitor.register, "decider", word.party, trying.visitor.now),
        )


def _said(trying: Trying, gate: Gate, party: str, at: str) -> str:
    """The words that were entered for a party at an instant."""
    for fact in reversed(trying.look.facts):
        spoken = getattr(fact.event, "spoken", None)
        same = getattr(fact.event, "gate", None) == gate.id and fact.at.isoformat() == at
        names = {getattr(fact.event, name, None) for name in ("decided_by", "member")}
        if spoken and same and party in names:
            return sentence(fact.event, trying.look.state)
    return ""
