"""The cutover is turned back while an outage is open: it ends otherwise, and people are told so.

The system comes back as it was, when the way back is done. That is an update; an extension, if the
forecast of the way back (P80) passes the announced end. Which outages the way back ends the run
itself says; what has not begun is cancelled (`cancelling.py`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from notices.core.drafts import Draft
from notices.core.notice import Content, Notice, Window
from notices.core.windows import moved_to
from notices.core.words import Kind
from notices.drafting.case import NOTHING, Asked, Case
from notices.drafting.hard_limit import asked_of, past_limit
from notices.drafting.next_word import OFTEN, behind_extension
from notices.drafting.promising import in_steps, late_end
from rehearsals.core.plan.returned import ended_by_way_back
from runbooks.clocktime import local

BACK = "The cutover is being turned back; the system comes back as it was"
WHILE_OUT = "The cutover was turned back while the system was out of service."


def turned_back(case: Case) -> Asked:
    """That an open outage ends by the way back; drafted once, and anew where it gets later."""
    newest, state = case.newest, case.view.state
    if newest is None or newest.status != "started" or not case.record.is_open:
        return NOTHING
    if newest.content.turned_back or state.status != "open":
        return NOTHING
    if not ended_by_way_back(state, case.subject.outage):
        return NOTHING
    draft, down = case.draft, case.thread.turned_down
    if draft is not None and draft.content.turned_back:
        return NOTHING if _holds(case, draft) else _asked(case, newest)
    if down is not None and down.content.turned_back and _holds(case, down):
        return NOTHING
    return _asked(case, newest)


def _holds(case: Case, draft: Draft) -> bool:
    """Whether a draft still says what is to be expected, and promises nothing that is past."""
    likely, end = late_end(case), draft.content.window.end
    due = draft.content.next_update_due
    kept = likely is None or end is None or likely <= end or end <= case.now
    return kept and (due is None or due > case.now)


def _asked(case: Case, newest: Notice) -> Asked:
    likely, end = late_end(case), newest.window.end
    expected = None if likely is None else in_steps(case, likely)
    later = expected is not None and likely is not None and end is not None and likely > end
    window = Window(start=newest.window.start, end=expected) if later else newest.window
    kind: Kind = "extended" if later else "updated"
    content = _said(case, newest.content, window, None if later else expected)
    return case.ask_draft(
        kind,
        content,
        f"{WHILE_OUT}{_figures(case, likely, end)}{past_limit(case, content)}",
        approval=asked_of(case, content, case.policy.approval[kind]),
        needed_by=_needed_by(case, end),
        forecast_end=likely,
        planned=case.thread.planned,
    )


def _said(case: Case, before: Content, window: Window, expected: datetime | None) -> Content:
    """What people are told; the end itself says it where it moves."""
    until = f", expected by {_at(case, expected)}" if expected else ""
    return replace(
        moved_to(before, window) if window != before.window else before,
        cause=f"{BACK}{until}.",
        end_uncertainty=before.end_uncertainty if window == before.window else "",
        turned_back=True,
        returns="restored",
        replaced_by=None,
        # Turned back it opens for everybody: for whom it was to stay closed, too.
        stays_closed=False,
        next_update_due=_next_word(case, window.end, expected),
    )


def _next_word(case: Case, end: datetime | None, expected: datetime | None) -> datetime:
    """Soon behind the time at which it is expected back, and not only near the announced end."""
    due = behind_extension(case, end)
    return due if expected is None else max(case.now + OFTEN, min(due, expected + OFTEN))


def _figures(case: Case, likely: datetime | None, end: datetime | None) -> str:
    if likely is None:
        return ""
    forecast, announced = _at(case, likely), _at(case, end) if end else "no time"
    return f" The way back ends by the forecast (P80) at {forecast}; announced is {announced}."


def _needed_by(case: Case, end: datetime | None) -> datetime:
    """Soon: people wait for a system that now ends otherwise than they were told."""
    soon = case.now + case.policy.warn
    return end if end is not None and case.now < end < soon else soon


def _at(case: Case, at: datetime) -> str:
    return local(at, case.policy.zone)
