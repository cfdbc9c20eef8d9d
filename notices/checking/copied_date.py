"""A date in a text is one of this outage: updates have been sent with a date of an earlier one.

A weekday that its date does not fall on is wrong in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from notices.checking.problems import Problem, error, warning
from notices.checking.subject import Subject, texts_of
from runbooks.clocktime import zone_named

RULE = "copied-date"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATE = re.compile(
    r"\b(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
    r"(?:the\s+)?(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?\s+(?:of\s+)?"
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+"
    r"(?P<year>(?:19|20)[0-9]{2})\b",
    re.IGNORECASE,
)
#: How long before the outage, and behind it, a text still speaks of this one.
_BEFORE, _BEHIND = timedelta(days=31), timedelta(days=92)


def check(subject: Subject) -> Iterator[Problem]:
    """Dates in the texts that are far from the window, or whose weekday is another one.

    Far dates are errors in what somebody wrote by hand. What was made from a runbook may be played
    on other days than it was written for, so there they are warnings.
    """
    for path, text in texts_of(subject.content):
        for match in _DATE.finditer(text):
            day = _day(match)
            if day is None:
                message = f"There is no {match.group()}."
                yield error(RULE, path, message, "Correct the date.")
            elif not _falls_on(match, day):
                message = f"{match.group()} was or will be a {day:%A}."
                yield error(RULE, path, message, "Correct the date, or its weekday.")
            elif _is_far(subject, day):
                say = error if subject.by_hand else warning
                message = f"{match.group()} is not about this outage, {_window(subject)}."
                hint = "Correct it: was it copied over from an earlier notice?"
                yield say(RULE, path, message, hint)


def _day(match: re.Match[str]) -> date | None:
    month = _MONTHS.index(match.group("month").lower()) + 1
    try:
        return date(int(match.group("year")), month, int(match.group("day")))
    except ValueError:
        return None


def _falls_on(match: re.Match[str], day: date) -> bool:
    weekday = match.group("weekday")
    return weekday is None or _DAYS.index(weekday[:3].lower()) == day.weekday()


def _is_far(subject: Subject, day: date) -> bool:
    window, zone = subject.content.window, subject.zone
    start, end = window.start or window.end, window.end or window.start
    if start is None or end is None:
        return False
    return not _local(start, zone) - _BEFORE <= day <= _local(end, zone) + _BEHIND


def _local(instant: datetime, zone: str) -> date:
    return instant.astimezone(zone_named(zone)).date()


def _window(subject: Subject) -> str:
    window = subject.content.window
    at = window.start or window.end
    return f"which is at {subject.shown(at)}" if at else "which has no time"
