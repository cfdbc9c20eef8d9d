"""How the report puts figures into words: instants, lengths, variances, and terms of the journal.

These are the filters of the page's templates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from dependencies.plan import DrivenBy
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
    "inside": "inside P10 to P95",
    "early": "before P10",
    "late": "after P95",
}
_TARGETS = {"gate": "Gates ready", "outage": "Ends of outages", "finish": "The finish"}
#: What holds a task that its predecessors have let go; empty where nothing but them does.
_HOLDERS: Mapping[DrivenBy, str] = {
    "link": "",
    "begun": "",
    "start": "the start of the plan",
    "now": "the time of planning",
    "not_before": "its not-before time",
    "fixed": "its fixed start",
    "calendar": "its working hours",
    "outage": "an outage",
    "blackout": "a blackout",
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
        "percent": percent,
        "held_by": held_by,
        "target_kind": target_kind,
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


def percent(share: float) -> str:
    """A chance: `83 %`, and never 0 or 100 for what is not certain."""
    shown = round(share * 100)
    if shown in (0, 100) and share not in (0, 1):
        return "under 1 %" if shown == 0 else "over 99 %"
    return f"{shown} %"


def held_by(driven_by: DrivenBy) -> str:
    """What holds a task that its predecessors have let go: `by its working hours`; or nothing."""
    holder = _HOLDERS[driven_by]
    return f"by {holder}" if holder else ""


def target_kind(kind: str) -> str:
    """What forecasts of a kind are about."""
    return _TARGETS[kind]
