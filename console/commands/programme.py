"""`freeze` and `change`: plans that are only changed by a recorded request and decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from console import here
from console.acting import Acting
from console.amendment_words import change_lines
from console.output import emit, emit_json, wrapped
from console.programme_desk import (
    DECIDING,
    FREEZING,
    REQUESTING,
    ask_programme,
    opened_programme,
)
from console.times import read_time
from dependencies.check import load
from rehearsals.core.command import By
from rehearsals.core.plan.diff import diff
from rehearsals.programme import commands as c
from rehearsals.programme.digest import plan_digest
from rehearsals.programme.freezing import SHOWN
from rehearsals.programme.state import ChangeRequest, Freeze, ProgrammeState
from runbooks.clocktime import local, rfc3339
from runbooks.errors import AmendmentError, CallboardError

#: The zone of what belongs to no runbook.
ZONE = "Europe/London"
#: Characters of a request in words at most: as many as a command's field may have.
_LONGEST = 4_000

change = App(name="change", help="Ask for a change of a frozen plan, and decide on it.")


def freeze(
    runbook: str,
    /,
    *,
    reason: str,
    by: str = "",
    forum: str = "",
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    until: str | None = None,
    lift: bool = False,
    acting: Acting | None = None,
) -> None:
    """Freeze a plan: a live run is then of this plan, or of a change that was approved.

    Rehearsals may try another plan; that they do is said and kept.

    Args:
        runbook: A YAML file, or a name from the library such as m10.
        reason: Why.
        by: Who decided it.
        forum: The body at which it was decided, such as PSG.
        from_: When the freeze begins: 2026-03-01T12:00, or 14:30; by default now.
        until: When it ends; by default once it is lifted.
        lift: Ask that the freeze of this runbook be lifted; `callboard change decide` lifts it, by
            another person.
        acting: Who acts.
    """
    book = load(runbook)
    zone, now = book.timezone, here.now()
    if lift:
        if by or forum or from_ or until:
            raise CallboardError(
                "That a freeze be lifted is asked first, and decided by somebody else.",
                hint="Leave out the other options; --by and --forum go with `callboard change "
                "decide`.",
            )
        _ask_to_lift(book.runbook, reason, acting)
        return
    digest = plan_digest(book)
    begins = read_time(from_, zone, now) if from_ else None
    ends = read_time(until, zone, now) if until else None

    def make(asked: By, _: ProgrammeState) -> c.FreezePlan:
        return c.FreezePlan(
            runbook=book.runbook,
            digest=digest,
            decided_by=by,
            forum=forum,
            reason=reason,
            from_=begins,
            until=ends,
            **asked,
        )

    ask_programme(FREEZING, make, acting)
    with opened_programme() as programme:
        emit(*(wrapped(line) for line in _freeze_lines(programme.freezes[book.runbook])))


def _ask_to_lift(book: str, reason: str, acting: Acting | None) -> None:
    ask_programme(
        FREEZING, lambda asked, _: c.LiftFreeze(runbook=book, reason=reason, **asked), acting
    )
    with opened_programme() as programme:
        asked = programme.requests[-1]
        emit(*(wrapped(line) for line in _request_lines(asked)))
    emit(
        "Still frozen, until somebody else enters the decision: "
        f"`callboard change decide {asked.what.number} approved`."
    )


@change.command
def request(
    runbook: str,
    /,
    *,
    reason: str,
    changes: str | None = None,
    compared_with: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Ask that a frozen plan become another one.

    Args:
        runbook: The changed runbook, as a YAML file.
        reason: Why.
        changes: What changes, in words.
        compared_with: The frozen runbook, to have what changes put into words.
        acting: Who acts.
    """
    if (changes is None) == (compared_with is None):
        raise CallboardError(
            "What changes?", hint="Say it with --changes, or give the frozen file: --compared-with."
        )
    book = load(runbook)
    digest = plan_digest(book)

    def make(asked: By, programme: ProgrammeState) -> c.RequestChange:
        words = changes or _in_words(programme, compared_with or "", runbook)
        return c.RequestChange(
            runbook=book.runbook, digest=digest, changes=words, reason=reason, **asked
        )

    ask_programme(REQUESTING, make, acting)
    with opened_programme() as programme:
        emit(*(wrapped(line) for line in _request_lines(programme.requests[-1])))


@change.command
def decide(
    number: int,
    verdict: Literal["approved", "rejected"],
    /,
    *,
    by: str,
    forum: str,
    reason: str,
    acting: Acting | None = None,
) -> None:
    """Enter the decision on a request; never whoever asked for it.

    Args:
        number: The request.
        verdict: What was decided.
        by: Who decided it.
        forum: The body at which it was decided, such as PSG.
        reason: Why.
        acting: Who acts.
    """

    def make(asked: By, _: ProgrammeState) -> c.DecideChange:
        return c.DecideChange(
            number=number, verdict=verdict, decided_by=by, forum=forum, reason=reason, **asked
        )

    ask_programme(DECIDING, make, acting)
    with opened_programme() as programme:
        emit(*(wrapped(line) for line in _request_lines(programme.requests[number - 1])))


@change.command(name="list")
def list_(*, json: bool = False) -> None:
    """List the frozen plans and the requests to change them.

    Args:
        json: Print them as JSON.
    """
    with opened_programme() as programme:
        if json:
            emit_json(_data(programme))
            return
        if not programme.freezes:
            emit("No plan is frozen. `callboard freeze` freezes one.")
        for frozen in programme.freezes.values():
            emit(*(wrapped(line) for line in _freeze_lines(frozen)))
        for asked in programme.requests:
            emit(*(wrapped(line) for line in _request_lines(asked)))


def _in_words(programme: ProgrammeState, frozen: str, changed: str) -> str:
    before, after = load(frozen), load(changed)
    freeze = programme.freezes.get(after.runbook)
    if freeze is not None and plan_digest(before) != freeze.what.digest:
        raise CallboardError(
            f"{frozen} is not what {after.runbook} is frozen at.", hint="Give the frozen file."
        )
    try:
        found = diff(before, after)
    except AmendmentError as error:
        raise CallboardError(error.message, hint="Say what changes with --changes.") from error
    words = "\n".join(line for one in found for line in change_lines(one, after.timezone))
    if len(words) > _LONGEST:
        raise CallboardError("So much changes.", hint="Say it in short with --changes.")
    # One line: control characters stay out of the journal.
    return "; ".join(line.strip() for line in words.splitlines())


def _freeze_lines(freeze: Freeze) -> Iterator[str]:
    what = freeze.what
    if freeze.lifted_at is not None:
        state = f"was frozen until {local(freeze.lifted_at, ZONE)}"
    elif freeze.holds(here.now()):
        until = local(what.until, ZONE) if what.until else "it is lifted"
        state = f"is FROZEN until {until}"
    elif what.from_ > here.now():
        state = f"will be frozen from {local(what.from_, ZONE)}"
    else:
        state = f"was frozen until {local(what.until, ZONE) if what.until else 'it was lifted'}"
    yield (
        f"{what.runbook} {state}, at plan {what.digest[:SHOWN]}, by {what.decided_by} "
        f"({what.forum}, {local(freeze.at, ZONE)}): {what.reason}"
    )


def _request_lines(request: ChangeRequest) -> Iterator[str]:
    what = request.what
    aim = "To lift the freeze" if what.lifts else f"To plan {what.digest[:SHOWN]}"
    yield (
        f"Change {what.number} of {what.runbook}: {request.status.upper()}. "
        f"{aim}, asked by {request.voice}, "
        f"{local(request.at, ZONE)}: {what.reason}"
    )
    if not what.lifts:
        yield f"  {what.changes}"
    if request.decision is not None and request.decided_at is not None:
        one = request.decision
        yield (
            f"  {one.verdict} by {one.decided_by} ({one.forum}, "
            f"{local(request.decided_at, ZONE)}): {one.reason}"
        )


def _data(programme: ProgrammeState) -> dict[str, Any]:
    return {
        "freezes": [_freeze_data(one) for one in programme.freezes.values()],
        "requests": [_request_data(one) for one in programme.requests],
    }


def _freeze_data(freeze: Freeze) -> dict[str, Any]:
    what = freeze.what
    return {
        "runbook": what.runbook,
        "digest": what.digest,
        "holds": freeze.holds(here.now()),
        "from": rfc3339(what.from_),
        "until": rfc3339(what.until) if what.until else None,
        "lifted_at": rfc3339(freeze.lifted_at) if freeze.lifted_at else None,
        "decided_by": what.decided_by,
        "forum": what.forum,
        "reason": what.reason,
    }


def _request_data(request: ChangeRequest) -> dict[str, Any]:
    what, decision = request.what, request.decision
    return {
        "number": what.number,
        "runbook": what.runbook,
        "digest": what.digest,
        "lifts": what.lifts,
        "status": request.status,
        "changes": what.changes,
        "reason": what.reason,
        "by": request.voice,
        "at": rfc3339(request.at),
        "decision": None
        if decision is None or request.decided_at is None
        else {
            "decided_by": decision.decided_by,
            "forum": decision.forum,
            "reason": decision.reason,
            "at": rfc3339(request.decided_at),
        },
    }
