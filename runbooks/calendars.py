"""Working calendars, as a runbook declares them, and those that are built in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from runbooks.opening_hours import read_days, read_hours, read_span
from runbooks.records import Record

_DAY = "(mon|tue|wed|thu|fri|sat|sun)"
_DAYS = f"{_DAY}(-{_DAY})?"
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
_HOURS = f"{_CLOCK}-({_CLOCK}|24:00)"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def _checked_hours(text: str) -> str:
    read_hours(text)
    return text


def _checked_span(text: str) -> str:
    read_span(text)
    return text


#: A date or a range of dates, such as `2026-04-01` or `2026-04-10..2026-04-17`.
Dates = Annotated[
    str,
    StringConstraints(pattern=rf"^{_DATE}(\.\.{_DATE})?$"),
    AfterValidator(_checked_span),
]


class Calendar(Record):
    """When work happens: days of the week, hours of the day, holidays, and days off and on."""

    days: Annotated[str, StringConstraints(pattern=f"^{_DAYS}(,{_DAYS})*$")] = "mon-fri"
    #: Ranges of local time. One whose end is not after its start runs into the next day;
    #: `00:00-24:00` is the whole day.
    hours: Annotated[
        str, StringConstraints(pattern=f"^{_HOURS}(,{_HOURS})*$"), AfterValidator(_checked_hours)
    ] = "09:00-17:00"
    #: Whose bank holidays are days off.
    holidays: Literal["none", "england", "scotland"] = "none"
    #: Days off of the programme, such as non-migration days.
    closed: tuple[Dates, ...] = ()
    #: Days that are worked in spite of `days`, `holidays` and `closed`.
    open: tuple[Dates, ...] = ()

    @cached_property
    def weekdays(self) -> frozenset[int]:
        """The days of the week that are worked, Monday is 0."""
        return read_days(self.days)

    @cached_property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The hours as minutes from local midnight, in order; an end beyond 1440 is the next day's.

        They do not overlap within a day; those of one day may run into those of the next.
        """
        return read_hours(self.hours)

    @cached_property
    def days_off(self) -> tuple[tuple[date, date], ...]:
        """The dates of `closed`, each range with its first and last day."""
        return tuple(map(read_span, self.closed))

    @cached_property
    def days_on(self) -> tuple[tuple[date, date], ...]:
        """The dates of `open`, each range with its first and last day."""
        return tuple(map(read_span, self.open))


#: Elapsed time: the calendar a task names to opt out of its party's.
ALWAYS = "always"
#: Calendars that need no declaration; a declared one of the same name wins, but for `always`.
BUILT_IN: Mapping[str, Calendar] = {
    "england": Calendar(holidays="england"),
    "scotland": Calendar(holidays="scotland"),
    ALWAYS: Calendar(days="mon-sun", hours="00:00-24:00"),
}
