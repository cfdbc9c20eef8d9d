"""What has been is told as it was: nobody announces a window anew that is over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notices.core.asked import DraftNotice, WriteNotice, WriteUpdate
from notices.core.notice import Window
from rehearsals.testing import at
from tests.notices.factories import EES, Notices, a_content, code_of


def over() -> Notices:
    """A notice of EES that was out from minute -60 to 0, announced until 120."""
    notices = Notices()
    content = a_content(window=Window(start=at(-60), end=at(120)))
    for kind, actual in (("started", Window(start=at(-60), end=None)),
                         ("completed", Window(start=at(-60), end=at(0)))):  # fmt: skip
        notices.keep(
            0, DraftNotice, notice=EES, outage="OUT-EES", kind=kind,
            content=replace(content, actual=actual, resume_at="the all-clear"),
            because="it happened", approval="rule",
        )  # fmt: skip
    return notices


@pytest.mark.parametrize("moved", [{"start": at(10)}, {"end": at(60)}, {"end": at(-30)}])
def test_a_window_that_is_over_is_not_announced_anew(moved: dict[str, object]) -> None:
    """An end that is told after the end confuses whoever reads by machine."""
    answer = over().ask(5, WriteUpdate, notice=EES, cause="x", **moved)
    assert code_of(answer) == "window-is-past"


def test_words_may_be_updated_when_it_is_over() -> None:
    """As long as the all-clear is awaited."""
    notices = over()
    notices.ask(5, WriteUpdate, notice=EES, cause="The backlog is worked off.")
    assert notices.newest.kind == "updated"


def test_the_start_of_ones_own_notice_is_put_right() -> None:
    """Nobody else knows when an emergency began."""
    notices = Notices()
    content = a_content(window=Window(start=at(-5), end=at(60)))
    notices.ask(0, WriteNotice, name="NTC-1", content=content)
    notices.ask(5, WriteUpdate, notice="DR1-NTC-1", cause="Earlier.", start=at(-20))
    newest = notices.book.threads["DR1-NTC-1"].newest
    assert newest is not None
    assert newest.window.start == at(-20)
