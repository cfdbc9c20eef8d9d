"""`milestone`: the programme's milestones, with baseline, replanned and actual dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from cyclopts import App

from console.acting import Acting
from console.output import emit, emit_json, emit_rich, table, wrapped
from console.programme_desk import PLANNING, ask_programme, opened_programme
from rehearsals.core.command import By
from rehearsals.programme import commands as c
from rehearsals.programme.commands import ProgrammeCommand
from rehearsals.programme.state import Milestone

milestone = App(name="milestone", help="Set milestones, move them with a reason, and record them.")


@milestone.command(name="set")
def set_(
    milestone: str,
    baseline: dt.date,
    /,
    *,
    title: str,
    latest: dt.date | None = None,
    control_point: dt.date | None = None,
    acting: Acting | None = None,
) -> None:
    """Set a milestone with its baseline, which never changes.

    Args:
        milestone: Its id, such as M10.
        baseline: Its day, such as 2025-03-07.
        title: What it is.
        latest: The end of the range, if it is a range of days.
        control_point: The day by which it must be plain whether it holds.
        acting: Who acts.
    """
    ask_programme(
        PLANNING,
        lambda by, _: c.SetMilestone(
            milestone=milestone,
            title=title,
            baseline=baseline.isoformat(),
            latest=_day(latest),
            control_point=_day(control_point),
            **by,
        ),
        acting,
    )
    _tell(milestone)


@milestone.command
def replan(
    milestone: str,
    day: dt.date,
    /,
    *,
    reason: str,
    reference: str = "",
    latest: dt.date | None = None,
    control_point: dt.date | None = None,
    acting: Acting | None = None,
) -> None:
    """Expect a milestone on another day; its baseline and earlier replans stay.

    Args:
        milestone: The milestone.
        day: The day on which it is expected now.
        reason: Why it moves.
        reference: The change request of the programme, such as CR055.
        latest: The end of the range, if it is a range of days.
        control_point: The day by which it must be plain whether it holds.
        acting: Who acts.
    """
    ask_programme(
        PLANNING,
        lambda by, _: c.ReplanMilestone(
            milestone=milestone,
            day=day.isoformat(),
            reason=reason,
            reference=reference,
            latest=_day(latest),
            control_point=_day(control_point),
            **by,
        ),
        acting,
    )
    _tell(milestone)


@milestone.command
def actual(
    milestone: str, day: dt.date, /, *, reason: str = "", acting: Acting | None = None
) -> None:
    """Record the day on which a milestone was reached.

    Args:
        milestone: The milestone.
        day: The day.
        reason: Why an earlier record is corrected.
        acting: Who acts.
    """

    def make(by: By, _: object) -> ProgrammeCommand:
        return c.RecordMilestone(milestone=milestone, day=day.isoformat(), reason=reason, **by)

    ask_programme(PLANNING, make, acting)
    _tell(milestone)


@milestone.command(name="list")
def list_(*, json: bool = False) -> None:
    """List the milestones.

    Args:
        json: Print them as JSON.
    """
    with opened_programme() as programme:
        milestones = programme.milestones
    if json:
        emit_json([_data(one) for one in milestones.values()])
        return
    if not milestones:
        emit("There is no milestone. `callboard milestone set` sets one.")
        return
    rows = table("Milestone", "Baseline", "Planned", "Actual", "Title")
    for one in milestones.values():
        base = one.baseline
        planned = _range(one.planned, _latest(one))
        actual_day = one.actual or "-"
        rows.add_row(base.id, _range(base.baseline, base.latest), planned, actual_day, base.title)
    emit_rich(rows)
    for one in milestones.values():
        emit(*map(wrapped, _history(one)))


def _tell(key: str) -> None:
    with opened_programme() as programme:
        one = programme.milestones[key]
    reached = f"; reached {one.actual}" if one.actual else ""
    emit(
        f"{key} ({one.baseline.title}): baseline "
        f"{_range(one.baseline.baseline, one.baseline.latest)}, "
        f"planned {_range(one.planned, _latest(one))}{reached}."
    )


def _history(one: Milestone) -> Iterator[str]:
    if one.baseline.control_point:
        yield f"{one.baseline.id}: control point {one.baseline.control_point}."
    for replan in one.replans:
        reference = f" ({replan.reference})" if replan.reference else ""
        control = f", control point {replan.control_point}" if replan.control_point else ""
        day = _range(replan.day, replan.latest)
        yield f"{replan.id}: replanned to {day}{control}{reference}: {replan.reason}"
    for actual in one.actuals[1:]:
        yield f"{actual.id}: corrected to {actual.day}: {actual.reason}"


def _latest(one: Milestone) -> str | None:
    return one.replans[-1].latest if one.replans else one.baseline.latest


def _range(day: str, latest: str | None) -> str:
    return f"{day} to {latest}" if latest else day


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _data(one: Milestone) -> dict[str, Any]:
    base = one.baseline
    return {
        "id": base.id,
        "title": base.title,
        "baseline": base.baseline,
        "latest": base.latest,
        "control_point": base.control_point,
        "planned": one.planned,
        "actual": one.actual,
        "replans": [
            {
                "day": replan.day,
                "latest": replan.latest,
                "control_point": replan.control_point,
                "reason": replan.reason,
                "reference": replan.reference or None,
            }
            for replan in one.replans
        ],
    }
