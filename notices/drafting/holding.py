"""The announced end is near, or past, and the work is not done: people are told by rule.

The holding notice goes out once for each announced end, whatever lies drafted: overrun possible,
next update at such a time. Behind the announced end there is a word every half hour.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from notices.core.notice import Notice
from notices.core.state import Thread
from notices.drafting.case import NOTHING, Asked, Case
from notices.drafting.next_word import GRACE, holding_at, near_end, often

POSSIBLE = "The work is not finished yet; an overrun is possible."
PAST = "The announced end has passed; the new end is not known yet."


def holding(case: Case) -> Asked:
    """That an overrun is possible."""
    newest = case.newest
    if newest is None or newest.status != "started" or not case.record.is_open:
        return NOTHING
    end = newest.window.end
    if end is None or end <= case.now or case.view.is_fixed(case.subject.outage):
        return NOTHING
    if _was_held(case.thread, end):
        return NOTHING
    due = holding_at(case, end_told_at(case.thread, newest), end)
    if case.now < due:
        return Asked(due=(due,))
    content = replace(
        newest.content,
        cause=POSSIBLE,
        end_uncertainty=POSSIBLE,
        next_update_due=near_end(case, end),
    )
    return case.ask_draft("holding", content, POSSIBLE, planned=case.thread.planned)


def past_the_end(case: Case) -> Asked:
    """That the outage goes on though its announced end has passed; at once, then by the clock."""
    newest = case.newest
    if newest is None or newest.status != "started" or not case.record.is_open:
        return NOTHING
    end = newest.window.end
    if end is None or newest.content.end_uncertainty == PAST:
        return NOTHING
    if case.now < end + GRACE:
        return Asked(due=(end + GRACE,))
    content = replace(
        newest.content, cause=PAST, end_uncertainty=PAST, next_update_due=often(case, None)
    )
    return case.ask_draft("updated", content, PAST, approval="rule", planned=case.thread.planned)


def end_told_at(thread: Thread, newest: Notice) -> datetime:
    """When the announced end was told first, or when the outage began, whichever was later."""
    told = newest.published_at
    for revision in reversed(thread.revisions):
        if revision.notice.window.end != newest.window.end:
            break
        told = revision.notice.published_at
    began = newest.content.actual.start or newest.window.start
    return told if began is None else max(told, began)


def _was_held(thread: Thread, end: datetime) -> bool:
    held = (one.notice for one in thread.revisions if one.notice.kind == "holding")
    return any(notice.window.end == end for notice in held)
