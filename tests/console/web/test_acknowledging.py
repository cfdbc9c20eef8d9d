"""`/n/a/TOKEN`: saying that a notice was read."""

from __future__ import annotations

from notices.outbox.rows import DeliveryId
from notices.subscriptions.links import ack_token
from notices.subscriptions.records import Route
from tests.console.web.noticed import a_told, queue, revised, route_of, say, token_of
from tests.console.web.place import Place


def _acknowledging(place: Place) -> tuple[Route, str, str]:
    """A delivery, its route, and the address that acknowledges it."""
    route, notice = route_of(place), a_told()
    say(place, notice)
    key = queue(place, notice, route)
    return route, key, f"/n/a/{ack_token(place.house.notice_links.vault, route, key)}"


def test_opening_the_link_acknowledges_nothing(place: Place) -> None:
    """It shows the notice and a button."""
    _, key, path = _acknowledging(place)
    text = place.browser().get(path).text

    assert "I have read this notice" in text
    assert "M10-OUT-EES rev 0" in text
    assert place.house.notices.deliveries("M10").deliveries[key].acknowledged_at is None


def test_button_acknowledges_once(place: Place) -> None:
    """By the link, in the name of its route."""
    route, key, path = _acknowledging(place)
    browser = place.browser()
    first = browser.send(browser.get(path), path)
    place.clock.pass_(minutes=5)
    browser.request("POST", path, data={"read": "yes"})
    known = place.house.notices.deliveries("M10").deliveries[key]

    assert "it is noted that you have read it" in first.text
    assert (known.acknowledged_by, known.acknowledged_who) == ("link", route.id)
    assert len(list(place.house.journal.read("deliveries/M10"))) == 1


def test_whoever_acknowledges_an_old_revision_is_told_of_the_newer_one(place: Place) -> None:
    """It alone counts."""
    _, _, path = _acknowledging(place)
    say(place, revised(a_told()))

    assert "A newer revision is out: 1." in place.browser().get(path).text


def test_delivery_of_a_removed_route_can_still_be_acknowledged(place: Place) -> None:
    """What was read was read."""
    route, key, path = _acknowledging(place)
    place.browser().request(
        "POST",
        f"/n/u/{token_of(place, route, 'unsubscribe')}",
        data={"List-Unsubscribe": "One-Click"},
    )
    place.browser().request("POST", path, data={"read": "yes"})

    assert DeliveryId.of(key).route == route.id
    assert place.house.notices.deliveries("M10").deliveries[key].acknowledged_at is not None


def test_post_that_says_nothing_is_no_acknowledgement(place: Place) -> None:
    """A program that posts an empty body must not take the answer for a yes."""
    _, key, path = _acknowledging(place)
    answer = place.browser().request("POST", path)

    assert answer.status_code == 422
    assert place.house.notices.deliveries("M10").deliveries[key].acknowledged_at is None
