"""A promised update is due and nobody has said anything: "no change", with the next time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from notices.core.fitting import awaits_all_clear
from notices.core.notice import Notice
from notices.drafting.case import NOTHING, Asked, Case
from notices.drafting.coming import will_not_come
from notices.drafting.deciding import is_put_off
from notices.drafting.holding import PAST, end_told_at
from notices.drafting.next_word import GRACE, OVERDUE, before_start, behind, meanwhile, often
from notices.drafting.resuming import awaited_by, expected_of, stays_until

UNDECIDED = "No change: the start decision has not been taken yet."
NOT_BEGUN = "No change: the outage has not begun yet."
GOES_ON = "No change: the outage goes on as announced."
PREPARED = "News of this outage is being prepared; until it is out, what was announced stands."
GOES_BACK = "No change: the cutover is being turned back, and the system comes back as it was."
AWAITED = "No change: the all-clear has not been given yet."
STAYS = "No change: the system stays closed for you."


def updates(case: Case) -> Asked:
    """That nothing has changed, once that was promised to be told."""
    newest = case.newest
    due = newest.content.next_update_due if newest else None
    if newest is None or due is None or not goes_on(case, newest):
        return NOTHING
    if case.now < due + GRACE:
        return Asked(again=(due + GRACE,))
    said, following = _said(case, newest)
    content = replace(newest.content, cause=said, next_update_due=following)
    return case.ask_draft(
        "updated",
        content,
        "An update was promised by now.",
        approval="rule",
        planned=case.thread.planned,
    )


def goes_on(case: Case, newest: Notice) -> bool:
    """Whether there is still something to be told of the notice."""
    if newest.status == "completed":
        return awaits_all_clear(newest)
    if newest.status == "started" and newest.outage and newest.content.actual.end is None:
        return case.record.is_open
    return newest.status != "cancelled" and not will_not_come(case)


def _said(case: Case, newest: Notice) -> tuple[str, datetime | None]:
    """What is said, and when the next word is due."""
    start = newest.window.start
    if newest.status in ("provisional", "firm"):
        if is_put_off(case):
            return newest.content.cause, case.now + case.policy.update_every
        firm = newest.status == "firm"
        late = firm or (start is not None and start <= case.now)
        following = before_start(case, start, firm=firm)
        return NOT_BEGUN if late else UNDECIDED, following
    awaited = awaited_by(case)
    if newest.content.stays_closed and newest.content.actual.end is not None:
        last = stays_until(case) is not None and not awaited
        return STAYS, None if last else behind(case, expected_of(case, awaited))
    if newest.status == "completed":
        return AWAITED, behind(case, expected_of(case, awaited))
    return _meanwhile(case, newest)


def _meanwhile(case: Case, newest: Notice) -> tuple[str, datetime]:
    end = newest.window.end
    if end is not None and end <= case.now:
        return PAST, often(case, None)
    following = meanwhile(case, newest.window, since=end_told_at(case.thread, newest))
    said = newest.content.end_uncertainty or _how_it_goes(case, newest)
    if said == PREPARED:
        following = min(following, often(case, end))
    return said, following if following > case.now else case.now + OVERDUE


def _how_it_goes(case: Case, newest: Notice) -> str:
    """What a rule may say: not that nothing has changed while somebody looks at what has."""
    if case.draft is not None and case.draft.kind in ("extended", "updated"):
        return PREPARED
    return GOES_BACK if newest.content.turned_back else GOES_ON
