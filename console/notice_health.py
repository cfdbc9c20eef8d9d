"""How the sender of notices is, in a line; nobody is to find out from suppliers that it stands."""

from __future__ import annotations

from datetime import datetime

from notices.outbox.pulse import Health
from runbooks.clocktime import local, local_date, local_time


def health_line(health: Health, zone: str, now: datetime) -> str:
    """`No sender is running: 3 deliveries wait since 02:14 BST.`; empty if all is well.

    `now` is real time (UTC), as everything is that a sender does.
    """
    if health.due == 0:
        return "" if health.alive else "No sender is running; nothing waits for one."
    what = f"{health.due} {'delivery waits' if health.due == 1 else 'deliveries wait'}"
    since = f" since {_since(health.oldest, zone, now)}" if health.oldest else ""
    if not health.alive:
        return f"No sender is running: {what}{since}."
    return f"The sender is at work: {what}{since}."


def _since(oldest: datetime, zone: str, now: datetime) -> str:
    same = local_date(oldest, zone) == local_date(now, zone)
    return local_time(oldest, zone) if same else local(oldest, zone)
