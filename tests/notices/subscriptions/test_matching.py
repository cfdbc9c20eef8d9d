"""Which routes a notice goes over: any overlap counts, and nobody who must know is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.core.notice import Notice
from notices.subscriptions.matching import fallback_of, routes_for
from notices.subscriptions.records import Interest, Route, RouteState, Subscriptions
from notices.subscriptions.testing import a_route, a_subscriber, subscriptions
from rehearsals.core.events import Communications
from rehearsals.testing import OPENED
from tests.notices.subscriptions.factories import a_notice

SYSTEMS = ("EES", "DIP", "CSS")
ROLES = ("supplier", "agent", "ldsos")
MODES: tuple[Communications, ...] = ("off", "test", "on")
STATES: tuple[RouteState, ...] = ("pending", "active", "disabled", "removed")

some_systems = st.lists(st.sampled_from(SYSTEMS), unique=True).map(tuple)
some_roles = st.lists(st.sampled_from(ROLES), unique=True, min_size=1).map(tuple)
interests = st.builds(
    Interest,
    systems=some_systems,
    environments=st.sampled_from([(), ("production",), ("uat",)]),
)


@st.composite
def all_subscriptions(draw: st.DrawFn) -> Subscriptions:
    """Some subscribers with some routes, in every state, and what is mandatory for whom."""
    owners = [
        a_subscriber(
            name, roles=draw(some_roles), left_at=draw(st.sampled_from([None, None, OPENED]))
        )
        for name in ("acme", "bolt")
    ]
    routes = [
        a_route(
            f"{owner.id}-{number}",
            interest=draw(interests),
            state=draw(st.sampled_from(STATES)),
            test=draw(st.booleans()),
            fallback=draw(st.booleans()),
        )
        for owner in owners
        for number in range(1, draw(st.integers(1, 4)))
    ]
    pairs = st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(ROLES))
    return subscriptions(
        *routes, subscribers=owners, mandatory=draw(st.lists(pairs, unique=True, max_size=2))
    )


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    """A notice of some systems, for some audience, real or a test."""
    systems = draw(st.lists(st.sampled_from(SYSTEMS), unique=True, min_size=1))
    audience = draw(st.lists(st.sampled_from(ROLES), unique=True).map(tuple))
    return a_notice(*systems, audience=audience, test=draw(st.booleans()))


def _wants(subs: Subscriptions, notice: Notice, route: Route) -> bool:
    """What a route asks for and is due, written down a second time."""
    owner = subs.subscribers[route.subscriber]
    audience = {one.id for one in notice.content.audience}
    systems = {one.id for one in notice.content.systems}
    if owner.left_at or (audience and not audience & set(owner.roles)):
        return False
    must = any(one.system in systems and one.role in owner.roles for one in subs.mandatory)
    overlap = not route.interest.systems or bool(systems & set(route.interest.systems))
    place = not route.interest.environments or notice.environment in route.interest.environments
    return must or (overlap and place)


@given(all_subscriptions(), notices(), st.sampled_from(MODES))
def test_any_overlap_gives_a_row_and_nothing_else_does(
    subs: Subscriptions, notice: Notice, mode: Communications
) -> None:
    """Of the routes that may take it, those go first that are kept for no other's failing."""
    found = {route.id for route in routes_for(subs, notice, mode)}
    may = {
        route.id: route
        for route in subs.routes.values()
        if route.state == "active"
        and mode != "off"
        and (route.test or mode == "on" if notice.test else not route.test and mode == "on")
        and _wants(subs, notice, route)
    }

    assert found <= may.keys()
    assert {name for name, route in may.items() if not route.fallback} <= found
    told = {subs.routes[name].subscriber for name in found}
    assert told == {route.subscriber for route in may.values()}


@given(all_subscriptions(), notices())
def test_rehearsals_and_the_real_night_share_no_route(subs: Subscriptions, notice: Notice) -> None:
    """Unless the manager says otherwise, which is mode `on` in a rehearsal."""
    real = {one.id for one in routes_for(subs, replace(notice, test=False), "on")}
    tests = {one.id for one in routes_for(subs, replace(notice, test=True), "test")}

    assert not real & tests
    assert not any(subs.routes[name].test for name in real)
    assert all(subs.routes[name].test for name in tests)
    assert routes_for(subs, replace(notice, test=False), "test") == ()


@given(all_subscriptions(), notices(), st.sampled_from(MODES))
def test_whoever_must_be_told_is_told_whatever_they_ask_for(
    subs: Subscriptions, notice: Notice, mode: Communications
) -> None:
    """A narrow interest does not take a duty away."""
    narrow = Interest(systems=("NONE",), environments=("nowhere",))
    routes = {key: replace(route, interest=narrow) for key, route in subs.routes.items()}
    duties = subscriptions(mandatory=[(one, role) for one in SYSTEMS for role in ROLES]).mandatory
    wide = replace(subs, mandatory=duties)

    assert routes_for(replace(wide, routes=routes), notice, mode) == tuple(
        routes[one.id] for one in routes_for(wide, notice, mode)
    )


def test_ids_match_in_any_case() -> None:
    """What somebody typed by hand must not be a silent hole."""
    route = a_route(interest=Interest(systems=("ees",), environments=("Production",)))
    subs = subscriptions(route)

    assert routes_for(subs, a_notice("EES", audience=("Supplier",)), "on") == (route,)


def test_a_fallback_is_used_where_there_is_nothing_else() -> None:
    """Otherwise nobody would be told before something fails, which never happens."""
    first, second = a_route(), a_route("acme-2", fallback=True)

    assert routes_for(subscriptions(first, second), a_notice(), "on") == (first,)
    alone = subscriptions(replace(first, state="disabled"), second)
    assert routes_for(alone, a_notice(), "on") == (second,)


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ((), None),
        ((a_route("acme-2", kind="webhook"),), "acme-2"),
        ((a_route("acme-2", kind="webhook"), a_route("acme-3")), "acme-3"),
        ((a_route("acme-2"), a_route("acme-3", kind="slack_bot", fallback=True)), "acme-3"),
        ((a_route("acme-2", state="disabled"), a_route("acme-3", test=True)), None),
        ((a_route("bolt-1"),), None),
        ((a_route("acme-2", mark="acme-1"),), None),
    ],
    ids=["nothing", "any", "mail first", "kept for it", "unable", "others'", "same address"],
)
def test_what_stands_in_for_a_route_that_fails(
    others: tuple[Route, ...], found: str | None
) -> None:
    """Of the same subscriber, for the same kind of notices, somewhere else."""
    route = a_route(kind="webhook")
    stands_in = fallback_of(subscriptions(route, *others), route)

    assert (stands_in.id if stands_in else None) == found
