"""What somebody sees of what was sent to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from console.web.views.sent_lately import Sent, sent_lately
from notices.outbox.delivery import Delivery
from notices.outbox.events import DeliveryAttempted
from notices.outbox.rows import SAID, DeliveryId
from rehearsals.testing import OPENED

KEY = DeliveryId(notice="M10-OUT-EES", revision=0, event=SAID, route="acme-1")


def _seen(state: Any, **attempt: Any) -> Sent:
    """One delivery after one attempt that was answered with 500."""
    tried = DeliveryAttempted(
        key=KEY.key, attempt=1, at=OPENED, outcome="failed", status=500, answer="Answered 500."
    )
    attempts = (replace(tried, **attempt),)
    again = OPENED + timedelta(minutes=5)
    [sent] = sent_lately(
        [Delivery(id=KEY, state=state, attempts=attempts, retry_at=again)], "acme-1"
    )
    return sent


def test_what_fails_says_why_and_when_it_is_tried_again() -> None:
    """Whoever connects a machine needs the answer that it gave."""
    for state in ("pending", "failing"):
        sent = _seen(state)
        assert sent.why == "Answered 500."
        assert sent.again is not None


def test_what_was_taken_needs_no_reason() -> None:
    """However it was answered."""
    sent = _seen("delivered", outcome="delivered", status=204, answer="Answered 204.")

    assert (sent.why, sent.again) == ("", None)
