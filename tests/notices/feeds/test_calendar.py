"""The calendar feed: what stands in it, and that it stays the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from notices.core.notice import Notice, Window
from notices.core.words import KINDS, STATUS_AFTER
from notices.feeds.calendar import calendar_file, calendar_of
from notices.feeds.calendar_check import calendar_problems
from tests.notices.feeds.factories import (
    END,
    FEED,
    PAGE,
    PUBLISHER,
    START,
    TOLD,
    a_notice,
    published,
    revised,
)

ROUTE_FEED = replace(FEED, route="acme-1", address="https://callboard.example/n/f/t/outages.ics")


def fed(*notices: Notice) -> bytes:
    """The feed of these notices."""
    return calendar_of(published(*notices), FEED)


def entry_of(*notices: Notice) -> Any:
    """The one entry that they come to."""
    [event] = Calendar.from_ical(fed(*notices)).walk("VEVENT")
    return event


def test_an_entry_has_what_the_standard_asks_for() -> None:
    """Its times are those of publishing, never of reading."""
    event = entry_of(a_notice())
    assert event["UID"] == "M10-OUT-EES@notices.example"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (START, END)
    assert event["DTSTAMP"].dt == event["CREATED"].dt == event["LAST-MODIFIED"].dt == TOLD
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == (0, "CONFIRMED", "TRANSPARENT")
    assert (event["URL"], event["SUMMARY"]) == (PAGE, "EES out of service")
    assert event["ORGANIZER"] == "mailto:notices@programme.example"
    assert event["ORGANIZER"].params["CN"] == "Outage notices"
    assert event["CATEGORIES"].cats == ["EES"]


def test_the_calendar_says_how_often_to_look_and_where_it_came_from() -> None:
    """With the types written out, which readers need."""
    lines = fed(a_notice()).decode().split("\r\n")
    for line in (
        "METHOD:PUBLISH",
        "CALSCALE:GREGORIAN",
        "NAME:Outages\\, all of them",
        "X-WR-CALNAME:Outages\\, all of them",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:https://callboard.example/outages.ics",
        "UID:outages@notices.example",
        "LAST-MODIFIED:20260904T093000Z",
    ):
        assert line in lines


def test_a_route_has_a_calendar_of_its_own() -> None:
    """Its UID names the route, and never the token in its address."""
    calendar = Calendar.from_ical(calendar_of(published(a_notice()), ROUTE_FEED))
    assert calendar["UID"] == "outages-acme-1@notices.example"


def test_the_same_notices_are_the_same_bytes() -> None:
    """However they are ordered: else every look would be a change."""
    one, other = a_notice(), a_notice(id="M10-OUT-DIP")
    assert fed(one, other) == fed(other, one)


def test_only_the_newest_revision_stands_in_it_under_the_same_uid() -> None:
    """A moved outage is one entry, in its new place."""
    first = a_notice()
    window = Window(start=START + timedelta(days=7), end=END + timedelta(days=7))
    event = entry_of(first, revised(first, kind="rescheduled", content={"window": window}))
    assert (event["UID"], event["SEQUENCE"]) == ("M10-OUT-EES@notices.example", 1)
    assert event["SUMMARY"] == "MOVED: EES out of service"
    assert event["DTSTART"].dt == window.start
    assert (event["CREATED"].dt, event["DTSTAMP"].dt) == (TOLD, TOLD + timedelta(days=1))


def test_a_cancelled_outage_stays_as_cancelled() -> None:
    """Else it would haunt the calendars that have it."""
    event = entry_of(revised(a_notice(), kind="cancelled", status="cancelled"))
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "CANCELLED: EES out of service")
    assert (event["SEQUENCE"], event["DTSTART"].dt) == (1, START)


@pytest.mark.parametrize(
    ("status", "shown"),
    [("provisional", "TENTATIVE"), ("started", "CONFIRMED"), ("completed", "CONFIRMED")],
)
def test_a_status_is_one_of_the_three_there_are(status: Any, shown: str) -> None:
    """Provisional is tentative."""
    assert entry_of(a_notice(status=status))["STATUS"] == shown


def test_a_rehearsal_is_marked_before_everything_else() -> None:
    """Calendars show the first words alone."""
    called_off = a_notice(test=True, live=False, kind="cancelled", status="cancelled")
    summary = "REHEARSAL - no system is out of service: CANCELLED: EES out of service"
    assert entry_of(called_off)["SUMMARY"] == summary
    lines = str(entry_of(called_off)["DESCRIPTION"]).splitlines()
    assert lines[0] == lines[-1] == "REHEARSAL - no system is out of service"


def test_the_words_say_the_times_on_both_sides_of_the_clock_change() -> None:
    """18:00 in summer time to 20:00 in winter time, spelled out."""
    window = Window(
        start=datetime(2026, 10, 24, 17, tzinfo=UTC), end=datetime(2026, 10, 25, 20, tzinfo=UTC)
    )
    words = str(entry_of(a_notice(content={"window": window}))["DESCRIPTION"])
    assert words.startswith("Sat 24 Oct 2026 18:00 BST to Sun 25 Oct 2026 20:00 GMT")


def test_a_file_of_one_outage_has_no_method() -> None:
    """Nobody's calendar takes it in unasked; the entry is that of the feed."""
    file = Calendar.from_ical(calendar_file(a_notice(), PUBLISHER, PAGE))
    assert "METHOD" not in file
    [event] = file.walk("VEVENT")
    assert event.to_ical() == entry_of(a_notice()).to_ical()


def test_a_feed_with_nothing_in_it_is_a_calendar() -> None:
    """Before the first notice, and after the last one is forgotten."""
    assert not calendar_problems(fed())
    assert "LAST-MODIFIED" not in Calendar.from_ical(fed())


told = st.timedeltas(timedelta(0), timedelta(days=9000)).map(lambda age: TOLD - age)
instants = st.none() | told
windows = st.builds(Window, start=instants, end=instants)
words = st.text(max_size=120) | st.sampled_from(["\r\nBEGIN:VALARM", "a,b;c\\n\N{EURO SIGN}" * 30])


@settings(max_examples=80, deadline=None)
@given(told, st.sampled_from(KINDS), st.data())
def test_no_notice_makes_a_file_that_misleads(at: datetime, kind: Any, data: st.DataObject) -> None:
    """Whatever it says: the linter that turns down what others published finds nothing."""
    content = {
        "title": data.draw(words),
        "window": data.draw(windows),
        "actual": data.draw(windows),
        "open_ended": data.draw(st.booleans()),
        "stays_closed": data.draw(st.booleans()),
        "all_clear_at": data.draw(instants),
        "next_update_due": data.draw(instants),
    }
    status = STATUS_AFTER.get(kind, "firm")
    notice = a_notice(kind=kind, status=status, created_at=at, published_at=at, content=content)
    file = calendar_file(notice, PUBLISHER, PAGE)
    assert not calendar_problems(file)
    assert [one.name for one in Calendar.from_ical(file).walk()] == ["VCALENDAR", "VEVENT"]


def test_an_ended_outage_is_not_said_to_be_out_nor_to_be_all_clear() -> None:
    """Who reads the calendar alone must not resume."""
    waiting = {"resume_at": "the all-clear", "actual": Window(start=START, end=END)}
    ended = a_notice(kind="completed", status="completed", content=waiting)
    clear = revised(ended, kind="all_clear", content={"all_clear_at": END + timedelta(hours=3)})

    assert "(Electricity Enquiry Service): was out of service" in entry_of(ended)["DESCRIPTION"]
    assert "This is not the all-clear. Resume only after" in entry_of(ended)["DESCRIPTION"]
    assert "not the all-clear" not in entry_of(ended, clear)["DESCRIPTION"]
