"""An open outage that will probably end late: drafted as soon as the forecast says so.

The forecast is the P80 of its end, rounded up on the wall clock. A draft follows it only when it
passes the draft's own end, and is taken back only once it has been back for a while; what somebody
turned down is not drafted again before it is worse by another step. So nothing flaps.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from notices.core.drafts import Draft
from notices.core.notice import Notice
from notices.core.windows import moved_to
from notices.drafting.case import NOTHING, Asked, Case
from notices.drafting.hard_limit import asked_of, past_limit
from notices.drafting.next_word import behind_extension
from notices.drafting.planned import LONGER
from notices.drafting.promising import in_steps, late_end
from runbooks.clocktime import local

#: How long a forecast must have been back within the announced end before its draft goes.
BACK_FOR = timedelta(minutes=30)


def extended(case: Case) -> Asked:
    """That an open outage is to end later than announced."""
    newest = case.newest
    if newest is None or newest.status != "started" or not case.record.is_open:
        return NOTHING
    end, likely = newest.window.end, late_end(case)
    draft = case.draft if case.draft and case.draft.kind == "extended" else None
    if end is None or likely is None:
        return NOTHING
    if likely <= end:
        return _back(case, draft)
    step = in_steps(case, likely)
    if draft is not None:
        until = draft.content.window.end
        due = draft.content.next_update_due
        stale = due is not None and due <= case.now
        if until is not None and likely <= until and not stale:
            return NOTHING
        step = max(step, until) if until is not None else step
    elif _turned_down(case, likely):
        return NOTHING
    return _asked(case, newest, likely, step)


def _asked(case: Case, newest: Notice, likely: datetime, step: datetime) -> Asked:
    zone, end = case.policy.zone, newest.window.end
    content = moved_to(newest.content, replace(newest.window, end=step))
    content = replace(
        content,
        cause=LONGER,
        end_uncertainty="",
        next_update_due=behind_extension(case, step),
    )
    announced = local(end, zone) if end else "no time"
    return case.ask_draft(
        "extended",
        content,
        f"The forecast (P80) ends at {local(likely, zone)}; announced is {announced}."
        f"{past_limit(case, content)}",
        approval=asked_of(case, content, case.policy.approval["extended"]),
        needed_by=end,
        forecast_end=likely,
        planned=case.thread.planned,
    )


def _turned_down(case: Case, likely: datetime) -> bool:
    """Whether an extension was turned down that would still do."""
    down, newest = case.thread.turned_down, case.newest
    if down is None or newest is None or down.kind != "extended":
        return False
    told = [
        one.notice for one in case.thread.revisions if one.notice.published_at <= down.drafted_at
    ]
    if not told or told[-1].window.end != newest.window.end:
        return False
    until = down.content.window.end
    return until is not None and likely <= until


def _back(case: Case, draft: Draft | None) -> Asked:
    if draft is None:
        return NOTHING
    since = case.view.within_since.get(case.subject.outage)
    if since is None:
        return NOTHING
    due = since + BACK_FOR
    if case.now < due:
        return Asked(due=(due,))
    return case.ask_withdrawal(draft, "The forecast is back within the announced end.")
