"""Who may keep the subscriptions: those who answer for what goes out, and administrators."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core.command import Refusal
from rehearsals.people.opening import may_do
from rehearsals.people.register import Register
from rehearsals.people.words import Role

KEEPERS: tuple[Role, ...] = ("communications_approver", "administrator")


def may_keep(
    register: Register, actor: str, now: datetime, what: str = "keep the subscriptions"
) -> Refusal | None:
    """Why somebody may not; None if they may, as everybody may while the register is empty.

    `what` goes on from "may not": addresses are only shown to those who may keep them.
    """
    return may_do(register, actor, KEEPERS, what, now)
