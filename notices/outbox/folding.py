"""How deliveries stand: what was entered, folded with their places in the queue; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from notices.outbox.delivery import TOLD, Delivery, DeliveryBook, DeliveryState
from notices.outbox.events import (
    DeliveryAcknowledged,
    DeliveryAttempted,
    DeliveryBounced,
    DeliveryEvent,
    DeliveryFailing,
    DeliverySuppressed,
    RedeliveryAsked,
)
from notices.outbox.rows import DeliveryId
from rehearsals.core.fact import Entered
from rehearsals.journal.port import QueuedDelivery


def after(known: Delivery, fact: Entered[DeliveryEvent]) -> Delivery:
    """A delivery after one more fact about it; its state is not looked at here."""
    match fact.event:
        case DeliveryAttempted() as tried:
            taken = tried.outcome in TOLD
            bounced = "" if taken else known.bounced
            return replace(known, attempts=(*known.attempts, tried), bounced=bounced)
        case DeliveryFailing(reason=reason, fallback=fallback):
            return replace(known, failing=reason, fallback=fallback or known.fallback)
        case DeliverySuppressed(reason=reason, rests=rests):
            return replace(known, suppressed=reason, rests=rests)
        case DeliveryBounced(answer=answer):
            return replace(known, bounced=answer)
        case RedeliveryAsked():
            return replace(
                known,
                suppressed="",
                rests=False,
                failing="",
                redeliveries=known.redeliveries + 1,
            )
        case DeliveryAcknowledged(by=by) if known.acknowledged_at is None:
            return replace(
                known, acknowledged_by=by, acknowledged_who=fact.actor, acknowledged_at=fact.at
            )
    return known


def placed(known: Delivery, row: QueuedDelivery, now: datetime) -> Delivery:
    """A delivery with its place in the queue, and the state that follows from both."""
    held = row.held_until if row.held_until is not None and row.held_until > now else None
    waits = row.place == "waiting"
    return replace(
        known,
        held_until=held,
        retry_at=row.due_at if waits else None,
        state=state_of(known, row, held=held is not None),
    )


def state_of(known: Delivery, row: QueuedDelivery, *, held: bool) -> DeliveryState:
    """The state; what somebody knows for certain goes before what a machine lost track of.

    Whoever acknowledged was told, and what was taken once has arrived, whatever came after that;
    but for a mail that came back.
    """
    if known.acknowledged_at is not None:
        return "acknowledged"
    outcomes = {attempt.outcome for attempt in known.attempts}
    if "delivered" in outcomes:
        return "delivered"
    if "accepted" in outcomes and not known.bounced:
        return "accepted"
    if known.suppressed:
        return "suppressed"
    if row.place == "superseded":
        return "superseded"
    if row.place == "settled":
        return "failed"
    if held:
        return "leased"
    return "failing" if known.failing else "pending"


def book_of(
    known: Mapping[str, Delivery], rows: Iterable[QueuedDelivery], now: datetime
) -> DeliveryBook:
    """The book of what is queued, with what is known of it."""
    placed_ = (
        placed(known.get(row.key) or Delivery(id=DeliveryId.of(row.key)), row, now) for row in rows
    )
    return DeliveryBook(deliveries={one.key: one for one in placed_})
