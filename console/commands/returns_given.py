"""`readiness submit`, `withdraw`, `reconfirm` and `share`: what a party answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from console import here
from console.acting import Acting
from console.checking import recheck_after
from console.returns import ZONE, opened_register, pair, signatory, time
from console.times import read_past_time
from rehearsals.readiness import commands as c
from rehearsals.readiness.attachments import keep
from rehearsals.readiness.refusing import MOST_ENTRIES
from rehearsals.readiness.words import Attachment, SupplierEvidence
from runbooks.errors import CallboardError

_EXAMPLE = "'SUPPLIER; REFERENCE', such as 'Hosting Ltd; test report 7'"


def submit(
    name: str,
    /,
    *,
    signed: str,
    as_at: str,
    statement: str,
    exception: tuple[str, ...] = (),
    attach: tuple[str, ...] = (),
    evidence: tuple[str, ...] = (),
    partial: bool = False,
    valid_until: str | None = None,
    by: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Hand in a return, in part or whole; a listed signatory signs it.

    Attached files are copied into the data directory; the journal holds their SHA-256.

    Args:
        name: The return, such as D1.
        signed: Who signs, as 'NAME; OFFICE', as listed.
        as_at: The time it speaks of: 2026-03-01T12:00, or 14:30.
        statement: What is declared.
        exception: What is excepted; once for each.
        attach: A file that belongs to it; once for each.
        evidence: What a sub-supplier shows, as 'SUPPLIER; REFERENCE'; once for each.
        partial: It is not whole yet.
        valid_until: When it stops counting.
        by: Whose word it is: the party, or the body whose assurance shows it; by default the party.
        acting: Who acts.
    """
    if len(attach) > MOST_ENTRIES:
        raise CallboardError("So many files cannot be attached at once.", hint="Put them in one.")
    with opened_register(acting) as register:
        asked = register.find(name)
        command = c.SubmitReturn(
            return_id=asked.id,
            submitted_by=by or asked.party,
            signatory=signatory(signed),
            as_at=_as_at(as_at),
            statement=statement,
            complete=not partial,
            exceptions=exception,
            evidence=tuple(map(_evidence, evidence)),
            valid_until=time(valid_until) if valid_until else None,
            **register.by(),
        )
        if attach and register.would_take(command):
            command = replace(command, attachments=_kept(attach))
        register.submit(command)
        recheck_after(register)


def withdraw(
    name: str,
    /,
    *,
    reason: str,
    by: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Stand by a return no longer; the checks of open runs that read returns are made again.

    Args:
        name: The return, such as D1.
        reason: Why; it stays in the journal.
        by: Whose word it is: the party, or the body whose assurance shows it; by default the party.
        acting: Who acts.
    """
    with opened_register(acting) as register:
        asked = register.find(name)
        register.submit(
            c.WithdrawReturn(
                return_id=asked.id,
                withdrawn_by=by or asked.party,
                reason=reason,
                **register.by(),
            )
        )
        recheck_after(register)


def reconfirm(
    name: str,
    gate: str,
    /,
    *,
    signed: str,
    as_at: str,
    statement: str = "",
    by: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Say at a later gate that an accepted return still holds.

    Args:
        name: The return, such as D1.
        gate: The gate, with its runbook: m10/G8.
        signed: Who signs, as 'NAME; OFFICE', as listed.
        as_at: The time it speaks of: 2026-03-01T12:00, or 14:30.
        statement: What is said about it.
        by: Whose word it is: the party, or the body whose assurance shows it; by default the party.
        acting: Who acts.
    """
    with opened_register(acting) as register:
        asked = register.find(name)
        register.submit(
            c.ReconfirmReturn(
                return_id=asked.id,
                gate=gate,
                reconfirmed_by=by or asked.party,
                signatory=signatory(signed),
                as_at=_as_at(as_at),
                statement=statement,
                **register.by(),
            )
        )
        recheck_after(register)


def share(
    party: str, audience: Literal["everyone", "programme"], /, *, acting: Acting | None = None
) -> None:
    """Choose who may see how a party stands; by default the programme only.

    Args:
        party: The party.
        audience: Who besides the party may see it.
        acting: Who acts.
    """
    with opened_register(acting) as register:
        register.submit(c.ShareReadiness(party=party, audience=audience, **register.by()))


def _as_at(text: str) -> datetime:
    return read_past_time(text, ZONE, here.now())


def _kept(files: tuple[str, ...]) -> tuple[Attachment, ...]:
    home = here.settings().home
    return tuple(keep(Path(file), home) for file in files)


def _evidence(text: str) -> SupplierEvidence:
    supplier, reference = pair(text, "a sub-supplier's evidence", _EXAMPLE)
    return SupplierEvidence(supplier=supplier, reference=reference)
