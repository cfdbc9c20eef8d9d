"""The end that may be promised: the plan's, or later the end that four trials in five keep; pure.

A planned end is told as it is planned, to the minute. A forecast one is rounded up on the wall
clock, so that nobody takes it for more exact than it is, and small changes of it move nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from notices.core.notice import Window
from notices.drafting.case import Case
from notices.drafting.rounding import rounded_up
from runbooks.clocktime import local

_MINUTE = timedelta(minutes=1)


def late_end(case: Case) -> datetime | None:
    """When it ends in four trials out of five, to the minute, or by the clock; None: unknown."""
    key = case.subject.outage
    if case.view.is_fixed(key):
        return case.view.state.index.fixed_outages[key][1]
    end = case.view.forecast.get(key)
    return None if end is None else (end + _MINUTE / 2).replace(second=0, microsecond=0)


def promised(case: Case, window: Window) -> Window:
    """A window whose end may be promised: its own, or what the forecast says if that is later."""
    likely = late_end(case)
    if window.end is None or likely is None or likely <= window.end:
        return window
    return Window(start=window.start, end=in_steps(case, likely))


def overdrawn(case: Case, told: Window) -> Window | None:
    """What to tell instead of a window that will not be kept by more than a step; else None.

    Up to a step is left until the outage is open: the forecast may well come back till then. Once
    it was drafted the draft stays as long as the window is not kept at all.
    """
    likely = late_end(case)
    if told.end is None or likely is None or case.view.is_fixed(case.subject.outage):
        return None
    draft = case.draft
    drafted = draft is not None and draft.kind == "rescheduled"
    leeway = timedelta() if drafted else timedelta(seconds=case.policy.round_to)
    if likely <= told.end + leeway:
        return None
    return Window(start=told.start, end=in_steps(case, likely))


def in_steps(case: Case, at: datetime) -> datetime:
    """An instant rounded up as was agreed on."""
    return rounded_up(at, case.policy.round_to, case.policy.zone)


def reckoned(case: Case, announced: Window) -> str:
    """What an announced end rests on, for whoever approves it; empty where the plan alone says."""
    plan, likely, end = case.view.planned(case.subject.outage), late_end(case), announced.end
    if likely is None or plan is None or plan.end is None or end is None:
        return ""
    planned, forecast, told = (local(at, case.policy.zone) for at in (plan.end, likely, end))
    said = "the planned end is announced" if end == plan.end else f"{told} is announced"
    return f" It ends by plan at {planned}, by the forecast (P80) at {forecast}; {said}."
