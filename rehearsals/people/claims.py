"""Whose it is to say something: for a command on a run, the roles and the parties it takes.

A claim is worked out from the command and the state alone; whether somebody meets it is asked of
the register (`permissions.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from rehearsals.core import commands as c
from rehearsals.core.plan.weakening import reversal_authority
from rehearsals.core.presence import standing_in
from rehearsals.core.refusals import check_task, unknown
from rehearsals.core.state import RunState
from rehearsals.people.words import ROLE_NAMES, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """Any one of these is enough: a role for the whole, or a role for every party concerned."""

    #: Roles that are enough whatever the party.
    roles: frozenset[Role] = frozenset()
    #: Roles that are enough besides, where the run is not live.
    rehearsing: frozenset[Role] = frozenset()
    #: Roles that are enough for the parties below.
    by: frozenset[Role] = frozenset()
    #: For each entry, one of its parties; the first is the one whose it is.
    parties: tuple[tuple[str, ...], ...] = ()
    #: Persons by themselves, such as who proposed what is taken back.
    persons: frozenset[str] = frozenset()


ClaimOf = Callable[[RunState, Any], Claim | c.Refusal]

_MANAGER: frozenset[Role] = frozenset({"cutover_manager"})
_CONTROLLER: frozenset[Role] = frozenset({"rehearsal_controller"})
_OWNER: frozenset[Role] = frozenset({"task_owner"})
#: What is said of copies that are named is said by the parties whose they are.
_OF_COPIES = c.CompleteTask | c.BlockTask | c.UnblockTask
_DECIDER: frozenset[Role] = frozenset({"decider"})


def whole(*roles: Role, rehearsing: Iterable[Role] = ()) -> ClaimOf:
    """Roles for the whole run, and more of them where it is not live."""
    claim = Claim(roles=frozenset(roles), rehearsing=frozenset(rehearsing))
    return lambda _state, _command: claim


def own_task(state: RunState, command: Any) -> Claim | c.Refusal:
    """The owner of the task, those who must be there with it, and each party of its copies.

    No party confirms another's copy, or says that it cannot go on.
    """
    if refusal := check_task(state, command.task):
        return refusal
    task = state.index.tasks[command.task]
    if isinstance(command, _OF_COPIES) and command.parties:
        return Claim(by=_OWNER, parties=tuple((party,) for party in command.parties))
    copies = (task.for_each,) if task.for_each else ()
    others = state.runbook.members_of((*task.with_, *copies))
    return Claim(by=_OWNER, parties=(_now(state, state.owner(task.id), *others),))


def own_task_or_manager(state: RunState, command: Any) -> Claim | c.Refusal:
    """The owner of the task, or whoever controls the night."""
    claim = own_task(state, command)
    if isinstance(claim, c.Refusal):
        return claim
    return Claim(roles=_MANAGER, by=claim.by, parties=claim.parties)


def criterion_owner(state: RunState, command: c.RecordEvidence) -> Claim | c.Refusal:
    """The party that brings the evidence."""
    owner = _criterion_owner(state, command)
    return owner if isinstance(owner, c.Refusal) else Claim(by=_OWNER, parties=(owner,))


def checked_criterion(state: RunState, command: c.RecordCheck) -> Claim | c.Refusal:
    """The party of the criterion, or whoever controls the night: the finding is a machine's."""
    owner = _criterion_owner(state, command)
    if isinstance(owner, c.Refusal):
        return owner
    return Claim(roles=_MANAGER, rehearsing=_CONTROLLER, by=_OWNER, parties=(owner,))


def _criterion_owner(
    state: RunState, command: c.RecordEvidence | c.RecordCheck
) -> tuple[str, ...] | c.Refusal:
    gate = state.runbook.gate_by_id.get(command.gate)
    if gate is None:
        return unknown(state, "gate", command.gate, list(state.runbook.gate_by_id))
    for criterion in gate.criteria:
        if criterion.id == command.criterion:
            return _now(state, criterion.owner)
    known = [criterion.id for criterion in gate.criteria]
    return unknown(state, "criterion", command.criterion, known, of=gate.id)


def adviser(_state: RunState, command: c.Recommend) -> Claim:
    """The adviser; that it was asked and gave no advice, the manager may put down."""
    roles = _MANAGER if command.advice == "none" else frozenset[Role]()
    return Claim(roles=roles, by=frozenset({"adviser"}), parties=((command.adviser,),))


def decider(_state: RunState, command: Any) -> Claim:
    """Who decides for the party in whose name it is."""
    return Claim(by=_DECIDER, parties=((command.decided_by,),))


def gate_decider(_state: RunState, command: c.DecideGate) -> Claim:
    """Who decides for the party; a meeting is put off also by who owns it."""
    by = _DECIDER | _OWNER if command.outcome == "deferred" else _DECIDER
    return Claim(by=by, parties=((command.decided_by,),))


def voter(_state: RunState, command: c.UndoVote) -> Claim:
    """Who decides for the member whose vote it was, or whoever controls the night."""
    return Claim(roles=_MANAGER, by=_DECIDER, parties=((command.member,),))


def signatory(_state: RunState, command: c.Countersign) -> Claim:
    """Who decides for the party whose word was entered."""
    return Claim(by=_DECIDER, parties=((command.party,),))


def item_owner(state: RunState, command: c.CloseItem) -> Claim:
    """The party that owes it, or whoever controls the night."""
    item = state.items.get(command.item)
    parties = (_now(state, item.owner),) if item else ()
    return Claim(roles=_MANAGER, by=_OWNER | _DECIDER, parties=parties)


def roll(_state: RunState, command: c.AnswerRoll) -> Claim:
    """The party for itself; that one is missing, whoever calls the roll."""
    missing = not command.present
    return Claim(
        roles=_MANAGER if missing else frozenset(),
        rehearsing=_CONTROLLER if missing else frozenset(),
        by=_OWNER,
        parties=((command.party,),),
    )


def desk(state: RunState, command: c.HandOverShift) -> Claim:
    """Who sits at the desk: the party's people, or those with the role it is called by."""
    return _desk(state, command.desk)


def handed_desk(state: RunState, command: c.TakeShift) -> Claim:
    """Who may sit at the desk that was handed over."""
    if not 1 <= command.number <= len(state.handovers):
        return Claim(roles=_MANAGER)
    return _desk(state, state.handovers[command.number - 1].desk)


def _desk(state: RunState, desk: str) -> Claim:
    by_id = {party.casefold(): party for party in state.runbook.parties}
    if party := by_id.get(desk.strip().casefold()):
        return Claim(roles=_MANAGER, by=_OWNER, parties=((party,),))
    word = desk.strip().casefold().replace(" ", "_").replace("-", "_")
    return Claim(roles=_MANAGER | {role for role in ROLE_NAMES if role == word})


def incident(state: RunState, command: c.LinkIncident) -> Claim | c.Refusal:
    """The manager, or the owner of the task it bears on."""
    return own_task_or_manager(state, command) if command.task else Claim(roles=_MANAGER)


def observed(state: RunState, command: c.AnswerObservation) -> Claim:
    """The party that the observation is about."""
    if not 1 <= command.number <= len(state.observations):
        return Claim(roles=_MANAGER)
    party = state.observations[command.number - 1].party
    return Claim(by=_OWNER, parties=(_now(state, party),)) if party else Claim(roles=_MANAGER)


def leaving(state: RunState, command: c.LeaveParty) -> Claim:
    """The manager; where it moves a seat, who decides for the party or for the way back."""
    if not moves_a_seat(state, command):
        return Claim(roles=_MANAGER)
    deciding = _now(state, command.party, *sorted(_authorities(state)))
    return Claim(by=_DECIDER, parties=(deciding,))


def moves_a_seat(state: RunState, command: c.LeaveParty) -> bool:
    """Whether live a party leaves that has a say at an undecided gate, or on turning back."""
    if state.mode != "live":
        return False
    seats = _authorities(state)
    for gate in state.runbook.gates:
        if not state.gate(gate.id).passed:
            seats.update(state.runbook.members_of((*gate.members, *gate.advised_by)))
            seats.update({gate.decider} if gate.decider else ())
    return any(_holder(state, seat) == command.party for seat in seats)


def _authorities(state: RunState) -> set[str]:
    """The parties of the runbook that decide on a way back."""
    book = state.runbook
    named = (book.rollback.authority, book.stand_down.authority, reversal_authority(book))
    return {party for party in named if party is not None}


def _holder(state: RunState, party: str) -> str:
    """Who has a party's place; the last who had it, if nobody took over from them."""
    seen = {party}
    while (change := state.left.get(party)) and change.replaced_by not in {None, *seen}:
        party = str(change.replaced_by)
        seen.add(party)
    return party


def approver(state: RunState, command: c.ApproveAmendment) -> Claim:
    """The manager; or, where a party must approve, who decides for it: a reversal needs one."""
    if command.decided_by is not None:
        return Claim(by=_DECIDER, parties=((command.decided_by,),))
    found = state.amendments[command.number - 1 : command.number] if command.number > 0 else ()
    return Claim() if found and found[0].what.reversal else Claim(roles=_MANAGER)


def rejecter(state: RunState, command: c.RejectAmendment) -> Claim:
    """The manager, or who proposed it."""
    found = state.amendments[command.number - 1 : command.number] if command.number > 0 else ()
    return Claim(roles=_MANAGER, persons=frozenset(each.by for each in found))


def _now(state: RunState, *parties: str) -> tuple[str, ...]:
    """The parties, or who has their place in the run by now."""
    return tuple(dict.fromkeys(standing_in(state, party) or party for party in parties))
