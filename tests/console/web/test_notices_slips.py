"""The operator's pages of notices against slips of somebody who is tired."""

from __future__ import annotations

from datetime import timedelta

from rehearsals.testing import OPENED
from tests.console.web import notices_told as told
from tests.console.web.place import Place

PAGE = "/runs/DR1/notices"


def test_an_end_before_the_forecast_one_is_doubted(place: Place) -> None:
    """It may go out; but whoever lets it out has been told."""
    place.opened(communications="test")
    told.subscribed(place)
    told.draft(place, forecast_end=OPENED + timedelta(hours=4))
    page = place.signed_in("com").get(f"{PAGE}/{told.EES}/draft").text

    assert "1 h 00 min before the forecast one" in page


def test_a_route_that_takes_nothing_is_named_once(place: Place) -> None:
    """With all the notices that it did not take."""
    place.opened(communications="test")
    told.subscribed(place)
    other = "DR1-OUT-DIP"
    for notice in (told.EES, other):
        told.approve(place, told.draft(place, notice=notice))
        told.failing(place, told.key_of("acme-2", notice=notice))
    page = place.signed_in("com").get(PAGE).text

    assert f"{told.EES}, {other}: 503 three times" in page
    assert page.count("NO OTHER ROUTE") == 1


def test_a_promised_update_that_did_not_come_stands_above_all(place: Place) -> None:
    """The promise was for two hours after the opening."""
    told.published(place)
    com = place.signed_in("com")
    assert "A promised update did not come" not in com.get(PAGE).text
    place.clock.pass_(140)

    assert "A promised update did not come" in com.get(PAGE).text
    assert f'href="{PAGE}/{told.EES}/update"' in com.get("/runs/DR1/tonight").text


def test_before_the_start_who_was_missed_stands_in_its_way(place: Place) -> None:
    """And once it has begun, they are only to be telephoned."""
    told.published(place)
    told.failing(place, told.key_of("acme-1"))
    com = place.signed_in("com")
    place.clock.pass_(5)
    before = com.get(PAGE).text
    place.clock.pass_(90)
    after = com.get(PAGE).text

    assert "This stands in the way of the start." in before
    assert "This stands in the way of the start." not in after
    assert "Telephone them" in after
