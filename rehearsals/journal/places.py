"""A delivery's place in the queue as both journals keep it, and the rules by which it moves. Pure.

Instants are whole microseconds since 1970: what is due is found by comparing them, which texts with
and without a fraction of a second would get wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from rehearsals.journal.port import (
    Claim,
    DeliveryPlace,
    NewDelivery,
    QueuedDelivery,
    Settlement,
    Waiting,
)
from rehearsals.journal.rows import payload_text
from runbooks.clocktime import aware

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Place(NamedTuple):
    """A row of the queue; the payload is canonical JSON."""

    key: str
    topic: str
    pool: str
    payload: str
    lane: str
    rank: int
    place: DeliveryPlace
    due_at: int
    attempts: int = 0
    token: int = 0
    holder: str | None = None
    held_until: int | None = None


def micros(instant: datetime) -> int:
    """An aware instant as microseconds since 1970; raises ValueError if it is naive."""
    return (aware(instant) - _EPOCH) // _MICROSECOND


def instant_of(since: int) -> datetime:
    """The instant (UTC) of so many microseconds since 1970."""
    return _EPOCH + since * _MICROSECOND


def placed(delivery: NewDelivery) -> Place:
    """The place of a new delivery; raises JournalError if its payload is not JSON."""
    return Place(
        key=delivery.key,
        topic=delivery.topic,
        pool=delivery.pool,
        payload=payload_text(delivery),
        lane=delivery.lane,
        rank=delivery.rank,
        place="waiting",
        due_at=micros(delivery.due_at),
    )


def claimed(place: Place, holder: str, now: datetime, seconds: float) -> Place:
    """The place in somebody's hand."""
    until = micros(now + timedelta(seconds=seconds))
    return place._replace(token=place.token + 1, holder=holder, held_until=until)


def settled(place: Place, settlement: Settlement) -> Place:
    """The place after what was tried; see `Journal.settle`."""
    own = place.token == settlement.claim.token
    if settlement.tried:
        place = place._replace(attempts=place.attempts + 1)
    if place.place == "waiting":
        if settlement.due_at is None:
            place = place._replace(place="settled")
        elif own or place.holder is None:
            place = place._replace(due_at=micros(settlement.due_at))
    return place._replace(holder=None, held_until=None) if own else place


def first_of_lanes(places: Iterable[Place]) -> tuple[Place, ...]:
    """The places without those whose lane has an earlier one among them."""
    lanes: set[str] = set()
    first: list[Place] = []
    for place in places:
        if place.lane not in lanes or not place.lane:
            first.append(place)
        lanes.add(place.lane)
    return tuple(first)


def claim_of(place: Place) -> Claim:
    """What whoever claimed a place is given."""
    return Claim(
        key=place.key,
        topic=place.topic,
        payload=json.loads(place.payload),
        attempts=place.attempts,
        due_at=instant_of(place.due_at),
        token=place.token,
        held_until=instant_of(place.held_until or 0),
    )


def queued_of(place: Place) -> QueuedDelivery:
    """What a reader is given."""
    return QueuedDelivery(
        key=place.key,
        topic=place.topic,
        pool=place.pool,
        payload=json.loads(place.payload),
        place=place.place,
        due_at=instant_of(place.due_at),
        attempts=place.attempts,
        held_until=None if place.held_until is None else instant_of(place.held_until),
    )


def waiting_of(due: int, oldest: int | None, next_at: int | None) -> Waiting:
    """How much waits, from the figures of the rows."""
    return Waiting(
        due=due,
        oldest=None if oldest is None else instant_of(oldest),
        next_at=None if next_at is None else instant_of(next_at),
    )
