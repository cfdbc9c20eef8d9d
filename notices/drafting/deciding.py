"""The start decision: a go makes notices firm, a no-go says that the start is put off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from notices.core.notice import Notice
from notices.drafting.case import NOTHING, Asked, Case
from notices.drafting.coming import is_ahead
from notices.drafting.content import content_of
from notices.drafting.expected_window import should_be
from notices.drafting.next_word import before_start, gate_of
from rehearsals.core.gates.events import GateDecided
from rehearsals.core.state import Decision

POSTPONED = "The start is put off; the new time is not known yet."
#: The next word behind a no-go, at the latest.
_SOON = timedelta(hours=12)


def decided(case: Case) -> Asked:
    """What the start decision means for the notice."""
    gate, newest = gate_of(case), case.newest
    if gate is None or newest is None or newest.status not in ("provisional", "firm"):
        return NOTHING
    if not is_ahead(case):
        return NOTHING
    record = case.view.state.gate(gate.id)
    if record.passed:
        return _firm(case, newest)
    last = record.last
    if last is None or not _is_no(last):
        return NOTHING
    return _put_off(case, newest, last)


def is_put_off(case: Case) -> bool:
    """Whether it was told that the start is put off, and nobody has said go since."""
    gate, newest = gate_of(case), case.newest
    if gate is None or newest is None or case.view.state.gate(gate.id).passed:
        return False
    return newest.content.end_uncertainty == POSTPONED


def _firm(case: Case, newest: Notice) -> Asked:
    put_off = newest.content.end_uncertainty == POSTPONED
    if newest.status == "firm" and not put_off:
        return NOTHING
    if put_off and should_be(case, newest.window, case.thread.planned) is not None:
        # Its time must be told anew first, and somebody approves that.
        return NOTHING
    content = replace(
        newest.content,
        cause=content_of(case, newest.window).cause,
        end_uncertainty="" if put_off else newest.content.end_uncertainty,
        next_update_due=before_start(case, newest.window.start, firm=True),
    )
    if case.draft is not None and case.draft.kind == "firm":
        return NOTHING
    return case.ask_draft(
        "firm", content, "The start decision was go.", planned=case.thread.planned
    )


def _put_off(case: Case, newest: Notice, last: Decision) -> Asked:
    """That the outage does not come when it was announced; drafted once for a decision."""
    told = [one.notice for one in case.thread.revisions if one.notice.published_at >= last.at]
    down, draft = case.thread.turned_down, case.draft
    if any(one.kind in ("updated", "rescheduled", "cancelled") for one in told):
        return NOTHING
    if draft is not None and draft.drafted_at >= last.at:
        return NOTHING
    if down is not None and down.kind == "updated" and down.drafted_at >= last.at:
        return NOTHING
    said = "no-go" if isinstance(last.what, GateDecided) else "taken back"
    content = replace(
        newest.content,
        cause=f"The start decision was {said}.",
        end_uncertainty=POSTPONED,
        next_update_due=case.now + min(_SOON, case.policy.update_every),
    )
    return case.ask_draft(
        "updated",
        content,
        f"The start decision was {said}: {last.what.reason}",
        needed_by=newest.window.start,
        planned=case.thread.planned,
    )


def _is_no(last: Decision) -> bool:
    return not isinstance(last.what, GateDecided) or last.what.outcome == "no_go"
