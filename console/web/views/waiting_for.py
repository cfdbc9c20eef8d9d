"""What waits for somebody besides tasks: evidence, votes, advice, calls, desks, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from console.naming import party_name, person_name
from console.web.handing_in import path_name
from console.web.reading import Look
from console.web.views.moments import Shown, clock_time
from console.web.views.task_may import TaskMay
from rehearsals.core import commands as c
from rehearsals.core.gates.advising import silent_advisers
from rehearsals.core.gates.checking import not_looked_at, shown
from rehearsals.core.gates.speakers import deciders
from rehearsals.core.presence import standing_in
from runbooks.gates import Gate

_NOW = ("ready", "running", "failed", "unknown")


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """Something that waits for the visitor."""

    key: str
    text: str
    label: str
    href: str
    urgent: bool = False
    by: Shown | None = None
    #: Where it goes at one tap; None: only by the form or on its page.
    post: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


def waiting_for(
    look: Look, may: TaskMay, parties: frozenset[str], back: str
) -> tuple[Waiting, ...]:
    """What waits for the visitor, or for parties that they look at; urgent things first."""
    found = _Finding(look=look, may=may, parties=parties, back=back)
    return tuple(sorted(found.all(), key=lambda one: not one.urgent))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Finding:
    look: Look
    may: TaskMay
    parties: frozenset[str]
    back: str

    def all(self) -> Iterator[Waiting]:
        yield from self._roll()
        yield from self._handovers()
        yield from self._at_gates()
        yield from self._signatures()
        yield from self._items()
        yield from self._observations()
        yield from self._amendments()
        yield from self._stopped()

    def _one(
        self, kind: type[c.AnyCommand], text: str, label: str, *, tap: bool = False, **fields: Any
    ) -> Waiting:
        """Something that is done by a command: at one tap, or by its form."""
        words = {name: str(value) for name, value in fields.items()}
        path = f"/runs/{self.look.run}/do/{path_name(kind)}"
        return Waiting(
            key="-".join((path_name(kind), *words.values())),
            text=text,
            label=label,
            href=f"{path}?{urlencode({**words, 'next': self.back})}",
            post=path if tap else None,
            fields=words,
        )

    def _roll(self) -> Iterator[Waiting]:
        state = self.look.state
        call = state.roll_calls[-1] if state.roll_calls else None
        for party in call.missing if call else ():
            how = self.may.how(c.AnswerRoll, party=party) if party in self.parties else None
            if call and how:
                words = f"Roll-call: {call.title}. Is {party_name(state.runbook, party)} there?"
                tap = how == "own"
                fields = {"party": party, "present": "true"}
                one = self._one(c.AnswerRoll, words, "We are here", tap=tap, **fields)
                yield _urgent(one)

    def _handovers(self) -> Iterator[Waiting]:
        register, person = self.may.visitor.register, self.may.visitor.person
        for given in self.look.state.handovers:
            if given.taken_at is not None or not self.may.can(c.TakeShift, number=given.number):
                continue
            to_me = person is not None and register.named(given.to) == person.id
            who, to = person_name(given.by), "you" if to_me else person_name(given.to)
            text = f"{who} hands {given.desk} over to {to}: {given.text}"
            one = self._one(c.TakeShift, text, "I have read it", tap=True, number=given.number)
            yield _urgent(one) if to_me else one

    def _at_gates(self) -> Iterator[Waiting]:
        state = self.look.state
        for gate in state.index.meeting_of.values():
            record = state.gate(gate.id)
            if gate.meeting in state.given_up or (record.passed and not record.look_again):
                continue
            yield from self._evidence(gate)
            if self.look.standing.states.get(gate.meeting) in _NOW:
                yield from self._words(gate)

    def _evidence(self, gate: Gate) -> Iterator[Waiting]:
        state, record = self.look.state, self.look.state.gate(gate.id)
        for one in gate.criteria:
            owner = standing_in(state, one.owner) or one.owner
            checked = one.check is not None and not not_looked_at(record.checks.get(one.id))
            seen = shown(one, record)
            if owner not in self.parties or checked or (seen is not None and seen.met):
                continue
            if self.may.how(c.RecordEvidence, gate=gate.id, criterion=one.id) is None:
                continue
            what = f": {one.title}" if one.title else ""
            again = " It was shown, and not met." if seen is not None else ""
            yield self._by_meeting(
                gate,
                self._one(
                    c.RecordEvidence,
                    f"{gate.id} {gate.title} needs evidence for {one.id}{what}.{again}",
                    "Bring evidence",
                    gate=gate.id,
                    criterion=one.id,
                ),
            )

    def _words(self, gate: Gate) -> Iterator[Waiting]:
        """The decision or vote, and the advice, that the meeting waits for."""
        state, record = self.look.state, self.look.state.gate(gate.id)
        page = f"/runs/{state.run}/gates/{gate.id}"
        for party in deciders(state, gate):
            if party not in self.parties or (gate.rule != "decider" and party in record.votes):
                continue
            if self.may.how(
                c.DecideGate, gate=gate.id, outcome="go", decided_by=party
            ) or self.may.visitor.has({"scribe", "cutover_manager"}):
                act = "decides" if gate.rule == "decider" else "has not voted on"
                text = f"{party_name(state.runbook, party)} {act} {gate.id} {gate.title}."
                key = f"decide-{gate.id}-{party}"
                yield Waiting(key=key, text=text, label="To the gate", href=page, urgent=True)
        for party in silent_advisers(state, gate):
            if party in self.parties:
                name = party_name(state.runbook, party)
                text = f"{name} has not advised on {gate.id} {gate.title}."
                key = f"advise-{gate.id}-{party}"
                yield Waiting(key=key, text=text, label="To the gate", href=page, urgent=True)

    def _signatures(self) -> Iterator[Waiting]:
        state = self.look.state
        for gate in state.index.meeting_of.values():
            for word in state.gate(gate.id).to_sign:
                fields = {"gate": gate.id, "party": word.party}
                if word.party in self.parties and self.may.how(c.Countersign, **fields):
                    text = (
                        f"{word.spoken.said_by} spoke for {party_name(state.runbook, word.party)} "
                        f"at {gate.id}; {person_name(word.entered_by)} entered it, and it waits "
                        "for a signature."
                    )
                    yield self._one(c.Countersign, text, "Sign", **fields)

    def _items(self) -> Iterator[Waiting]:
        state, now = self.look.state, self.look.now
        for item in state.items.values():
            if item.owner not in self.parties or not item.stands_open(now):
                continue
            if self.may.how(c.CloseItem, item=item.id) is None:
                continue
            one = self._one(c.CloseItem, f"{item.id}: {item.text}", "Close it", item=item.id)
            yield _timed(one, self._shown(item.due), urgent=item.due is not None and item.due <= now)

    def _observations(self) -> Iterator[Waiting]:
        for seen in self.look.state.observations:
            open_ = seen.final_at is None and seen.party in self.parties and not seen.answer
            if open_ and self.may.how(c.AnswerObservation, number=seen.number):
                text = f"Assurance wrote: {seen.text} Are its facts right?"
                yield self._one(c.AnswerObservation, text, "Answer", number=seen.number)

    def _amendments(self) -> Iterator[Waiting]:
        for each in self.look.state.amendments:
            number = each.what.number
            if each.status != "proposed" or not self.may.how(c.ApproveAmendment, number=number):
                continue
            text = f"Amendment {number} by {person_name(each.by)}: {each.what.reason}"
            href = f"/runs/{self.look.run}/control#amendments"
            yield Waiting(key=f"amendment-{number}", text=text, label="Look at it", href=href)

    def _stopped(self) -> Iterator[Waiting]:
        reason = self.look.state.stopped
        if reason is not None and self.may.how(c.AllowStarts):
            text = f"All starts are stopped: {reason}"
            yield _urgent(self._one(c.AllowStarts, text, "Allow starts"))

    def _by_meeting(self, gate: Gate, one: Waiting) -> Waiting:
        """Evidence is wanted by the meeting, and urgently once it sits."""
        sits = self.look.standing.states.get(gate.meeting) in _NOW
        return _timed(one, self._shown(self.look.standing.planned(gate.meeting).start), urgent=sits)

    def _shown(self, instant: Any) -> Shown | None:
        return clock_time(instant, self.look.state.runbook.timezone, self.look.now)


def _urgent(one: Waiting) -> Waiting:
    return _timed(one, one.by, urgent=True)


def _timed(one: Waiting, by: Shown | None, *, urgent: bool) -> Waiting:
    return Waiting(
        key=one.key,
        text=one.text,
        label=one.label,
        href=one.href,
        urgent=urgent,
        by=by,
        post=one.post,
        fields=one.fields,
    )
