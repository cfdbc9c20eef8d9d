"""The words of a denial: why not, who may instead, or how somebody comes to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from rehearsals.core.command import Command
from rehearsals.core.commands import AnyCommand, Refusal
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from rehearsals.core.words import Mode
from rehearsals.people.claims import Claim
from rehearsals.people.meeting import enough_roles, meets
from rehearsals.people.register import Register
from rehearsals.people.words import role_name

#: People or parties that a refusal names.
_MOST_NAMED = 4
#: What commands are called where a verb and a thing would read badly.
_SAID = {
    "AllowStarts": "allow starts again",
    "AnswerRoll": "answer a roll-call",
    "CallRoll": "call the roll",
    "HandOverShift": "hand over a desk",
    "LeaveParty": "record that a party leaves",
    "MarkUnknown": "mark a task as unknown",
    "RecommendTurningBack": "recommend turning back",
    "RecordAttendance": "record attendance",
    "RecordEvidence": "bring evidence",
    "SetCommunications": "set communications",
    "StartOutOfSequence": "start a task out of sequence",
    "StopStarts": "stop all starts",
    "TakeShift": "take a desk",
    "TurnBack": "turn back",
}


def check_known(register: Register, actor: str) -> Refusal | None:
    """The actor is in the register, and has not left."""
    if register.person(actor) is not None:
        return None
    return refuse(
        "not-known",
        f"{actor} is not in the register of people, or has left.",
        "Ask an administrator: `callboard user add`.",
    )


def check_voice(register: Register, command: Command) -> Refusal | None:
    """Once people are known, a word that is entered for somebody is of somebody who is known."""
    said_by = command.on_behalf_of
    if said_by is None or register.is_empty or register.person(said_by) is not None:
        return None
    return refuse(
        "speaker-not-known",
        f"{said_by} is nobody in the register of people, or has left.",
        "Give the id or full name of who said it (--on-behalf-of); see `callboard user list`.",
    )


def nobody_yet(mode: Mode) -> Refusal | None:
    """What an empty register allows: everything but a live run."""
    if mode != "live":
        return None
    return refuse(
        "people-needed",
        "A live run needs people who are known, and the register of people is empty.",
        "Add them: `callboard user import FILE`, or `callboard user add`.",
    )


def not_permitted(
    register: Register,
    state: RunState,
    command: AnyCommand,
    claim: Claim,
    *,
    who: str,
    now: datetime,
) -> Refusal:
    """Somebody may not give a command; names who may, if anybody, or how somebody comes to."""
    able = [one for one in register.people if meets(register, state, claim, one, now)]
    names = or_names(register, able)
    return refuse(
        "not-permitted",
        f"{register.people[who].name} may not {verb(command)}; that is for {_whose(claim, state)}.",
        f"Ask {names}."
        if names
        else f"Nobody may yet; an administrator gives the role: `{_grant(claim)}`.",
    )


def or_names(register: Register, people: Iterable[str]) -> str:
    """Names joined by "or", the first few of them; empty if there are none."""
    names = list(dict.fromkeys(register.people[one].name for one in people))
    shown = " or ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{shown} (or {more} more)" if more > 0 else shown


def verb(command: AnyCommand) -> str:
    """`StartTask` in words: to start a task."""
    name = type(command).__name__
    if name in _SAID:
        return _SAID[name]
    act, *rest = re.sub(r"(?<!^)([A-Z])", r" \1", name).lower().split()
    thing = " ".join(rest)
    article = "an" if thing[:1] in tuple("aeiou") else "a"
    return f"{act} {article} {thing}" if thing else act


def _whose(claim: Claim, state: RunState) -> str:
    words = [f"the {role_name(role)}" for role in sorted(enough_roles(claim, state))]
    if claim.by and claim.parties:
        roles = " or ".join(role_name(role) for role in sorted(claim.by))
        groups = [" or ".join(group[:_MOST_NAMED]) for group in claim.parties[:_MOST_NAMED]]
        words.append(f"the {roles} of {' and of '.join(groups)}")
    return ", or ".join(words) or "the decider of the party in whose name it is done"


def _grant(claim: Claim) -> str:
    if claim.by and claim.parties:
        return f"callboard user role PERSON {min(claim.by)} --party {claim.parties[0][0]}"
    return f"callboard user role PERSON {min(claim.roles, default='decider')}"
