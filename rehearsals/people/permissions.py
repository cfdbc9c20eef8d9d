"""`permit(register, state, command, now)`: whether the actor of a command may give it.

Deny by default: who is not in the register, and what is not in the table (`rights.py`), is refused.
As long as the register is empty, rehearsals and simulations are open to the machine's user, and
live runs to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsals.core.command import CHECK, ENGINE
from rehearsals.core.commands import AnyCommand, RecordCheck, Refusal
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from rehearsals.people.claims import Claim
from rehearsals.people.denying import check_known, nobody_yet, not_permitted, or_names, verb
from rehearsals.people.live import check_live, needs_step_up
from rehearsals.people.meeting import meets, plays_absent
from rehearsals.people.register import Register
from rehearsals.people.rights import RIGHTS, Right


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """A command, what it takes, and of whom that is asked."""

    register: Register
    state: RunState
    command: AnyCommand
    right: Right
    claim: Claim
    now: datetime

    def meets(self, person: str) -> bool:
        """Whether somebody may give the command."""
        return meets(self.register, self.state, self.claim, person, self.now)

    def theirs(self) -> bool:
        """Whether the actor may give it in their own name, or for a party that is simulated."""
        actor = self.command.actor
        if self.meets(actor):
            return True
        return self.right.simulated and plays_absent(
            self.register, self.state, self.claim, actor, self.now
        )

    def may_enter(self) -> bool:
        """Whether the actor may enter what others said."""
        actor = self.command.actor
        return any(self.register.has_role(actor, role, self.now) for role in self.right.enters)

    def denied(self, person: str) -> Refusal:
        """That somebody may not give the command, and who may."""
        return not_permitted(
            self.register, self.state, self.command, self.claim, who=person, now=self.now
        )


def permit(
    register: Register, state: RunState, command: AnyCommand, now: datetime
) -> Refusal | None:
    """Why the actor may not give a command to a run; None if they may. `now` is aware."""
    if command.channel == ENGINE:
        return refuse(
            "not-permitted",
            "Nobody speaks for the engine.",
            "It holds the run's lease, and is not asked.",
        )
    if register.is_empty:
        return nobody_yet(state.mode)
    if refusal := check_known(register, command.actor):
        return refusal
    right = RIGHTS.get(type(command))
    if right is None:
        return refuse(
            "not-permitted",
            f"Nobody may {verb(command)} by hand.",
            "The engine does that where it is needed.",
        )
    claim = right.claim(state, command)
    if isinstance(claim, Refusal):
        return claim
    asked = _Asked(
        register=register, state=state, command=command, right=right, claim=claim, now=now
    )
    refusal = _of_machines(command)
    if refusal is None:
        refusal = _own_word(asked) if command.on_behalf_of is None else _entered(asked)
    return refusal or check_live(state, command, step_up=right.step_up)


def _of_machines(command: AnyCommand) -> Refusal | None:
    """A finding is what a check found, and nobody's word: it comes by the channel of checks."""
    if not isinstance(command, RecordCheck) or command.channel == CHECK:
        return None
    return refuse(
        "not-permitted",
        "A finding is put down by the check that made it, and by nobody by hand.",
        "Have it made with `callboard checks RUN`, or bring evidence: `callboard evidence`.",
    )


def has_right(register: Register, state: RunState, command: AnyCommand, now: datetime) -> bool:
    """Whether a command is its actor's to give, without the words of a denial, which take long.

    For pages, which try many: `permit` may refuse it all the same. `now` is aware.
    """
    right = RIGHTS.get(type(command))
    claim = right.claim(state, command) if right else None
    if right is None or not isinstance(claim, Claim):
        return False
    asked = _Asked(
        register=register, state=state, command=command, right=right, claim=claim, now=now
    )
    return asked.theirs()


def asks_password(state: RunState, command: AnyCommand) -> bool:
    """Whether a command needs the password of its actor once more."""
    right = RIGHTS.get(type(command))
    return right is not None and needs_step_up(state, command, step_up=right.step_up)


def _own_word(asked: _Asked) -> Refusal | None:
    actor = asked.command.actor
    if getattr(asked.command, "witness", None) is not None:
        return refuse(
            "speaker-missing",
            "A witness is named, but not who spoke.",
            "Say who said it (--on-behalf-of), or leave out the witness.",
        )
    if asked.theirs():
        return None
    denied = asked.denied(actor)
    if asked.right.entered != "never" and asked.may_enter():
        return refuse(
            "on-behalf-of-missing",
            denied.message,
            f"{denied.hint} To enter it for somebody, say who with --on-behalf-of.",
        )
    return denied


def _entered(asked: _Asked) -> Refusal | None:
    """What a scribe enters for somebody else."""
    if asked.right.entered == "never":
        return refuse(
            "own-word-only",
            f"Nobody can {verb(asked.command)} for somebody else.",
            "Leave out who said it (--on-behalf-of); whoever may do it does it.",
        )
    if not asked.may_enter():
        register = asked.register
        able = [one for role in asked.right.enters for one in register.holders(role, asked.now)]
        names = or_names(register, able)
        return refuse(
            "not-a-scribe",
            f"{register.people[asked.command.actor].name} cannot enter what others said.",
            f"Leave out who said it (--on-behalf-of), or ask {names}."
            if names
            else "Leave out --on-behalf-of; nobody is a scribe yet: `callboard user role`.",
        )
    return _check_speaker(asked)


def _check_speaker(asked: _Asked) -> Refusal | None:
    """Who said it must have had the right to; a fact may come from somebody not in the register."""
    register, entered = asked.register, asked.right.entered
    speaker = (asked.command.on_behalf_of or "").strip()
    if not speaker or speaker == asked.command.actor:
        return refuse(
            "speaker-missing",
            "What is entered for others names who said it, and that is somebody else.",
            "Say who said it (--on-behalf-of), or leave it out.",
        )
    if speaker not in register.people:
        # A name that is somebody's in the register must not get past what that person may do.
        if entered == "fact" and not register.knows_name(speaker):
            return None
        return _needs_somebody_known(asked, speaker)
    if not asked.meets(speaker):
        return asked.denied(speaker)
    return _check_witness(asked, speaker) if entered == "spoken" else None


def _needs_somebody_known(asked: _Asked, speaker: str) -> Refusal:
    """A decision, a vote or advice is the word of somebody in the register, not of any name."""
    able = [one for one in asked.register.people if asked.meets(one)]
    names = or_names(asked.register, able)
    return refuse(
        "speaker-not-known",
        f"{speaker} is nobody in the register of people; to {verb(asked.command)} is the word of "
        "somebody who is.",
        f"Say who said it (--on-behalf-of): {names}."
        if names
        else "Nobody may say it yet: `callboard user list`, `callboard user role`.",
    )


def _check_witness(asked: _Asked, speaker: str) -> Refusal | None:
    """Somebody besides the speaker and the scribe heard it; live, somebody in the register."""
    register = asked.register
    name = register.people[speaker].name
    word = (getattr(asked.command, "witness", None) or "").strip()
    witness = register.named(word)
    if not word or witness in (speaker, asked.command.actor):
        return refuse(
            "witness-missing",
            f"Who else heard {name} say it, besides whoever enters it?",
            "Name the witness (--witness).",
        )
    if asked.state.mode == "live" and (witness is None or register.person(witness) is None):
        return refuse(
            "witness-not-known",
            f"{word} is nobody in the register of people; in a live run the witness is.",
            "Name as the witness (--witness) somebody of `callboard user list` who heard it.",
        )
    return None
