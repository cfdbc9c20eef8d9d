"""Which revisions the feeds show, and in whose name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from notices.feeds.publisher import publisher_of
from notices.feeds.selection import KEPT, current, newest, told
from tests.notices.channels.mail_server import settings_for
from tests.notices.feeds.factories import (
    END,
    FEED,
    a_notice,
    book_of,
    published,
    revised,
)

FIRST = a_notice()
DONE = revised(FIRST, kind="completed", status="completed")


def test_what_was_withheld_was_told_to_nobody() -> None:
    """So it stands in no feed, and the revision before it is the newest."""
    first, second = published(FIRST, revised(FIRST))
    book = book_of(first, replace(second, withheld="communications are off"))
    assert newest(told([book])) == (first,)


def test_the_books_of_all_runs_are_told_together_in_order() -> None:
    """The oldest first."""
    mine, other = published(FIRST, a_notice(id="DR1-OUT-EES", run="DR1"))
    assert told([book_of(mine), book_of(other)]) == (other, mine)


def test_what_is_not_over_stays_however_old_it_is() -> None:
    """All of its revisions do."""
    revisions = published(FIRST, revised(FIRST))
    assert current(revisions, END + 10 * KEPT) == revisions


def test_what_is_over_stays_for_ninety_days_after_its_end() -> None:
    """Cancelled ones too, so that calendars forget them."""
    for last in (DONE, revised(FIRST, kind="cancelled", status="cancelled")):
        revisions = published(FIRST, last)
        assert current(revisions, END + KEPT) == revisions
        assert current(revisions, END + KEPT + timedelta(seconds=1)) == ()


def test_what_stays_closed_for_somebody_is_not_over_before_the_all_clear() -> None:
    """Though the outage itself is completed."""
    closed = replace(DONE, content=replace(DONE.content, stays_closed=True))
    [kept] = current(published(closed), END + 10 * KEPT)
    assert kept.notice == closed
    cleared = replace(closed, content=replace(closed.content, all_clear_at=END))
    assert current(published(cleared), END + 10 * KEPT) == ()


def test_mails_and_feeds_name_the_same_publisher() -> None:
    """So that a calendar file of a mail and the feed are the same entry."""
    mail = publisher_of(settings_for(25), "https://callboard.example")
    assert (mail.address, mail.domain) == ("notices@programme.example", "notices.programme.example")
    assert publisher_of(None, "https://callboard.example").domain == "callboard.example"


def test_the_name_of_a_notice_is_safe_in_an_address() -> None:
    """Whatever it is."""
    assert FEED.links("M10/a b?").html == "https://callboard.example/outages/M10%2Fa%20b%3F"
