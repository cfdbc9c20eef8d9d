"""What is asked of the programme, decided. Pure: `now` is aware, nothing is read from outside."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core.command import Refusal
from rehearsals.core.refusals import check_reason, check_words, refuse
from rehearsals.programme import commands as c
from rehearsals.programme import events as e
from rehearsals.programme.milestones import (
    decide_record,
    decide_replan,
    decide_set,
)
from rehearsals.programme.state import ChangeRequest, ProgrammeState

Answer = tuple[e.ProgrammeEvent, ...] | Refusal


def decide(state: ProgrammeState, command: c.ProgrammeCommand, now: datetime) -> Answer:
    """The events of a command, or why not."""
    if command.happened_at is not None:
        return refuse("late-not-possible", "The programme is kept as of now.", "Leave out --at.")
    if refusal := check_words(command):
        return refusal
    match command:
        case c.FreezePlan():
            return _freeze(state, command, now)
        case c.LiftFreeze():
            return _ask_to_lift(state, command, now)
        case c.RequestChange():
            return _request(state, command, now)
        case c.DecideChange():
            return _decide_change(state, command, now)
        case c.SetMilestone():
            return decide_set(state, command)
        case c.ReplanMilestone():
            return decide_replan(state, command)
        case c.RecordMilestone():
            return decide_record(state, command)


def _freeze(state: ProgrammeState, command: c.FreezePlan, now: datetime) -> Answer:
    book = command.runbook
    if refusal := check_reason(f"Freezing {book}", command.reason):
        return refusal
    if refusal := _check_named(command.decided_by, command.forum):
        return refusal
    standing = state.freezes.get(book)
    if standing is not None and standing.holds(now):
        return refuse(
            "frozen-already",
            f"{book} is frozen already.",
            "Ask for a change with `callboard change request`, or have the freeze lifted first.",
        )
    from_ = command.from_ or now
    if command.until is not None and command.until <= max(from_, now):
        return refuse("freeze-over", "The freeze would be over.", "Give a later --until.")
    frozen = e.PlanFrozen(
        runbook=book,
        digest=command.digest,
        from_=from_,
        until=command.until,
        decided_by=command.decided_by.strip(),
        forum=command.forum.strip(),
        reason=command.reason.strip(),
    )
    return (frozen,)


def _ask_to_lift(state: ProgrammeState, command: c.LiftFreeze, now: datetime) -> Answer:
    """A freeze ends like a frozen plan changes: one asks, and another enters the decision."""
    book = command.runbook
    if refusal := check_reason(f"Lifting the freeze of {book}", command.reason):
        return refusal
    if refusal := _check_frozen(state, book, now):
        return refusal
    requested = e.ChangeRequested(
        number=len(state.requests) + 1,
        runbook=book,
        digest="",
        changes="The freeze is lifted: the plan may be changed without asking.",
        reason=command.reason.strip(),
        lifts=True,
    )
    return (requested,)


def _check_frozen(
    state: ProgrammeState, book: str, now: datetime, *, asked_at: datetime | None = None
) -> Refusal | None:
    """There is a freeze to lift; `asked_at`: and it is the one that was asked about then."""
    standing = state.freezes.get(book)
    if (
        standing is not None
        and standing.lifted_at is None
        and not _is_over(standing.what.until, now)
        and (asked_at is None or standing.at <= asked_at)
    ):
        return None
    since = " any more as it was then" if asked_at else ""
    return refuse(
        "not-frozen", f"{book} is not frozen{since}.", "See what is with `callboard change list`."
    )


def _request(state: ProgrammeState, command: c.RequestChange, now: datetime) -> Answer:
    book = command.runbook
    if refusal := check_reason(f"A change of {book}", command.reason):
        return refusal
    if not command.changes.strip():
        return refuse("no-change", "What would change is not said.", "Say it in words.")
    standing = state.freezes.get(book)
    if standing is None or standing.lifted_at is not None or _is_over(standing.what.until, now):
        return refuse(
            "not-frozen",
            f"{book} is not frozen: it may be changed without asking.",
            f"Freeze it with `callboard freeze {book}`.",
        )
    if command.digest == standing.what.digest:
        return refuse(
            "no-change",
            f"That is what {book} is frozen at: nothing that matters would change.",
            "Give the changed runbook.",
        )
    requested = e.ChangeRequested(
        number=len(state.requests) + 1,
        runbook=book,
        digest=command.digest,
        changes=command.changes.strip(),
        reason=command.reason.strip(),
    )
    return (requested,)


def _decide_change(state: ProgrammeState, command: c.DecideChange, now: datetime) -> Answer:
    request = _open_request(state, command.number)
    if isinstance(request, Refusal):
        return request
    if refusal := check_reason(f"Deciding change {command.number}", command.reason):
        return refusal
    if refusal := _check_named(command.decided_by, command.forum):
        return refusal
    if {request.by, request.voice} & {command.actor, command.voice, command.decided_by}:
        return refuse(
            "second-person",
            f"Change {command.number} was requested by {request.voice}, "
            "who does not decide it as well.",
            "Somebody else decides it: `callboard change decide`.",
        )
    decided = e.ChangeDecided(
        number=command.number,
        verdict=command.verdict,
        decided_by=command.decided_by.strip(),
        forum=command.forum.strip(),
        reason=command.reason.strip(),
    )
    if not request.what.lifts or command.verdict == "rejected":
        return (decided,)
    book = request.what.runbook
    lifted = e.FreezeLifted(runbook=book, decided_by=decided.decided_by, reason=decided.reason)
    return _check_frozen(state, book, now, asked_at=request.at) or (decided, lifted)


def _open_request(state: ProgrammeState, number: int) -> ChangeRequest | Refusal:
    see = "See `callboard change list`."
    if not 1 <= number <= len(state.requests):
        return refuse("unknown-change", f"There is no change request {number}.", see)
    request = state.requests[number - 1]
    if request.decision is not None:
        return refuse("already-decided", f"Change {number} is {request.status} already.", see)
    return request


def _check_named(decided_by: str, forum: str) -> Refusal | None:
    """A decision says who took it, and where."""
    if not decided_by.strip():
        return refuse("decider-missing", "Nobody is named who decided it.", "Give --by.")
    if not forum.strip():
        return refuse("forum-missing", "No forum is named.", "Give --forum, such as PSG.")
    return None


def _is_over(until: datetime | None, now: datetime) -> bool:
    return until is not None and until <= now
