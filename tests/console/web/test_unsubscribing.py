"""`/n/u/TOKEN`: ending what is sent, by a mail program or by a person, and what that means."""

from __future__ import annotations

from notices.subscriptions.asked import MakeMandatory
from notices.subscriptions.records import Route
from tests.console.web.noticed import route_of, token_of
from tests.console.web.place import Place

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def _state(place: Place, route: Route) -> str:
    return place.house.notices.subscriptions().routes[route.id].state


def _unsubscribe(place: Place, route: Route) -> str:
    return f"/n/u/{token_of(place, route, 'unsubscribe')}"


def _mandatory(place: Place) -> None:
    place.house.writer.subscriptions(
        MakeMandatory(
            id="must", actor="com", system="EES", role="supplier", source="REC schedule 9"
        )
    )


def test_mail_program_unsubscribes_with_one_post_and_nothing_else(place: Place) -> None:
    """Without origin, cookie or page before it, and without being led elsewhere (RFC 8058)."""
    route = route_of(place)
    answer = place.browser().request("POST", _unsubscribe(place, route), data=ONE_CLICK)

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert _state(place, route) == "removed"


def test_mail_program_may_send_it_as_a_form_of_parts(place: Place) -> None:
    """RFC 8058 allows both."""
    route = route_of(place)
    parts = {name: (None, value) for name, value in ONE_CLICK.items()}
    place.browser().request("POST", _unsubscribe(place, route), files=parts)

    assert _state(place, route) == "removed"


def test_one_click_from_anywhere_acts(place: Place) -> None:
    """The token is what counts: web mail sends it from its own pages."""
    route = route_of(place)
    headers = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    place.browser().request("POST", _unsubscribe(place, route), data=ONE_CLICK, headers=headers)

    assert _state(place, route) == "removed"


def test_opening_the_link_ends_nothing(place: Place) -> None:
    """It shows a button; so does a post without its field."""
    route = route_of(place)
    page = place.browser().get(_unsubscribe(place, route))
    empty = place.browser().request("POST", _unsubscribe(place, route))

    assert "Send nothing here any more" in page.text
    assert empty.status_code == 200
    assert _state(place, route) == "active"


def test_button_ends_it_and_once_more_says_the_same(place: Place) -> None:
    """With the way back to be told again."""
    route = route_of(place)
    browser = place.browser()
    page = browser.get(_unsubscribe(place, route))
    first = browser.send(page, _unsubscribe(place, route))
    again = browser.get(_unsubscribe(place, route))

    assert _state(place, route) == "removed"
    for answer in (first, again):
        assert "Nothing is sent to" in answer.text
        assert 'href="/subscribe"' in answer.text


def test_mailbox_of_several_people_asks_once_more(place: Place) -> None:
    """One of them would end it for all."""
    route = route_of(place, role_mailbox=True)
    browser, path = place.browser(), _unsubscribe(place, route)
    unsure = browser.send(browser.get(path), path)
    assert (unsure.status_code, _state(place, route)) == (422, "active")
    browser.send(unsure, path, for_all="yes")

    assert _state(place, route) == "removed"


def test_one_click_acts_for_a_mailbox_of_several_people(place: Place) -> None:
    """A mail program that was once given the header has told its reader that it is done."""
    route = route_of(place, role_mailbox=True)
    place.browser().request("POST", _unsubscribe(place, route), data=ONE_CLICK)

    assert _state(place, route) == "removed"


def test_whoever_ends_the_last_way_is_told_what_that_means(place: Place) -> None:
    """Before, and after; where it is laid down, too."""
    route = route_of(place)
    _mandatory(place)
    browser, path = place.browser(), _unsubscribe(place, route)
    before = browser.get(path)
    after = browser.send(before, path)

    assert "This is the last way to reach Acme" in before.text
    assert "Nobody at Acme is told of EES any more." in after.text
    assert "REC schedule 9" in after.text


def test_whoever_keeps_another_way_is_not_warned(place: Place) -> None:
    """Nothing is lost then."""
    route = route_of(place)
    route_of(place, to="night@acme.example")
    _mandatory(place)

    assert "last way" not in place.browser().get(_unsubscribe(place, route)).text
