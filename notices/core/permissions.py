"""Who may say what about notices: the communications approver, and the keeper for itself.

Deny by default. As long as the register of people is empty, rehearsals are the machine user's and
live runs nobody's. In a simulated run only its own process acts, and a simulated approver in it.
"""

from __future__ import annotations

from datetime import datetime

from notices.core.asked import (
    ApproveDraft,
    DraftNotice,
    FulfilTask,
    IssueReminder,
    NoticeCommand,
    RejectDraft,
    SkipReminder,
    WarnApprover,
    WithdrawDraft,
    WriteNotice,
    WriteUpdate,
)
from notices.core.context import Context
from rehearsals.core.command import ENGINE, Refusal
from rehearsals.core.refusals import refuse
from rehearsals.people.denying import check_known, nobody_yet, or_names
from rehearsals.people.register import Register
from rehearsals.people.words import Role

APPROVER: Role = "communications_approver"
#: By which the keeper alone comes, and a simulated approver.
KEEPER, SIMULATION = ENGINE, "simulation"
_KEEPERS = DraftNotice | WithdrawDraft | IssueReminder | SkipReminder | WarnApprover | FulfilTask
_WHAT: dict[type[NoticeCommand], str] = {
    ApproveDraft: "approve notices",
    RejectDraft: "turn down drafts of notices",
    WriteUpdate: "write updates of notices",
    WriteNotice: "write notices",
}


def check_may(context: Context, command: NoticeCommand) -> Refusal | None:
    """Why the actor of a command may not give it; None if they may."""
    if isinstance(command, _KEEPERS):
        return None if command.channel == KEEPER else _keepers_alone()
    if command.channel == KEEPER:
        return refuse(
            "not-permitted",
            "Nobody approves or writes a notice in the name of the engine.",
            "Give the command as yourself.",
        )
    if context.virtual or command.channel == SIMULATION:
        return _check_simulated(context, command)
    if command.on_behalf_of is not None or command.happened_at is not None:
        return refuse(
            "own-word-only",
            "A notice goes out now, and in the name of whoever lets it out.",
            "Leave out who said it (--on-behalf-of) and when (--at).",
        )
    what = _WHAT[type(command)]
    return check_communicates(
        context.register, command.actor, what, live=context.live, now=context.real_now
    )


def check_communicates(
    register: Register, actor: str, what: str, *, live: bool, now: datetime
) -> Refusal | None:
    """Why somebody may not act on what is told outside, such as `redeliver notices`; or None.

    `live`: of the real night. `now` is real time (aware).
    """
    if register.is_empty:
        return nobody_yet("live" if live else "rehearsal")
    if refusal := check_known(register, actor):
        return refusal
    if register.has_role(actor, APPROVER, now):
        return None
    names = or_names(register, register.holders(APPROVER, now))
    return refuse(
        "not-permitted",
        f"{register.people[actor].name} may not {what}; that is for the communications approver.",
        f"Ask {names}."
        if names
        else "Nobody may yet; an administrator gives the role: "
        f"`callboard user role PERSON {APPROVER}`.",
    )


def _check_simulated(context: Context, command: NoticeCommand) -> Refusal | None:
    if context.virtual and command.channel == SIMULATION and isinstance(command, ApproveDraft):
        return None
    if not context.virtual:
        return refuse(
            "not-simulated",
            f"Nobody is simulated who lets out the notices of {context.run}.",
            "Approve it as yourself.",
        )
    return refuse(
        "virtual-run",
        f"Run {context.run} is simulated on a virtual clock; nobody else can act in it.",
        "Open a run without --simulate to act yourself.",
    )


def _keepers_alone() -> Refusal:
    return refuse(
        "not-permitted",
        "That is done by the keeper of the notices, and by nobody by hand.",
        "Write an update or a notice of your own: `callboard notices update`, `... write`.",
    )
