"""The all-clear: told to those who were told that the outage is over, and wait to resume.

Where a system stays closed for an audience until a date, it stays closed until then, whatever is
done before.
"""

from __future__ import annotations

from dataclasses import replace

from notices.core.fitting import awaits_all_clear
from notices.core.notice import Notice, Window
from notices.drafting.case import NOTHING, Asked, Case
from notices.drafting.resuming import awaited_by, given_at, stays_until

GIVEN_AND_STAYS = "The all-clear was given; for you the system stays closed until the time above."


def all_clear(case: Case) -> Asked:
    """That work may be resumed."""
    newest = case.newest
    if newest is None or newest.content.all_clear_at is not None:
        return NOTHING
    stays = newest.content.stays_closed and newest.content.actual.end is not None
    if not stays and not (newest.status == "completed" and awaits_all_clear(newest)):
        return NOTHING
    until = stays_until(case) if stays else None
    given = given_at(case)
    if until is not None and case.now < until:
        given_here = given is not None and bool(newest.content.resume_at)
        return _stays(case, newest) if given_here else Asked(due=(until,))
    if awaited_by(case) or (given is None and until is None):
        return NOTHING
    at = max(each for each in (given, until) if each is not None)
    content = replace(
        newest.content,
        cause="The all-clear was given.",
        all_clear_at=at,
        next_update_due=None,
        stays_closed=False,
        open_ended=False,
        window=Window(start=newest.window.start, end=at) if stays else newest.window,
    )
    return case.ask_draft(
        "all_clear", content, "The all-clear was given.", planned=case.thread.planned
    )


def _stays(case: Case, newest: Notice) -> Asked:
    """That nothing but the date is waited for; told by rule, once, and nothing follows until it."""
    content = replace(newest.content, cause=GIVEN_AND_STAYS, resume_at="", next_update_due=None)
    return case.ask_draft(
        "updated",
        content,
        "The all-clear was given; the system stays closed for this audience.",
        approval="rule",
        planned=case.thread.planned,
    )
