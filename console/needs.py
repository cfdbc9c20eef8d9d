"""What needs somebody now, most urgent first: each thing in a sentence, with the command for it.

The board shows it on top; programs get the same list. Tasks, gates and outages have places of their
own on the board and are not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.naming import party_name, party_names_or_so, person_name
from rehearsals.core.night.parties_changing import unsettled_of
from rehearsals.core.night.state import Amendment, Item
from rehearsals.core.plan.turning_rules import turned_back_whole
from rehearsals.core.settling import is_all_settled
from rehearsals.core.state import RunState, first_communications
from runbooks.clocktime import local, local_short
from runbooks.gates import Criterion, Gate

#: Tasks that are named of any number.
_MOST_NAMED = 8
#: Parties missing at a roll-call that are named; its page has all.
_MISSING_NAMED = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """Something that somebody must do, or must know while they do anything else."""

    #: What it is, for programs: `starts-stopped`, `roll-call`, ...
    kind: str
    text: str
    #: The command that deals with it; empty if it only has to be known.
    do: str = ""
    #: Whether the night stands still, or goes wrong, until somebody does.
    urgent: bool = False


def needs(state: RunState, now: datetime) -> tuple[Need, ...]:
    """What needs somebody at an instant (UTC), most urgent first; nothing once a run is over."""
    if state.status != "open":
        return ()
    return tuple(need for kind in _KINDS for need in kind(state, now))


def _settled(state: RunState, _now: datetime) -> Iterator[Need]:
    # Only a live run stands open then; the others have closed by themselves.
    if is_all_settled(state):
        yield Need(
            kind="all-settled",
            text=f"EVERYTHING IS SETTLED: close run {state.run}, or put right what is wrong first "
            "(`callboard undo`, `callboard reopen`).",
            do=f"callboard close {state.run} --reason ...",
            urgent=True,
        )


def _stopped(state: RunState, _now: datetime) -> Iterator[Need]:
    # The way back is not stopped, so a run that was turned back waits for nobody here.
    if state.stopped is not None and not turned_back_whole(state):
        yield Need(
            kind="starts-stopped",
            text=f"ALL STARTS ARE STOPPED: {_sentence(state.stopped)}",
            do=f"callboard go-on {state.run} --reason ...",
            urgent=True,
        )


def _recommended_back(state: RunState, _now: datetime) -> Iterator[Need]:
    if state.recommended_back is not None:
        yield Need(
            kind="turning-back-recommended",
            text=f"It is recommended to turn back: {_sentence(state.recommended_back)}",
            do=f"callboard ways-back {state.run}",
            urgent=True,
        )


def _look_again(state: RunState, _now: datetime) -> Iterator[Need]:
    for gate in _gates(state):
        if words := state.gate(gate.id).look_again:
            yield Need(
                kind="gate-to-look-at-again",
                text=f"{gate.id} {gate.title} was passed and must be looked at again: {words}",
                do=_again(state, gate),
                urgent=True,
            )


def _turned_bad(state: RunState, _now: datetime) -> Iterator[Need]:
    for gate, criterion in _passed_criteria(state):
        record = state.gate(gate.id)
        found = record.checks.get(criterion.id)
        # What was not met when it was decided was decided on.
        if found and found.looked and not found.met and found.at > record.decisions[-1].at:
            yield Need(
                kind="check-turned-bad",
                text=f"{criterion.id} no longer holds at {gate.id}, which is passed: "
                f"{_sentence(found.value)}",
                do=_again(state, gate),
                urgent=True,
            )


def _missing(state: RunState, _now: datetime) -> Iterator[Need]:
    call = state.roll_calls[-1] if state.roll_calls else None
    if call is not None and call.missing:
        since = local_short(call.called_at, state.runbook.timezone)
        yield Need(
            kind="roll-call",
            text=f"Missing at roll-call {call.number} ({call.title}, {since}): "
            f"{party_names_or_so(state.runbook, call.missing, _MISSING_NAMED)}.",
            do=f"callboard roll-call list {state.run}",
        )


def _left(state: RunState, _now: datetime) -> Iterator[Need]:
    """Parties that have left with work that nobody has taken over."""
    for party in state.left:
        tasks = unsettled_of(state, party)
        if tasks:
            yield Need(
                kind="left-without-owner",
                text=f"{party_name(state.runbook, party)} has left; nobody owns {_counted(tasks)}.",
                do=f"callboard reassign {state.run} {tasks[0]} PARTY --reason ...",
                urgent=True,
            )


def _blocked(state: RunState, _now: datetime) -> Iterator[Need]:
    """What those who work on a task cannot go on with; it is no hold, and stops nothing."""
    for key, task in state.index.tasks.items():
        for each in state.task(key).blocks:
            since = local_short(each.at, state.runbook.timezone)
            copy = each.party is not None
            whose = party_name(state.runbook, each.party or state.owner(key))
            needs_it = f" It needs {_sentence(each.needs)}" if each.needs else ""
            yield Need(
                kind="task-blocked",
                text=f"{key} {task.title} ({'for ' if copy else ''}{whose}) is BLOCKED since "
                f"{since}: {_sentence(each.reason)}{needs_it}",
                do=f"callboard unblock {state.run} {key}"
                f"{f' --for {each.party}' if copy else ''} --reason ...",
                urgent=True,
            )


def _to_sign(state: RunState, _now: datetime) -> Iterator[Need]:
    for gate in _gates(state):
        for word in state.gate(gate.id).to_sign:
            at = local_short(word.at, state.runbook.timezone)
            yield Need(
                kind="to-countersign",
                text=f"{person_name(word.spoken.said_by)} has to sign for what was said at "
                f"{gate.id} for {party_name(state.runbook, word.party)} ({at}, heard by "
                f"{person_name(word.spoken.witness)}, entered by {person_name(word.entered_by)}).",
                do=f"callboard countersign {state.run} {gate.id} --by {word.party}",
            )


def _amendments(state: RunState, _now: datetime) -> Iterator[Need]:
    for each in state.amendments:
        if each.status == "proposed":
            yield Need(
                kind="amendment",
                text=_amendment(each),
                do=f"callboard approve {state.run} {each.what.number}",
            )


def _amendment(each: Amendment) -> str:
    changes = len(each.what.changes)
    takes_back = " takes back what cannot be turned back, and" if each.what.reversal else ""
    return (
        f"Amendment {each.what.number} by {person_name(each.by)} "
        f"({changes} change{'s'[: changes != 1]}){takes_back} waits for a second person: "
        f"{_sentence(each.what.reason)}"
    )


def _incidents(state: RunState, _now: datetime) -> Iterator[Need]:
    for each in state.incidents.values():
        if each.closed_at is None:
            about = ", ".join(filter(None, (each.system, each.task)))
            since = local_short(each.at, state.runbook.timezone)
            yield Need(
                kind="incident",
                text=f"Incident {each.reference}{f' ({about})' if about else ''} is open since "
                f"{since}: {_sentence(each.summary)}",
                do=f"callboard incident close {state.run} {each.reference} --resolution ...",
            )


def _handovers(state: RunState, _now: datetime) -> Iterator[Need]:
    for each in state.handovers:
        if each.taken_at is None:
            yield Need(
                kind="handover",
                text=f"{person_name(each.to)} has not yet taken over {each.desk} from "
                f"{person_name(each.by)}: {_sentence(each.text)}",
                do=f"callboard handover take {state.run} {each.number}",
            )


def _observations(state: RunState, _now: datetime) -> Iterator[Need]:
    for each in state.observations:
        if each.final_at is None and each.party is not None and not each.answer:
            yield Need(
                kind="observation",
                text=f"{party_name(state.runbook, each.party)} has not checked the facts of "
                f"observation {each.number}: {_sentence(each.text)}",
                do=f'callboard observe answer {state.run} {each.number} "..."',
            )


def _overdue(state: RunState, now: datetime) -> Iterator[Need]:
    for item in state.items.values():
        if item.due is not None and item.due <= now and item.stands_open(now):
            yield Need(
                kind="item-overdue",
                text=_item(state, item),
                do=f"callboard close-item {state.run} {item.id} --evidence ...",
                urgent=True,
            )


def _item(state: RunState, item: Item) -> str:
    due = local(item.due, state.runbook.timezone) if item.due else ""
    what = f"was accepted until {due}" if item.kind == "risk" else f"was due {due}"
    owner = party_name(state.runbook, item.owner)
    return f"{item.id} ({owner}) {what}: {_sentence(item.text)}"


def _communications(state: RunState, _now: datetime) -> Iterator[Need]:
    usual = first_communications(state.mode)
    if state.communications != usual:
        says = {
            "off": "OFF: nothing is sent to the outside",
            "test": "TEST: what is sent goes to test routes alone",
            "on": "ON: what is sent goes to everybody who subscribed",
        }
        yield Need(
            kind="communications",
            text=f"Communications are {says[state.communications]}.",
            do=f"callboard communications {state.run} {usual} --reason ...",
        )


#: In order of urgency.
_KINDS: tuple[Callable[[RunState, datetime], Iterator[Need]], ...] = (
    _settled,
    _stopped,
    _recommended_back,
    _look_again,
    _turned_bad,
    _left,
    _blocked,
    _overdue,
    _missing,
    _to_sign,
    _amendments,
    _incidents,
    _handovers,
    _observations,
    _communications,
)


def _gates(state: RunState) -> Iterator[Gate]:
    """The gates in scope, without those that were given up."""
    for gate in state.index.meeting_of.values():
        if gate.meeting not in state.given_up:
            yield gate


def _passed_criteria(state: RunState) -> Iterator[tuple[Gate, Criterion]]:
    for gate in _gates(state):
        if state.gate(gate.id).passed:
            yield from ((gate, criterion) for criterion in gate.criteria if criterion.check)


def _again(state: RunState, gate: Gate) -> str:
    """Taking the go back while nothing behind it has started; after that only a note is left."""
    behind = state.index.behind.get(gate.meeting, ())
    if any(state.task(task).attempts for task in behind):
        return f'callboard note {state.run} --gate {gate.id} "..."'
    return f"callboard gate {state.run} {gate.id} withdraw --by ... --reason ..."


def _counted(tasks: Sequence[str]) -> str:
    more = len(tasks) - _MOST_NAMED
    return ", ".join(tasks[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _sentence(text: str) -> str:
    """Somebody's words, as the end of a sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
