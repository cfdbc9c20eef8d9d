"""`/outages` as bytes: the same for all, asked for again at no cost, and never out of date."""

from __future__ import annotations

import pytest

from tests.console.web.noticed import a_told, say
from tests.console.web.place import Place


def test_board_asks_nobody_who_they_are_and_leaves_nothing(place: Place) -> None:
    """No cookie is set, and a session changes nothing of it."""
    say(place, a_told())
    outside, inside = place.browser().get("/outages"), place.signed_in("sue").get("/outages")

    assert "set-cookie" not in outside.headers
    assert outside.content == inside.content
    assert outside.headers["cache-control"] == "public, max-age=15"


def test_board_that_is_known_costs_no_bytes(place: Place) -> None:
    """By its tag, until something is said."""
    say(place, a_told())
    browser = place.browser()
    tag = browser.get("/outages").headers["etag"]
    again = browser.get("/outages", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    say(place, a_told(id="M10-OUT-DIP"))

    assert browser.get("/outages", headers={"If-None-Match": tag}).status_code == 200


def test_what_is_said_is_on_the_next_page(place: Place) -> None:
    """Though the page before it was kept."""
    browser = place.browser()
    browser.get("/outages")
    say(place, a_told())

    assert "M10-OUT-EES" in browser.get("/outages").text


def test_compressed_board_has_a_tag_of_its_own(place: Place) -> None:
    """A strong tag is of these bytes and no others."""
    say(place, a_told())
    browser = place.browser()
    packed = browser.get("/outages", headers={"Accept-Encoding": "gzip"})
    plain = browser.get("/outages", headers={"Accept-Encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.text == plain.text
    assert {packed.headers["vary"], plain.headers["vary"]} == {"Accept-Encoding"}


def test_nobody_is_looked_up_for_the_board(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even for a browser that has a session."""
    browser = place.signed_in("sue")

    def looked_up(*_: object) -> None:
        raise AssertionError("somebody was looked up")

    monkeypatch.setattr(place.house.doors, "visitor", looked_up)

    for path in ("/outages", "/outages.ics", "/outages.atom", "/outages/feed.json"):
        assert browser.get(path).status_code == 200
