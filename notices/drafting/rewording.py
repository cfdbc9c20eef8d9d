"""What the runbook says of an outage was amended, and its window was not: told as an update.

Once an outage has opened the run takes no amendment of it but of its end.
"""

from __future__ import annotations

from dataclasses import replace

from notices.core.notice import Notice
from notices.drafting.case import NOTHING, Asked, Case
from notices.drafting.coming import is_ahead
from notices.drafting.content import content_of
from notices.drafting.hard_limit import past_limit
from notices.drafting.next_word import before_start
from notices.drafting.texts import changed_texts, texts_of, with_texts

REWORDED = "What you are asked to do, or are told of this outage, has changed."


def reworded(case: Case) -> Asked:
    """That other texts hold; what is drafted anew with its window has them anyway."""
    newest = case.newest
    if newest is None or not _may_have_changed(case, newest):
        return NOTHING
    texts = texts_of(case)
    names, draft = changed_texts(case, texts), case.draft
    mine = draft is not None and draft.kind == "updated" and bool(draft.texts)
    if not names:
        told_again = "The runbook says again what was told."
        return case.ask_withdrawal(draft, told_again) if draft and mine else NOTHING
    if draft is not None and (not mine or (draft.texts == texts and not _is_stale(case))):
        return NOTHING
    down = case.thread.turned_down
    if down is not None and down.kind == "updated" and down.texts == texts:
        return NOTHING
    content = with_texts(newest.content, content_of(case, newest.window), names)
    due = before_start(case, newest.window.start, firm=newest.status == "firm")
    content = replace(content, cause=REWORDED, next_update_due=due)
    said = ", ".join(name.replace("_", " ") for name in names)
    return case.ask_draft(
        "updated",
        content,
        f"The runbook was amended: {said}.{past_limit(case, content)}",
        needed_by=newest.window.start,
        planned=case.thread.planned,
        texts=texts,
    )


def _may_have_changed(case: Case, newest: Notice) -> bool:
    if newest.status not in ("provisional", "firm") or not is_ahead(case):
        return False
    return any(one.status == "approved" for one in case.view.state.amendments)


def _is_stale(case: Case) -> bool:
    """Whether the open draft promises what is past."""
    due = case.draft.content.next_update_due if case.draft else None
    return due is not None and due <= case.now
