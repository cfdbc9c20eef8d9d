"""Instants as people read them in a notice: on the wall clock with BST or GMT, and in UTC."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from notices.core.notice import Periods, Window
from runbooks.clocktime import local, local_date, local_time


def both(instant: datetime, zone: str) -> str:
    """`Fri 19 Sep 2025 18:00 BST (17:00 UTC)`; the day of UTC as well where it is another one."""
    placed = local(instant, zone)
    if placed.endswith(" UTC"):
        return placed
    utc = local_time(instant, "UTC")
    if local_date(instant, zone) != local_date(instant, "UTC"):
        utc = f"{instant.astimezone(UTC):%a %d %b} {utc}"
    return f"{placed} ({utc})"


def span(start: datetime, end: datetime, zone: str) -> str:
    """`Wed 27 Mar 2019 17:30 GMT to 18:30 GMT`: the day of the end only where it is another one."""
    same = local_date(start, zone) == local_date(end, zone)
    return f"{local(start, zone)} to {(local_time if same else local)(end, zone)}"


def window_text(window: Window, zone: str, *, open_ended: bool = False) -> str:
    """`from ... to ...`, or the one end that was told; empty if neither was."""
    until = "to not before" if open_ended else "to"
    ends = (("from", window.start), (until, window.end))
    return " ".join(f"{word} {local(instant, zone)}" for word, instant in ends if instant)


def near(instant: datetime, since: datetime, zone: str) -> str:
    """`21:30 BST` on the local day of `since`; with its day on any other."""
    same = local_date(instant, zone) == local_date(since, zone)
    return local_time(instant, zone) if same else local(instant, zone)


def periods_text(periods: Sequence[Periods]) -> str:
    """`Settlement Periods 45 to 48 of 27 Jun 2018 and 1 to 21 of 28 Jun 2018`; empty for none."""
    if not periods:
        return ""
    named = [f"{_numbers(one)} of {one.day:%d %b %Y}" for one in periods]
    several = len(periods) > 1 or periods[0].first != periods[0].last
    return f"Settlement Period{'s' if several else ''} {listed(named)}"


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _numbers(periods: Periods) -> str:
    one = periods.first == periods.last
    return f"{periods.first}" if one else f"{periods.first} to {periods.last}"
