"""`/n/m/TOKEN`: whoever is told looks after it by themselves."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import httpx

from notices.outbox.rows import SUBSCRIPTIONS
from notices.subscriptions.records import Interest, Route
from tests.console.web.client import Client
from tests.console.web.noticed import a_told, queue, route_of, say, token_of
from tests.console.web.place import Place


def _page(place: Place, route: Route) -> tuple[Client, httpx.Response, str]:
    path = f"/n/m/{token_of(place, _now(place, route), 'manage')}"
    browser = place.browser()
    return browser, browser.get(path), path


def _now(place: Place, route: Route) -> Route:
    return place.house.notices.subscriptions().routes[route.id]


def _do(place: Place, route: Route, what: str, **fields: Any) -> httpx.Response:
    browser, page, path = _page(place, route)
    return browser.send(page, f"{path}/{what}", **fields)


def test_page_shows_what_is_sent_where_without_the_whole_address(place: Place) -> None:
    """Whoever found the link does not find the mailbox."""
    _, page, _ = _page(place, route_of(place))

    assert "d***@acme.example" in page.text
    assert "desk@acme.example" not in page.text


def test_interest_and_label_are_kept_as_they_were_said(place: Place) -> None:
    """And the page says so."""
    route = route_of(place)
    fields = {"systems[]": "EES", "environments": "production", "label": "Service desk"}
    answer = _do(place, route, "change", **fields, calendar="yes")
    changed = _now(place, route)

    assert answer.status_code == 303
    assert (changed.interest.systems, changed.interest.environments) == (("EES",), ("production",))
    assert (changed.label, changed.calendar) == ("Service desk", True)


def test_changes_without_end_have_to_wait_and_leaving_does_not(place: Place) -> None:
    """Whoever has a mailbox has such a link, and every change is written to the journal."""
    route = route_of(place)
    answers = [_do(place, route, "change", label=f"Desk {number}") for number in range(11)]

    assert [answer.status_code for answer in answers] == [303] * 10 + [422]
    assert "That was often" in answers[-1].text
    assert _now(place, route).label == "Desk 9"
    _do(place, route, "remove", sure="yes")
    assert _now(place, route).state == "removed"


def test_form_of_a_change_holds_what_is_so(place: Place) -> None:
    """Sent as it came, it changes nothing."""
    route = route_of(place, label="Desk", role_mailbox=True)
    before = _now(place, route)
    _do(place, route, "change")

    assert _now(place, route) == before


def test_new_secret_is_shown_once(place: Place) -> None:
    """The page after it has it no more."""
    route = route_of(place, kind="webhook", to="https://hooks.acme.example/x")
    answer = _do(place, route, "rotate")
    secret = place.house.notice_links.vault.webhook_secret(route.id, 2)

    assert secret in answer.text
    assert secret not in _page(place, route)[1].text
    assert "Both secrets sign until" in _page(place, route)[1].text


def test_secret_is_not_made_anew_while_two_sign(place: Place) -> None:
    """Unless the old one leaked; the page says what to do."""
    route = route_of(place, kind="webhook", to="https://hooks.acme.example/x")
    _do(place, route, "rotate")
    assert _do(place, route, "rotate").status_code == 422
    answer = _do(place, route, "rotate", leaked="yes")

    assert place.house.notice_links.vault.webhook_secret(route.id, 3) in answer.text


def test_test_is_sent_at_a_word(place: Place) -> None:
    """And not twice within two minutes."""
    route = route_of(place)
    place.clock.pass_(minutes=5)
    before = len(place.house.journal.queued(SUBSCRIPTIONS))
    first, second = _do(place, route, "test"), _do(place, route, "test")

    assert (first.status_code, second.status_code) == (303, 422)
    assert len(place.house.journal.queued(SUBSCRIPTIONS)) == before + 1


def test_new_links_void_the_old_ones_and_lead_on(place: Place) -> None:
    """Whoever asked for them holds the new one."""
    route = route_of(place)
    browser, page, path = _page(place, route)
    answer = browser.send(page, f"{path}/renew")

    assert browser.get(path).status_code == 404
    assert "Keep this one" in browser.get(answer.headers["location"]).text


def test_another_place_of_the_same_organisation_is_asked_for(place: Place) -> None:
    """It has to be confirmed there first."""
    route = route_of(place)
    _do(place, route, "add", kind="email", address="night@acme.example")
    added = list(place.house.notices.subscriptions().routes.values())[-1]

    assert (added.subscriber, added.state) == (route.subscriber, "pending")
    assert "n***@acme.example" in _page(place, route)[1].text


def test_added_webhook_shows_its_secret_once(place: Place) -> None:
    """And the address of its own page."""
    answer = _do(
        place, route_of(place), "add", kind="webhook", address="https://hooks.acme.example/x"
    )
    added = list(place.house.notices.subscriptions().routes.values())[-1]

    assert place.house.notice_links.vault.webhook_secret(added.id, 1) in answer.text
    assert token_of(place, added, "manage") in answer.text


def test_place_that_is_mistyped_comes_back(place: Place) -> None:
    """With what was typed."""
    answer = _do(place, route_of(place), "add", kind="email", address="no <address>")

    assert answer.status_code == 422
    assert "no &lt;address&gt;" in answer.text


def test_end_is_meant_and_then_for_good(place: Place) -> None:
    """The page then only says that it has ended."""
    route = route_of(place)
    assert _do(place, route, "remove").status_code == 422
    _do(place, route, "remove", sure="yes")
    _, page, path = _page(place, route)

    assert _now(place, route).state == "removed"
    assert "It has ended for good." in page.text
    assert place.browser().request("POST", f"{path}/test").status_code == 404


def test_unknown_deed_does_nothing(place: Place) -> None:
    """Only what the page offers can be asked for."""
    _, _, path = _page(place, route_of(place))

    assert place.browser().request("POST", f"{path}/verify").status_code == 404


def test_page_shows_what_was_sent_lately(place: Place) -> None:
    """Of this route alone, with how it stands."""
    route, other = route_of(place), route_of(place, "beta", to="desk@beta.example")
    notice = a_told()
    say(place, notice)
    queue(place, notice, other)
    assert "M10-OUT-EES revision 0</th>" not in _page(place, route)[1].text
    queue(place, notice, route)

    assert "M10-OUT-EES revision 0</th>" in _page(place, route)[1].text


def test_page_shows_the_notices_that_concern_it(place: Place) -> None:
    """Those of rehearsals to a route for them, though nobody else sees them."""
    run = place.opened(communications="test")
    published = place.clock.now() - timedelta(minutes=0)
    say(place, a_told(run=run, test=True, live=False, published_at=published))

    assert "REHEARSAL" in _page(place, route_of(place, test=True))[1].text
    assert "REHEARSAL" not in _page(place, route_of(place, to="real@acme.example"))[1].text


def test_ids_of_the_page_are_unique(place: Place) -> None:
    """Each of the two forms has labels that lead to its own fields."""
    ids = re.findall(r' id="([^"]+)"', _page(place, route_of(place))[1].text)

    assert len(ids) == len(set(ids))


def test_environment_that_no_plan_knows_is_pointed_out(place: Place) -> None:
    """A mistyped one would mean silence."""
    mistyped = route_of(place, interest=Interest(environments=("prod", "production")))
    known = route_of(place, to="two@acme.example", interest=Interest(environments=("Production",)))

    assert "prod, production; no plan is of prod<" in _page(place, mistyped)[1].text
    assert "no plan is of" not in _page(place, known)[1].text
