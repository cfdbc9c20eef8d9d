"""What became of deliveries: a frozen record per event, in real time.

The stream is `deliveries/RUN`, and `deliveries/subscriptions` for what is sent to confirm or test a
route. Nothing is in it that was not tried before: a message is marked sent after it was sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

#: What one attempt came to. `accepted`: a mail server took it. `delivered`: the subscriber's own
#: machine, or Slack, took it. `failed`: tried again. `refused`: it is of no use to try again.
Outcome = Literal["accepted", "delivered", "failed", "refused"]


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryAttempted:
    """One attempt, and what was answered."""

    #: The delivery's key; see `notices/outbox/rows.py`.
    key: str
    #: The number of the attempt, from 1; a redelivery counts on.
    attempt: int
    #: When it began (UTC).
    at: datetime
    outcome: Outcome
    #: The answer's status code, if there was an answer; SMTP's for mail.
    status: int | None
    #: What was answered, in a few words; never an address or a secret.
    answer: str
    #: When it is tried again; None: not by itself.
    retry_at: datetime | None = None
    #: How long it took, in milliseconds.
    took: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryFailing:
    """A route fails: what it should carry goes over the fallback too, and an operator is asked."""

    key: str
    reason: str
    #: The key of the delivery that stands in; empty if the subscriber has no other route.
    fallback: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliverySuppressed:
    """A delivery is not made: its route ended, or communications became stricter meanwhile."""

    key: str
    reason: str
    #: Whether it is made after all, if it is still the newest, once its route is used again.
    rests: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryBounced:
    """A mail that was accepted came back."""

    key: str
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryAcknowledged:
    """Somebody who was told said so."""

    key: str
    #: How: `link`, `page`, `api`, or `operator` for what was said on the telephone.
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RedeliveryAsked:
    """Somebody asked for a delivery to be made again; on the wire it has the same id."""

    key: str


DeliveryEvent = (
    DeliveryAttempted
    | DeliveryFailing
    | DeliverySuppressed
    | DeliveryBounced
    | DeliveryAcknowledged
    | RedeliveryAsked
)
DELIVERY_EVENT_TYPES: tuple[type[DeliveryEvent], ...] = get_args(DeliveryEvent)
