"""`/outages/NOTICE` and the feeds: the newest revision with its history, for all."""

from __future__ import annotations

import json
from datetime import timedelta

import icalendar
import pytest

from notices.core.notice import Notice, Window
from notices.subscriptions.records import Interest
from rehearsals.testing import OPENED
from tests.console.web.client import URL
from tests.console.web.noticed import a_told, revised, route_of, say, token_of
from tests.console.web.place import Place


def _moved(first: Notice) -> Notice:
    start, end = first.window.start, first.window.end
    assert start is not None
    assert end is not None
    window = Window(start=start, end=end + timedelta(hours=2))
    return revised(
        first,
        kind="updated",
        content={"window": window},
        previous_window=first.window,
        published_at=OPENED,
    )


def test_notice_shows_all_that_was_said_the_newest_first(place: Place) -> None:
    """With what each revision moved, and its words as they were sent."""
    first = a_told()
    say(place, first, _moved(first))
    text = place.browser().get(f"/outages/{first.id}").text

    assert text.index("Revision 1: Updated") < text.index("Revision 0: Announced")
    assert "Its end moved from" in text
    assert "M10-OUT-EES rev 0" in text


def test_who_approved_it_is_nobodys_business_outside(place: Place) -> None:
    """Names of people stand on no public page."""
    first = a_told(approved_by="com.webb.secret")
    say(place, first)
    for form in ("", ".ics", ".json"):
        assert "com.webb" not in place.browser().get(f"/outages/{first.id}{form}").text


@pytest.mark.parametrize("form", ["", ".ics", ".json"])
def test_unknown_notice_is_not_there(place: Place, form: str) -> None:
    """A plain page that says what to do."""
    answer = place.browser().get(f"/outages/M10-NOTHING{form}")

    assert answer.status_code == 404
    assert "Open the link of your own subscription" in answer.text


def test_calendar_file_says_the_newest_window_in_utc(place: Place) -> None:
    """SEQUENCE is the revision, whatever zone anybody reads it in."""
    first = a_told()
    second = _moved(first)
    say(place, first, second)
    answer = place.browser().get(f"/outages/{first.id}.ics")
    event = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert event["SEQUENCE"] == 1
    assert event.decoded("DTEND") == second.window.end


def test_data_of_a_notice_is_what_webhooks_carry(place: Place) -> None:
    """So a receiver needs one parser; nobody's own links are in it."""
    first = a_told()
    say(place, first)
    data = place.browser().get(f"/outages/{first.id}.json").json()["data"]

    assert (data["mrid"], data["revisionNumber"]) == (first.id, 0)
    assert data["links"] == {
        "html": f"{URL}/outages/{first.id}",
        "ics": f"{URL}/outages/{first.id}.ics",
        "json": f"{URL}/outages/{first.id}.json",
    }


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/outages.ics", "text/calendar; charset=utf-8"),
        ("/outages.atom", "application/atom+xml; charset=utf-8"),
        ("/outages/feed.json", "application/json"),
    ],
)
def test_feed_is_asked_for_again_without_bytes(place: Place, path: str, kind: str) -> None:
    """A strong tag and a date, and no use of what is held without asking."""
    say(place, a_told())
    browser = place.browser()
    answer = browser.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["etag"].startswith('"')
    assert "M10-OUT-EES" in answer.text
    place.clock.pass_(minutes=10)
    by_tag = browser.get(path, headers={"If-None-Match": answer.headers["etag"]})
    by_date = browser.get(path, headers={"If-Modified-Since": answer.headers["last-modified"]})

    assert (by_tag.status_code, by_date.status_code) == (304, 304)
    assert browser.request("HEAD", path).headers["etag"] == answer.headers["etag"]


def test_data_goes_on_behind_a_cursor(place: Place) -> None:
    """Whoever asks with the last one gets what is new, and nothing twice."""
    first = a_told()
    say(place, first)
    browser = place.browser()
    cursor = browser.get("/outages/feed.json").json()["next"]
    assert browser.get("/outages/feed.json", params={"since": cursor}).json()["items"] == []
    say(place, _moved(first))
    items = browser.get("/outages/feed.json", params={"since": cursor}).json()["items"]

    assert [one["data"]["revision"] for one in items] == [1]


def test_made_up_cursor_is_refused_in_words(place: Place) -> None:
    """By data, as programs ask for it."""
    answer = place.browser().get("/outages/feed.json", params={"since": "c1.nonsense"})

    assert answer.status_code == 400
    assert json.loads(answer.text)["error"] == "unknown-cursor"


def test_cancelled_outage_stays_in_the_calendar(place: Place) -> None:
    """Or calendars would keep its ghost."""
    first = a_told()
    say(place, first, revised(first, kind="cancelled", status="cancelled"))
    event = icalendar.Calendar.from_ical(place.browser().get("/outages.ics").content).walk(
        "VEVENT"
    )[0]

    assert event["STATUS"] == "CANCELLED"


def test_feed_of_a_test_route_has_its_rehearsals_and_everybodys_has_not(place: Place) -> None:
    """What is for nobody outside is still for those who take part."""
    run = place.opened(communications="test")
    say(place, a_told(run=run, test=True, live=False, published_at=place.clock.now()))
    token = token_of(place, route_of(place, test=True), "feed")
    browser = place.browser()

    assert "REHEARSAL" in browser.get(f"/n/f/{token}/outages.atom").text
    assert "REHEARSAL" not in browser.get("/outages.atom").text


def test_feed_of_a_route_has_what_it_is_for_alone(place: Place) -> None:
    """Its interest counts, as for what is sent there."""
    say(place, a_told())
    other = route_of(place, interest=Interest(systems=("DIP",)))
    token = token_of(place, other, "feed")

    assert "M10-OUT-EES" not in place.browser().get(f"/n/f/{token}/outages.ics").text


def test_feed_of_renewed_links_is_void(place: Place) -> None:
    """Who had the old address has nothing."""
    route = route_of(place)
    token = token_of(place, route, "feed")
    browser = place.browser()
    assert browser.get(f"/n/f/{token}/outages.ics").status_code == 200
    page = browser.get(f"/n/m/{token_of(place, route, 'manage')}")
    browser.send(page, f"/n/m/{token_of(place, route, 'manage')}/renew")

    assert browser.get(f"/n/f/{token}/outages.ics").status_code == 404


def test_feed_of_a_route_that_is_not_in_use_is_closed(place: Place) -> None:
    """Before it is confirmed and after it has ended, its pages for one reader too."""
    say(place, a_told())
    asked = route_of(place, confirmed=False)
    ended = route_of(place, "delta", to="desk@delta.example")
    tokens = [token_of(place, route, "feed") for route in (asked, ended)]
    browser = place.browser()
    assert browser.get(f"/n/f/{tokens[1]}/outages.ics").status_code == 200
    browser.request(
        "POST",
        f"/n/u/{token_of(place, ended, 'unsubscribe')}",
        data={"List-Unsubscribe": "One-Click"},
    )

    for token in tokens:
        for name in ("outages.ics", "outages.atom", "outages.json", f"outages/{a_told().id}"):
            assert browser.get(f"/n/f/{token}/{name}").status_code == 404


def test_date_of_a_feed_is_never_ahead(place: Place) -> None:
    """The time of a run may be; HTTP forbids it."""
    run = place.opened(communications="on")
    later = place.clock.now() + timedelta(days=400)
    say(place, a_told(run=run, test=True, live=False, published_at=later))
    date = place.browser().get("/outages.ics").headers["last-modified"]

    assert str(place.clock.now().year) in date
