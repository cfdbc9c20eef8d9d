"""An outage began: told at once, whether anybody let its announcement out or not.

One that was said to be over, or not to come, and is open all the same is told too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from notices.core.notice import Content, Window
from notices.drafting.case import NOTHING, Asked, Case
from notices.drafting.content import content_of
from notices.drafting.next_word import meanwhile
from notices.drafting.promising import promised
from notices.drafting.resuming import named, to_be_awaited
from notices.drafting.rounding import rounded_up
from notices.drafting.texts import texts_of

AGAIN = "What was told before does not hold: the system is out of service."


def started(case: Case) -> Asked:
    """That the outage began."""
    record, newest = case.record, case.newest
    opened = record.opened_at
    if opened is None or not record.is_open or case.view.outage(case.subject.outage) is None:
        return NOTHING
    if newest is not None and newest.status == "started":
        return NOTHING
    content = _announced(case, opened)
    over = newest is not None and newest.over
    content = replace(
        content,
        cause=AGAIN if over else _purpose(case),
        actual=Window(start=opened if _seen(case) else None, end=None),
        turned_back=False,
        resume_at=named(case, to_be_awaited(case)),
        all_clear_at=None,
        end_uncertainty="",
        stays_closed=case.subject.stays,
        next_update_due=meanwhile(case, content.window, since=opened),
    )
    return case.ask_draft(
        "started",
        content,
        "The outage began.",
        planned=case.thread.planned,
        texts=texts_of(case) if newest is None else None,
    )


def _announced(case: Case, opened: datetime) -> Content:
    """What was announced; of what was not, the window as it stands now."""
    if case.newest is not None:
        return case.newest.content
    planned = case.view.planned(case.subject.outage)
    outage = case.view.outage(case.subject.outage)
    end = planned.end if planned else None
    if end is None:
        found = case.view.plan.outages.get(case.subject.outage)
        end = found.end if found else None
    expected = case.view.expected(outage.closes) if outage else None
    if end is None or end <= case.now or (expected is not None and expected > end):
        end = rounded_up(
            expected or case.now + case.policy.update_every, case.policy.round_to, case.policy.zone
        )
    return content_of(case, promised(case, Window(start=opened, end=end)))


def _purpose(case: Case) -> str:
    return " ".join(case.view.state.runbook.title.split())


def _seen(case: Case) -> bool:
    """Whether its opening is known: not of one that was open when the run was opened."""
    planned = case.view.plan.outages.get(case.subject.outage)
    return planned is None or planned.opens_in_scope
