"""An outage that will not come: what was announced is cancelled, what was drafted is withdrawn."""

from __future__ import annotations

from dataclasses import replace

from notices.drafting.case import NOTHING, Asked, Case
from notices.drafting.coming import will_not_come

LEFT_OPEN = "The cutover was abandoned while the system was out of service; its end is not known."


def cancelled(case: Case) -> Asked:
    """That an announced outage does not take place."""
    why = will_not_come(case)
    if not why:
        return _comes_after_all(case)
    newest, draft = case.newest, case.draft
    if newest is None:
        return case.ask_withdrawal(draft, why) if draft is not None else NOTHING
    if newest.status not in ("provisional", "firm"):
        return NOTHING
    down = case.thread.turned_down
    drafted = draft is not None and draft.kind == "cancelled"
    if drafted or (down is not None and down.kind == "cancelled" and down.because == why):
        return NOTHING
    content = replace(newest.content, cause=why, next_update_due=None, end_uncertainty="")
    return case.ask_draft(
        "cancelled", content, why, needed_by=newest.window.start, planned=case.thread.planned
    )


def left_open(case: Case) -> Asked:
    """That the run was abandoned while a system was out of service; drafted once."""
    newest, state = case.newest, case.view.state
    closed, draft, down = state.closed_at, case.draft, case.thread.turned_down
    if newest is None or newest.status != "started" or not case.record.is_open:
        return NOTHING
    if state.status != "abandoned" or closed is None or newest.content.cause == LEFT_OPEN:
        return NOTHING
    if any(one is not None and one.content.cause == LEFT_OPEN for one in (draft, down)):
        return NOTHING
    content = replace(
        newest.content, cause=LEFT_OPEN, end_uncertainty=LEFT_OPEN, next_update_due=None
    )
    return case.ask_draft("updated", content, LEFT_OPEN, planned=case.thread.planned)


def _comes_after_all(case: Case) -> Asked:
    draft = case.draft
    if draft is None or draft.kind != "cancelled":
        return NOTHING
    return case.ask_withdrawal(draft, "It is to take place after all.")
