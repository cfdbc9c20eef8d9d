"""Milestones, decided: a baseline for ever, replans in order with their reasons, actual days."""

from __future__ import annotations

import re
from datetime import date

from rehearsals.core.command import Refusal
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.programme import commands as c
from rehearsals.programme import events as e
from rehearsals.programme.state import Milestone, ProgrammeState

Answer = tuple[e.ProgrammeEvent, ...] | Refusal
#: Ids such as `M10` or `M10*`.
_ID = re.compile(r"[A-Za-z][A-Za-z0-9._*-]{0,39}")


def decide_set(state: ProgrammeState, command: c.SetMilestone) -> Answer:
    """A new milestone; one that is there already keeps its baseline."""
    key = command.milestone
    if not _ID.fullmatch(key):
        return refuse(
            "not-an-id", f"{key!r} cannot name a milestone.", "Use letters and digits, such as M10."
        )
    if not command.title.strip():
        return refuse("title-missing", f"{key} has no title.", "Give one with --title.")
    if key in state.milestones:
        return refuse(
            "baseline-stands",
            f"{key} has its baseline, {state.milestones[key].baseline.baseline}; "
            "that never changes.",
            f"Move it with `callboard milestone replan {key} DATE --reason ...`.",
        )
    if refusal := _check_days(command.baseline, command.latest, command.control_point):
        return refusal
    event = e.MilestoneSet(
        id=key,
        title=command.title.strip(),
        baseline=command.baseline,
        latest=command.latest,
        control_point=command.control_point,
    )
    return (event,)


def decide_replan(state: ProgrammeState, command: c.ReplanMilestone) -> Answer:
    """Another day for a milestone that has not been reached."""
    known = _milestone(state, command.milestone)
    if isinstance(known, Refusal):
        return known
    if known.actual is not None:
        return refuse(
            "already-reached",
            f"{command.milestone} was reached on {known.actual}.",
            "Correct that with `callboard milestone actual --reason`, if it is wrong.",
        )
    if refusal := check_reason(f"Replanning {command.milestone}", command.reason):
        return refusal
    if refusal := _check_days(command.day, command.latest, command.control_point):
        return refusal
    event = e.MilestoneReplanned(
        id=command.milestone,
        day=command.day,
        reason=command.reason.strip(),
        latest=command.latest,
        control_point=command.control_point,
        reference=command.reference.strip(),
    )
    return (event,)


def decide_record(state: ProgrammeState, command: c.RecordMilestone) -> Answer:
    """The day on which a milestone was reached; a second one corrects the first, with a reason."""
    known = _milestone(state, command.milestone)
    if isinstance(known, Refusal):
        return known
    correction = f"Correcting the {known.actual} of {command.milestone}"
    if known.actual is not None and (refusal := check_reason(correction, command.reason)):
        return refusal
    if refusal := _check_days(command.day):
        return refusal
    event = e.MilestoneRecorded(
        id=command.milestone, day=command.day, reason=command.reason.strip()
    )
    return (event,)


def _milestone(state: ProgrammeState, key: str) -> Milestone | Refusal:
    known = state.milestones.get(key)
    if known is not None:
        return known
    names = ", ".join(state.milestones) or "none"
    return refuse(
        "unknown-milestone",
        f"There is no milestone {key}.",
        f"Set it with `callboard milestone set {key} DATE --title ...`; there are: {names}.",
    )


def _check_days(
    day: str, latest: str | None = None, control_point: str | None = None
) -> Refusal | None:
    for text in (day, latest, control_point):
        if text is not None and not _is_day(text):
            return refuse("not-a-day", f"{text!r} is not a day.", "Write it like 2025-09-22.")
    if latest is not None and latest < day:
        return refuse(
            "range-reversed", f"The range ends on {latest}, before {day}.", "Swap the two."
        )
    return None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
