"""The programme as a page shows it: milestones, frozen plans, and requests to change them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.telling_people import ZONE
from rehearsals.people.register import Register
from rehearsals.programme.freezing import SHOWN
from rehearsals.programme.state import ChangeRequest, Freeze, Milestone, ProgrammeState
from runbooks.clocktime import local


@dataclass(frozen=True, kw_only=True, slots=True)
class MilestoneRow:
    """A milestone: its baseline for ever, where it is expected, and when it was reached."""

    id: str
    title: str
    baseline: str
    planned: str
    actual: str
    #: How it moved, in sentences.
    moves: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FreezeRow:
    """A plan that is, or was, frozen."""

    runbook: str
    digest: str
    holds: bool
    when: str
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestRow:
    """A request to change a frozen plan."""

    number: int
    runbook: str
    status: str
    changes: str
    reason: str
    asked: str
    decided: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeView:
    """The page."""

    milestones: tuple[MilestoneRow, ...]
    freezes: tuple[FreezeRow, ...]
    #: The newest first.
    requests: tuple[RequestRow, ...]


def programme_view(state: ProgrammeState, register: Register, now: datetime) -> ProgrammeView:
    """The programme at an instant (aware)."""
    return ProgrammeView(
        milestones=tuple(_milestone(key, one) for key, one in state.milestones.items()),
        freezes=tuple(_freeze(one, register, now) for one in state.freezes.values()),
        requests=tuple(_request(one, register) for one in reversed(state.requests)),
    )


def _milestone(key: str, one: Milestone) -> MilestoneRow:
    return MilestoneRow(
        id=key,
        title=one.baseline.title,
        baseline=one.baseline.baseline,
        planned=one.planned,
        actual=one.actual or "",
        moves=tuple(
            f"To {move.day}: {move.reason}{f' ({move.reference})' if move.reference else ''}"
            for move in one.replans
        ),
    )


def _freeze(one: Freeze, register: Register, now: datetime) -> FreezeRow:
    until = f" until {local(one.what.until, ZONE)}" if one.what.until else ""
    lifted = f", lifted {local(one.lifted_at, ZONE)}" if one.lifted_at else ""
    forum = f" at {one.what.forum}" if one.what.forum else ""
    decided = one.what.decided_by or _name(register, one.by)
    return FreezeRow(
        runbook=one.what.runbook,
        digest=one.what.digest[:SHOWN],
        holds=one.holds(now),
        when=f"from {local(one.what.from_, ZONE)}{until}{lifted}",
        by=f"{decided}{forum}",
        reason=one.what.reason,
    )


def _request(one: ChangeRequest, register: Register) -> RequestRow:
    decided = ""
    if one.decision is not None and one.decided_at is not None:
        who = one.decision.decided_by or _name(register, one.decided_by)
        decided = f"{who}, {local(one.decided_at, ZONE)}: {one.decision.reason}"
    return RequestRow(
        number=one.what.number,
        runbook=one.what.runbook,
        status=one.status,
        changes=one.what.changes,
        reason=one.what.reason,
        asked=f"{_name(register, one.voice)}, {local(one.at, ZONE)}",
        decided=decided,
    )


def _name(register: Register, person: str) -> str:
    found = register.people.get(person)
    return found.name if found else person
