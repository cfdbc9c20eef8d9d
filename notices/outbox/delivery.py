"""A delivery and what became of it, and the deliveries of a topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from notices.outbox.events import DeliveryAttempted
from notices.outbox.rows import DeliveryId

#: `accepted`: a mail server took it, which is not yet that it arrived. `failing`: still tried, and
#: its fallback as well. `failed`: not tried any more. `suppressed`: not to be made at all.
DeliveryState = Literal[
    "pending",
    "leased",
    "accepted",
    "delivered",
    "failing",
    "failed",
    "superseded",
    "suppressed",
    "acknowledged",
]
#: The states in which somebody was told, as far as can be known.
TOLD: tuple[DeliveryState, ...] = ("accepted", "delivered", "acknowledged")


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One message to one route, and what became of it. Instants are real ones (UTC)."""

    id: DeliveryId
    state: DeliveryState = "pending"
    #: All attempts, in order of entry.
    attempts: tuple[DeliveryAttempted, ...] = ()
    #: From when on it is due (again); None: it is not by itself.
    retry_at: datetime | None = None
    #: Until when a sender has it in hand.
    held_until: datetime | None = None
    #: Why its route counts as failing; empty: it does not.
    failing: str = ""
    #: The key of the delivery that stands in.
    fallback: str = ""
    #: Why it is not made, and whether it is after all once its route is used again.
    suppressed: str = ""
    rests: bool = False
    #: What came back after it was accepted.
    bounced: str = ""
    #: How it was acknowledged, by whom and when.
    acknowledged_by: str = ""
    acknowledged_who: str = ""
    acknowledged_at: datetime | None = None
    #: How often somebody asked for it to be made again.
    redeliveries: int = 0

    @property
    def key(self) -> str:
        """Its key."""
        return self.id.key

    @property
    def told(self) -> bool:
        """Whether whoever reads there was told, as far as can be known."""
        return self.state in TOLD

    @property
    def told_at(self) -> datetime | None:
        """When an attempt was first taken; None: none was."""
        return next((one.at for one in self.attempts if one.outcome in TOLD), None)

    @property
    def answer(self) -> str:
        """What was answered last; empty before the first attempt."""
        return self.attempts[-1].answer if self.attempts else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryBook:
    """The deliveries of a topic, by their keys, in order of writing."""

    deliveries: Mapping[str, Delivery] = field(default_factory=dict)

    def of(self, notice: str, revision: int | None = None) -> tuple[Delivery, ...]:
        """Those of a notice, or of one revision of it: reminders too."""
        return tuple(
            one
            for one in self.deliveries.values()
            if one.id.notice == notice and revision in (None, one.id.revision)
        )
