"""A label of a zone agrees with the date: real circulars print GMT on summer dates.

Such a time has two readings, an hour apart, and both are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from notices.checking.problems import Problem, error, warning
from notices.checking.subject import Subject
from runbooks.clocktime import local, local_time, zone_named
from runbooks.findings import shown

RULE = "zone-label"
#: What the labels that are printed mean, in minutes east of UTC.
OFFSETS: Mapping[str, int] = {"UTC": 0, "Z": 0, "GMT": 0, "BST": 60}
#: Labels of a fixed offset, which agree with any date.
_FIXED = frozenset({"UTC", "Z"})


def check(subject: Subject) -> Iterator[Problem]:
    """A printed label that means nothing, or neither agrees with the start nor with the end."""
    label = subject.content.zone_label.strip()
    if not label or label in _FIXED:
        return
    if label not in OFFSETS:
        hint = f"Print one of {', '.join(OFFSETS)}."
        yield error(RULE, ("zone_label",), f"{shown(label)} is no label of a zone.", hint)
        return
    ends = (("start", subject.content.window.start), ("end", subject.content.window.end))
    wrong = [(key, at) for key, at in ends if at and not agrees(label, at, subject.zone)]
    told = [at for _, at in ends if at]
    if wrong and len(wrong) == len(told):
        key, at = wrong[0]
        yield disagreement(("window", key), label, at, subject.zone)


def agrees(label: str, instant: datetime, zone: str) -> bool:
    """Whether clocks of a zone show that label, or its offset, at an instant."""
    offset = instant.astimezone(zone_named(zone)).utcoffset()
    return label in _FIXED or offset == timedelta(minutes=OFFSETS[label])


def disagreement(path: tuple[str | int, ...], label: str, instant: datetime, zone: str) -> Problem:
    """The warning that a label does not agree with its date, with both readings of it.

    `instant` is what it says if the label is taken at its word.
    """
    placed = instant.astimezone(zone_named(zone))
    printed = (instant + timedelta(minutes=OFFSETS[label])).strftime("%a %d %b %Y %H:%M")
    offset = placed.utcoffset() or timedelta()
    other = instant + timedelta(minutes=OFFSETS[label]) - offset
    return warning(
        RULE,
        path,
        f"{printed} {label}: clocks there show {placed.tzname()} on that day. "
        f"It means {_reading(instant, zone)} by its label, or {_reading(other, zone)} by the clock;"
        " the label was taken at its word.",
        "Write the label that the clocks show, or UTC.",
    )


def _reading(instant: datetime, zone: str) -> str:
    return f"{local(instant, zone)} ({local_time(instant, 'UTC')})"
