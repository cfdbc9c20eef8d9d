"""Bank holidays of the two nations."""

from __future__ import annotations

from datetime import date

import pytest

from runbooks.bank_holidays import bank_holidays

ENGLAND = {
    2025: "0101 0418 0421 0505 0526 0825 1225 1226",
    2026: "0101 0403 0406 0504 0525 0831 1225 1228",
    2027: "0101 0326 0329 0503 0531 0830 1227 1228",
}


@pytest.mark.parametrize("year", ENGLAND)
def test_bank_holidays_of_england_and_wales(year: int) -> None:
    """The days the law names, with substitutes instead of weekends."""
    days = [f"{day:%m%d}" for day in bank_holidays("England and Wales", year)]
    assert " ".join(days) == ENGLAND[year]


def test_bank_holidays_of_scotland_differ() -> None:
    """Scotland has 2 January, early August and St Andrew's Day, but no Easter Monday."""
    days = bank_holidays("Scotland", 2025)
    wanted = {date(2025, 1, 2), date(2025, 8, 4), date(2025, 12, 1)}
    assert wanted <= days.keys()
    assert date(2025, 4, 21) not in days
