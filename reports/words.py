"""How the report puts figures into words: instants, lengths, variances, and terms of the journal.

These are the filters of the page's templates.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from runbooks.clocktime import local, local_short, minutes_text

#: What stands where nothing is known (yet).
NOTHING = "–"  # noqa: RUF001 - an en dash is what a reader expects in an empty cell

_TERMS = {
    "go_with_conditions": "go with conditions",
    "no_go": "no-go",
    "go": "go",
    "all_of": "all must say go",
    "decider": "one decides",
    "stand_down": "stand-down",
    "none": "no advice",
}


def filters(zone: str) -> dict[str, Callable[..., Any]]:
    """The filters by name, for a runbook's zone."""
    return {
        "moment": partial(moment, zone=zone),
        "full_moment": partial(full_moment, zone=zone),
        "minutes": length,
        "variance": variance,
        "term": term,
        "number": number,
    }


def moment(instant: datetime | None, *, zone: str) -> str:
    """`Fri 19 Sep 18:00 BST`, or a dash."""
    return NOTHING if instant is None else local_short(instant, zone)


def full_moment(instant: datetime | None, *, zone: str) -> str:
    """`Fri 19 Sep 2025 18:00 BST`, or a dash."""
    return NOTHING if instant is None else local(instant, zone)


def length(minutes: float | None) -> str:
    """`1 h 05 min`, or a dash."""
    return NOTHING if minutes is None else minutes_text(minutes * 60)


def variance(minutes: float | None) -> str:
    """`+12 min` where something is later or longer than planned, `-12 min` where it is not."""
    text = length(minutes)
    return f"+{text}" if minutes is not None and round(minutes) > 0 else text


def term(word: str) -> str:
    """An outcome, a rule or a state as people say it."""
    return _TERMS.get(word, word.replace("_", " "))


def number(value: float | None) -> str:
    """A measured figure: with thousands apart, whole if it is whole; or a dash."""
    if value is None:
        return NOTHING
    return f"{value:,.0f}" if value == round(value) else f"{value:,}"
