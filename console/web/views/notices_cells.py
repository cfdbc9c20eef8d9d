"""A message over a route, in a cell of the matrix: its attempts, and what came of it; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.naming import person_name
from console.notice_seen import NoticesSeen
from console.web.views.moments import Shown, shown
from console.web.views.notices_words import DELIVERED, route_name, said_words
from notices.outbox.delivery import Delivery
from notices.outbox.events import DeliveryAttempted
from notices.outbox.rows import SAID

_OUTCOMES = {
    "accepted": ("done", "accepted by the mail server"),
    "delivered": ("done", "taken"),
    "failed": ("late", "not taken, tried again"),
    "refused": ("failed", "refused"),
}
_HOW = {
    "link": "by the link in the message",
    "page": "on their page",
    "api": "by a program",
    "operator": "on the telephone",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """One try, and what was answered."""

    number: int
    at: Shown | None
    shape: str
    outcome: str
    #: `503: busy`.
    answer: str
    retry_at: Shown | None
    #: Milliseconds.
    took: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One message over one route."""

    key: str
    #: What of it: the revision, or a reminder.
    what: str
    route: str
    shape: str
    state: str
    #: When it was taken; else when it is tried again.
    at: Shown | None
    retry_at: Shown | None
    attempts: tuple[Attempt, ...]
    #: Why it is as it is, and what became of it, in sentences.
    notes: tuple[str, ...]
    may_again: bool
    may_acknowledge: bool


def cell_of(seen: NoticesSeen, one: Delivery, *, may_act: bool) -> Cell:
    """A delivery; `may_act` says who looks may have things done."""
    shape, state = DELIVERED[one.state]
    return Cell(
        key=one.key,
        what=said_words(one),
        route=route_name(seen, one.id.route),
        shape=shape,
        state=state,
        at=shown(one.acknowledged_at or one.told_at, seen.zone),
        retry_at=shown(one.retry_at, seen.zone) if not one.told else None,
        attempts=tuple(_attempt(each, seen.zone) for each in one.attempts),
        notes=tuple(_notes(seen, one)),
        may_again=may_act
        and one.id.event == SAID
        and not seen.simulated
        and one.state not in ("superseded", "pending", "leased"),
        may_acknowledge=may_act and one.acknowledged_at is None and one.state != "superseded",
    )


def _attempt(each: DeliveryAttempted, zone: str) -> Attempt:
    shape, outcome = _OUTCOMES[each.outcome]
    status = f"{each.status}: " if each.status is not None else ""
    return Attempt(
        number=each.attempt,
        at=shown(each.at, zone),
        shape=shape,
        outcome=outcome,
        answer=f"{status}{each.answer}" if each.answer else status.rstrip(": "),
        retry_at=shown(each.retry_at, zone),
        took=each.took,
    )


def _notes(seen: NoticesSeen, one: Delivery) -> Iterator[str]:
    if one.failing:
        yield f"The route fails: {one.failing}."
    if one.fallback:
        yield f"It goes over {route_name(seen, one.fallback.rpartition('/')[2])} as well."
    if one.bounced:
        yield f"It came back: {one.bounced}."
    if one.suppressed:
        yield f"Not sent{' while its route rests' if one.rests else ''}: {one.suppressed}."
    if one.redeliveries:
        times = "once" if one.redeliveries == 1 else f"{one.redeliveries} times"
        yield f"Made again {times} by hand."
    if one.acknowledged_at is not None:
        by = f", noted by {person_name(one.acknowledged_who)}" if _by_person(one) else ""
        yield f"Acknowledged {_HOW.get(one.acknowledged_by, one.acknowledged_by)}{by}."


def _by_person(one: Delivery) -> bool:
    return one.acknowledged_by == "operator" and bool(one.acknowledged_who)
