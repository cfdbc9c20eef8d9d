"""The window that an outage should be announced for, as the plan and the night stand; pure.

Announced is what was told. It should move when the plan was amended, when the start slips by more
than was agreed on, or when the end that can be kept is later by more than a step; small differences
of a projection move nothing, so that nothing flaps.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from notices.core.notice import Window
from notices.drafting.case import Case
from notices.drafting.promising import overdrawn, promised
from notices.drafting.rounding import rounded_up

#: Differences of the plan below this are no news.
_LEAST = timedelta(minutes=1)


def planned_window(case: Case) -> Window | None:
    """The plan's window; an end that the run does not play is the plan's own finish."""
    found = case.view.plan.outages.get(case.subject.outage)
    return Window(start=found.start, end=found.end) if found else None


def should_be(case: Case, told: Window, by: Window | None) -> Window | None:
    """The window that should be told instead of one that was made by a plan; None: that one.

    `by` is the plan's window of that time; None: it was not made by a plan.
    """
    planned = planned_window(case)
    if planned is None or told.start is None:
        return None
    amended = by is not None and _differ(planned, by)
    base = planned if amended else told
    slipped = _slipped(case, base)
    if slipped is None and not amended:
        return overdrawn(case, told)
    wanted = promised(case, slipped or planned)
    return wanted if _differ(wanted, told) else None


def first_window(case: Case) -> Window | None:
    """The window to announce at first: the plan's, or where the start would slip, what is then.

    Its end is one that may be promised.
    """
    planned = planned_window(case)
    return None if planned is None else promised(case, _slipped(case, planned) or planned)


def expected_start(case: Case) -> datetime | None:
    """When the outage is expected to begin, as things stand."""
    outage = case.view.outage(case.subject.outage)
    return case.view.expected(outage.opens) if outage else None


def moved_far(case: Case, one: Window, other: Window) -> bool:
    """Whether two windows differ by more than a slip."""
    pairs = ((one.start, other.start), (one.end, other.end))
    return any(
        (a is None) != (b is None) or (a is not None and b is not None and _far(case, a, b))
        for a, b in pairs
    )


def _slipped(case: Case, base: Window) -> Window | None:
    """Where it is expected to begin much later, or earlier, than a window says."""
    start = expected_start(case)
    if start is None or base.start is None or not _far(case, start, base.start):
        return None
    outage = case.view.outage(case.subject.outage)
    end = case.view.expected(outage.closes) if outage else None
    policy = case.policy
    moved = start if start < base.start else rounded_up(start, policy.round_to, policy.zone)
    if end is not None and base.end is not None:
        # An end is not brought forward because the start is: it may well last as long.
        end = base.end if end <= base.end else rounded_up(end, policy.round_to, policy.zone)
    return Window(start=moved, end=end or base.end)


def _far(case: Case, one: datetime, other: datetime) -> bool:
    return abs(one - other) > case.policy.slip


def _differ(one: Window, other: Window) -> bool:
    pairs = ((one.start, other.start), (one.end, other.end))
    return any(a != b if a is None or b is None else abs(a - b) >= _LEAST for a, b in pairs)
