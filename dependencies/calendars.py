"""Whose bank holiday a day is, and how many hours it has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache

import holidays
import pendulum

from runbooks.clocktime import hours_of_day

#: Nations whose bank holidays matter, with their code in the package `holidays`.
NATIONS: Mapping[str, str] = {"England and Wales": "ENG", "Scotland": "SCT"}

_SATURDAY = 5


@lru_cache(maxsize=64)
def bank_holidays(nation: str, year: int) -> Mapping[date, str]:
    """The bank holidays of a year by name of the day, for a nation of `NATIONS`.

    One that would fall on a weekend is only the substitute day, as the law has it.
    """
    found = holidays.country_holidays("GB", subdiv=NATIONS[nation], years=year)
    return {day: name for day, name in sorted(found.items()) if day.weekday() < _SATURDAY}


def hours_of_date(day: date, zone: str) -> int:
    """Hours from one local midnight to the next: 24, or 23 or 25 when the clocks change."""
    return hours_of_day(datetime.combine(day, time(12), pendulum.timezone(zone)), zone)


def date_text(day: date) -> str:
    """`Fri 19 Sep 2025`."""
    return f"{day:%a} {day.day} {day:%b %Y}"
