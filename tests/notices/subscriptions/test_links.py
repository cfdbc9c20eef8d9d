"""Links that only their reader has: derived, revocable, and each for one thing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.keys import TOKEN_LENGTH, Vault
from notices.subscriptions.links import (
    PLACES,
    Purpose,
    TokenTable,
    ack_token,
    links_of,
    route_by_token,
    route_token,
)
from notices.subscriptions.testing import VAULT, a_route, subscriptions

BASE = "http://127.0.0.1:8600"
SUBS = subscriptions(a_route(), a_route("acme-2"), a_route("bolt-1", state="removed"))
KEY = "M10-OUT/0/said/acme-1"


@pytest.mark.parametrize("purpose", PLACES)
def test_a_token_leads_to_its_route_and_to_nothing_else(purpose: Purpose) -> None:
    """Also of a route that ended, so that its reader is told so."""
    for route in SUBS.routes.values():
        token = route_token(VAULT, route, purpose)

        assert route_by_token(VAULT, SUBS, purpose, token) == route
        others = [other for other in PLACES if other != purpose]
        assert [route_by_token(VAULT, SUBS, other, token) for other in others] == [None] * 3


def test_renewed_links_void_the_ones_before() -> None:
    """A mail that was forwarded opens nothing any more."""
    token = route_token(VAULT, SUBS.routes["acme-1"], "manage")
    renewed = subscriptions(a_route(links=2))

    assert route_by_token(VAULT, renewed, "manage", token) is None
    seen = ack_token(VAULT, SUBS.routes["acme-1"], KEY)
    assert TokenTable(VAULT, SUBS).delivery([KEY], seen) == KEY
    assert TokenTable(VAULT, renewed).delivery([KEY], seen) is None


def test_another_key_knows_no_token() -> None:
    """They stand nowhere but in the key."""
    token = route_token(Vault(b"another key"), SUBS.routes["acme-1"], "manage")

    assert route_by_token(VAULT, SUBS, "manage", token) is None


@given(st.text(max_size=40))
def test_what_is_no_token_leads_nowhere(token: str) -> None:
    """Whatever it is."""
    table = TokenTable(VAULT, SUBS)

    assert table.route("manage", token) is None
    assert table.delivery([KEY], token) is None


def test_an_acknowledgement_is_of_one_delivery() -> None:
    """Not of the next revision, nor of a colleague's."""
    keys = [KEY, "M10-OUT/1/said/acme-1", "M10-OUT/0/said/acme-2", "M10-OUT/0/said/nobody-1"]
    table = TokenTable(VAULT, SUBS)

    token = ack_token(VAULT, SUBS.routes["acme-1"], KEY)
    assert table.delivery(keys, token) == KEY
    assert table.delivery(keys[1:], token) is None


def test_a_message_leads_to_the_notice_and_to_its_readers_pages() -> None:
    """Whole addresses, whose tokens fit into a mail header."""
    links = links_of(VAULT, BASE, SUBS.routes["acme-1"], "M10-OUT", KEY)

    assert links.html == f"{BASE}/outages/M10-OUT"
    assert (links.ics, links.json) == (f"{links.html}.ics", f"{links.html}.json")
    places = [links.acknowledge, links.unsubscribe, links.manage]
    assert [place.removeprefix(BASE)[:5] for place in places] == ["/n/a/", "/n/u/", "/n/m/"]
    assert {len(place.rpartition("/")[2]) for place in places} == {TOKEN_LENGTH}
    assert links.confirm == ""


def test_a_test_leads_to_what_its_reader_alone_may_read() -> None:
    """Nobody else has a page of it."""
    route = SUBS.routes["acme-1"]
    links = links_of(VAULT, BASE, route, "M10-OUT", KEY, test=True)

    own = f"{BASE}/n/f/{route_token(VAULT, route, 'feed')}/outages/M10-OUT"
    assert (links.html, links.ics, links.json) == (own, f"{own}.ics", f"{own}.json")
    assert links.acknowledge == links_of(VAULT, BASE, route, "M10-OUT", KEY).acknowledge


def test_what_waits_to_be_confirmed_has_a_link_for_that() -> None:
    """And, without a notice, nothing to acknowledge."""
    route = replace(SUBS.routes["acme-1"], state="pending")
    links = links_of(VAULT, BASE, route)

    assert links.confirm.startswith(f"{BASE}/n/c/")
    assert (links.html, links.acknowledge) == ("", "")
