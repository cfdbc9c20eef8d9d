"""When the next word is promised: always at an instant at which there will be one."""

from __future__ import annotations

from datetime import datetime, timedelta

from notices.core.notice import Window
from notices.drafting.case import Case
from notices.drafting.rounding import rounded_up
from runbooks.gates import Gate
from runbooks.outages import Edge

#: Near its announced end and behind it, between two words on an outage.
OFTEN = timedelta(minutes=30)
#: From a holding notice on the announced end itself is the next word, if it is no further away.
NEAR = timedelta(hours=1)
#: How long after a promised instant its rule lets something out: what happens then comes first.
GRACE = timedelta(seconds=1)
#: Between two words on a start, a decision or an all-clear that was due and did not come.
OVERDUE = timedelta(hours=1)


def gate_of(case: Case) -> Gate | None:
    """The gate whose go makes the notice firm; None without one that this run decides."""
    state = case.view.state
    gate = state.runbook.gate_by_id.get(case.policy.firm_at or "")
    return gate if gate is not None and gate.meeting in state.index.tasks else None


def before_start(case: Case, start: datetime | None, *, firm: bool) -> datetime | None:
    """Of an outage ahead: the decision that makes it firm, or else its start."""
    gate = gate_of(case)
    slack = case.policy.slip
    decided = case.view.expected(Edge(task=gate.meeting, at="finish")) if gate else None
    dates = [] if firm or decided is None else [decided + slack]
    dates += [] if start is None else [start + slack]
    ahead = [at for at in dates if at > case.now]
    return _even(case, min(ahead)) if ahead else case.now + OVERDUE


def holding_at(case: Case, since: datetime, end: datetime) -> datetime:
    """When a holding notice goes out; half-way through where the end was told later than that."""
    due = end - case.policy.holding
    return due if due > since else since + (end - since) / 2


def meanwhile(case: Case, window: Window, *, since: datetime) -> datetime:
    """Of an outage that is open: half-way through the night, and in time before its end.

    `since` is when the end was announced, or when the outage began, whichever was later.
    """
    end = window.end
    if end is None:
        return _in_the_night(case)
    near = holding_at(case, since, end)
    if near > case.now:
        return min(near, _in_the_night(case))
    return near_end(case, end)


def near_end(case: Case, end: datetime) -> datetime:
    """Behind a holding notice: at the announced end, unless that is far away yet."""
    return end if case.now < end <= case.now + NEAR else often(case, end)


def behind_extension(case: Case, end: datetime | None) -> datetime:
    """Of what somebody has yet to approve: far enough ahead to hold until they do."""
    if end is None:
        return _in_the_night(case)
    if end <= case.now:
        return often(case, None)
    near = min(end - case.policy.holding, _in_the_night(case))
    return near if near - case.now >= OFTEN else end


def _in_the_night(case: Case) -> datetime:
    """As late as was agreed on at the most, and if that can be at an even time on the wall clock.

    So the words on several outages come at one time, and not each a few minutes after the others.
    """
    latest = case.now + case.policy.update_every
    step = timedelta(seconds=case.policy.round_to)
    even = _even(case, latest - step + timedelta(minutes=1))
    return even if case.now + OFTEN < even <= latest else latest


def often(case: Case, end: datetime | None) -> datetime:
    """Half an hour from now, or the announced end if that comes before."""
    due = case.now + OFTEN
    return end if end is not None and case.now < end < due else due


def behind(case: Case, expected: datetime | None) -> datetime:
    """Of what was due some time ago and did not come, or is expected then.

    Far enough behind it that what comes a little late is itself the next word.
    """
    if expected is None or expected <= case.now:
        return case.now + OVERDUE
    return _even(case, expected + OVERDUE)


def _even(case: Case, at: datetime) -> datetime:
    return rounded_up(at, case.policy.round_to, case.policy.zone)
