"""Warning whoever approves: of a draft at once, again when it presses, and when it is too late.

Also before an update that was promised, as long as there is time to write one, and more could be
said than a rule says anyway.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from notices.core.asked import WarnApprover
from notices.core.drafts import Draft
from notices.core.notice import Notice
from notices.drafting.case import NOTHING, Asked, Case, by_keeper
from notices.drafting.deciding import is_put_off
from notices.drafting.holding import end_told_at
from notices.drafting.next_word import holding_at
from notices.drafting.updating import goes_on
from runbooks.clocktime import local

DRAFTED, SOON, TOO_LATE = "drafted", "soon", "overdue"
#: How late a start must be before anybody is asked for a word on it.
LATE = timedelta(minutes=10)


def warnings(case: Case) -> Asked:
    """The warnings of the notice's draft, or of its promised update."""
    return _of_draft(case, case.draft) if case.draft is not None else _of_update(case)


def _of_draft(case: Case, draft: Draft) -> Asked:
    needed = draft.needed_by or draft.drafted_at
    steps = [(draft.drafted_at, DRAFTED)]
    if draft.needed_by is not None:
        soon = needed - case.policy.warn
        steps += [(soon, SOON)] if soon > draft.drafted_at else []
        steps += [(needed, TOO_LATE)]
    # Of several that are due only the gravest is of use.
    rungs = [rung for at, rung in steps if at <= case.now]
    kind = draft.kind.replace("_", " ")
    said = f"A draft ({kind}) of {draft.notice} waits for approval. {draft.because}"
    asked = _warned(case, draft.id, rungs[-1], needed, said) if rungs else NOTHING
    return Asked(commands=asked.commands, due=tuple(at for at, _ in steps if at > case.now))


def _of_update(case: Case) -> Asked:
    newest = case.newest
    needed = newest.content.next_update_due if newest else None
    if newest is None or needed is None or not goes_on(case, newest):
        return NOTHING
    at, otherwise = _worth(case, newest, needed)
    if not otherwise or at <= newest.published_at or needed <= case.now:
        return NOTHING
    if case.now < at:
        return Asked(again=(at,))
    said = (
        f"An update of {newest.id} was promised by {local(needed, case.policy.zone)}; without one "
        f"it is said that {otherwise}."
    )
    return _warned(case, "", SOON, needed, said)


def _worth(case: Case, newest: Notice, needed: datetime) -> tuple[datetime, str]:
    """From when on somebody could say more than a rule would, and what the rule would say.

    Empty where the rule says it all: a warning before each of those would be read by nobody.
    """
    start, end = newest.window.start, newest.window.end
    at = needed - case.policy.warn
    if newest.status == "started" and newest.content.actual.end is None:
        if end is None or needed < holding_at(case, end_told_at(case.thread, newest), end):
            return at, ""
        return at, "the new end is not known" if needed > end else "an overrun is possible"
    if newest.status not in ("provisional", "firm") or start is None:
        return at, ""
    if is_put_off(case):
        return at, "the new time is not known yet"
    return max(at, start + LATE), "the outage has not begun yet" if needed > start else ""


def _warned(case: Case, draft: str, rung: str, needed: datetime, said: str) -> Asked:
    """A warning, unless it was given."""
    if (draft, rung, needed) in {(w.draft, w.rung, w.needed_by) for w in case.thread.warnings}:
        return NOTHING
    asked = WarnApprover(
        **by_keeper(case, "warn", draft, rung, int(needed.timestamp())),
        notice=case.subject.notice,
        draft=draft,
        rung=rung,
        needed_by=needed,
        text=said,
    )
    return Asked(commands=(asked,))
