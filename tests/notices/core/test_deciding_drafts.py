"""Drafts of notices: made, approved, turned down, replaced."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from notices.core.asked import ApproveDraft, DraftNotice, RejectDraft, WithdrawDraft
from notices.core.notice import Window
from rehearsals.testing import at
from tests.notices.factories import EES, NIGHT, Notices, a_content, code_of, plain_words


def draft(notices: Notices, minutes: float = 0, **changes: Any) -> Any:
    """Have the keeper draft something, a provisional notice unless said otherwise."""
    fields: dict[str, Any] = {
        "notice": EES,
        "outage": "OUT-EES",
        "kind": "provisional",
        "content": a_content(),
        "because": "it is planned",
    }
    return notices.keep(minutes, DraftNotice, **{**fields, **changes})


def by_rule(notices: Notices, minutes: float, kind: str, **changes: Any) -> Any:
    """Have a rule let something out."""
    thread = notices.book.thread(EES)
    newest = thread.newest if thread else None
    content = newest.content if newest else a_content()
    return draft(
        notices, minutes, **{"kind": kind, "approval": "rule", "content": content, **changes}
    )


def announced(words: Any = None) -> Notices:
    """A provisional notice that ann approved at minute 1."""
    notices = Notices(words=words)
    draft(notices)
    notices.ask(1, ApproveDraft, draft=f"{EES}#1")
    return notices


def started(end_in: float = 480) -> Notices:
    """An outage that began at minute 10 and is announced to end so many minutes after opening."""
    notices = Notices()
    content = a_content(window=Window(start=at(10), end=at(end_in)))
    by_rule(notices, 10, "started", content=content)
    return notices


def test_a_draft_waits_for_its_approver_and_says_nothing() -> None:
    """It is numbered from 1, and nothing is out."""
    notices = Notices()
    draft(notices)
    assert notices.draft.id == f"{EES}#1"
    assert notices.thread.newest is None


def test_an_approved_draft_is_revision_0_in_the_approvers_name() -> None:
    """With its words frozen, and no draft left."""
    notices = announced()
    assert (notices.newest.revision, notices.newest.kind) == (0, "provisional")
    assert notices.newest.approved_by == "ann"
    assert notices.thread.revisions[0].text == f"{EES}/0 provisional"
    assert notices.thread.draft is None


def test_a_rule_publishes_at_once_and_is_named() -> None:
    """No draft comes between."""
    notices = announced()
    by_rule(notices, 2, "firm")
    assert (notices.newest.key, notices.newest.status) == (f"{EES}/1", "firm")
    assert notices.newest.approved_by == "rule: the start decision was go"


def test_what_the_linter_finds_fault_with_no_rule_lets_out() -> None:
    """It becomes a draft that says what to put right, for a person."""
    notices = Notices(words=plain_words(["There is no system."]))
    by_rule(notices, 0, "started")
    assert notices.draft.approval == "person"
    assert "There is no system." in notices.draft.because


def test_nobody_approves_a_malformed_notice() -> None:
    """It is refused with what is wrong."""
    notices = Notices(words=plain_words(["There is no system."]))
    draft(notices)
    assert code_of(notices.ask(1, ApproveDraft, draft=f"{EES}#1")) == "notice-malformed"


def test_a_newer_draft_takes_the_place_of_the_older() -> None:
    """Who approves the older one is told which one to look at."""
    notices = Notices()
    draft(notices)
    draft(notices, 1)
    answer = notices.ask(2, ApproveDraft, draft=f"{EES}#1")
    assert code_of(answer) == "draft-superseded"
    assert f"{EES}#2" in str(answer)


@pytest.mark.parametrize("name", ["nonsense", f"{EES}#2", f"{EES}#0", f"{EES}#x", "DR1-OUT-X#1"])
def test_a_draft_that_there_is_not_is_unknown(name: str) -> None:
    """Nothing is approved by a slip of the hand."""
    notices = Notices()
    draft(notices)
    assert code_of(notices.ask(1, ApproveDraft, draft=name)) == "unknown-draft"


def test_an_approver_may_change_the_end_and_what_is_to_be_done() -> None:
    """What hangs on the end moves with it."""
    notices = Notices()
    draft(notices, content=a_content(backlog_clear_by=NIGHT + timedelta(hours=9)))
    notices.ask(
        1,
        ApproveDraft,
        draft=f"{EES}#1",
        end=NIGHT + timedelta(hours=10),
        action_required="Wait.",
    )
    content = notices.newest.content
    assert content.window.end == NIGHT + timedelta(hours=10)
    assert content.backlog_clear_by == NIGHT + timedelta(hours=11)
    assert content.action_required == "Wait."


def test_a_draft_turned_down_is_remembered_with_its_reason() -> None:
    """So that it is not drafted again for the same."""
    notices = Notices()
    draft(notices)
    assert code_of(notices.ask(1, RejectDraft, draft=f"{EES}#1", reason=" ")) == "reason-missing"
    notices.ask(1, RejectDraft, draft=f"{EES}#1", reason="not yet")
    assert notices.thread.draft is None
    assert notices.thread.rejected == ("provisional", "it is planned", NIGHT + timedelta(hours=8))


def test_what_the_keeper_takes_back_was_not_turned_down() -> None:
    """It may be drafted again."""
    notices = Notices()
    draft(notices)
    notices.keep(1, WithdrawDraft, draft=f"{EES}#1", reason="no more")
    assert (notices.thread.draft, notices.thread.rejected) == (None, None)


def test_the_window_before_and_the_changed_fields_are_named() -> None:
    """Suppliers see what is new."""
    notices = announced()
    before = notices.newest.window
    moved = Window(start=NIGHT + timedelta(hours=1), end=before.end)
    draft(notices, 2, kind="rescheduled", content=a_content(window=moved, cause="late"))
    notices.ask(3, ApproveDraft, draft=f"{EES}#2")
    assert notices.newest.previous_window == before
    assert notices.newest.changed == ("cause", "window")
    assert notices.newest.created_at == at(1)
    assert notices.newest.status == "provisional"


def test_an_extension_must_be_later_than_what_was_announced() -> None:
    """Anything else extends nothing."""
    notices = started(end_in=480)
    content = a_content(window=Window(start=at(10), end=at(510)))
    draft(notices, 20, kind="extended", content=content)
    name = notices.draft.id
    assert code_of(notices.ask(21, ApproveDraft, draft=name, end=at(480))) == "end-not-later"
    notices.ask(21, ApproveDraft, draft=name)
    assert (notices.newest.window.end, notices.newest.status) == (at(510), "started")


def test_an_extension_approved_after_its_own_end_is_refused() -> None:
    """It would announce a time that is past."""
    notices = started(end_in=60)
    content = a_content(window=Window(start=at(10), end=at(90)))
    draft(notices, 50, kind="extended", content=content)
    answer = notices.ask(95, ApproveDraft, draft=notices.draft.id)
    assert code_of(answer) == "end-in-the-past"
    notices.ask(95, ApproveDraft, draft=notices.draft.id, end=at(150))
    assert notices.newest.window.end == at(150)


def test_the_next_update_is_promised_for_a_time_to_come() -> None:
    """Never for one that is past when it goes out."""
    notices = Notices()
    draft(notices, content=a_content(next_update_due=at(5)))
    answer = notices.ask(6, ApproveDraft, draft=f"{EES}#1")
    assert code_of(answer) == "next-update-in-the-past"
    notices.ask(6, ApproveDraft, draft=f"{EES}#1", next_update_due=at(30))
    assert notices.newest.content.next_update_due == at(30)


def test_what_comes_too_late_is_withdrawn_when_it_begins() -> None:
    """An announcement that nobody let out is of no use once the outage has begun."""
    notices = Notices()
    draft(notices)
    by_rule(notices, 10, "started")
    assert (notices.newest.key, notices.newest.status) == (f"{EES}/0", "started")
    assert notices.thread.draft is None


def test_a_holding_notice_leaves_the_extension_lying() -> None:
    """It may still be approved."""
    notices = started()
    content = a_content(window=Window(start=at(10), end=at(510)))
    draft(notices, 20, kind="extended", content=content)
    by_rule(notices, 430, "holding")
    assert notices.thread.draft is not None
    assert notices.newest.kind == "holding"


@pytest.mark.parametrize("kind", ["extended", "holding", "all_clear"])
def test_what_fits_only_behind_the_start_is_refused_before_it(kind: str) -> None:
    """Nothing is extended that has not begun."""
    notices = announced()
    assert code_of(by_rule(notices, 2, kind)) == "kind-out-of-place"


def test_a_cancelled_notice_takes_nothing_more() -> None:
    """Whoever has something to say writes a new one."""
    notices = announced()
    by_rule(notices, 2, "cancelled")
    assert code_of(by_rule(notices, 3, "updated")) == "notice-over"


def test_a_completed_notice_takes_the_all_clear_alone() -> None:
    """And once."""
    notices = started()
    by_rule(notices, 400, "completed")
    assert code_of(by_rule(notices, 401, "updated")) == "notice-over"
    content = a_content(all_clear_at=at(402))
    by_rule(notices, 402, "all_clear", content=content)
    assert (notices.newest.kind, notices.newest.status) == ("all_clear", "completed")
    assert code_of(by_rule(notices, 403, "all_clear", content=content)) == "notice-over"


def test_while_the_all_clear_is_awaited_updates_are_taken() -> None:
    """Each says when the next is due."""
    notices = started()
    content = a_content(resume_at="the all-clear (END)", next_update_due=at(460))
    by_rule(notices, 400, "completed", content=content)
    by_rule(notices, 460, "updated", content=a_content(resume_at="the all-clear (END)"))
    assert (notices.newest.kind, notices.newest.status) == ("updated", "completed")


def test_only_the_all_clear_says_that_work_may_be_resumed() -> None:
    """A completed notice that said so would be believed."""
    notices = started()
    answer = by_rule(notices, 400, "completed", content=a_content(all_clear_at=at(400)))
    assert code_of(answer) == "all-clear-first"


def test_an_end_taken_back_is_told_as_a_start() -> None:
    """What was said to be over is open again."""
    notices = started()
    by_rule(notices, 400, "completed")
    by_rule(notices, 401, "started")
    assert notices.newest.status == "started"
