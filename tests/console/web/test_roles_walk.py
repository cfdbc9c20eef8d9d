"""Every route and every role: who comes in, by the table in `who_comes_in.py`.

A route without a row fails here. What is then done behind the door is asked again, by
`rehearsals/people/rights.py`, whose own table stands in `tests/rehearsals/people/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.web.app import create_app
from rehearsals.people.words import ROLE_NAMES
from tests.console.web.place import Place, a_place
from tests.console.web.walk import PHONE, PRIVATE, Walk, a_walk
from tests.console.web.walking import Answer, routes_of
from tests.console.web.who_comes_in import (
    EVERYBODY,
    IF_PUBLIC,
    NOBODY,
    OF_ROLE,
    TABLE,
    VISITORS,
    WITH_A_ROLE,
    WITHOUT_ROLE,
    row_of,
)

#: Writes that no form has to come before: who is signed out stays so.
WITHOUT_FORM = {("POST /sign-out", NOBODY)}
#: Opened by the token of a link alone, which the walk does not have.
BY_LINK = " /n/"


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """A console that everybody is signed in to."""
    with a_walk(tmp_path_factory.mktemp("walk") / "home") as made:
        yield made


def test_every_route_has_a_row_and_every_row_a_route(walk: Walk) -> None:
    """Who adds a page says here who may open it."""
    routes = set(routes_of(walk.app))

    assert sorted(route for route in routes if not row_of(route)) == [], "no row in TABLE"
    assert sorted(set(TABLE) - {row_of(route) for route in routes}) == [], "no such route"


def test_there_is_somebody_of_each_role(walk: Walk) -> None:
    """The table speaks of people; they stand for their roles."""
    register, now = walk.place.house.register(), walk.place.clock.now()

    assert set(OF_ROLE) == set(ROLE_NAMES)
    for role, person in OF_ROLE.items():
        assert role in {held.role for held in register.roles_of(person, now)}
    assert register.roles_of(WITHOUT_ROLE, now) == ()


@pytest.mark.parametrize("who", VISITORS)
def test_who_may_come_in_does_and_nobody_else(walk: Walk, who: str | None) -> None:
    """Pages: as the table says. What is refused leads to the sign-in, or names the roles."""
    wrong = {}
    for route, allowed in walk.rows("GET"):
        answer = walk.page(route, who)
        if answer.status >= 500:
            wrong[route] = f"{answer.status}: a fault"
        elif _came_in(answer) != (who in allowed):
            wrong[route] = f"{answer.status} {answer.headers.get('location', '')}"
    assert wrong == {}


def _came_in(answer: Answer) -> bool:
    to_the_door = answer.headers.get("location", "").startswith("/sign-in?next=")
    no_role = answer.status == 403 and "takes one of these roles" in answer.text
    return not (to_the_door or no_role or answer.status == 401)


@pytest.mark.parametrize("who", VISITORS)
def test_nothing_is_done_without_a_form_of_ours(walk: Walk, who: str | None) -> None:
    """Every write of a page without its anti-forgery token is refused; to others, the room is."""
    before = _heads(walk.place)
    wrong = {}
    for route, allowed in walk.rows("POST"):
        if " /api/" in route or (route, who) in WITHOUT_FORM:
            continue
        answer = walk.ask(route, who)
        if BY_LINK in route:
            if answer.status != 404:
                wrong[route] = f"{answer.status}: opened by a made-up token"
            continue
        forged = answer.status == 403 and "nothing was done" in answer.text
        if forged != (who in allowed) or _came_in(answer) != (who in allowed):
            wrong[route] = f"{answer.status}"
    assert wrong == {}
    assert _heads(walk.place) == before


@pytest.mark.parametrize("who", VISITORS)
def test_the_api_takes_those_of_the_role_and_nothing_without_a_body(
    walk: Walk, who: str | None
) -> None:
    """A token of somebody else is refused; nothing is done by an empty write."""
    before = _heads(walk.place)
    wrong = {}
    for route, allowed in walk.rows("POST"):
        if " /api/" not in route:
            continue
        answer = walk.ask(route, who)
        if _came_in(answer) != (who in allowed) or not 400 <= answer.status < 500:
            wrong[route] = f"{answer.status}"
    assert wrong == {}
    assert _heads(walk.place) == before


def test_a_cookie_opens_nothing_in_the_api(walk: Walk) -> None:
    """No page elsewhere can make a browser ask there for whoever is signed in."""
    open_to = {
        route
        for route, allowed in walk.rows("GET", "POST")
        if " /api/" in route
        and allowed != EVERYBODY
        and walk.ask(route, "adm", by_cookie=True).status not in (401, 403)
    }
    assert open_to == set()


def _heads(place: Place) -> dict[str, int]:
    journal = place.house.journal
    streams = ("people", "readiness", "subscriptions", "run/DR1")
    return {stream: journal.head(stream).seq for stream in streams}


@pytest.mark.parametrize("who", VISITORS)
def test_no_page_has_a_fault_whatever_its_address_says(walk: Walk, who: str | None) -> None:
    """Names of nothing, dots and other nonsense are answered by a page, not by a fault."""
    found = {
        route: answer.status
        for route, _ in walk.rows("GET")
        if (answer := walk.ask(route, who, weird=True)).status >= 500
    }
    assert found == {}


def test_an_operator_who_says_so_opens_what_is_for_audiences_and_nothing_else(
    tmp_path: Path,
) -> None:
    """Nobody has to sign in for that; all the rest stays as it was."""
    with a_place(tmp_path / "home", public=True) as place:
        place.opened(run="DR1")
        walk = Walk(
            place=place, app=create_app(place.house), sessions={NOBODY: None}, tokens={NOBODY: None}
        )
        opened = {
            route
            for route, allowed in walk.rows("GET")
            if NOBODY not in allowed and _came_in(walk.ask(route, NOBODY))
        }
    assert opened == IF_PUBLIC


def _shown(walk: Walk, who: str | None) -> str:
    return "".join(walk.page(route, who).text for route, _ in walk.rows("GET"))


@pytest.mark.parametrize("who", VISITORS)
def test_no_page_shows_what_ways_in_are_kept_as(walk: Walk, who: str | None) -> None:
    """Neither tokens nor sessions nor passwords nor their hashes, not even one's own."""
    shown, register = _shown(walk, who), walk.place.house.register()
    kept = [
        *(one.hash for one in register.tokens.values()),
        *(one.hash for one in register.sessions.values()),
        *(one.password for one in register.people.values() if one.password),
        *(one for one in (*walk.sessions.values(), *walk.tokens.values()) if one),
    ]
    assert [secret for secret in kept if secret in shown] == []
    assert "$argon2" not in shown


@pytest.mark.parametrize("who", [NOBODY, WITHOUT_ROLE])
def test_who_has_no_role_sees_nothing_of_anybody_or_of_any_run(walk: Walk, who: str | None) -> None:
    """No names, no contacts, no titles."""
    shown = _shown(walk, who)

    for private in (PHONE, "ned@north.example", "Ned Firth", "Freeze registrations", PRIVATE):
        assert private not in shown


@pytest.mark.parametrize("who", sorted(WITH_A_ROLE - {"max", "adm", "sue"}, key=str))
def test_what_a_party_handed_in_is_not_shown_to_others(walk: Walk, who: str) -> None:
    """The programme sees it, and the party; no page gives it to anybody else."""
    assert PRIVATE not in _shown(walk, who)
