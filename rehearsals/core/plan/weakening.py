"""What in an amendment weakens a gate that has yet to decide, or the ways back; and who allows it.

Such changes are guarded: they are the plan only in the name of whoever decides on turning back.
That a new task does the work of one behind a gate cannot be seen; that the one behind it goes can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rehearsals.core.plan.turning_rules import behind
from rehearsals.core.presence import standing_in
from rehearsals.core.state import RunState
from rehearsals.core.words import Change
from runbooks.gates import Gate
from runbooks.model import Runbook

#: Fields of a gate by which it is decided, in words.
_OF_GATE = {
    "meeting": "its meeting",
    "rule": "the rule by which it is decided",
    "decider": "who decides it",
    "members": "who has a vote",
    "quorum": "how many votes it takes",
    "advised_by": "who advises",
    "advice": "whether advice is needed",
    "point_of_no_return": "that it is the point of no return",
    "on_no_go": "what a no-go leads to",
}
#: Fields of a criterion by which it counts, with what they are where they are left out.
_OF_CRITERION: Mapping[str, tuple[Any, str]] = {
    "blocking": (True, "whether it blocks"),
    "evidence": ("required", "whether it needs evidence"),
    "check": (None, "its check"),
    "owner": (None, "who shows it"),
}


def reversal_authority(runbook: Runbook) -> str | None:
    """The party that approves a reversal: whoever decides on turning back; None if nobody does."""
    if runbook.rollback.authority is not None:
        return runbook.rollback.authority
    ends = [gate.decider for gate in runbook.gates if gate.point_of_no_return]
    return next((party for party in ends if party is not None), None)


def guarding(state: RunState) -> str | None:
    """The party in whose name a weakening is approved, or who stands in; None if nobody does.

    Whoever decides on turning back; else the first decider of a gate in scope that has yet to pass.
    """
    named = reversal_authority(state.runbook)
    gates = (gate.decider for gate in _undecided(state))
    wanted = named or next((party for party in gates if party), None)
    return None if wanted is None else standing_in(state, wanted) or wanted


def weakenings(state: RunState, changes: Iterable[Change]) -> tuple[str, ...]:
    """What some changes weaken as the run stands, a sentence each; empty if they do not."""
    return tuple(words for change in changes for words in _of(state, change))


def _of(state: RunState, change: Change) -> Iterator[str]:
    if change.before is None:
        return
    if change.kind == "gate":
        yield from _of_gate(change.id, change.before, change.after)
    elif change.kind == "task":
        yield from _of_task(state, change.id, change.before, change.after)


def _of_gate(gate: str, before: dict[str, Any], after: dict[str, Any] | None) -> Iterator[str]:
    if after is None:
        yield f"Gate {gate} is taken out."
        return
    for key, words in _OF_GATE.items():
        if before.get(key) != after.get(key):
            yield f"Gate {gate}: {words} changes."
    now = {each["id"]: each for each in after.get("criteria", ())}
    for was in before.get("criteria", ()):
        yield from _of_criterion(f"Gate {gate}, criterion {was['id']}", was, now.get(was["id"]))


def _of_criterion(name: str, was: dict[str, Any], now: dict[str, Any] | None) -> Iterator[str]:
    if not was.get("blocking", True):
        return
    if now is None:
        yield f"{name}, which blocks, is taken out."
        return
    for key, (default, words) in _OF_CRITERION.items():
        if was.get(key, default) != now.get(key, default):
            yield f"{name}, which blocks: {words} changes."


def _of_task(
    state: RunState, task: str, before: dict[str, Any], after: dict[str, Any] | None
) -> Iterator[str]:
    gates = [gate for gate in _undecided(state) if task in behind(state, (gate.meeting,))]
    if after is None and gates:
        ids = ", ".join(gate.id for gate in gates)
        yield f"{task} is taken out from behind {ids}, which has yet to decide."
    left = after or {}
    if before.get("irreversible") and not left.get("irreversible"):
        yield f"{task} is said to be irreversible no longer."
    if before.get("locked_until_activated") and not left.get("locked_until_activated"):
        yield f"{task} is locked until activation no longer."
    if before.get("undo") and before["undo"] != left.get("undo"):
        yield f"{task} is undone by {before['undo']} no longer."
    if task in state.index.meeting_of and before.get("party") != left.get("party"):
        yield f"{task}, the meeting of {state.index.meeting_of[task].id}, is run by another party."


def _undecided(state: RunState) -> Iterator[Gate]:
    return (gate for gate in state.index.meeting_of.values() if not state.gate(gate.id).passed)
