"""Two runbooks, one plan: what lets the second begin, and what it takes over from the first. Pure.

M11 follows M10: it cannot begin without M10's approval, and what M10 leaves open (conditions,
accepted risks until they expire, lessons) comes along.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from rehearsals.core.words import CarriedItem, Mode
from runbooks.clocktime import rfc3339
from runbooks.model import Follows, Runbook

_OUTCOMES = {
    "undecided": "has not been decided",
    "no_go": "was decided NO-GO",
    "deferred": "was put off",
    "withdrawn": "had its go taken back",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """What a run takes from the one it follows, as `RunOpened` holds it."""

    #: `{run, gate, decided_at}`; None: it follows none.
    follows: dict[str, Any] | None = None
    carried: tuple[CarriedItem, ...] = ()


def follow(runbook: Runbook, earlier: RunState | None, mode: Mode) -> Followed | Refusal:
    """What a run of a runbook takes from an earlier run, or why it may not begin.

    Live, a runbook that follows another needs a live run of that one; a rehearsal may do without,
    but what it names must be a run of that runbook, approved there.
    """
    wanted = runbook.follows
    if earlier is None:
        if wanted is None or mode != "live":
            return Followed()
        return refuse(
            "not-approved",
            f"{runbook.runbook} follows {wanted.runbook}: it cannot begin before gate "
            f"{wanted.approval} of a live run of {wanted.runbook} is passed.",
            "Name that run with --follows RUN; `callboard runs` lists the runs.",
        )
    if wanted is None:
        return refuse(
            "follows-nothing",
            f"{runbook.runbook} follows no other runbook.",
            "Leave out --follows, or say what it follows in the runbook.",
        )
    if refusal := _check_earlier(runbook, wanted, earlier, mode):
        return refusal
    last = earlier.gate(wanted.approval).decisions[-1]
    follows = {"run": earlier.run, "gate": wanted.approval, "decided_at": rfc3339(last.at)}
    return Followed(follows=follows, carried=carried_over(earlier))


def carried_over(state: RunState) -> tuple[CarriedItem, ...]:
    """What a run leaves to the one that follows it: its items that are not closed, in order.

    An accepted risk comes along before it expires too, so that it reopens there. An item that was
    carried here keeps the id of where it arose.
    """
    return tuple(
        CarriedItem(
            id=item.id if item.carried_from else f"{state.run}/{item.id}",
            kind=item.kind,
            text=item.text,
            owner=item.owner,
            due=item.due,
            run=item.carried_from or state.run,
        )
        for item in state.items.values()
        if item.closed_at is None
    )


def _check_earlier(
    runbook: Runbook, wanted: Follows, earlier: RunState, mode: Mode
) -> Refusal | None:
    book, run = earlier.runbook.runbook, earlier.run
    if book != wanted.runbook:
        return refuse(
            "other-runbook",
            f"Run {run} is of {book}; {runbook.runbook} follows {wanted.runbook}.",
            f"Name a run of {wanted.runbook} with --follows.",
        )
    if mode == "live" and earlier.mode != "live":
        return refuse(
            "not-live",
            f"Run {run} is a {earlier.mode}: what it decided lets nothing begin.",
            f"Name the live run of {wanted.runbook} with --follows.",
        )
    gate = earlier.runbook.gate_by_id.get(wanted.approval)
    if gate is None:
        return refuse(
            "unknown-gate",
            f"Run {run} has no gate {wanted.approval}, whose approval {runbook.runbook} needs.",
            "Correct `follows` in the runbook.",
        )
    record = earlier.gate(gate.id)
    if record.passed:
        return None
    there = f"Decide it there: `callboard gate {run} {gate.id} go --by ... --reason ...`."
    ended = f"{run} is over ({earlier.status.replace('_', ' ')}): follow one that was approved."
    return refuse(
        "not-approved",
        f"Gate {gate.id} ({gate.title}) of run {run} {_OUTCOMES[record.outcome]}: "
        f"{runbook.runbook} cannot begin without it.",
        there if earlier.status == "open" else ended,
    )
