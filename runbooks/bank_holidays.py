"""Bank holidays of the nations in which a cutover's people work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

#: Nations whose bank holidays matter, with their code in the package `holidays`.
NATIONS: Mapping[str, str] = {"England and Wales": "ENG", "Scotland": "SCT"}

_SATURDAY = 5


@lru_cache(maxsize=64)
def bank_holidays(nation: str, year: int) -> Mapping[date, str]:
    """The bank holidays of a year by name of the day, for a nation of `NATIONS`.

    One that would fall on a weekend is only the substitute day, as the law has it.
    """
    import holidays  # noqa: PLC0415 - slow to load, and few calendars ask for it

    found = holidays.country_holidays("GB", subdiv=NATIONS[nation], years=year)
    return {day: name for day, name in sorted(found.items()) if day.weekday() < _SATURDAY}
