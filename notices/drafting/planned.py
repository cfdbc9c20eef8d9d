"""An outage that lies ahead: announced as soon as the run is open, and again when it moves."""

from __future__ import annotations

from dataclasses import replace

from notices.core.drafts import Draft
from notices.core.notice import Content, Notice, Window
from notices.core.words import Kind
from notices.drafting.case import NOTHING, Asked, Case
from notices.drafting.coming import is_ahead
from notices.drafting.content import content_of
from notices.drafting.deciding import is_put_off
from notices.drafting.expected_window import first_window, moved_far, planned_window, should_be
from notices.drafting.hard_limit import asked_of, past_limit
from notices.drafting.next_word import before_start, gate_of
from notices.drafting.promising import late_end, reckoned
from notices.drafting.texts import changed_texts, texts_of
from runbooks.clocktime import local

MOVED = "The plan of the cutover moved."
LONGER = "The work is expected to take longer than planned."


def announced(case: Case) -> Asked:
    """The first notice of an outage: provisional up to the start decision, else firm."""
    window = first_window(case)
    if case.newest is not None or not is_ahead(case) or window is None or window.start is None:
        return NOTHING
    if window.end is not None and window.end <= case.now:
        return NOTHING
    gate, draft = gate_of(case), case.draft
    firm = gate is None or case.view.state.gate(gate.id).passed
    kind: Kind = "firm" if firm else "provisional"
    if draft is None and _refused(case, kind, window):
        return NOTHING
    if draft is not None and draft.kind == kind and not _is_stale(case, draft, window):
        return NOTHING
    source = f" ({case.policy.source})" if case.policy.source else ""
    content = _content(case, window, firm=firm)
    because = f"It is planned for {local(window.start, case.policy.zone)}{source}."
    return case.ask_draft(
        kind,
        content,
        f"{because}{reckoned(case, window)}{past_limit(case, content)}",
        # Nobody has seen it yet: a rule makes firm what was approved, and announces nothing.
        approval=asked_of(case, content, case.policy.approval["provisional"]),
        needed_by=case.policy.needed_by(window.start),
        forecast_end=late_end(case),
        planned=planned_window(case),
        texts=texts_of(case),
    )


def rescheduled(case: Case) -> Asked:
    """An announced outage moved before it began: with the plan, or with the night."""
    newest = case.newest
    if newest is None or newest.status not in ("provisional", "firm") or not is_ahead(case):
        return NOTHING
    draft = case.draft if case.draft and case.draft.kind == "rescheduled" else None
    if is_put_off(case) and case.thread.planned == planned_window(case):
        return NOTHING
    wanted = should_be(case, newest.window, case.thread.planned)
    if wanted is None:
        return _no_more(case, draft)
    if draft is not None and not _is_stale(case, draft, wanted):
        return NOTHING
    if draft is None and (_refused(case, "rescheduled", wanted) or case.draft is not None):
        return NOTHING
    return _moved(case, newest, wanted)


def _moved(case: Case, newest: Notice, wanted: Window) -> Asked:
    content, texts = _content(case, wanted, firm=newest.status == "firm"), texts_of(case)
    if "action_required" not in changed_texts(case, texts):
        # What its approver wrote stands as long as the runbook says what it said then.
        content = replace(content, action_required=newest.content.action_required)
    same = newest.window.start == wanted.start and case.thread.planned == planned_window(case)
    content = replace(content, cause=LONGER if same else MOVED)
    starts = [at for at in (newest.window.start, wanted.start) if at is not None]
    because = f"{_moved_from(case, newest.window, wanted)}{reckoned(case, wanted)}"
    return case.ask_draft(
        "rescheduled",
        content,
        f"{because}{past_limit(case, content)}",
        approval=asked_of(case, content, case.policy.approval["rescheduled"]),
        needed_by=min(starts, default=None),
        forecast_end=late_end(case),
        planned=planned_window(case),
        texts=texts,
    )


def _moved_from(case: Case, told: Window, wanted: Window) -> str:
    edge, one, other = "for", told.start, wanted.start
    if one == other:
        edge, one, other = "to end at", told.end, wanted.end
    parts = [local(at, case.policy.zone) for at in (one, other) if at is not None]
    return f"It was announced {edge} {f' and is now expected {edge} '.join(parts)}."


def _content(case: Case, window: Window, *, firm: bool) -> Content:
    due = before_start(case, window.start, firm=firm)
    return replace(content_of(case, window), next_update_due=due)


def _is_stale(case: Case, draft: Draft, wanted: Window) -> bool:
    """Whether an open draft says what does not hold any more, or promises what is past."""
    planned = planned_window(case)
    due = draft.content.next_update_due
    late = due is not None and due <= case.now
    reworded = bool(draft.texts) and draft.texts != texts_of(case)
    moved = draft.planned != planned or moved_far(case, draft.content.window, wanted)
    return late or reworded or moved


def _refused(case: Case, kind: Kind, wanted: Window) -> bool:
    """Whether somebody turned just that down."""
    down = case.thread.turned_down
    if down is None or down.kind != kind or down.planned != planned_window(case):
        return False
    return not moved_far(case, down.content.window, wanted)


def _no_more(case: Case, draft: Draft | None) -> Asked:
    if draft is None:
        return NOTHING
    return case.ask_withdrawal(draft, "It is expected as announced again.")
