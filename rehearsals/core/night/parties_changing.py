"""A party that drops out of the run, and who takes over from it."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.gates.reevaluating import reevaluated
from rehearsals.core.presence import check_there
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.core.state import RunState

Answer = tuple[e.Event, ...] | c.Refusal


def leave(state: RunState, command: c.LeaveParty) -> Answer:
    """The events of a party that drops out: what it still owned goes to who takes over.

    If nobody takes over, its tasks stay its own in name, until each is given to somebody; who takes
    over may also be named later. Gates at which it had a say are looked at again.
    """
    party, heir = command.party, command.replaced_by
    if refusal := _check_leaving(state, party, heir):
        return refusal
    if heir is not None and (refusal := _check_heir(state, party, heir)):
        return refusal
    if refusal := check_reason(f"That {party} leaves", command.reason):
        return refusal
    reason = command.reason.strip()
    left = e.PartyLeft(party=party, replaced_by=heir, reason=reason)
    handed_on = (
        e.TaskReassigned(task=task, party=heir, reason=reason)
        for task in unsettled_of(state, party)
        if heir is not None
    )
    return (left, *handed_on, *reevaluated(state, party, heir))


def unsettled_of(state: RunState, party: str) -> tuple[str, ...]:
    """The tasks that a party owns and that are still to be done, in runbook order."""
    return tuple(
        task
        for task in state.index.tasks
        if state.owner(task) == party
        and not state.task(task).settled
        and task not in state.given_up
    )


def _check_leaving(state: RunState, party: str, heir: str | None) -> c.Refusal | None:
    """A party leaves once; who takes over from it may be named later, once."""
    change = state.left.get(party)
    if change is not None and change.replaced_by is None and heir is not None:
        return None
    return check_there(state, party)


def _check_heir(state: RunState, party: str, heir: str) -> c.Refusal | None:
    if heir == party:
        return refuse("same-party", f"{party} cannot take over from itself.", "Name another party.")
    return check_there(state, heir)
