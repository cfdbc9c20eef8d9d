"""How many hours a day has, and how it is shown."""

from __future__ import annotations

from datetime import date, datetime, time

import pendulum

from runbooks.clocktime import hours_of_day


def hours_of_date(day: date, zone: str) -> int:
    """Hours from one local midnight to the next: 24, or 23 or 25 when the clocks change."""
    return hours_of_day(datetime.combine(day, time(12), pendulum.timezone(zone)), zone)


def date_text(day: date) -> str:
    """`Fri 19 Sep 2025`."""
    return f"{day:%a} {day.day} {day:%b %Y}"
