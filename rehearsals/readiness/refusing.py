"""Refusals of the readiness register that several commands share, and what its texts may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from rehearsals.core.command import Refusal
from rehearsals.core.refusals import check_text, refuse
from rehearsals.readiness.state import Readiness, Return
from rehearsals.readiness.words import Signatory

#: Ids, as a runbook has them.
_ID = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,63}")
_GATE = re.compile(rf"{_ID.pattern}/{_ID.pattern}")
#: Characters of a name, an office or the title of a return.
LONGEST_NAME = 200
#: Entries of a list in one command.
MOST_ENTRIES = 100

__all__ = [
    "LONGEST_NAME",
    "check_as_at",
    "check_gate",
    "check_id",
    "check_name",
    "check_signatory",
    "check_words",
    "refuse",
    "unknown_return",
]


def unknown_return(state: Readiness, name: str) -> Refusal:
    """There is no such return in the register."""
    near = get_close_matches(name, list(state.returns), n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}?" if near else "See `callboard readiness list`."
    return refuse("unknown-return", f"There is no return {name}.", hint)


def check_id(what: str, name: str) -> Refusal | None:
    """Ids have the form that a runbook's have."""
    if _ID.fullmatch(name):
        return None
    return refuse(
        "bad-id",
        f"{what} {name!r} is no id.",
        "Write it as in the runbook: letters, digits, '.', '_' and '-', a letter first.",
    )


def check_gate(gate: str) -> Refusal | None:
    """Gates are named with their runbook."""
    if _GATE.fullmatch(gate):
        return None
    return refuse("bad-gate", f"{gate!r} names no gate.", "Write runbook and gate, such as m10/G1.")


def check_name(what: str, text: str) -> Refusal | None:
    """A name or title is there, and fits a line or two."""
    if not text.strip():
        return refuse("name-missing", f"The {what} is missing.", "Give it.")
    if len(text) <= LONGEST_NAME:
        return None
    return refuse(
        "text-too-long",
        f"The {what} has {len(text):,} characters.",
        f"Keep to {LONGEST_NAME}.",
    )


def check_signatory(asked: Return, signatory: Signatory) -> Refusal | None:
    """Only a listed signatory signs, in the office that is listed."""
    if any(map(signatory.same_as, asked.signatories)):
        return None
    listed = "; ".join(map(str, asked.signatories))
    return refuse(
        "not-a-signatory",
        f"{signatory} is not listed to sign {asked.id}; listed: {listed}.",
        "Let a listed signatory sign, or have the list changed with `callboard readiness amend "
        f"{asked.id} --list 'NAME; OFFICE' --reason ...`.",
    )


def check_as_at(as_at: datetime, at: datetime) -> Refusal | None:
    """Nobody speaks of a time to come."""
    if as_at <= at:
        return None
    return refuse("as-at-ahead", "The as-at time lies ahead.", "Give the time it speaks of.")


def check_words(command: Any) -> Refusal | None:
    """Each text by itself keeps to the rule of all texts, and lists have an end."""
    for field in fields(command):
        value = getattr(command, field.name)
        name = field.name.replace("_", " ")
        if isinstance(value, tuple) and field.name != "asks" and len(value) > MOST_ENTRIES:
            return refuse(
                "too-many",
                f"{len(value)} {name} are too many for one command.",
                f"Keep to {MOST_ENTRIES}.",
            )
        for text in _texts_in(value):
            if refusal := check_text(field.name, text):
                return refusal
    return None


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts_in(getattr(value, field.name))
