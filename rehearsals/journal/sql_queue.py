"""The queue of deliveries in a database: each function within a transaction of its caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rehearsals.journal.connections import Session
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
from rehearsals.journal.statements import Statements


@dataclass(frozen=True, slots=True)
class SqlQueue:
    """The places of deliveries in a table."""

    sql: Statements

    def add(self, session: Session, places: Sequence[Place]) -> None:
        """Add those whose keys are new; each supersedes what waits in its lane at a lower rank."""
        for place in places:
            if session.row(self.sql.delivery, {"key": place.key}) is not None:
                continue
            if place.lane:
                session.run(self.sql.supersede, {"lane": place.lane, "rank": place.rank})
            session.run(self.sql.insert_delivery, place._asdict())

    def again(self, session: Session, due: Mapping[str, int]) -> None:
        """Have deliveries wait once more."""
        values = [{"key": key, "due_at": due_at} for key, due_at in due.items()]
        session.run(self.sql.wait_again, *values)

    def any_due(self, session: Session, pool: str, now: datetime) -> bool:
        """Whether there is something to claim, without a transaction that writes."""
        return bool(session.rows(self.sql.claimable, _asked(pool, now, 1)))

    def claim(
        self,
        session: Session,
        pool: str,
        holder: str,
        *,
        now: datetime,
        seconds: float,
        limit: int,
    ) -> tuple[Claim, ...]:
        """Take what is due in hand."""
        rows = session.rows(self.sql.claimable, _asked(pool, now, limit))
        free = first_of_lanes(Place._make(row) for row in rows)
        taken = [claimed(place, holder, now, seconds) for place in free]
        session.run(self.sql.update_delivery, *(place._asdict() for place in taken))
        return tuple(map(claim_of, taken))

    def settle(self, session: Session, settlements: Sequence[Settlement]) -> None:
        """Move the places of claims."""
        for settlement in settlements:
            row = session.row(self.sql.delivery, {"key": settlement.claim.key})
            if row is not None:
                moved = settled(Place._make(row), settlement)
                session.run(self.sql.update_delivery, moved._asdict())

    def queued(self, session: Session, topic: str) -> tuple[QueuedDelivery, ...]:
        """The deliveries of a topic."""
        rows = session.rows(self.sql.queued, {"topic": topic})
        return tuple(queued_of(Place._make(row)) for row in rows)

    def waiting(self, session: Session, pool: str, now: datetime) -> Waiting:
        """How much waits in a pool."""
        return waiting_of(*session.row(self.sql.waiting, {"pool": pool, "now": micros(now)}))


def _asked(pool: str, now: datetime, most: int) -> dict[str, object]:
    return {"pool": pool, "now": micros(now), "most": most}
