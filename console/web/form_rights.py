"""Whether whoever opens a form may send it at all: told before anything is written, not after."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from console.web.form_choices import Asked
from console.web.form_records import Field
from console.web.trying import WORD, is_needed, own_fields, trial_of
from rehearsals.core.commands import AnyCommand, AttachFile, Refusal
from rehearsals.people.permissions import has_right, permit
from rehearsals.people.rights import RIGHTS

#: Digits of a number of something of a run.
_DIGITS = 6


def denial_of(asked: Asked, fields: Iterable[Field]) -> Refusal | None:
    """Why the visitor may not, whatever they choose in the form; None if they may, or might.

    The desk decides again. Who may enter it for somebody else is not denied.
    """
    right, register = RIGHTS.get(asked.kind), asked.visitor.register
    if asked.visitor.person is None or right is None or register.is_empty:
        return None
    if right.entered != "never" and asked.visitor.has(right.enters):
        return None
    state, now = asked.state, asked.visitor.now
    denied: AnyCommand | None = None
    for command in _trials(asked, fields):
        if has_right(register, state, command, now):
            return None
        # What is nobody's, since it names nothing of the run, says nothing of the visitor.
        if not isinstance(right.claim(state, command), Refusal):
            denied = denied or command
    # Whom to ask takes long to find: it is looked for once.
    refusal = permit(register, state, denied, now) if denied is not None else None
    return refusal if refusal is not None and refusal.code == "not-permitted" else None


def _trials(asked: Asked, fields: Iterable[Field]) -> Iterator[AnyCommand]:
    """The command as it is known by now; where something is to be chosen, with each choice."""
    asking = trial_of(asked.visitor)
    known = _known(asked)
    yield asking.make(asked.kind, known)
    names = {part.name for part in dataclasses.fields(asked.kind)}
    for field in fields:
        if field.name not in names:
            continue
        # Where there is but one, it is chosen already.
        for value in [field.value] if field.value else [one for one, _ in field.choices]:
            chosen = _chosen(field, value)
            if chosen is not None:
                yield asking.make(asked.kind, {**known, field.name: chosen})


def _chosen(field: Field, value: str) -> Any:
    """A choice as the command has it; None for one that means nothing."""
    if not value:
        return None
    if field.name == "number":
        return _number(value)
    if field.kind == "yes_no":
        return value in ("yes", "true")
    return (value,) if field.kind == "checks" else value


def _known(asked: Asked) -> Mapping[str, Any]:
    known: dict[str, Any] = {"size": 1} if asked.kind is AttachFile else {}
    for part in own_fields(asked.kind):
        if part.name in known:
            continue
        needed = is_needed(part)
        if part.name == "number" and (needed or asked.word("number")):
            known["number"] = _number(asked.word("number"))
        elif needed or (part.type in ("str", "str | None") and asked.word(part.name)):
            known[part.name] = asked.word(part.name) or WORD
    return known


def _number(text: str) -> int:
    """A number as it is typed; 0, which nothing has, for what is none."""
    plain = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if plain else 0
