"""What the rules on people share: who is on duty and booked by the plan, and how both are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from dependencies.people.bookings import Booking, bookings, early_dates
from dependencies.people.duty import Duty, duty_of
from dependencies.rules.subject import Order
from runbooks.clocktime import local_short
from runbooks.errors import TimeError

#: Around the plan: a rest before its first work, and the shifts that run past its end.
_AROUND = timedelta(days=2)
#: Tasks that a message names.
_MOST_NAMED = 6


class Rota(NamedTuple):
    """Who is on duty while a plan lasts, and who is booked by it."""

    duty: Duty
    booked: Mapping[str, Sequence[Booking]]


def rota_of(order: Order) -> Rota | None:
    """The rota of a plan without levelling; None without a plan, resources or bookings.

    Nor with a shift or calendar that has no instant: other rules say where it stands.
    """
    planned, runbook = order.plan, order.runbook
    if planned is None or not runbook.resources:
        return None
    try:
        booked = bookings(runbook, early_dates(planned))
        duty = duty_of(runbook, planned.start - _AROUND, planned.finish + _AROUND)
    except TimeError:
        return None
    return Rota(duty, booked) if booked else None


def named(tasks: Sequence[str]) -> str:
    """`A, B and 3 more`."""
    more = len(tasks) - _MOST_NAMED
    return ", ".join(tasks[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def span_words(order: Order, start: datetime, finish: datetime) -> str:
    """`from Mon 01 Sep 09:00 BST to Mon 01 Sep 11:00 BST`."""
    zone = order.runbook.timezone
    return f"from {local_short(start, zone)} to {local_short(finish, zone)}"
