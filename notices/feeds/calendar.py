"""Notices as iCalendar (RFC 5545, RFC 7986): a feed to subscribe to, a file of one outage; pure.

Instants are written in UTC and in nothing else: peers read zones that are described in the file an
hour wrong around the clock change, and cutovers fall on those weekends. The same notices give the
same bytes, since no time is that of making the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import cast

from icalendar import Calendar, Event, vCalAddress, vText

from notices.core.notice import Notice
from notices.core.state import Revision
from notices.core.words import Status
from notices.feeds.calendar_span import span_of
from notices.feeds.calendar_words import description_of, summary_of
from notices.feeds.publisher import NAME, Feed, Publisher
from notices.feeds.selection import newest
from notices.wording.lines import one_line

CALENDAR_TYPE = "text/calendar; charset=utf-8"
#: How often readers are asked to look again; most take longer than that.
REFRESH, REFRESH_TEXT = timedelta(hours=1), "PT1H"
_PRODUCT = "-//Callboard//Outage notices//EN"
_STATUSES: Mapping[Status, str] = {
    "provisional": "TENTATIVE",
    "firm": "CONFIRMED",
    "started": "CONFIRMED",
    "completed": "CONFIRMED",
    "cancelled": "CANCELLED",
}


def calendar_of(revisions: Iterable[Revision], feed: Feed) -> bytes:
    """The feed: the newest revision of each notice, cancelled ones too."""
    shown = [one.notice for one in newest(revisions)]
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add("uid", f"{feed.name}@{feed.publisher.domain}")
    calendar.add("name", vText(feed.title))
    calendar.add("x-wr-calname", vText(feed.title))
    # Only so are their types written, which RFC 7986 asks for.
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("source", feed.address, parameters={"VALUE": "URI"})
    calendar.add("x-published-ttl", REFRESH_TEXT)
    if shown:
        calendar.add("last-modified", max(notice.published_at for notice in shown))
    for notice in shown:
        links = feed.links(notice.id, test=notice.test)
        calendar.add_component(event_of(notice, feed.publisher, links.html))
    return cast("bytes", calendar.to_ical())


def calendar_file(notice: Notice, publisher: Publisher, url: str) -> bytes:
    """One outage as a file, without METHOD: nobody's calendar takes it in unasked."""
    calendar = _calendar()
    calendar.add_component(event_of(notice, publisher, url))
    return cast("bytes", calendar.to_ical())


def event_of(notice: Notice, publisher: Publisher, url: str) -> Event:
    """The entry of a notice; its UID stays the same for all revisions, which SEQUENCE counts."""
    span = span_of(notice)
    event = Event()
    event.add("uid", f"{notice.id}@{publisher.domain}")
    event.add("sequence", notice.revision)
    event.add("dtstamp", notice.published_at)
    event.add("created", notice.created_at)
    event.add("last-modified", notice.published_at)
    event.add("dtstart", span.start)
    event.add("dtend", span.end)
    event.add("status", _STATUSES[notice.status])
    event.add("summary", summary_of(notice, span))
    event.add("description", description_of(notice, span, url))
    # It takes up nobody's time: people are not busy because a system is out.
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    event.add("organizer", _organiser(publisher))
    event.add("categories", [one_line(system.id) for system in notice.content.systems])
    if url:
        event.add("url", url)
    return event


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _organiser(publisher: Publisher) -> vCalAddress:
    organiser = vCalAddress(f"mailto:{publisher.address}")
    organiser.params["CN"] = publisher.name or NAME
    return organiser
