"""How a delivery stands after what was entered and where it is in the queue."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.outbox import testing
from notices.outbox.delivery import TOLD, Delivery
from notices.outbox.events import (
    DeliveryAcknowledged,
    DeliveryAttempted,
    DeliveryBounced,
    DeliveryEvent,
    DeliveryFailing,
    DeliverySuppressed,
    Outcome,
    RedeliveryAsked,
)
from notices.outbox.folding import after, placed
from notices.outbox.rows import DeliveryId
from notices.outbox.testing import NOW, entered
from rehearsals.journal.port import DeliveryPlace, QueuedDelivery

KEY = "DR1-OUT-EES/0/said/acme-1"


def tried(outcome: Outcome = "failed", attempt: int = 1) -> DeliveryAttempted:
    """An attempt."""
    return DeliveryAttempted(
        key=KEY, attempt=attempt, at=NOW, outcome=outcome, status=500, answer="so"
    )


def standing(
    *events: DeliveryEvent, place: DeliveryPlace = "waiting", held: float | None = None
) -> Delivery:
    """The delivery after some events, in its place."""
    known = Delivery(id=DeliveryId.of(KEY))
    for event in events:
        known = after(known, entered(event))
    row = QueuedDelivery(
        key=KEY, topic="DR1", pool="post", payload={}, place=place, due_at=NOW, attempts=0,
        held_until=None if held is None else testing.after(held),
    )  # fmt: skip
    return placed(known, row, NOW)


FAILING = DeliveryFailing(key=KEY, reason="500", fallback="other")
SUPPRESSED = DeliverySuppressed(key=KEY, reason="off")
BOUNCED = DeliveryBounced(key=KEY, answer="full")
SEEN = DeliveryAcknowledged(key=KEY, by="link")
AGAIN = RedeliveryAsked(key=KEY)


@pytest.mark.parametrize(
    ("events", "more", "state"),
    [
        ((), {}, "pending"),
        ((), {"held": 1}, "leased"),
        ((), {"held": -1}, "pending"),
        ((tried(),), {}, "pending"),
        ((tried(), FAILING), {}, "failing"),
        ((tried(), FAILING), {"place": "settled"}, "failed"),
        ((tried(), FAILING), {"place": "superseded"}, "superseded"),
        ((tried("refused"), FAILING), {"place": "settled"}, "failed"),
        ((tried("accepted"),), {"place": "settled"}, "accepted"),
        ((tried("delivered"),), {"place": "settled"}, "delivered"),
        ((tried("accepted"), BOUNCED, FAILING), {"place": "settled"}, "failed"),
        ((tried("accepted"), BOUNCED, AGAIN), {}, "pending"),
        ((tried("accepted"), BOUNCED, AGAIN, tried("accepted")), {"place": "settled"}, "accepted"),
        ((SUPPRESSED,), {"place": "settled"}, "suppressed"),
        ((SUPPRESSED, AGAIN), {}, "pending"),
        ((tried("delivered"), SEEN), {"place": "settled"}, "acknowledged"),
    ],
)
def test_a_state_follows_from_facts_and_place(
    events: tuple[DeliveryEvent, ...], more: dict[str, Any], state: str
) -> None:
    """All nine of them."""
    assert standing(*events, **more).state == state


@pytest.mark.parametrize("place", ["waiting", "settled", "superseded"])
def test_what_was_taken_once_stays_taken(place: DeliveryPlace) -> None:
    """Whatever a second sender, a redelivery or a newer revision made of it."""
    later = (tried("failed", 2), FAILING, SUPPRESSED, AGAIN)

    assert standing(tried("delivered"), *later, place=place, held=9).state == "delivered"


ATTEMPTS = [tried(), tried("accepted"), tried("delivered"), tried("refused")]
EVENTS = st.sampled_from([*ATTEMPTS, FAILING, SUPPRESSED, BOUNCED, SEEN, AGAIN])


@given(st.lists(EVENTS, max_size=12), st.sampled_from(["waiting", "settled", "superseded"]))
def test_who_was_told_stays_told(events: list[DeliveryEvent], place: DeliveryPlace) -> None:
    """But for a mail that came back; and whoever has acknowledged has."""
    states = [standing(*events[:n], place=place).state for n in range(len(events) + 1)]

    for (before, then), event in zip(pairwise(states), events, strict=True):
        if before in TOLD and event is not BOUNCED:
            assert then in TOLD
        if before == "acknowledged":
            assert then == "acknowledged"


def test_the_first_acknowledgement_counts() -> None:
    """A second click changes nothing."""
    found = standing(SEEN, DeliveryAcknowledged(key=KEY, by="operator"))

    assert (found.acknowledged_by, found.acknowledged_who) == ("link", "ann")


def test_a_delivery_knows_when_it_was_taken() -> None:
    """That is the first attempt that was, and the last answer is what was said last."""
    found = standing(tried(), tried("delivered", 2))

    assert (found.told_at, found.answer, len(found.attempts)) == (NOW, "so", 2)
