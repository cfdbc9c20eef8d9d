"""Reminders, warnings and told tasks as facts; announced ends."""

from __future__ import annotations

from notices.core.announced import announced_ends
from notices.core.asked import DraftNotice, FulfilTask, IssueReminder, SkipReminder, WarnApprover
from notices.core.notice import Window
from rehearsals.testing import at
from tests.notices.factories import EES, Notices, a_content, code_of


def told(*kinds: str) -> Notices:
    """Revisions of these kinds, one a minute, of an outage from minute 60 to 120."""
    notices = Notices()
    for minute, kind in enumerate(kinds):
        notices.keep(
            minute,
            DraftNotice,
            notice=EES,
            outage="OUT-EES",
            kind=kind,
            content=a_content(window=Window(start=at(60), end=at(120))),
            because="so",
            approval="rule",
        )
    return notices


def test_a_reminder_is_no_revision() -> None:
    """It has words of its own, and the revision it reminds of."""
    notices = told("firm")
    notices.keep(5, IssueReminder, notice=EES, rung="1h")
    (reminder,) = notices.thread.reminders
    assert (reminder.revision, reminder.rung) == (0, "1h")
    assert reminder.text == f"{EES}/0 firm 1h"
    assert len(notices.thread.revisions) == 1


def test_nobody_is_reminded_twice_or_after_a_skip() -> None:
    """A rung is dealt with once."""
    notices = told("firm")
    notices.keep(5, IssueReminder, notice=EES, rung="1h")
    assert code_of(notices.keep(6, IssueReminder, notice=EES, rung="1h")) == "reminded"
    notices.keep(6, SkipReminder, notice=EES, rung="24h", reason="late")
    assert code_of(notices.keep(7, IssueReminder, notice=EES, rung="24h")) == "reminded"


def test_nobody_is_reminded_of_what_has_begun() -> None:
    """Or of what is not out at all."""
    notices = told("firm", "started")
    assert code_of(notices.keep(5, IssueReminder, notice=EES, rung="1h")) == "too-late-to-remind"
    assert code_of(notices.keep(5, IssueReminder, notice="DR1-X", rung="1h")) == "nothing-published"


def test_a_task_is_told_by_revisions_that_are_out() -> None:
    """Once."""
    notices = told("firm")
    asked = {"task": "TELL", "attempt": 1}
    answer = notices.keep(5, FulfilTask, keys=(f"{EES}/7",), **asked)
    assert code_of(answer) == "nothing-published"
    notices.keep(5, FulfilTask, keys=(f"{EES}/0",), **asked)
    assert notices.book.fulfilled == {("TELL", 1): (f"{EES}/0",)}
    assert code_of(notices.keep(6, FulfilTask, keys=(f"{EES}/0",), **asked)) == "fulfilled"


def test_a_warning_is_kept_with_its_notice() -> None:
    """Who was warned of what, and by when it was needed."""
    notices = told("firm")
    notices.keep(5, WarnApprover, notice=EES, rung="soon", needed_by=at(9), text="hurry")
    (warning,) = notices.thread.warnings
    assert (warning.rung, warning.needed_by) == ("soon", at(9))


def test_announced_ends_are_what_was_told() -> None:
    """Of an outage that was cancelled there is none."""
    assert announced_ends(told("firm", "started").book) == {"OUT-EES": at(120)}
    assert announced_ends(told("firm", "cancelled").book) == {}
