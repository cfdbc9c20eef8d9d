"""Blackouts and outages of made runbooks."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.dependencies.strategies_times import PARTIES, SPANS, SYSTEMS

_OUTAGE = {
    "system": st.sampled_from(SYSTEMS),
    "impact": st.sampled_from(("unavailable",) * 4 + ("degraded",)),
    "hard_limit": st.none() | st.integers(1, 60).map(lambda hours: f"{hours}h"),
}
_WINDOWS = st.lists(SPANS, min_size=1, max_size=4)
_TIMES = st.fixed_dictionaries(_OUTAGE)


#: An outage fixed by the clock.
CLOCK_OUTAGES = st.builds(lambda span, fields: {**span, **fields}, SPANS, _TIMES)


def blackouts(tasks: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A blackout that opens and closes up to four times, of some or of everything."""
    return st.fixed_dictionaries(
        {"title": st.just("Freeze"), "windows": _WINDOWS},
        optional={
            "tasks": st.lists(st.sampled_from(tasks), max_size=3, unique=True),
            "parties": st.lists(st.sampled_from(PARTIES), max_size=1),
            "systems": st.lists(st.sampled_from(SYSTEMS), max_size=1),
        },
    )


def task_outages(tasks: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """An outage from either end of a task to either end of another, or of the same."""
    ends = st.fixed_dictionaries(
        {"task": st.sampled_from(tasks), "at": st.sampled_from(("start", "finish"))}
    )
    return st.fixed_dictionaries({"opens": ends, "closes": ends, **_OUTAGE})
