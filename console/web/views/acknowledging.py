"""What whoever acknowledges a notice sees of it; pure."""

from __future__ import annotations

from dataclasses import dataclass

from console.web.views.moments import Shown, shown_in_full
from notices.core.state import Thread
from notices.outbox.delivery import Delivery
from notices.outbox.rows import DeliveryId
from notices.wording.text import subject_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Acknowledging:
    """The revision that was sent, and whether it was read already."""

    id: str
    revision: int
    subject: str
    #: Its words, as they were sent.
    text: str
    #: A newer revision that was let out; None: this one is the newest.
    newer: int | None
    at: Shown | None


def acknowledging(thread: Thread, told: DeliveryId, delivery: Delivery) -> Acknowledging:
    """The page of a delivery; raises KeyError for a revision that there is not."""
    revisions = {one.notice.revision: one for one in thread.revisions if not one.withheld}
    revision, newest = revisions[told.revision], max(revisions)
    zone = revision.notice.zone
    return Acknowledging(
        id=told.notice,
        revision=told.revision,
        subject=subject_of(revision.notice),
        text=revision.text,
        newer=newest if newest > told.revision else None,
        at=shown_in_full(delivery.acknowledged_at, zone),
    )
