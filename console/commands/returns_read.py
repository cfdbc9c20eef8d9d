"""`readiness list`, `show` and `attachment`: the register of returns, read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from console import here
from console.acting import Acting
from console.gates_known import heard_at
from console.output import emit, emit_json, emit_rich, heading, table, wrapped
from console.returns import ZONE, Registry, kind_words, opened_register, sentence
from rehearsals.journal.fields import Shape
from rehearsals.readiness.attachments import read
from rehearsals.readiness.state import Return
from rehearsals.readiness.words import Attachment
from runbooks.checks import ReturnKind
from runbooks.clocktime import local, local_date, local_short, rfc3339
from runbooks.errors import CallboardError

_LATE = "bold red"
#: The kinds, short enough for a column.
_SHORT: dict[ReturnKind, str] = {
    "declaration": "declaration",
    "readiness_assessment": "assessment",
    "legacy_letter": "letter",
    "checklist": "checklist",
}
_NEWEST = Shape.of(Return)
Shown = Literal["none", "partial", "submitted", "accepted", "withdrawn", "expired"]


def list_returns(
    *,
    gate: str | None = None,
    party: str | None = None,
    kind: ReturnKind | None = None,
    state: Shown | None = None,
    late: bool = False,
    json: bool = False,
    acting: Acting | None = None,
) -> None:
    """List the returns that you may see, by deadline, and how each stands.

    Args:
        gate: Only those that serve this gate: m10/G1.
        party: Only those of this party.
        kind: Only those of this kind.
        state: Only those that stand like this now.
        late: Only those that are late.
        json: Print them as JSON.
        acting: Who looks.
    """
    now = here.now()
    with opened_register(acting, "read") as register:
        outlined = () if gate is None else _outlined(register, gate)
        found = [
            each
            for each in (*register.visible(), *outlined)
            if (gate is None or each.serves(gate))
            and (party is None or each.party == party)
            and (kind is None or each.kind == kind)
            and (state is None or each.standing(now) == state)
            and (not late or each.late(now))
        ]
        asked_for = bool(register.state.returns)
    found.sort(key=lambda each: each.deadline)
    if json:
        emit_json([_outline(each) if each in outlined else _data(each) for each in found])
    elif not found:
        if gate or party or kind or state or late:
            emit("There is no such return that you may see.")
        else:
            emit(_NONE if not asked_for else _NONE_SEEN)
    else:
        rows = table("Return", "State", "Deadline", "What, of whom, and who signs")
        for each in found:
            row = _outline_row(each) if each in outlined else _row(each)
            rows.add_row(*row, style=_LATE if each.late(now) else None)
        emit_rich(rows)


_NONE = "No return has been asked for yet. Ask with `callboard readiness ask` or `import`."
_NONE_SEEN = "There is no return that you may see. See `callboard whoami` for whom you act."


def _outlined(register: Registry, gate: str) -> tuple[Return, ...]:
    """What a decider or adviser of a gate sees the state of, without what was handed in."""
    standing = register.standing
    if standing.alone or standing.reads_all or not standing.heard_for or "/" not in gate:
        return ()
    return standing.sees_outline(register.state, gate, heard_at(register.journal, gate))


def _outline(asked: Return) -> dict[str, Any]:
    now = here.now()
    return {
        "id": asked.id,
        "party": asked.party,
        "kind": asked.kind,
        "standing": asked.standing(now),
        "late": asked.late(now),
    }


def show(name: str, /, *, json: bool = False, acting: Acting | None = None) -> None:
    """Show a return: what is asked, what was handed in, and all that happened to it.

    Args:
        name: The return, such as D1.
        json: Print it as JSON.
        acting: Who looks.
    """
    with opened_register(acting, "read") as register:
        asked = register.find(name)
        history = [
            (local(fact.at, ZONE), fact.on_behalf_of or fact.actor, fact)
            for fact in register.ledger.facts()
            if getattr(fact.event, "return_id", None) == asked.id
        ]
        told = [(at, by, sentence(fact.event, register.state)) for at, by, fact in history]
    if json:
        events = [{"at": rfc3339(fact.at), "by": by} for _, by, fact in history]
        words = [{**event, "text": text} for event, (*_, text) in zip(events, told, strict=True)]
        emit_json({**_data(asked), "history": words})
        return
    emit(*map(wrapped, _lines(asked)))
    emit_rich(heading("What happened"))
    emit(*(wrapped(f"{at}, by {by}: {text}") for at, by, text in told))


def attachment(name: str, number: int, to: str, /, *, acting: Acting | None = None) -> None:
    """Copy out a file that was handed in with a return, after its SHA-256 has been checked.

    Args:
        name: The return, such as D1.
        number: Which of its attachments, from 1, as `show` lists them.
        to: The file to write; one that is there is not replaced.
        acting: Who looks.
    """
    with opened_register(acting, "read") as register:
        asked = register.find(name)
    files = asked.submission.attachments if asked.submission else ()
    if not 1 <= number <= len(files):
        raise CallboardError(
            f"{asked.id} has {len(files) or 'no'} attachment{'' if len(files) == 1 else 's'}.",
            hint=f"See `callboard readiness show {asked.id}`.",
        )
    content = read(files[number - 1], here.settings().home)
    try:
        with Path(to).open("xb") as file:
            file.write(content)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CallboardError(f"{to} cannot be written: {why.lower()}.") from error
    emit(f"{to}: {_file(files[number - 1])}")


def _outline_row(asked: Return) -> tuple[str, ...]:
    what = f"{_SHORT[asked.kind]} of {asked.party}"
    return asked.id, _stands(asked), "", f"{what}\nIts contents are private."


def _row(asked: Return) -> tuple[str, ...]:
    who = f"to sign: {'; '.join(map(str, asked.signatories))}"
    if asked.submission:
        who = f"signed: {asked.submission.signatory}"
    same_year = local_date(asked.deadline, ZONE)[:4] == local_date(here.now(), ZONE)[:4]
    kind = _SHORT[asked.kind] + (f" {asked.which}" if asked.which else "")
    return (
        asked.id,
        _stands(asked),
        (local_short if same_year else local)(asked.deadline, ZONE),
        f"{asked.title}\n{kind} of {asked.party}; {who}",
    )


def _lines(asked: Return) -> list[str]:
    which = f" {asked.which}" if asked.which else ""
    lines = [
        f"{asked.id}: {asked.title}",
        f"{kind_words(asked.kind)}{which} of {asked.party}: {_stands(asked)}",
        f"Due: {local(asked.deadline, ZONE)}",
        f"May sign: {'; '.join(map(str, asked.signatories))}",
        f"Serves: {', '.join(_served(asked))}",
    ]
    if asked.shown_by:
        lines.append(f"Shown by the assurance of {asked.shown_by}")
    if asked.expires_at:
        lines.append(f"Holds until {local(asked.expires_at, ZONE)}")
    if asked.withdrawal:
        lines.append(f"Withdrawn: {asked.withdrawal.reason}")
    if asked.sent_back:
        lines.append(f"Sent back: {asked.sent_back.reason}")
    return [*lines, *_submission(asked)]


def _stands(asked: Return) -> str:
    now = here.now()
    return f"{asked.standing(now)}{', LATE' if asked.late(now) else ''}"


def _served(asked: Return) -> Iterator[str]:
    for each in asked.gates:
        note = ""
        if each.reconfirm:
            done = asked.reconfirmed_at(each.gate) is not None
            note = " (reconfirmed)" if done else " (to be reconfirmed there)"
        yield f"{each.gate}{note}"


def _submission(asked: Return) -> list[str]:
    given = asked.submission
    if given is None:
        return []
    word = "Submitted" if given.complete else "Handed in in part"
    return [
        f"{word} by {given.signatory}, as at {local(given.as_at, ZONE)}: {given.statement}",
        *(f"  Except: {text}" for text in given.exceptions),
        *(f"  Sub-supplier {each.supplier}: {each.reference}" for each in given.evidence),
        *(f"  Attachment {n}: {_file(each)}" for n, each in enumerate(given.attachments, 1)),
    ]


def _file(attached: Attachment) -> str:
    return f"{attached.name} ({attached.size:,} bytes, SHA-256 {attached.sha256})"


def _data(asked: Return) -> dict[str, Any]:
    now = here.now()
    data: dict[str, Any] = _NEWEST.encode(asked)
    derived = {
        "standing": asked.standing(now),
        "late": asked.late(now),
        "expires_at": rfc3339(asked.expires_at) if asked.expires_at else None,
    }
    return {**data, **derived}
