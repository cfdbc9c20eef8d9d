"""Times, calendars and windows of made runbooks: close to clock changes and bank holidays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

from hypothesis import strategies as st

#: The days on which the clocks of London change, and some of its long weekends.
CLOCK_CHANGES = ("2025-03-30", "2025-10-26", "2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31")
HOLIDAYS = ("2025-04-18", "2025-08-25", "2025-12-25", "2026-01-01", "2026-04-03", "2026-06-15")
SYSTEMS = ("EES", "CSS")
PARTIES = ("si", "recco", "elexon")
_DAY = 1440
#: Hours of a day at which no clock of Europe changes.
_SAFE_HOURS = (0, 4, 6, 8, 9, 12, 13, 17, 18, 22, 23)
_HOURS = (
    "09:00-17:00",
    "09:00-12:00,13:00-17:00",
    "22:00-06:00",
    "00:00-24:00",
    "00:00-01:30,02:15-08:00,20:00-24:00",
    "01:30-05:30",
    "18:00-02:30",
)
_DAYS = ("mon-fri", "mon-sun", "sat-tue", "mon,wed,fri", "tue-thu,sat", "fri-sun")

#: Local times up to four days before a clock change or a holiday, none of them ambiguous.
STARTS = st.builds(
    lambda day, before, hour, minute: (
        datetime.fromisoformat(day) + timedelta(days=-before, hours=hour, minutes=minute)
    ),
    st.sampled_from(CLOCK_CHANGES + HOLIDAYS),
    st.integers(0, 4),
    st.sampled_from(_SAFE_HOURS),
    st.sampled_from((0, 0, 0, 30, 17)),
)

#: What becomes text once the start of the runbook is known.
Written = Callable[[datetime], str]


def offset(minutes: int) -> str:
    """An offset from the start of a runbook."""
    return f"T{'-' if minutes < 0 else '+'}{abs(minutes)}m"


def _on_the_wall(minutes: int, hour: int) -> Written:
    clock = f"{hour:02}:{minutes % 60:02}"
    return lambda start: f"{start + timedelta(minutes=minutes):%Y-%m-%d}T{clock}"


def _in_utc(minutes: int) -> Written:
    return lambda start: f"{start + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}Z"


_QUARTERS = st.integers(-_DAY // 15, 5 * _DAY // 15).map(lambda quarters: quarters * 15)
#: A moment from a day before the start to five days after it, in each way that it may be written.
MOMENTS: st.SearchStrategy[Written] = st.one_of(
    _QUARTERS.map(lambda minutes: lambda _: offset(minutes)),
    _QUARTERS.map(_in_utc),
    st.builds(_on_the_wall, _QUARTERS, st.sampled_from(_SAFE_HOURS)),
    st.builds(
        lambda days, calendar: lambda _: f"T+{days}wd{calendar}",
        st.integers(0, 4),
        st.sampled_from(("", "", "@scotland", "@shift")),
    ),
)


def _ranges(first: int, steps: list[int]) -> str:
    edges = [15 * edge % _DAY for edge in accumulate([first, *steps])][: len(steps) // 2 * 2]
    clock = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in edges]
    return ",".join(f"{a}-{b}" for a, b in zip(clock[::2], clock[1::2], strict=True))


#: Hours of a calendar: some that are usual, or up to three ranges, the last into the night.
HOURS = st.sampled_from(_HOURS) | st.builds(
    _ranges, st.integers(0, 60), st.lists(st.integers(2, 12), min_size=2, max_size=6)
)
_DATES = st.lists(st.tuples(st.integers(-2, 8), st.integers(0, 3)), max_size=2)
_CALENDARS = st.fixed_dictionaries(
    {
        "days": st.sampled_from(_DAYS),
        "hours": HOURS,
        "holidays": st.sampled_from(("none", "england", "scotland")),
        "closed": _DATES,
        "open": _DATES,
    }
)


def calendars(start: datetime) -> st.SearchStrategy[dict[str, Any]]:
    """A calendar as a runbook writes it, with days off and days on about the start."""

    def placed(made: dict[str, Any]) -> dict[str, Any]:
        return made | {key: _spans(start.date(), made[key]) for key in ("closed", "open")}

    return _CALENDARS.map(placed)


def _spans(day: date, written: list[tuple[int, int]]) -> list[str]:
    spans = [(day + timedelta(days=first), timedelta(days=days)) for first, days in written]
    return [f"{first}..{first + days}" if days else f"{first}" for first, days in spans]


#: A window from ten hours before the start on, a quarter of an hour to thirty hours long.
SPANS = st.builds(
    lambda begin, length: {"from": offset(begin * 15), "to": offset((begin + length) * 15)},
    st.integers(-40, 300),
    st.integers(1, 120),
)
