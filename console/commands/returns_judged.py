"""`readiness accept` and `send-back`: what becomes of a return that was submitted."""

from __future__ import annotations

from console.acting import Acting
from console.checking import recheck_after
from console.returns import opened_register
from rehearsals.readiness import commands as c


def accept(name: str, /, *, by: str, note: str = "", acting: Acting | None = None) -> None:
    """Accept what was submitted; never by the party whose readiness it shows.

    Args:
        name: The return, such as D1.
        by: In whose name: a party that the organisation of the cutover manager or administrator who
            acts is, such as si; or the body whose assurance shows it, by somebody of that body.
        note: What is to be remembered with it.
        acting: Who acts.
    """
    with opened_register(acting) as register:
        register.submit(
            c.AcceptReturn(
                return_id=register.find(name).id,
                accepted_by=by,
                note=note,
                **register.by(),
            )
        )
        recheck_after(register)


def send_back(name: str, /, *, by: str, reason: str, acting: Acting | None = None) -> None:
    """Send back what was submitted; the party hands it in again.

    Args:
        name: The return, such as D1.
        by: In whose name: a party that the organisation of the cutover manager or administrator who
            acts is, such as si; or the body whose assurance shows it, by somebody of that body.
        reason: Why; it stays in the journal.
        acting: Who acts.
    """
    with opened_register(acting) as register:
        register.submit(
            c.SendBackReturn(
                return_id=register.find(name).id,
                sent_back_by=by,
                reason=reason,
                **register.by(),
            )
        )
        recheck_after(register)
