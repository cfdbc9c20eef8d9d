"""The queue of deliveries in memory; whoever calls holds the journal's lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from rehearsals.journal.places import (
    Place,
    claim_of,
    claimed,
    first_of_lanes,
    micros,
    queued_of,
    settled,
    waiting_of,
)
from rehearsals.journal.port import Claim, QueuedDelivery, Settlement, Waiting


class MemoryQueue:
    """Places by key, in order of writing."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._places: dict[str, Place] = {}
        self._of_lane: dict[str, list[str]] = {}
        #: The keys of what waits, by pool: what is done with is never looked at again.
        self._waiting: dict[str, dict[str, None]] = {}

    def add(self, places: Sequence[Place]) -> None:
        """Add those whose keys are new; each supersedes what waits in its lane at a lower rank."""
        for place in places:
            if place.key in self._places:
                continue
            for key in self._of_lane.get(place.lane, ()) if place.lane else ():
                other = self._places[key]
                if other.place == "waiting" and other.rank < place.rank:
                    self._keep(other._replace(place="superseded"))
            self._of_lane.setdefault(place.lane, []).append(place.key)
            self._keep(place)

    def again(self, due: Mapping[str, int]) -> None:
        """Have deliveries wait once more."""
        for key, due_at in due.items():
            if place := self._places.get(key):
                self._keep(place._replace(place="waiting", due_at=due_at))

    def claim(
        self, pool: str, holder: str, *, now: datetime, seconds: float, limit: int
    ) -> tuple[Claim, ...]:
        """Take what is due in hand."""
        instant = micros(now)
        free = [
            place
            for place in self._waiting_in(pool)
            if place.due_at <= instant and not self._in_hand(place, instant)
        ]
        # Sorting is stable: of those due at one instant the first written comes first.
        oldest = sorted(free, key=lambda place: place.due_at)[:limit]
        taken = [claimed(place, holder, now, seconds) for place in first_of_lanes(oldest)]
        for place in taken:
            self._keep(place)
        return tuple(map(claim_of, taken))

    def settle(self, settlements: Sequence[Settlement]) -> None:
        """Move the places of claims."""
        for settlement in settlements:
            if place := self._places.get(settlement.claim.key):
                self._keep(settled(place, settlement))

    def queued(self, topic: str) -> tuple[QueuedDelivery, ...]:
        """The deliveries of a topic."""
        return tuple(queued_of(place) for place in self._places.values() if place.topic == topic)

    def waiting(self, pool: str, now: datetime) -> Waiting:
        """How much waits in a pool."""
        instant = micros(now)
        due = [place.due_at for place in self._waiting_in(pool)]
        by_now = [at for at in due if at <= instant]
        later = min((at for at in due if at > instant), default=None)
        return waiting_of(len(by_now), min(by_now, default=None), later)

    def _waiting_in(self, pool: str) -> list[Place]:
        return [self._places[key] for key in self._waiting.get(pool, ())]

    def _in_hand(self, place: Place, instant: int) -> bool:
        keys = self._of_lane[place.lane] if place.lane else [place.key]
        return any((self._places[key].held_until or 0) > instant for key in keys)

    def _keep(self, place: Place) -> None:
        self._places[place.key] = place
        waiting = self._waiting.setdefault(place.pool, {})
        if place.place == "waiting":
            waiting[place.key] = None
        else:
            waiting.pop(place.key, None)
