"""Sending once, and how a delivery stands after that; for the tests of the sender."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from notices.outbox.delivery import Delivery
from notices.outbox.rows import POST
from notices.outbox.sender import Sender
from notices.outbox.state import deliveries_of
from notices.outbox.testing import (
    NOW,
    letters_on,
)
from rehearsals.journal.port import Journal

KEY = "DR1-OUT-EES/0/said/acme-1"


def a_sender(journal: Journal, *channels: Any, **more: Any) -> Sender:
    """A sender of the pool of all, at `NOW`."""
    return Sender(journal, POST, channels, letters_on(journal), lambda: NOW, **more)


def drain(journal: Journal, *channels: Any, at: datetime = NOW, **more: Any) -> datetime | None:
    """Send what is due at an instant."""
    sender = Sender(journal, POST, channels, letters_on(journal), lambda: at, **more)
    return asyncio.run(sender.drain(at))


def delivery(journal: Journal, key: str = KEY, now: datetime = NOW) -> Delivery:
    """How a delivery stands."""
    return deliveries_of(journal, "DR1", now).deliveries[key]
