"""`readiness ask`, `import`, `serve` and `amend`: what the programme asks of parties."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from console.acting import Acting
from console.gates_known import check_asks, refuse_unknown_gate
from console.output import emit, talk, wrapped
from console.returns import opened_register, signatory, time
from rehearsals.readiness import commands as c
from rehearsals.readiness.asking import problems
from rehearsals.readiness.returns_file import ReturnsFile, read_returns
from rehearsals.readiness.words import Ask, Served
from runbooks.checks import ReturnKind
from runbooks.durations import parse_seconds
from runbooks.errors import CallboardError
from runbooks.yaml_reader import LONGEST_TEXT

_SHELF = resources.files("rehearsals") / "readiness" / "library"


def ask(
    party: str,
    kind: ReturnKind,
    /,
    *,
    title: str,
    deadline: str,
    gate: tuple[str, ...] = (),
    reconfirm_at: tuple[str, ...] = (),
    signatory_: tuple[str, ...],
    shown_by: str | None = None,
    which: str | None = None,
    valid_for: str | None = None,
    name: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Ask a return of a party; the same kind of the same party is asked once only.

    Args:
        party: The party's id in the runbook.
        kind: What is asked for.
        title: What it is about.
        deadline: Until when: 2026-03-01T17:00, or 14:30.
        gate: A gate that it serves, with its runbook: m10/G1; once for each. It serves one at
            least, here or with --reconfirm-at.
        reconfirm_at: A later gate that it serves once it is reconfirmed there.
        signatory_: Who may sign it, as 'NAME; OFFICE'; once for each.
        shown_by: The body whose assurance shows the party's readiness.
        which: Which one of its kind, where a party owes several: a code body, or RA5.
        valid_for: How long it holds from the time it speaks of: 30d.
        name: The id of the return; by default D1, RA1, L1 or C1 and so on.
        acting: Who acts.
    """
    if not gate and not reconfirm_at:
        raise CallboardError(
            "A return serves a gate, and none is given.",
            hint="Give it with its runbook, such as --gate m10/G1; once for each.",
        )
    served = [Served(gate=each) for each in gate]
    served += [Served(gate=each, reconfirm=True) for each in reconfirm_at]
    asked = Ask(
        return_id=name,
        kind=kind,
        party=party,
        title=title,
        deadline=time(deadline),
        gates=tuple(served),
        signatories=tuple(map(signatory, signatory_)),
        which=which,
        shown_by=shown_by,
        valid_for=_seconds(valid_for) if valid_for else None,
    )
    with opened_register(acting, create=True) as register:
        for _, message, hint in check_asks(register.journal, (asked,)):
            raise CallboardError(message, hint=hint)
        register.submit(c.AskReturns(asks=(asked,), **register.by()))


def import_file(file: str, /, *, acting: Acting | None = None) -> int:
    """Ask for all the returns of a YAML file, or for none; every problem is named at once.

    Each entry under `returns` has kind, party, title, deadline, gates (m10/G1, or {gate: m10/G8,
    reconfirm: true}) and signatories (name and office); it may have id, which, shown_by and
    valid_for. m10-returns stands for the shipped example.

    Args:
        file: The file.
        acting: Who acts.
    """
    read = _read(file)
    with opened_register(acting, create=not read.problems) as register:
        command = c.AskReturns(asks=read.asks, **register.by())
        register.check_may(command)  # first: what is wrong with it tells of other returns
        found = list(read.problems)
        checked = check_asks(register.journal, read.asks)
        found += [read.located(number, why, hint) for number, why, hint in checked]
        found += [
            read.located(number, refusal.message, refusal.hint)
            for number, refusal in problems(register.state, read.asks)
        ]
        if found:
            emit(*map(str, sorted(found, key=lambda each: (each.line, each.column))))
            many = f"{len(found)} problem{'s' if len(found) > 1 else ''}"
            talk(f"callboard: {file} has {many}; nothing was asked.")
            return 1
        if read.notice:
            emit(wrapped(f"Note: {' '.join(read.notice.split())}"))
        register.submit(command)
    return 0


def serve(
    name: str, gate: str, /, *, reconfirm: bool = False, acting: Acting | None = None
) -> None:
    """Let a return that was asked for already serve one more gate, instead of asking again.

    Args:
        name: The return, such as D1.
        gate: The gate, with its runbook: m10/G8.
        reconfirm: It counts there only once its signatory has reconfirmed it.
        acting: Who acts.
    """
    with opened_register(acting) as register:
        asked = register.find(name)
        refuse_unknown_gate(register.journal, gate)
        register.submit(
            c.ServeGate(return_id=asked.id, gate=gate, reconfirm=reconfirm, **register.by())
        )


def amend(
    name: str,
    /,
    *,
    reason: str,
    deadline: str | None = None,
    list_: tuple[str, ...] = (),
    strike: tuple[str, ...] = (),
    acting: Acting | None = None,
) -> None:
    """Move a deadline, or change who may sign.

    Args:
        name: The return, such as D1.
        reason: Why; it stays in the journal.
        deadline: The new deadline: 2026-03-01T17:00, or 14:30.
        list_: Somebody more who may sign, as 'NAME; OFFICE'; once for each.
        strike: Somebody who may no longer sign, as 'NAME; OFFICE'; once for each.
        acting: Who acts.
    """
    with opened_register(acting) as register:
        register.submit(
            c.AmendAsk(
                return_id=register.find(name).id,
                reason=reason,
                deadline=time(deadline) if deadline else None,
                listed=tuple(map(signatory, list_)),
                struck=tuple(map(signatory, strike)),
                **register.by(),
            )
        )


def _read(file: str) -> ReturnsFile:
    shipped = _SHELF / f"{file}.yaml"
    try:
        if "/" not in file and shipped.is_file():
            return read_returns(shipped.read_text(encoding="utf-8"), f"library/{shipped.name}")
        with Path(file).open("rb") as opened:
            content = opened.read(LONGEST_TEXT * 4 + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CallboardError(
            f"{file} cannot be read: {why.lower()}.", hint="Give the path of a YAML file."
        ) from error
    return read_returns(content.decode("utf-8", errors="surrogateescape"), file)


def _seconds(text: str) -> int:
    try:
        return parse_seconds(text)
    except ValueError as error:
        raise CallboardError(f"{error}.", hint="Write it like 30d.") from error
