"""Returns asked of parties, each once; and what is asked changed afterwards. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rehearsals.core.command import Refusal
from rehearsals.readiness import commands as c
from rehearsals.readiness import events as e
from rehearsals.readiness.refusing import check_gate, check_id, check_name, refuse
from rehearsals.readiness.state import Readiness, Return
from rehearsals.readiness.words import Ask, Served, Signatory
from runbooks.checks import ReturnKind

Answer = Sequence[e.ReadinessEvent] | Refusal

#: How the ids begin that the register chooses.
_LETTERS: dict[ReturnKind, str] = {
    "declaration": "D",
    "readiness_assessment": "RA",
    "legacy_letter": "L",
    "checklist": "C",
}
#: Returns asked in one command, and signatories or gates of one return.
MOST_ASKED = 2_000
MOST_LISTED = 50


def ask(state: Readiness, command: c.AskReturns) -> Answer:
    """The events of asking for all of them, or the first thing that stands against it."""
    if not command.asks:
        return refuse("nothing-asked", "Nothing is asked for.", "Name a return.")
    if len(command.asks) > MOST_ASKED:
        return refuse(
            "too-many", f"{len(command.asks):,} returns at once are too many.", "Ask in parts."
        )
    for _, refusal in problems(state, command.asks):
        return refusal
    taken = set(state.returns) | {one.return_id for one in command.asks if one.return_id}
    events = []
    for one in command.asks:
        return_id = one.return_id or _free_id(one.kind, taken)
        taken.add(return_id)
        events.append(
            e.ReturnAsked(
                return_id=return_id,
                kind=one.kind,
                party=one.party,
                title=one.title.strip(),
                deadline=one.deadline,
                gates=one.gates,
                signatories=tuple(map(_trimmed, one.signatories)),
                which=one.which,
                shown_by=one.shown_by,
                valid_for=one.valid_for,
            )
        )
    return tuple(events)


def problems(state: Readiness, asks: Sequence[Ask]) -> Iterator[tuple[int, Refusal]]:
    """Everything that stands against asking for these returns: position, from 0, and why."""
    ids = {each.casefold() for each in state.returns}
    seen: dict[tuple[str, str, str | None], int] = {}
    for number, one in enumerate(asks):
        for refusal in _problems_of(one):
            yield number, refusal
        key = (one.kind, one.party, one.which)
        before = state.asked_before(one.kind, one.party, one.which)
        if before is not None:
            yield number, _asked_before(one, before)
        elif key in seen:
            yield number, _twice(one, seen[key])
        seen.setdefault(key, number)
        if one.return_id:
            if one.return_id.casefold() in ids:
                yield (
                    number,
                    refuse(
                        "id-taken",
                        f"There is a return {one.return_id} already.",
                        "Choose another id.",
                    ),
                )
            ids.add(one.return_id.casefold())


def _problems_of(one: Ask) -> Iterator[Refusal]:
    names = {
        "Party": one.party,
        "Return": one.return_id,
        "Which": one.which,
        "Body": one.shown_by,
    }
    for what, name in names.items():
        if name is not None and (refusal := check_id(what, name)):
            yield refusal
    if refusal := check_name("title", one.title):
        yield refusal
    if one.shown_by == one.party:
        yield refuse(
            "shown-by-itself",
            f"{one.party} shows its own readiness anyhow.",
            "Name another body, or leave that out.",
        )
    if one.valid_for is not None and one.valid_for <= 0:
        yield refuse("bad-validity", "It would expire at once.", "Give a length such as 30d.")
    yield from _problems_of_gates(one.gates)
    yield from _problems_of_signatories(one.signatories)


def _problems_of_gates(gates: Sequence[Served]) -> Iterator[Refusal]:
    for served in gates:
        if refusal := check_gate(served.gate):
            yield refusal
    if not gates:
        yield refuse("gate-missing", "It serves no gate.", "Name the gate it is for: m10/G1.")
    if len({served.gate for served in gates}) < len(gates):
        yield refuse("gate-twice", "A gate is named twice.", "Name each gate once.")
    if len(gates) > MOST_LISTED:
        yield refuse("too-many", "It serves too many gates.", "Name fewer.")


def _problems_of_signatories(signatories: Sequence[Signatory]) -> Iterator[Refusal]:
    for signatory in signatories:
        for what, text in (("signatory's name", signatory.name), ("office", signatory.office)):
            if refusal := check_name(what, text):
                yield refusal
    if len(signatories) > MOST_LISTED:
        yield refuse("too-many", "It has too many signatories.", "List fewer.")
    if not signatories:
        yield refuse(
            "signatory-missing",
            "Nobody is listed to sign it.",
            "List who may, with their office: 'NAME; OFFICE'.",
        )


def serve(asked: Return, command: c.ServeGate) -> Answer:
    """The events of letting a return serve one more gate."""
    if refusal := check_gate(command.gate):
        return refusal
    if asked.serves(command.gate):
        return refuse("serves-already", f"{asked.id} serves {command.gate} already.", "Leave it.")
    if len(asked.gates) >= MOST_LISTED:
        return refuse("too-many", f"{asked.id} serves too many gates.", "Ask for another return.")
    return (e.GateServed(return_id=asked.id, gate=command.gate, reconfirm=command.reconfirm),)


def amend(asked: Return, command: c.AmendAsk) -> Answer:
    """The events of moving a deadline or changing who may sign."""
    if not command.reason.strip():
        return refuse("reason-missing", f"Changing {asked.id} needs a reason.", "Give one.")
    for refusal in _problems_of_change(asked, command):
        return refusal
    return (
        e.AskAmended(
            return_id=asked.id,
            reason=command.reason.strip(),
            deadline=command.deadline,
            listed=tuple(map(_trimmed, command.listed)),
            struck=command.struck,
        ),
    )


def _problems_of_change(asked: Return, command: c.AmendAsk) -> Iterator[Refusal]:
    if command.deadline is None and not command.listed and not command.struck:
        yield refuse(
            "nothing-changed",
            "Nothing would change.",
            "Give --deadline, --list or --strike.",
        )
    if command.listed:
        yield from _problems_of_signatories(command.listed)
    for struck in command.struck:
        if not any(map(struck.same_as, asked.signatories)):
            yield refuse(
                "not-a-signatory",
                f"{struck} is not listed to sign {asked.id}.",
                f"See `callboard readiness show {asked.id}`.",
            )
    left = [one for one in asked.signatories if not any(map(one.same_as, command.struck))]
    if any(one.same_as(new) for one in left for new in command.listed):
        yield refuse("listed-already", "That signatory is listed already.", "Leave it.")
    if not left and not command.listed:
        yield refuse(
            "signatory-missing",
            f"Nobody would be left to sign {asked.id}.",
            "List somebody else with --list 'NAME; OFFICE' in the same command.",
        )
    if len(left) + len(command.listed) > MOST_LISTED:
        yield refuse("too-many", f"{asked.id} has too many signatories.", "List fewer.")


def _trimmed(signatory: Signatory) -> Signatory:
    return Signatory(
        name=" ".join(signatory.name.split()), office=" ".join(signatory.office.split())
    )


def _asked_before(one: Ask, before: Return) -> Refusal:
    new = [served.gate for served in one.gates if not before.serves(served.gate)]
    hint = f"See `callboard readiness show {before.id}`."
    if new:
        hint = f"Let it serve this gate too: `callboard readiness serve {before.id} {new[0]}`."
    return refuse(
        "asked-already",
        f"{one.party} was asked for {_words(one)} already: {before.id}.",
        hint,
    )


def _twice(one: Ask, first: int) -> Refusal:
    return refuse(
        "asked-twice",
        f"{one.party} is asked for {_words(one)} twice; first in number {first + 1}.",
        "Ask once, for all its gates; or tell them apart with `which`.",
    )


def _words(one: Ask) -> str:
    words = f"a {one.kind.replace('_', ' ')}"
    return f"{words} ({one.which})" if one.which else words


def _free_id(kind: ReturnKind, taken: set[str]) -> str:
    folded = {name.casefold() for name in taken}
    number = 1
    while f"{_LETTERS[kind]}{number}".casefold() in folded:
        number += 1
    return f"{_LETTERS[kind]}{number}"
