"""Settlement Periods are those that their day has: 48, or 46 or 50 where the clocks change."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject
from notices.core.notice import Periods
from runbooks.findings import Path
from runbooks.settlement_days import periods_in

RULE = "settlement-periods"


def check(subject: Subject) -> Iterator[Problem]:
    """Periods below 1, beyond their day, or whose last one is before their first."""
    for number, one in enumerate(subject.content.submit_by):
        for place, periods in enumerate(one.periods):
            yield from _of_day(("submit_by", number, "periods", place), periods)


def _of_day(path: Path, periods: Periods) -> Iterator[Problem]:
    count = periods_in(periods.day)
    day = f"{periods.day:%d %b %Y}"
    if not (1 <= periods.first <= count and 1 <= periods.last <= count):
        message = f"Settlement Periods {periods.first} to {periods.last}: {day} has 1 to {count}."
        yield error(RULE, path, message, "Correct the periods, or the day.")
    elif periods.last < periods.first:
        message = f"Settlement Periods {periods.first} to {periods.last} of {day} are none."
        yield error(RULE, path, message, "Exchange the two, or name two days.")
