"""Who may open a run, go on with it, or do what no single run is asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.core.words import Communications, Mode
from rehearsals.people.denying import check_known, nobody_yet, or_names
from rehearsals.people.register import Register
from rehearsals.people.words import Role, role_name

_LIVE: tuple[Role, ...] = ("cutover_manager",)
_REHEARSAL: tuple[Role, ...] = ("cutover_manager", "rehearsal_controller")
#: Whose word it is that a rehearsal is told to people over the routes that are for real.
_OUTSIDE: tuple[Role, ...] = ("cutover_manager", "communications_approver")


def may_open(
    register: Register,
    actor: str,
    mode: Mode,
    now: datetime,
    communications: Communications | None = None,
) -> Refusal | None:
    """Why somebody may not open or resume a run of a mode; None if they may.

    With an empty register anybody may open a rehearsal or a simulation, and nobody a live run.
    `communications` is what somebody chose them to be from the beginning.
    """
    if register.is_empty:
        return nobody_yet(mode)
    what = f"open or resume a {mode} run" if mode != "rehearsal" else "open or resume a run"
    roles = _LIVE if mode == "live" else _REHEARSAL
    if refusal := may_do(register, actor, roles, what, now):
        return refusal
    if communications != "on" or mode == "live":
        return None
    return may_do(register, actor, _OUTSIDE, f"send notices of a {mode} to everybody", now)


def may_do(
    register: Register,
    actor: str,
    roles: Collection[Role],
    what: str,
    now: datetime,
    *,
    party: str | None = None,
) -> Refusal | None:
    """Why somebody may not do what takes one of some roles (for a party); None if they may.

    For what is asked of no run, such as the programme's and the readiness register. `what` goes on
    from "may not". With an empty register everybody may.
    """
    if register.is_empty:
        return None
    if refusal := check_known(register, actor):
        return refusal
    able = [one for role in roles for one in register.holders(role, now, party)]
    if actor in able:
        return None
    names = or_names(register, able)
    whose = " or ".join(role_name(role) for role in roles)
    return refuse(
        "not-permitted",
        f"{register.people[actor].name} may not {what}; that is for the {whose}"
        f"{f' of {party}' if party else ''}.",
        f"Ask {names}." if names else "An administrator gives the role: `callboard user role`.",
    )
