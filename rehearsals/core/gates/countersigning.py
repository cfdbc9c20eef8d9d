"""Spoken words: entered by a scribe with a witness, effective at once, signed for later."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from runbooks.gates import Gate

Answer = tuple[e.Event, ...] | c.Refusal
#: The decisions that may be spoken, and entered by somebody else.
Spoke = c.DecideGate | c.WithdrawGo | c.TurnBack


def spoken_by(command: Spoke) -> e.Spoken | None:
    """Who said it and who heard it, where the word was spoken; None where it was typed."""
    if command.witness is None:
        return None
    return e.Spoken(said_by=command.voice, witness=command.witness.strip())


def check_spoken(gate: Gate, command: Spoke) -> c.Refusal | None:
    """A word entered for somebody else has a speaker, a forum, and a witness besides the scribe."""
    if command.on_behalf_of is None and command.witness is None:
        return None
    speaker = (command.on_behalf_of or "").strip()
    if not speaker or _same(speaker, command.actor):
        return refuse(
            "speaker-missing",
            f"A spoken word at {gate.id} is entered by somebody else than who said it.",
            "Say who said it with --on-behalf-of, or leave out --witness.",
        )
    witness = (command.witness or "").strip()
    if not witness or _same(witness, speaker) or _same(witness, command.actor):
        return refuse(
            "witness-missing",
            f"What {speaker} said at {gate.id} was heard by somebody besides who enters it.",
            "Name the witness with --witness.",
        )
    if not (command.forum or gate.forum or "").strip():
        return refuse(
            "forum-missing",
            f"A spoken word at {gate.id} was said somewhere, and the runbook names no forum.",
            "Name the body or the call with --forum.",
        )
    return None


def countersign(state: RunState, gate: Gate, command: c.Countersign) -> Answer:
    """A party signs for all that others entered as its words at a gate."""
    record = state.gate(gate.id)
    waiting = [one for one in record.to_sign if one.party == command.party]
    if not waiting:
        others = ", ".join(dict.fromkeys(one.party for one in record.to_sign))
        return refuse(
            "nothing-to-sign",
            f"Nothing at {gate.id} waits for the signature of {command.party}.",
            f"Waiting for theirs: {others}." if others else f"See `callboard show {state.run}`.",
        )
    if command.on_behalf_of is not None:
        return refuse(
            "own-hand",
            f"A signature at {gate.id} is given by oneself, for nobody else.",
            "Leave out --on-behalf-of.",
        )
    return (e.Countersigned(gate=gate.id, party=command.party),)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
