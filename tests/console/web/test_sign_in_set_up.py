"""The first-run set-up: one link, one time, and from then on everybody signs in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.console.web.client import URL, Client
from tests.console.web.place import PASSWORD, Place, a_place

FILLED = {
    "name": "Newa Comer",
    "person": "newa",
    "email": "newa@one.example",
    "organisation": "One Ltd",
    "password": PASSWORD,
    "again": PASSWORD,
}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Place]:
    """A console that nobody is known to."""
    with a_place(tmp_path / "home", people=None) as made:
        yield made


def link_of(place: Place) -> str:
    """The path of the link, as it is printed."""
    link = place.house.setup_link()
    assert link is not None
    return link.removeprefix(URL)


def sent(browser: Client, link: str, **changes: Any) -> httpx.Response:
    """Fill in the form of the set-up, and send it; boxes are ticked only if they are named."""
    page = browser.get(link)
    unticked = {"manages": "", "example": ""}
    return browser.send(page, link, **{**FILLED, **unticked, **changes})


def test_the_link_makes_the_first_administrator_and_signs_them_in(empty: Place) -> None:
    """One form, and whoever has the link is in; the journal says by what."""
    browser = empty.browser()

    answer = sent(browser, link_of(empty))

    assert answer.headers["location"] == "/runs"
    assert "Newa Comer" in browser.get("/account").text
    register = empty.house.register()
    assert {held.role for held in register.roles_of("newa", empty.clock.now())} == {"administrator"}
    (session,) = register.sessions_of("newa", empty.clock.now())
    assert session.means == "setup"


def test_whoever_tries_it_out_alone_gets_the_roles_for_that(empty: Place) -> None:
    """A ticked box makes them manage rehearsals too."""
    sent(empty.browser(), link_of(empty), manages="yes")

    held = empty.house.register().roles_of("newa", empty.clock.now())
    assert {"cutover_manager", "rehearsal_controller", "scribe"} < {one.role for one in held}


def test_the_invented_people_come_along_and_cannot_sign_in(empty: Place) -> None:
    """So that a first rehearsal has names; none of them has a password."""
    sent(empty.browser(), link_of(empty), example="yes")

    people = empty.house.register().people.values()
    assert len(people) > 20
    assert [one.id for one in people if one.password] == ["newa"]


def test_an_id_of_an_invented_person_is_refused_before_anything_is_done(empty: Place) -> None:
    """Nothing is set up by half."""
    taken = next(iter(_invented()))

    answer = sent(empty.browser(), link_of(empty), example="yes", person=taken)

    assert answer.status_code == 422
    assert "choose another one" in answer.text
    assert empty.house.register().is_empty


def _invented() -> list[str]:
    from console.importing import people_text  # noqa: PLC0415 - one test alone asks
    from runbooks.document import read_document  # noqa: PLC0415

    name, text = people_text("m10-people")
    data = read_document(text, name).data
    assert data is not None
    return list(data["people"])


def test_the_link_opens_once(empty: Place) -> None:
    """Whoever finds it in a history later is led to the sign-in, and nothing is done."""
    link = link_of(empty)
    late = empty.browser()
    page = late.get(link)
    sent(empty.browser(), link)

    assert late.get(link).headers["location"] == "/"
    assert late.send(page, link, **{**FILLED, "person": "late"}).status_code == 303
    assert list(empty.house.register().people) == ["newa"]
    assert empty.house.setup_link() is None


def test_the_link_runs_out(empty: Place) -> None:
    """After half an hour it says how to get another one."""
    link = link_of(empty)
    empty.clock.pass_(30)

    answer = empty.browser().get(link)

    assert answer.status_code == 403
    assert "leads nowhere any more" in answer.text
    assert "callboard up" in answer.text


def test_no_other_link_opens(empty: Place) -> None:
    """Nobody begins the register who has not seen what was printed."""
    link_of(empty)
    browser = empty.browser()

    assert browser.get("/set-up/guessed").status_code == 403
    page = browser.get(link_of(empty))
    assert browser.post("/set-up/guessed", {}).status_code == 403
    token = page.text.partition('name="csrf" value="')[2].partition('"')[0]
    assert browser.post("/set-up/guessed", {**FILLED, "csrf": token}).status_code == 403
    assert empty.house.register().is_empty


@pytest.mark.parametrize("path", ["/", "/account", "/runs/latest/tonight", "/sign-in"])
def test_until_then_every_page_leads_to_how_to_begin(empty: Place, path: str) -> None:
    """Whoever comes too early is told where the link is."""
    browser = empty.browser()

    assert browser.get(path).headers["location"] == "/set-up"
    assert "callboard up" in browser.get("/set-up").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Your name is missing"),
        ({"again": "another one entirely"}, "not the same"),
        ({"password": "short", "again": "short"}, "fewer than 12"),
        ({"person": "no id"}, "is no id of a person"),
        ({"email": "nobody"}, "is no address"),
        ({"organisation": " "}, "Your organisation is missing"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    empty: Place, changes: dict[str, str], said: str
) -> None:
    """But for passwords, which no page carries back; and nothing is done."""
    answer = sent(empty.browser(), link_of(empty), **changes)

    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Newa Comer"' in answer.text or "name" in changes
    assert PASSWORD not in answer.text
    assert empty.house.register().is_empty


def test_the_page_is_kept_nowhere_and_says_nobody_where_it_was(empty: Place) -> None:
    """The secret is in its address: no cache keeps it, no other site is told it."""
    answer = empty.browser().get(link_of(empty))

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_a_name_that_is_markup_stays_text(empty: Place) -> None:
    """Nothing that is typed becomes part of a page."""
    browser = empty.browser()
    sent(browser, link_of(empty), name="<script>alert(1)</script>")

    assert "<script>alert" not in browser.get("/account").text
