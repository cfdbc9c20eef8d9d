"""Who is told of outages, on pages: added, changed, found, ended; and nobody is lost unseen."""

from __future__ import annotations

from typing import Any

import pytest
from httpx import Response

from notices.subscriptions.asked import MakeMandatory, RequestRoute
from notices.subscriptions.entered import NewRoute, Organisation
from notices.subscriptions.records import Subscriptions
from tests.console.web.client import Client
from tests.console.web.noticed import route_of
from tests.console.web.place import Place

ACME = "/subscribers/acme"
_AT = "c@carbon.example"
_CARBON = NewRoute(kind="email", address=_AT, shown=_AT, mark="c")


def subs(place: Place) -> Subscriptions:
    """The subscriptions as they are."""
    return place.house.notices.subscriptions()


def done(client: Client, what: str, page: str = ACME, **fields: Any) -> Response:
    """Fill in the form of a page that does something."""
    return client.send(client.get(page), f"/subscribers/do/{what}", **fields)


def signed_up(place: Place) -> str:
    """Somebody whom no operator knows; their id."""
    route_of(place, "acme")
    asked = RequestRoute(
        id="guest", actor="public", channel="public",
        route=_CARBON, signs_up=Organisation(name="Carbon", roles=("supplier",)),
    )  # fmt: skip
    place.house.writer.subscriptions(asked)
    return list(subs(place).subscribers)[-1]


def test_organisation_is_added_with_its_routes(place: Place) -> None:
    """The route waits to be confirmed, and its message is on its way."""
    client = place.signed_in("com")
    form = client.get("/new-subscriber")
    fields = {"subscriber": "acme", "name": "Acme Energy", "roles[]": "supplier", "mpids": "acme"}
    added = client.send(form, "/subscribers/do/add", **fields)
    done(client, "request-route", address="desk@acme.example", label="Service desk")

    assert added.headers["location"].startswith(ACME)
    assert subs(place).subscribers["acme"].mpids == ("ACME",)
    (route,) = subs(place).routes.values()
    assert (route.state, route.shown, route.label) == (
        "pending",
        "desk@acme.example",
        "Service desk",
    )
    assert len(place.house.notices.deliveries("subscriptions").deliveries) == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"address": "not an address"}, "no e-mail address"),
        ({"kind": "webhook", "address": "http://10.0.0.1/"}, "https"),
        ({"address": ""}, "nothing was typed here"),
    ],
)
def test_route_that_may_not_be_comes_back_as_typed(
    place: Place, fields: dict[str, str], words: str
) -> None:
    """With why, and nothing is entered."""
    route_of(place)
    shown = done(place.signed_in("com"), "request-route", label="Night", **fields)

    assert shown.status_code == 422
    assert words in shown.text
    assert 'value="Night"' in shown.text
    assert len(subs(place).routes) == 1


def test_route_rests_is_used_again_and_ends(place: Place) -> None:
    """Each by a form of its own; what takes something away says why."""
    route_of(place)
    client = place.signed_in("com")
    states = []
    for what, fields in (
        ("disable", {"reason": "They asked."}),
        ("enable", {}),
        ("remove", {"reason": "Gone."}),
    ):
        assert done(client, what, **fields).status_code == 303
        states.append(subs(place).routes["acme-1"].state)

    assert states == ["disabled", "active", "removed"]


def test_route_is_not_ended_without_a_reason(place: Place) -> None:
    """It stays as it was."""
    route_of(place)
    shown = done(place.signed_in("com"), "remove")

    assert shown.status_code == 422
    assert "Say why" in shown.text
    assert subs(place).routes["acme-1"].active


def test_route_is_asked_once_more_tried_and_confirmed_by_word(place: Place) -> None:
    """What was sent, and what came of it, stands there."""
    route_of(place, confirmed=False)
    client = place.signed_in("com")
    page = client.get(ACME).text
    place.clock.pass_(120)
    done(client, "resend")
    done(client, "confirm")
    place.clock.pass_(120)
    done(client, "test")

    assert "Request to confirm: waiting" in page
    assert subs(place).routes["acme-1"].active
    assert len(place.house.notices.deliveries("subscriptions").deliveries) == 3


def test_what_goes_over_a_route_is_changed(place: Place) -> None:
    """Unticked is unticked."""
    route_of(place, calendar=True)
    client = place.signed_in("com")
    form = client.get(ACME)
    token = form.text.partition('name="csrf" value="')[2].partition('"')[0]
    fields = {"csrf": token, "route": "acme-1", "systems[]": "EES", "test": "yes", "next": ACME}
    client.post("/subscribers/do/change-route", fields)
    route = subs(place).routes["acme-1"]

    assert (route.interest.systems, route.test, route.calendar) == (("EES",), True, False)


def test_guest_is_listed(place: Place) -> None:
    """From then on it counts."""
    guest = signed_up(place)
    client = place.signed_in("com")
    assert "Signed up by themselves" in client.get("/subscribers").text
    done(client, "list", f"/subscribers/{guest}")

    assert subs(place).subscribers[guest].listed


def test_guest_is_said_to_be_a_known_organisation(place: Place) -> None:
    """Its routes become theirs."""
    guest = signed_up(place)
    answer = done(place.signed_in("com"), "merge", f"/subscribers/{guest}", into="acme")

    assert answer.headers["location"].startswith(ACME)
    assert len(subs(place).routes_of("acme")) == 2


def test_whoever_must_be_told_and_cannot_be_stands_above_all(place: Place) -> None:
    """As soon as the last route is gone."""
    route_of(place)
    must = MakeMandatory(id="must", actor="com", system="EES", role="supplier", source="REC, 9")
    place.house.writer.subscriptions(must)
    client = place.signed_in("com")
    assert "no route leads there" not in client.get("/subscribers").text
    done(client, "remove", reason="Gone.")

    assert "Must be told, and no route leads there" in client.get("/subscribers").text
    assert "Cannot be reached" in client.get(ACME).text


def test_systems_are_made_mandatory_and_optional(place: Place) -> None:
    """With where that is laid down, and why it is not any more."""
    client = place.signed_in("com")
    page = "/subscribers"
    done(client, "mandatory", page, system="EES", role="supplier", source="REC, 9")
    assert [one.source for one in subs(place).mandatory] == ["REC, 9"]
    done(client, "optional", page, reason="The rule ended.")

    assert subs(place).mandatory == ()


def test_organisations_are_found(place: Place) -> None:
    """By name, role or id."""
    route_of(place, "acme")
    route_of(place, "borealis", to="b@borealis.example", roles=("agent",))
    client = place.signed_in("adm")

    assert "Borealis" not in client.get("/subscribers?q=acme").text
    assert "Acme" not in client.get("/subscribers?q=AGENT").text


def test_addresses_are_for_those_who_keep_them(place: Place) -> None:
    """Nobody else comes in, and nobody else is shown the way."""
    route_of(place)
    vic = place.signed_in("vic")

    assert vic.get(ACME).status_code == 403
    assert "/subscribers" not in vic.get("/runs").text
    assert "desk@acme.example" in place.signed_in("com").get(ACME).text


def test_what_was_done_is_said(place: Place) -> None:
    """In words without a secret."""
    route_of(place, kind="webhook", to="https://hooks.acme.example/secret-path")
    client = place.signed_in("com")
    answer = done(client, "disable", reason="It floods.")
    page = client.get(answer.headers["location"]).text

    assert "rests: It floods" in page
    assert "secret-path" not in page


def test_unknown_deed_and_organisation_are_not_found(place: Place) -> None:
    """As any address that there is not."""
    route_of(place)
    client = place.signed_in("com")
    token = client.get(ACME).text.partition('name="csrf" value="')[2].partition('"')[0]

    assert client.post("/subscribers/do/eat", {"csrf": token}).status_code == 404
    assert client.get("/subscribers/none").status_code == 404
