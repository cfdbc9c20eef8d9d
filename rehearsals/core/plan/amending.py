"""Amending the plan of a running run, decided: proposed, approved by somebody else, or rejected.

What is proposed is looked at again when it is approved: something may have begun meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.night.state import Amendment
from rehearsals.core.plan.amended_index import index_amended
from rehearsals.core.plan.amending_rules import RULES, Amending
from rehearsals.core.plan.diff import amended
from rehearsals.core.plan.weakening import guarding, reversal_authority, weakenings
from rehearsals.core.refusals import check_reason, refuse, unknown
from rehearsals.core.settling import with_end
from rehearsals.core.state import RunState
from rehearsals.core.words import Change
from runbooks.errors import CallboardError
from runbooks.model import Runbook

Answer = tuple[e.Event, ...] | c.Refusal
AmendmentCommand = c.ProposeAmendment | c.ApproveAmendment | c.RejectAmendment

#: Problems of an amended plan that are named; there may be as many as tasks.
_MOST_NAMED = 8


def decide_amendment(state: RunState, command: AmendmentCommand, now: datetime) -> Answer:
    """The events of a command on the plan of a run, or why not."""
    del now  # an amendment is about order, not about the clock
    match command:
        case c.ProposeAmendment():
            return _propose(state, command)
        case c.ApproveAmendment():
            return _approve(state, command)
        case c.RejectAmendment():
            return _reject(state, command)


def fitting(
    state: RunState, changes: tuple[Change, ...], *, reversal: bool = False
) -> Amending | c.Refusal:
    """The plan as it would be, or everything that is in the way of it."""
    if refusal := _check_manner(state, changes, reversal=reversal):
        return refusal
    try:
        runbook = amended(state.runbook, changes)
        index = index_amended(state.runbook, state.index, runbook)
    except CallboardError as error:
        return refuse("does-not-fit", error.message, error.hint or "Mend it, and propose it anew.")
    amending = Amending(state=state, changes=changes, runbook=runbook, index=index)
    refusals = [refusal for rule in RULES for refusal in rule(amending)]
    if refusals:
        return _all_of(refusals)
    return _check_plan(state, runbook) or amending


def is_past_return(state: RunState) -> bool:
    """Whether the point of no return is behind: something irreversible has been started."""
    return any(
        task.irreversible and any(try_.outcome != "undone" for try_ in state.task(key).attempts)
        for key, task in state.index.tasks.items()
    )


def _propose(state: RunState, command: c.ProposeAmendment) -> Answer:
    if refusal := check_reason("An amendment", command.reason):
        return refusal
    answer = fitting(state, command.changes, reversal=command.reversal)
    if isinstance(answer, c.Refusal):
        return answer
    proposed = e.AmendmentProposed(
        number=len(state.amendments) + 1,
        changes=command.changes,
        reason=command.reason.strip(),
        reversal=command.reversal,
    )
    return (proposed,)


def _approve(state: RunState, command: c.ApproveAmendment) -> Answer:
    amendment = _proposed(state, command.number)
    if isinstance(amendment, c.Refusal):
        return amendment
    if refusal := _check_approver(state, amendment, command):
        return refusal
    answer = fitting(state, amendment.what.changes, reversal=amendment.what.reversal)
    if isinstance(answer, c.Refusal):
        return answer
    approved = e.AmendmentApproved(number=command.number, decided_by=command.decided_by)
    then = replace(state, runbook=answer.runbook, index=answer.index)
    # Taking out the last task that was left ends the run.
    return with_end(then, (approved,), settled=0)


def _reject(state: RunState, command: c.RejectAmendment) -> Answer:
    amendment = _proposed(state, command.number)
    if isinstance(amendment, c.Refusal):
        return amendment
    if refusal := check_reason(f"Rejecting amendment {command.number}", command.reason):
        return refusal
    return (e.AmendmentRejected(number=command.number, reason=command.reason.strip()),)


def _proposed(state: RunState, number: int) -> Amendment | c.Refusal:
    """The amendment of that number, if it waits for a decision."""
    if not 1 <= number <= len(state.amendments):
        return refuse(
            "unknown-amendment",
            f"Run {state.run} has no amendment {number}.",
            f"See `callboard amendments {state.run}`.",
        )
    amendment = state.amendments[number - 1]
    if amendment.status != "proposed":
        return refuse(
            "already-decided",
            f"Amendment {number} is {amendment.status} already.",
            f"Propose another one: `callboard amend {state.run} FILE --reason ...`.",
        )
    return amendment


def _check_approver(
    state: RunState, amendment: Amendment, command: c.ApproveAmendment
) -> c.Refusal | None:
    """Live, a second person; of a reversal or a weakening, in the name of who guards against it."""
    number = command.number
    proposers = {amendment.by, amendment.on_behalf_of or amendment.by}
    if state.mode == "live" and proposers & {command.actor, command.voice}:
        return refuse(
            "second-person",
            f"Amendment {number} was proposed by {amendment.on_behalf_of or amendment.by}; "
            "in a live run somebody else approves it.",
            f"Ask a second person: `callboard approve {state.run} {number}`.",
        )
    by = command.decided_by
    if by is not None and by not in state.runbook.parties:
        return unknown(state, "party", by, list(state.runbook.parties))
    wanted = reversal_authority(state.runbook)
    if amendment.what.reversal and by != wanted:
        return refuse(
            "not-the-authority",
            f"Amendment {number} reverses what cannot be turned back any more; "
            f"{wanted or 'the authority of the way back'} approves it.",
            f"Use `callboard approve {state.run} {number} --by {wanted or 'PARTY'}`.",
        )
    return _check_guard(state, amendment, by)


def _check_guard(state: RunState, amendment: Amendment, by: str | None) -> c.Refusal | None:
    """What weakens a gate that has yet to decide, or a way back, is approved by who guards it."""
    weak, guard = weakenings(state, amendment.what.changes), guarding(state)
    if not weak or guard is None or amendment.what.reversal or by == guard:
        return None
    number = amendment.what.number
    return refuse(
        "weakens",
        f"Amendment {number} weakens what has yet to be decided, and {guard} approves that: "
        f"{' '.join(weak[:_MOST_NAMED])}",
        f"Use `callboard approve {state.run} {number} --by {guard}`.",
    )


def _check_manner(
    state: RunState, changes: tuple[Change, ...], *, reversal: bool
) -> c.Refusal | None:
    if not changes:
        return refuse("no-change", "Nothing is changed.", "Change something in the plan first.")
    twice = {(a.kind, a.id) for n, a in enumerate(changes) if _is_in(a, changes[:n])}
    if twice:
        kind, key = min(twice)
        return refuse("changed-twice", f"{kind} {key} is changed twice.", "Change it once.")
    if state.turned_back:
        return refuse(
            "turned-back",
            f"Run {state.run} is turned back; its plan is the way back, and is not amended.",
            f"See what is next with `callboard ready {state.run}`.",
        )
    if reversal and not is_past_return(state):
        return refuse(
            "not-past-return",
            "Nothing irreversible has begun: what was done can still be turned back.",
            f"See `callboard turn-back --help`, or leave out --reversal ({state.run}).",
        )
    return None


def _is_in(change: Change, others: Iterable[Change]) -> bool:
    return any((change.kind, change.id) == (other.kind, other.id) for other in others)


def _check_plan(state: RunState, runbook: Runbook) -> c.Refusal | None:
    """What `callboard check` would newly find wrong with the amended plan."""
    # The rules know networkx, which reading a run must not bring along.
    from dependencies.check import errors_of  # noqa: PLC0415

    found = errors_of(runbook)
    if found:
        # What moving the runbook to other days has brought about is not the amendment's doing.
        before = {(old.rule, old.message) for old in errors_of(state.runbook)}
        found = tuple(new for new in found if (new.rule, new.message) not in before)
    if not found:
        return None
    named = [f"{f.message} ({f.hint})" for f in found[:_MOST_NAMED]]
    more = f" And {len(found) - _MOST_NAMED} more." if len(found) > _MOST_NAMED else ""
    return refuse(
        "does-not-check",
        f"The amended plan has errors: {' '.join(named)}{more}",
        "Mend the file until `callboard check FILE` finds no error.",
    )


def _all_of(refusals: list[c.Refusal]) -> c.Refusal:
    """Several refusals as one: the code and the next action of the first, what all of them say."""
    first = refusals[0]
    said = dict.fromkeys(refusal.message for refusal in refusals)
    named = list(said)[:_MOST_NAMED]
    more = f" And {len(said) - _MOST_NAMED} more." if len(said) > _MOST_NAMED else ""
    return refuse(first.code, f"{' '.join(named)}{more}", first.hint)
