"""An outage ended: restored, replaced or retired, with its actual times, and never "resume".

For those for whom the system stays closed it is an update: open for others, still closed for them.
Turned back, it is restored for everybody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from notices.core.notice import Content, Notice, Window
from notices.drafting.case import NOTHING, Asked, Case
from notices.drafting.content import content_of
from notices.drafting.next_word import behind
from notices.drafting.resuming import awaited_by, expected_of, named, stays_until
from rehearsals.core.plan.returned import ended_by_way_back
from runbooks.outages import Outage

STAYS_CLOSED = "The system is open again for others; it stays closed for you."
_OVER = ("completed", "cancelled")


def ended(case: Case) -> Asked:
    """That the outage ended."""
    closed, newest = case.record.closed_at, case.newest
    outage = case.view.outage(case.subject.outage)
    if closed is None or outage is None or (newest is not None and newest.status in _OVER):
        return NOTHING
    back = ended_by_way_back(case.view.state, case.subject.outage)
    content = _as_ended(case, closed, outage, back=back)
    if case.subject.stays and not back:
        return _stays(case, newest, content)
    because = "The outage ended." if not back else "The outage ended: the cutover was turned back."
    return case.ask_draft("completed", content, because, planned=case.thread.planned)


def _as_ended(case: Case, closed: datetime, outage: Outage, *, back: bool) -> Content:
    opened = case.record.opened_at
    newest = case.newest
    before = newest.content if newest else content_of(case, Window(start=opened, end=closed))
    awaited = awaited_by(case)
    return replace(
        before,
        cause=content_of(case, before.window).cause,
        open_ended=False,
        end_uncertainty="",
        actual=Window(start=before.actual.start or opened, end=closed),
        stays_closed=False,
        returns="restored" if back else outage.returns,
        replaced_by=None if back else before.replaced_by,
        turned_back=back,
        resume_at=named(case, awaited),
        next_update_due=behind(case, expected_of(case, awaited)) if awaited else None,
    )


def _stays(case: Case, newest: Notice | None, content: Content) -> Asked:
    """Told once, by rule: nothing is asked of anybody, and it opens for nobody."""
    if newest is None or newest.content.actual.end is not None:
        return NOTHING
    awaited = awaited_by(case)
    until = stays_until(case) or expected_of(case, awaited)
    content = replace(
        content,
        cause=STAYS_CLOSED,
        stays_closed=True,
        open_ended=True,
        window=Window(
            start=content.window.start, end=until if until and until > case.now else None
        ),
        backlog_clear_by=None,
    )
    because = "The outage ended; the system stays closed for this audience."
    return case.ask_draft("updated", content, because, approval="rule", planned=case.thread.planned)
