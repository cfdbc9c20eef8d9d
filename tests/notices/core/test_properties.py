"""What holds of notices whatever is asked, in whatever order."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from notices.core import asked as a
from notices.core.apply import apply_notices
from notices.core.book import CODEC, NOTHING_SAID
from notices.core.notice import Window
from notices.core.state import NoticeBook
from notices.core.words import KINDS, Approval
from rehearsals.testing import at
from tests.notices.factories import EES, Notices, a_content

_MINUTES = st.integers(min_value=-60, max_value=600)


@st.composite
def contents(draw: st.DrawFn) -> Any:
    """Contents whose windows, promises and all-clears are anything."""
    start, end = draw(_MINUTES), draw(_MINUTES)
    due, clear = draw(st.none() | _MINUTES), draw(st.none() | _MINUTES)
    return a_content(
        window=Window(start=at(start), end=at(end)),
        next_update_due=None if due is None else at(due),
        resume_at=draw(st.sampled_from(["", "the all-clear (END)"])),
        all_clear_at=None if clear is None else at(clear),
    )


def _asked(kind: type[Any], channel: str, /, **fields: Any) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(fields).map(lambda given: (kind, channel, given))


_DRAFT = st.integers(min_value=1, max_value=6).map(lambda number: f"{EES}#{number}")
_RUNGS = st.sampled_from(["24h", "1h"])
COMMANDS = st.one_of(
    _asked(
        a.DraftNotice,
        "engine",
        notice=st.just(EES),
        outage=st.just("OUT-EES"),
        kind=st.sampled_from(KINDS),
        content=contents(),
        because=st.just("so"),
        approval=st.sampled_from(get_args(Approval)),
    ),
    _asked(a.ApproveDraft, "cli", draft=_DRAFT, end=st.none() | _MINUTES.map(at)),
    _asked(a.RejectDraft, "cli", draft=_DRAFT, reason=st.just("no")),
    _asked(a.WithdrawDraft, "engine", draft=_DRAFT, reason=st.just("gone")),
    _asked(
        a.WriteUpdate,
        "cli",
        notice=st.just(EES),
        kind=st.sampled_from(KINDS),
        cause=st.just("by hand"),
        end=st.none() | _MINUTES.map(at),
    ),
    _asked(a.IssueReminder, "engine", notice=st.just(EES), rung=_RUNGS),
    _asked(a.SkipReminder, "engine", notice=st.just(EES), rung=_RUNGS, reason=st.just("late")),
)


def played(steps: list[tuple[type[Any], str, dict[str, Any]]]) -> tuple[Notices, list[NoticeBook]]:
    """The book after some commands, one each ten minutes, and how it stood after each."""
    notices, stood = Notices(), []
    for number, (kind, channel, fields) in enumerate(steps):
        notices.ask(number * 10, kind, channel=channel, **fields)
        stood.append(notices.book)
    return notices, stood


@settings(max_examples=150, deadline=None)
@given(st.lists(COMMANDS, max_size=25))
def test_revisions_count_up_and_never_change(steps: list[Any]) -> None:
    """From 0, one at a time; what is out stays as it was."""
    _, stood = played(steps)
    before: tuple[Any, ...] = ()
    for book in stood:
        thread = book.thread(EES)
        revisions = thread.revisions if thread else ()
        assert [one.notice.revision for one in revisions] == list(range(len(revisions)))
        assert revisions[: len(before)] == before
        before = revisions


@settings(max_examples=150, deadline=None)
@given(st.lists(COMMANDS, max_size=25))
def test_one_draft_lies_open_at_most_and_is_the_last(steps: list[Any]) -> None:
    """What it replaced cannot go out any more."""
    _, stood = played(steps)
    for book in stood:
        for thread in book.threads.values():
            assert thread.draft is None or thread.draft.id == f"{EES}#{thread.drafted}"
        assert len(book.drafts) <= len(book.threads)


@settings(max_examples=150, deadline=None)
@given(st.lists(COMMANDS, max_size=25))
def test_nobody_is_told_to_resume_before_the_all_clear(steps: list[Any]) -> None:
    """No revision says that it was given unless it, or one before it, gave it."""
    notices, _ = played(steps)
    thread = notices.book.thread(EES)
    given_ = False
    for revision in thread.revisions if thread else ():
        given_ = given_ or revision.notice.kind == "all_clear"
        assert given_ or revision.notice.content.all_clear_at is None


@settings(max_examples=100, deadline=None)
@given(st.lists(COMMANDS, max_size=25))
def test_what_the_journal_gives_back_folds_to_the_same(steps: list[Any]) -> None:
    """Every fact survives being written down."""
    notices, _ = played(steps)
    book = NOTHING_SAID
    for fact in notices.facts:
        book = apply_notices(book, CODEC.from_entry(CODEC.to_entry(fact)))
    assert book == notices.book


@settings(max_examples=150, deadline=None)
@given(st.lists(COMMANDS, max_size=25))
def test_an_announced_end_is_never_brought_forward_once_begun(steps: list[Any]) -> None:
    """People have planned by it."""
    notices, _ = played(steps)
    thread = notices.book.thread(EES)
    revisions = [one.notice for one in thread.revisions] if thread else []
    for before, after in pairwise(revisions):
        if before.status == after.status == "started":
            assert before.window.end is not None
            assert after.window.end is not None
            assert after.window.end >= before.window.end
