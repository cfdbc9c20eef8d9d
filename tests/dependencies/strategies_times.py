"""Times, calendars and windows of made runbooks: close to clock changes and bank holidays."""

from __future__ import annotations

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


def starts() -> st.SearchStrategy[datetime]:
    """Local times up to four days before a clock change or a holiday, none of them ambiguous."""
    return st.builds(
        lambda day, before, hour, minute: (
            datetime.fromisoformat(day) + timedelta(days=-before, hours=hour, minutes=minute)
        ),
        st.sampled_from(CLOCK_CHANGES + HOLIDAYS),
        st.integers(0, 4),
        st.sampled_from(_SAFE_HOURS),
        st.sampled_from((0, 0, 0, 30, 17)),
    )


@st.composite
def moments(draw: st.DrawFn, start: datetime, earliest: int = -_DAY, latest: int = 5 * _DAY) -> str:
    """A moment about the start of a runbook, in each way that it may be written."""
    minutes = draw(st.integers(earliest // 15, latest // 15)) * 15
    way = draw(st.sampled_from(("offset", "utc", "local", "days")))
    if way == "utc":
        return f"{start + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}Z"
    if way == "local":
        day = start + timedelta(minutes=minutes)
        return f"{day:%Y-%m-%d}T{draw(st.sampled_from(_SAFE_HOURS)):02}:{day:%M}"
    if way == "days" and minutes > 0:
        calendar = draw(st.sampled_from(("", "", "@scotland", "@shift")))
        return f"T+{draw(st.integers(0, 4))}wd{calendar}"
    return _offset(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@st.composite
def hours(draw: st.DrawFn) -> str:
    """Hours of a calendar: some that are usual, or up to three ranges, the last into the night."""
    if draw(st.booleans()):
        return draw(st.sampled_from(_HOURS))
    ranges = draw(st.integers(1, 3))
    steps = draw(st.lists(st.integers(2, 12), min_size=2 * ranges, max_size=2 * ranges))
    edges = [15 * edge for edge in accumulate([draw(st.integers(0, 60)), *steps])][: 2 * ranges]
    spans = zip(edges[::2], edges[1::2], strict=True)
    return ",".join(f"{_clock(a % _DAY)}-{_clock(b % _DAY)}" for a, b in spans)


@st.composite
def calendars(draw: st.DrawFn, start: datetime) -> dict[str, Any]:
    """A calendar as a runbook writes it, with days off and days on about the start."""

    def dates() -> list[str]:
        first = [
            start.date() + timedelta(days=n) for n in draw(st.lists(st.integers(-2, 8), max_size=2))
        ]
        return [_span(day, draw(st.integers(0, 3))) for day in first]

    return {
        "days": draw(st.sampled_from(_DAYS)),
        "hours": draw(hours()),
        "holidays": draw(st.sampled_from(("none", "england", "scotland"))),
        "closed": dates(),
        "open": dates(),
    }


def _span(first: date, days: int) -> str:
    last = first + timedelta(days=days)
    return first.isoformat() if not days else f"{first.isoformat()}..{last.isoformat()}"


@st.composite
def spans(draw: st.DrawFn) -> dict[str, str]:
    """From a moment to a later one, a quarter of an hour to thirty hours long."""
    begin = draw(st.integers(-40, 300)) * 15
    end = begin + draw(st.integers(1, 120)) * 15
    return {"from": _offset(begin), "to": _offset(end)}


def _offset(minutes: int) -> str:
    return f"T{'-' if minutes < 0 else '+'}{abs(minutes)}m"


@st.composite
def blackouts(draw: st.DrawFn, tasks: list[str]) -> dict[str, Any]:
    """A blackout that opens and closes up to four times, of some or of everything."""
    scope: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "tasks": st.lists(st.sampled_from(tasks), max_size=3, unique=True),
                "parties": st.lists(st.sampled_from(PARTIES), max_size=1),
                "systems": st.lists(st.sampled_from(SYSTEMS), max_size=1),
            },
        )
    )
    windows = draw(st.lists(spans(), min_size=1, max_size=4))
    return {"title": "Freeze", "windows": windows, **scope}
