"""Hypothesis strategies for values: the ids and texts that YAML likes to misread, and times."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from runbooks.durations import Duration
from runbooks.moments import MOST_WORKING_DAYS, LocalTime, Offset

_DECADE = 3_660 * 86_400

ids = st.sampled_from(
    ["A", "NO", "on", "y", "null", "true", "false", "e1", "T1d", "T-2h", "M10-024", "x.y_z"]
) | st.from_regex(r"\A[A-Za-z][A-Za-z0-9._-]{0,8}\Z")
texts = (
    st.sampled_from(
        ["null", "~", "true", "NO", "1e3", "12:30", "2025-09-19", "- a", "a: b", "# no", "'", "|"]
    )
    | st.sampled_from(["first\n  second\n\nthird", "tab\tin", "%x", "@y", "0x1F", "1_0", ".inf"])
    | st.text(
        st.characters(
            exclude_categories=["Cs", "Cc"],
            exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
            include_characters="\t\n",
        ),
        min_size=1,
        max_size=40,
    )
).filter(lambda text: text.strip() != "")
seconds = st.integers(0, _DECADE)
lags = st.integers(-_DECADE, _DECADE)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Something of a kind, or nothing."""
    return st.none() | strategy


def some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few of a kind."""
    return st.lists(strategy, max_size=3).map(tuple)


def named(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A few of a kind, each under an id."""
    return st.dictionaries(ids, strategy, max_size=3)


local_times = st.builds(
    lambda at, offset: LocalTime(wall=at.replace(microsecond=0).isoformat(), offset=offset),
    st.datetimes(),
    maybe(st.integers(-14 * 60, 14 * 60)),
)
working_days = st.builds(
    Offset,
    seconds=st.just(0),
    working_days=st.integers(-MOST_WORKING_DAYS, MOST_WORKING_DAYS).filter(bool),
    calendar=ids | st.sampled_from(["england", "scotland"]),
)
moments = local_times | st.builds(Offset, seconds=lags) | working_days
durations = st.lists(seconds, min_size=3, max_size=3).map(
    lambda three: Duration(**dict(zip(("low", "likely", "high"), sorted(three), strict=True)))
)
