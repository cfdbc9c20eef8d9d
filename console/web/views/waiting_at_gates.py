"""What waits for somebody at gates: evidence, decisions and votes, advice, signatures."""

from __future__ import annotations

from collections.abc import Iterator

from console.naming import party_name, person_name
from console.web.views.waiting import Finding, Waiting, timed
from rehearsals.core import commands as c
from rehearsals.core.gates.advising import silent_advisers
from rehearsals.core.gates.checking import not_looked_at, shown
from rehearsals.core.gates.speakers import deciders
from rehearsals.core.presence import standing_in
from runbooks.gates import Gate

_NOW = ("ready", "running", "failed", "unknown")


def at_gates(finding: Finding) -> Iterator[Waiting]:
    """The evidence that is missing, and the words that a meeting waits for."""
    state = finding.look.state
    for gate in state.index.meeting_of.values():
        record = state.gate(gate.id)
        if gate.meeting in state.given_up or (record.passed and not record.look_again):
            continue
        yield from _evidence(finding, gate)
        if finding.look.standing.states.get(gate.meeting) in _NOW:
            yield from _words(finding, gate)


def _evidence(finding: Finding, gate: Gate) -> Iterator[Waiting]:
    state, record = finding.look.state, finding.look.state.gate(gate.id)
    for one in gate.criteria:
        owner = standing_in(state, one.owner) or one.owner
        checked = one.check is not None and not not_looked_at(record.checks.get(one.id))
        seen = shown(one, record)
        if owner not in finding.parties or checked or (seen is not None and seen.met):
            continue
        if finding.may.how(c.RecordEvidence, gate=gate.id, criterion=one.id) is None:
            continue
        what = f": {one.title}" if one.title else ""
        again = " It was shown, and not met." if seen is not None else ""
        yield _by_meeting(
            finding,
            gate,
            finding.one(
                c.RecordEvidence,
                f"{gate.id} {gate.title} needs evidence for {one.id}{what}.{again}",
                "Bring evidence",
                gate=gate.id,
                criterion=one.id,
            ),
        )


def _words(finding: Finding, gate: Gate) -> Iterator[Waiting]:
    """The decision or vote, and the advice, that the meeting waits for."""
    state, record = finding.look.state, finding.look.state.gate(gate.id)
    page = f"/runs/{state.run}/gates/{gate.id}"
    for party in deciders(state, gate):
        if party not in finding.parties or (gate.rule != "decider" and party in record.votes):
            continue
        if finding.may.how(
            c.DecideGate, gate=gate.id, outcome="go", decided_by=party
        ) or finding.may.visitor.has({"scribe", "cutover_manager"}):
            act = "decides" if gate.rule == "decider" else "has not voted on"
            text = f"{party_name(state.runbook, party)} {act} {gate.id} {gate.title}."
            key = f"decide-{gate.id}-{party}"
            yield Waiting(key=key, text=text, label="To the gate", href=page, urgent=True)
    for party in silent_advisers(state, gate):
        if party in finding.parties:
            name = party_name(state.runbook, party)
            text = f"{name} has not advised on {gate.id} {gate.title}."
            key = f"advise-{gate.id}-{party}"
            yield Waiting(key=key, text=text, label="To the gate", href=page, urgent=True)


def signatures(finding: Finding) -> Iterator[Waiting]:
    """Spoken words that the visitor may sign for."""
    state = finding.look.state
    for gate in state.index.meeting_of.values():
        for word in state.gate(gate.id).to_sign:
            if word.party in finding.parties and finding.may.how(
                c.Countersign, gate=gate.id, party=word.party
            ):
                text = (
                    f"{person_name(word.spoken.said_by)} spoke for "
                    f"{party_name(state.runbook, word.party)} at {gate.id}; "
                    f"{person_name(word.entered_by)} entered it, and it waits for a signature."
                )
                yield finding.one(c.Countersign, text, "Sign", gate=gate.id, party=word.party)


def _by_meeting(finding: Finding, gate: Gate, one: Waiting) -> Waiting:
    """Evidence is wanted by the meeting, and urgently once it sits."""
    sits = finding.look.standing.states.get(gate.meeting) in _NOW
    return timed(one, finding.shown(finding.look.standing.planned(gate.meeting).start), urgent=sits)
