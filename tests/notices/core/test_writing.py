"""What is written by hand: updates of what is out, and notices of somebody's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from notices.core.asked import DraftNotice, WriteNotice, WriteUpdate
from notices.core.notice import Window
from rehearsals.testing import at
from tests.notices.factories import EES, Notices, a_content, code_of, plain_words


def told(kind: str = "firm", **changes: Any) -> Notices:
    """A notice of EES that a rule let out at minute 0, from minute 60 to 120."""
    notices = Notices()
    window = Window(start=at(60 if kind == "firm" else -60), end=at(120))
    content = replace(a_content(window=window), **changes)
    notices.keep(
        0,
        DraftNotice,
        notice=EES,
        outage="OUT-EES",
        kind=kind,
        content=content,
        because="planned",
        approval="rule",
    )
    return notices


def test_an_update_is_its_writers_approval() -> None:
    """It goes out at once, in their name, and leaves what it does not mention."""
    notices = told(next_update_due=at(50))
    notices.ask(5, WriteUpdate, notice=EES, cause="The fog is thick.")
    newest = notices.newest
    assert (newest.kind, newest.status, newest.approved_by) == ("updated", "firm", "ann")
    assert newest.changed == ("cause",)
    assert newest.content.next_update_due == at(50)


def test_a_promise_that_is_past_is_not_repeated() -> None:
    """Without another time there is none."""
    notices = told(next_update_due=at(4))
    notices.ask(5, WriteUpdate, notice=EES, cause="late")
    assert notices.newest.content.next_update_due is None


def test_an_update_that_moves_the_start_is_told_as_rescheduled() -> None:
    """Whatever its writer called it."""
    notices = told()
    notices.ask(5, WriteUpdate, notice=EES, cause="late", start=at(90))
    assert (notices.newest.kind, notices.newest.previous_window) == (
        "rescheduled",
        Window(start=at(60), end=at(120)),
    )


def test_before_the_start_an_announced_end_may_be_brought_forward() -> None:
    """Nobody counts on it yet."""
    notices = told()
    notices.ask(5, WriteUpdate, notice=EES, cause="quick", end=at(100))
    assert notices.newest.window.end == at(100)


def test_once_begun_an_end_is_put_off_and_not_brought_forward() -> None:
    """Whoever planned by it would come too late; an earlier end is told when it is there."""
    notices = told("started")
    answer = notices.ask(5, WriteUpdate, notice=EES, cause="quick", end=at(100))
    assert code_of(answer) == "end-brought-forward"
    notices.ask(6, WriteUpdate, notice=EES, cause="slow", end=at(150))
    assert (notices.newest.kind, notices.newest.window.end) == ("extended", at(150))


@pytest.mark.parametrize("kind", ["started", "completed", "firm"])
def test_what_the_run_tells_nobody_says_by_hand(kind: str) -> None:
    """That an outage of the runbook began is a fact of the run."""
    notices = told()
    answer = notices.ask(5, WriteUpdate, notice=EES, cause="I say so", kind=kind)
    assert code_of(answer) == "told-by-the-run"


def test_an_update_of_what_is_not_out_is_refused() -> None:
    """There is nothing to update."""
    answer = Notices().ask(5, WriteUpdate, notice=EES, cause="hello")
    assert code_of(answer) == "nothing-published"


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    """And so is a malformed text."""
    notices = told()
    answer = notices.ask(5, WriteUpdate, notice=EES, cause="x", start=at(130))
    assert code_of(answer) == "end-not-after-start"
    notices.words = plain_words(["too long"])
    assert code_of(notices.ask(5, WriteUpdate, notice=EES, cause="x")) == "notice-malformed"


def test_an_emergency_that_has_begun_is_told_as_started() -> None:
    """Under the name of the run and its own."""
    notices = Notices()
    content = a_content(reason="emergency", window=Window(start=at(-5), end=at(60)))
    notices.ask(0, WriteNotice, name="NTC-1", content=content)
    newest = notices.book.threads["DR1-NTC-1"].newest
    assert newest is not None
    assert (newest.kind, newest.outage) == ("started", "")
    assert newest.content.actual.start == at(-5)


def test_ones_own_notice_is_completed_by_hand() -> None:
    """Nothing in the run would say it."""
    notices = Notices()
    content = a_content(window=Window(start=at(-5), end=at(60)))
    notices.ask(0, WriteNotice, name="NTC-1", content=content)
    notices.ask(30, WriteUpdate, notice="DR1-NTC-1", kind="completed", cause="It works again.")
    newest = notices.book.threads["DR1-NTC-1"].newest
    assert newest is not None
    assert (newest.status, newest.content.actual) == ("completed", Window(start=at(-5), end=at(30)))


@pytest.mark.parametrize("name", ["", "a/b", "x y", "-1", "N" * 49])
def test_a_name_that_would_break_a_key_is_refused(name: str) -> None:
    """It stands in addresses and file names."""
    content = a_content(window=Window(start=at(60), end=at(90)))
    answer = Notices().ask(0, WriteNotice, name=name, content=content)
    assert code_of(answer) == "name-malformed"


@pytest.mark.parametrize("name", ["OUT-EES", "OUT-EES-STAYS", "NTC-1"])
def test_a_name_that_is_taken_is_refused(name: str) -> None:
    """Also by an outage of which nothing was told yet."""
    notices = Notices()
    content = a_content(window=Window(start=at(60), end=at(90)))
    notices.ask(0, WriteNotice, name="NTC-1", content=content)
    assert code_of(notices.ask(1, WriteNotice, name=name, content=content)) == "name-taken"
