"""The bank holidays of 2025 to 2028, as published and by the rules of the days."""

from __future__ import annotations

_ENGLAND = {
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}
_SCOTLAND = {
    2025: "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26",
    2026: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
    2027: "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28",
    2028: "01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26",
}


def _dates(years: dict[int, str]) -> frozenset[str]:
    return frozenset(f"{year}-{day}" for year, days in years.items() for day in days.split())


#: By the name a calendar gives them: the dates as `2025-12-26`.
BANK_HOLIDAYS = {
    "none": frozenset[str](),
    "england": _dates(_ENGLAND),
    "scotland": _dates(_SCOTLAND),
}
