"""One gate as those see it who are about to decide it: what is shown, advised, voted and owed.

What is not there stands out in words: a criterion with nothing shown, an adviser not heard, a
member who has not voted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rich.console import RenderableType
from rich.text import Text

from console.foreseen import NOTHING, Foreseen
from console.gate_outlook import gate_ahead
from console.naming import party_name, person_name, with_person
from console.outlook_words import p80_now
from console.output import heading, table
from rehearsals.core.events import GateDecided
from rehearsals.core.gates.advising import silent_advisers
from rehearsals.core.gates.checking import not_looked_at, sat_down, shown
from rehearsals.core.gates.speakers import advisers, deciders, needed_of
from rehearsals.core.state import CheckResult, Decision, RunState
from runbooks.clocktime import local, local_short
from runbooks.gates import Criterion, Gate

#: Members beyond which they are named in the table of votes alone.
_MOST_NAMED = 5
OUTCOMES = {
    "go": "GO",
    "go_with_conditions": "GO WITH CONDITIONS",
    "no_go": "NO-GO",
    "deferred": "DEFERRED",
    "withdrawn": "WITHDRAWN",
    "none": "no advice",
}


_ORDER = {"": 0, "no_go": 1, "go": 2}


def gate_page(
    state: RunState, gate: Gate, now: datetime, foreseen: Foreseen = NOTHING
) -> Iterator[RenderableType]:
    """The gate at an instant (UTC), with what is foreseen of it."""
    yield heading(f"Gate {gate.id} {gate.title}")
    yield Text(_how_decided(state, gate))
    yield Text(_meeting(state, gate))
    if gate.point_of_no_return:
        yield Text("Behind it there is no way back.", style="bold red")
    if words := state.gate(gate.id).look_again:
        yield Text(f"LOOK AGAIN: {words} Confirm the go, or withdraw it.", style="bold red")
    yield from gate_ahead(state, gate, now, foreseen)
    yield from _criteria(state, gate, foreseen)
    yield from _advice(state, gate)
    yield from _votes(state, gate)
    yield from _decisions(state, gate)
    yield from _left_open(state, gate, now)
    yield from _incidents(state, gate)
    yield from _to_sign(state, gate)


def criterion_stands(state: RunState, gate: Gate, criterion: Criterion) -> str:
    """Where a criterion stands: `met`, `NOT MET`, `NOT LOOKED AT`, `NOTHING SHOWN`, ..."""
    record = state.gate(gate.id)
    seen = shown(criterion, record, since=sat_down(state, gate))
    if not_looked_at(seen):
        return "NOT LOOKED AT"
    if seen is not None:
        return "met" if seen.met else "NOT MET"
    if criterion.check is None:
        return "NOTHING SHOWN"
    return "CHECK TOO OLD" if criterion.id in record.checks else "NOT CHECKED YET"


def _how_decided(state: RunState, gate: Gate) -> str:
    allowed = deciders(state, gate)
    names = ", ".join(party_name(state.runbook, party) for party in allowed)
    if len(allowed) > _MOST_NAMED:
        names = f"{len(allowed)} members"
    forum = f" at {gate.forum}" if gate.forum else ""
    if not allowed:
        return "NOBODY can decide it: the party has left, and nobody stands in."
    if gate.rule == "decider":
        return f"Decided by {names}{forum}."
    if gate.rule == "all_of":
        return f"Full house{forum}: each of {names} must say go."
    return f"Quorum{forum}: {needed_of(gate, allowed)} of {names} must say go."


def _meeting(state: RunState, gate: Gate) -> str:
    began = sat_down(state, gate)
    progress = state.task(gate.meeting).progress
    outcome = OUTCOMES.get(state.gate(gate.id).outcome, "undecided")
    if began is None:
        return f"Its meeting {gate.meeting} has not begun; {outcome}."
    since = local_short(began, state.runbook.timezone)
    how = f"sits since {since}" if progress == "running" else f"began {since}, is {progress}"
    return f"Its meeting {gate.meeting} {how}; {outcome}."


def _criteria(state: RunState, gate: Gate, foreseen: Foreseen) -> Iterator[RenderableType]:
    if not gate.criteria:
        return
    rows = table("Criterion", "Stands", "What was shown, by whom")
    for criterion in gate.criteria:
        stands = criterion_stands(state, gate, criterion)
        informs = "" if criterion.blocking else " (informs)"
        rows.add_row(
            criterion.id,
            f"{stands}{informs}",
            "\n".join(filter(None, _told(state, gate, criterion, foreseen))),
            style="yellow" if stands != "met" and criterion.blocking else None,
        )
    yield heading("Criteria", len(gate.criteria))
    yield rows


def _told(
    state: RunState, gate: Gate, criterion: Criterion, foreseen: Foreseen
) -> tuple[str | None, ...]:
    """Its title, what was shown, and what a forecast that it looks at says now."""
    now = p80_now(criterion.check, state.runbook, foreseen)
    return criterion.title, _shown_words(state, gate, criterion), now


def _shown_words(state: RunState, gate: Gate, criterion: Criterion) -> str:
    """The newest evidence or finding, with when and by whom; else whose it is to bring one."""
    seen = shown(criterion, state.gate(gate.id))
    owner = party_name(state.runbook, criterion.owner)
    if seen is None:
        look = f"`callboard checks {state.run} {gate.id}`"
        return (
            f"A machine checks it, for {owner}: {look}."
            if criterion.check
            else (f"{owner} shows it.")
        )
    words = seen.value if isinstance(seen, CheckResult) else seen.evidence
    found = "Checked" if isinstance(seen, CheckResult) else "Shown"
    return (
        f"{found} {local_short(seen.at, state.runbook.timezone)} by {person_name(seen.by)}: {words}"
    )


def _advice(state: RunState, gate: Gate) -> Iterator[RenderableType]:
    asked = advisers(state, gate)
    if not asked:
        return
    said, missing = state.gate(gate.id).recommendations, silent_advisers(state, gate)
    rows = table("Adviser", "Says", "Why")
    for party in asked:
        word = said.get(party)
        rows.add_row(
            party_name(state.runbook, party),
            OUTCOMES[word.advice] if word else "NOT HEARD",
            word.reason if word else "",
            style="yellow" if party in missing and gate.advice == "required" else None,
        )
    required = "" if gate.advice == "required" else "; a go does not wait for it"
    yield heading(f"Advice: {len(asked) - len(missing)} of {len(asked)}{required}")
    yield rows


def _votes(state: RunState, gate: Gate) -> Iterator[RenderableType]:
    if gate.rule == "decider":
        return
    votes, members = state.gate(gate.id).votes, deciders(state, gate)
    rows = table("Member", "Vote", "Who, and why")
    # Who is missing stands on top, then who is against it.
    for party in sorted(
        members, key=lambda party: _ORDER[votes[party].vote if party in votes else ""]
    ):
        vote = votes.get(party)
        name = party_name(state.runbook, party)
        rows.add_row(
            party,
            OUTCOMES[vote.vote] if vote else "MISSING",
            f"{name}: {vote.reason}" if vote else name,
            style=None if vote and vote.vote == "go" else "yellow",
        )
    go = sum(party in votes and votes[party].vote == "go" for party in members)
    yield heading(f"Votes: {go} go of {needed_of(gate, members)} needed")
    yield rows


def _decisions(state: RunState, gate: Gate) -> Iterator[RenderableType]:
    decisions = state.gate(gate.id).decisions
    if not decisions:
        return
    rows = table("Decided", "Outcome", "By whom and why")
    for decision in decisions:
        rows.add_row(*_decision(state, decision))
    yield heading("Decisions", len(decisions))
    yield rows


def _decision(state: RunState, decision: Decision) -> tuple[str, str, str]:
    what, zone = decision.what, state.runbook.timezone
    outcome = OUTCOMES[what.outcome if isinstance(what, GateDecided) else "withdrawn"]
    until = what.until if isinstance(what, GateDecided) else None
    spoken = what.spoken
    how = ""
    if spoken:
        said, witness = person_name(spoken.said_by), person_name(spoken.witness)
        how = f"; spoken by {said}, heard by {witness}"
    forum = f" at {what.forum}" if what.forum else ""
    speaker = "" if spoken else decision.by
    by = f"{with_person(state.runbook, what.decided_by, speaker)}{forum}{how}"
    later = f"\nuntil {local_short(until, zone)}" if until else ""
    later += "\nTAKEN BACK" if decision.taken_back else ""
    return local_short(decision.at, zone), f"{outcome}{later}", f"{by}: {what.reason}"


def _left_open(state: RunState, gate: Gate, now: datetime) -> Iterator[RenderableType]:
    items = [item for item in state.items.values() if item.gate == gate.id]
    rows = table("Item", "Stands", "What, whose, until when")
    for item in items:
        if item.kind == "lesson":
            continue
        due = local(item.due, state.runbook.timezone) if item.due else "no date"
        open_now = item.stands_open(now)
        stands = "closed" if item.closed_at else "OPEN" if open_now else "accepted"
        what = f"{item.text} ({party_name(state.runbook, item.owner)}, {due})"
        rows.add_row(
            item.id,
            stands,
            f"{what}\n{item.evidence}" if item.closed_at else what,
            style="yellow" if open_now else None,
        )
    if rows.row_count:
        yield heading("Conditions and accepted risks", rows.row_count)
        yield rows


def _incidents(state: RunState, gate: Gate) -> Iterator[RenderableType]:
    """They inform, unless a blocking criterion of the gate checks them."""
    still = [each for each in state.incidents.values() if each.closed_at is None]
    if not still:
        return
    blocks = any(one.blocking and one.check and one.check.incidents_closed for one in gate.criteria)
    yield heading(f"Open incidents: {len(still)}{'' if blocks else '; they inform, none blocks'}")
    rows = table("Incident", "Open since", "What it bears on")
    for each in still:
        about = ", ".join(filter(None, (each.system, each.task)))
        since = local_short(each.at, state.runbook.timezone)
        rows.add_row(each.reference, since, f"{each.summary}{f' ({about})' if about else ''}")
    yield rows


def _to_sign(state: RunState, gate: Gate) -> Iterator[RenderableType]:
    waiting = state.gate(gate.id).to_sign
    rows = table("Party", "Said", "By whom, heard and entered by whom")
    for word in waiting:
        rows.add_row(
            party_name(state.runbook, word.party),
            local_short(word.at, state.runbook.timezone),
            ", ".join(
                map(person_name, (word.spoken.said_by, word.spoken.witness, word.entered_by))
            ),
            style="yellow",
        )
    if waiting:
        yield heading("Spoken words to be signed", len(waiting))
        yield rows
