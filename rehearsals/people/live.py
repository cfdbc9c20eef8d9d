"""What holds in live mode besides rights: two pairs of eyes, and being asked again who one is."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core.gates.checking import own_evidence
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from rehearsals.people.claims import moves_a_seat

#: How a channel ends after the password was asked for once more.
STEPPED_UP = "+password"
#: How it ends after somebody has signed in anew at the identity provider instead.
SIGNED_IN_ANEW = "+sign-in"
STEP_UPS = (STEPPED_UP, SIGNED_IN_ANEW)


def stepped_up(channel: str) -> bool:
    """Whether a command by a channel came right after a step-up."""
    return channel.endswith(STEP_UPS)


def needs_step_up(state: RunState, command: c.AnyCommand, *, step_up: bool) -> bool:
    """Whether a command needs a step-up; putting a decision off does not."""
    if state.mode != "live" or not step_up:
        return False
    return not (isinstance(command, c.DecideGate) and command.outcome == "deferred")


def check_live(state: RunState, command: c.AnyCommand, *, step_up: bool) -> c.Refusal | None:
    """Why a command that the actor has the right to give is refused all the same; or None."""
    if refusal := _own_entry(state, command):
        return refusal
    if state.mode != "live":
        return None
    if refusal := _own_evidence(state, command) or _seat(state, command):
        return refusal
    if needs_step_up(state, command, step_up=step_up) and not stepped_up(command.channel):
        return refuse(
            "password-needed",
            "In a live run this needs the password of whoever enters it, once more.",
            "Give it when asked; the command line takes it with --password-stdin too, or in "
            "CALLBOARD_PASSWORD.",
        )
    return None


def _own_entry(state: RunState, command: c.AnyCommand) -> c.Refusal | None:
    """Nobody signs for what they entered themselves: in rehearsals too, so that it is rehearsed."""
    if not isinstance(command, c.Countersign):
        return None
    waiting = [one for one in state.gate(command.gate).to_sign if one.party == command.party]
    if not any(one.entered_by == command.actor for one in waiting):
        return None
    return refuse(
        "separation-of-duties",
        f"{command.actor} entered the spoken word at {command.gate}, and cannot sign for it.",
        f"Have {waiting[0].spoken.said_by} sign, or another who decides for {command.party}.",
    )


def _own_evidence(state: RunState, command: c.AnyCommand) -> c.Refusal | None:
    """Who brought the evidence for a blocking criterion does not decide on it."""
    if not isinstance(command, c.DecideGate) or command.outcome == "deferred":
        return None
    gate = state.runbook.gate_by_id.get(command.gate)
    own = own_evidence(gate, state.gate(command.gate), command.voice) if gate else ()
    if not own:
        return None
    return refuse(
        "separation-of-duties",
        f"{command.voice} brought the evidence for {', '.join(own)} of {command.gate}, and so "
        "does not decide it.",
        f"Have somebody else decide for {command.decided_by}, or bring the evidence anew.",
    )


def _seat(state: RunState, command: c.AnyCommand) -> c.Refusal | None:
    """Nobody alone moves a seat at a gate: who decides says it, and the manager enters it."""
    if not isinstance(command, c.LeaveParty) or command.on_behalf_of is not None:
        return None
    if not moves_a_seat(state, command):
        return None
    return refuse(
        "second-person",
        f"{command.party} has a say at a gate or on turning back; that it leaves takes two people.",
        "Have a cutover manager enter it with --on-behalf-of who decides it.",
    )
