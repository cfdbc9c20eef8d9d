"""What follows from an attempt: what is entered, and when it is tried again; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from notices.channels.port import Answer
from notices.outbox.delivery import TOLD
from notices.outbox.events import (
    DeliveryAttempted,
    DeliveryEvent,
    DeliveryFailing,
    DeliverySuppressed,
)
from notices.outbox.rows import deadline_of
from notices.outbox.schedule import is_failing, next_try
from notices.outbox.trying import Tried
from rehearsals.journal.port import NewDelivery, Settlement

_MILLISECOND = timedelta(milliseconds=1)
#: Characters of an answer that are kept.
_LONGEST = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What is written of one claim, in one transaction."""

    settlement: Settlement
    events: tuple[DeliveryEvent, ...] = ()
    fallback: tuple[NewDelivery, ...] = field(default=())


def outcome_of(
    tried: Tried, *, was_failing: Callable[[], bool], fallback: Callable[[], NewDelivery | None]
) -> Outcome:
    """The outcome of an attempt.

    A route that fails is said to fail once, and then another one of the subscriber stands in.
    `was_failing` and `fallback` are only asked where it matters.
    """
    claim, answer = tried.claim, tried.answer
    if tried.suppressed:
        said = DeliverySuppressed(
            key=claim.key, reason=tried.suppressed.reason, rests=tried.suppressed.rests
        )
        return Outcome(settlement=Settlement(claim=claim, tried=False), events=(said,))
    if answer is None:
        # It was not begun: whoever comes next finds it as it was.
        due = tried.put_off or claim.due_at
        return Outcome(settlement=Settlement(claim=claim, due_at=due, tried=False))
    attempted = _attempted(tried, answer)
    settlement = Settlement(claim=claim, due_at=attempted.retry_at)
    failing = attempted.outcome not in TOLD and is_failing(
        attempt=attempted.attempt,
        now=tried.ended,
        deadline=deadline_of(claim.payload),
        retry_at=attempted.retry_at,
    )
    if not failing or was_failing():
        return Outcome(settlement=settlement, events=(attempted,))
    row = fallback()
    said_failing = DeliveryFailing(
        key=claim.key, reason=attempted.answer, fallback=row.key if row else ""
    )
    return Outcome(
        settlement=settlement,
        events=(attempted, said_failing),
        fallback=(row,) if row else (),
    )


def _attempted(tried: Tried, answer: Answer) -> DeliveryAttempted:
    attempt = tried.claim.attempts + 1
    return DeliveryAttempted(
        key=tried.claim.key,
        attempt=attempt,
        at=tried.at,
        outcome="refused" if answer.gone else answer.outcome,
        status=answer.status,
        answer=answer.detail[:_LONGEST],
        retry_at=None
        if answer.gone or answer.outcome != "failed"
        else next_try(
            key=tried.claim.key,
            attempt=attempt,
            now=tried.ended,
            deadline=deadline_of(tried.claim.payload),
            retry_after=answer.retry_after,
            throttled=answer.throttled,
        ),
        took=(tried.ended - tried.at) // _MILLISECOND,
    )
