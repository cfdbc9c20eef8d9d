"""From when to when an outage stands in a calendar, where that is not plain."""

from __future__ import annotations

from datetime import timedelta

from notices.core.notice import Window
from notices.feeds.calendar_span import LEAST, UNKNOWN, span_of
from notices.feeds.calendar_words import summary_of
from tests.notices.feeds.factories import END, START, TOLD, a_notice

LATER = END + timedelta(hours=2)


def test_what_is_announced_stands_until_the_outage_is_completed() -> None:
    """A start that was late moves nothing that was not approved."""
    late = Window(start=START + timedelta(minutes=20), end=None)
    span = span_of(a_notice(status="started", kind="started", content={"actual": late}))
    assert (span.start, span.end, span.notes) == (START, END, ())


def test_what_is_completed_stands_as_it_was() -> None:
    """Then the entry is a record."""
    actual = Window(start=START + timedelta(minutes=20), end=LATER)
    span = span_of(a_notice(status="completed", kind="completed", content={"actual": actual}))
    assert (span.start, span.end) == (actual.start, actual.end)


def test_an_end_that_is_only_not_before_is_said_in_the_title() -> None:
    """The entry itself can only end."""
    notice = a_notice(content={"open_ended": True})
    span = span_of(notice)
    assert span.end == END
    assert summary_of(notice, span) == (
        "EES out of service (until further notice, not before Sat 19 Sep 2026 08:00 BST)"
    )


def test_what_stays_closed_ends_with_the_all_clear() -> None:
    """And not with the end of the outage itself."""
    closed = {"stays_closed": True, "open_ended": True, "actual": Window(start=START, end=END)}
    assert span_of(a_notice(status="completed", content=closed)).beside
    cleared = span_of(a_notice(status="completed", content=closed | {"all_clear_at": LATER}))
    assert (cleared.end, cleared.beside) == (LATER, "")


def test_an_outage_that_had_begun_begins_with_its_first_notice() -> None:
    """And the words say so."""
    span = span_of(a_notice(content={"window": Window(start=None, end=END)}))
    assert (span.start, span.end) == (TOLD, END)
    assert "begun before" in span.notes[0]


def test_one_that_was_told_of_after_its_end_has_a_length_all_the_same() -> None:
    """The end is what is known."""
    before = Window(start=None, end=TOLD - timedelta(hours=3))
    span = span_of(a_notice(content={"window": before}))
    assert (span.end, span.end - span.start) == (before.end, LEAST)


def test_without_an_end_the_entry_goes_up_to_the_next_word() -> None:
    """Or an hour, and the title says that there is no end."""
    window = {"window": Window(start=START, end=None)}
    due = span_of(a_notice(content=window | {"next_update_due": LATER}))
    assert (due.end, due.beside) == (LATER, "no end announced")
    assert span_of(a_notice(content=window)).end == START + UNKNOWN


def test_an_entry_always_has_a_length() -> None:
    """Even if the window has none; parts of a second are none."""
    end = START + timedelta(milliseconds=300)
    span = span_of(a_notice(content={"window": Window(start=START, end=end)}))
    assert span.end - span.start == LEAST
