"""Signing in by password, and out again: who gets in, what the browser holds, what is said."""

from __future__ import annotations

import re

import httpx
import pytest

from console.web.signing_in.sessions import LIFE
from rehearsals.names import REFUSALS
from rehearsals.people.asked import ChangePerson, LeavePerson
from tests.console.web.client import Client
from tests.console.web.place import PASSWORD, Place

WRONG = "not that one, surely"


def tried(browser: Client, who: str, password: str, path: str = "/sign-in") -> httpx.Response:
    """Fill in the form of the sign-in, and send it."""
    return browser.send(browser.get(path), "/sign-in", who=who, password=password)


def refusals(place: Place) -> list[str]:
    """What was refused at the door, as the journal has it."""
    found = place.house.journal.read(REFUSALS)
    return [str(one.entry.data["code"]) for one in found if one.entry.data["command"] == "GetIn"]


@pytest.mark.parametrize("who", ["ann", "ANN", " ann ", "Ann@One.example", "ann@one.EXAMPLE"])
def test_an_id_or_an_address_signs_in(place: Place, who: str) -> None:
    """In any case, and led to where they wanted to go."""
    place.with_password("ann")
    place.house.writer.people(
        ChangePerson(id="mail", actor="adm", person="ann", email="ann@one.example")
    )
    browser = place.browser()

    answer = tried(browser, who, PASSWORD, "/sign-in?next=/account")

    assert answer.headers["location"] == "/account"
    assert "Ann Lee" in browser.get("/account").text


@pytest.mark.parametrize(
    "where", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "javascript:1"]
)
def test_nobody_is_led_elsewhere(place: Place, where: str) -> None:
    """The page after it is one of ours, whatever a link to the sign-in says."""
    place.with_password("ann")
    browser = place.browser()

    answer = tried(browser, "ann", PASSWORD, str(httpx.URL("/sign-in", params={"next": where})))

    assert answer.headers["location"] == "/"


def test_the_answer_is_the_same_whoever_it_is(place: Place) -> None:
    """Nobody learns who is known here, who has a password, or who has left."""
    place.with_password("ann")
    place.house.writer.people(LeavePerson(id="out", actor="adm", person="vic", reason="gone"))

    answers = [
        tried(place.browser(), who, WRONG)
        for who in ("ann", "bob", "vic", "nobody-at-all", "a@b.c")
    ]

    assert {answer.status_code for answer in answers} == {403}
    pages = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
    assert len(pages) == 1


def test_the_cookie_is_for_this_host_and_no_script(place: Place) -> None:
    """Secure, HttpOnly, SameSite, no domain, and no longer than the session lasts."""
    place.with_password("ann")

    answer = tried(place.browser(), "ann", PASSWORD)

    for cookie in answer.headers.get_list("set-cookie"):
        assert cookie.startswith("__Host-callboard")
        assert "; HttpOnly" in cookie
        assert "; Secure" in cookie
        assert "; Path=/" in cookie
        assert "; SameSite=lax" in cookie
        assert "domain" not in cookie.casefold()


def test_a_session_ends_by_itself(place: Place) -> None:
    """After a night whoever is signed in signs in again."""
    place.with_password("ann")
    browser = place.browser()
    tried(browser, "ann", PASSWORD)

    place.clock.at += LIFE

    assert browser.get("/account").headers["location"] == "/sign-in?next=/account"


def test_signing_in_gives_a_session_of_its_own(place: Place) -> None:
    """Whatever the browser held before is worth nothing: no session is fixed for anybody."""
    place.with_password("ann")
    browser = place.browser()
    tried(browser, "ann", PASSWORD)
    first = browser.cookies["__Host-callboard"]
    page = browser.get("/account")
    thief = place.browser()
    thief.cookies.set("__Host-callboard", first, domain="callboard.test")
    assert thief.get("/account").status_code == 200
    browser.send(page, "/sign-out")

    tried(browser, "ann", PASSWORD)

    assert browser.cookies["__Host-callboard"] != first
    assert thief.get("/account").status_code == 303


def test_signing_out_ends_the_session_in_the_journal(place: Place) -> None:
    """What the browser held opens nothing any more, wherever it has got to."""
    browser = place.signed_in("ann")
    held = browser.cookies["__Host-callboard"]

    answer = browser.send(browser.get("/account"), "/sign-out")

    assert answer.headers["location"] == "/sign-in?said=out"
    assert place.house.register().sessions_of("ann", place.clock.now()) == ()
    browser.cookies.set("__Host-callboard", held, domain="callboard.test")
    assert browser.get("/account").status_code == 303


def test_signing_out_takes_a_form_of_the_session(place: Place) -> None:
    """No other page signs anybody out."""
    browser = place.signed_in("ann")

    assert browser.post("/sign-out", {}).status_code == 403
    assert browser.get("/account").status_code == 200


def test_signing_out_twice_is_no_error(place: Place) -> None:
    """Who is out already is out."""
    assert place.browser().post("/sign-out", {}).status_code == 303


def test_a_form_of_no_page_of_this_browser_signs_nobody_in(place: Place) -> None:
    """Nobody is signed in as somebody else by a foreign form."""
    place.with_password("ann")
    browser = place.browser()

    answer = browser.post("/sign-in", {"who": "ann", "password": PASSWORD})

    assert answer.status_code == 403
    assert "keeps no cookies" in answer.text
    assert browser.get("/account").status_code == 303


def test_whoever_is_signed_in_is_led_on(place: Place) -> None:
    """A page of the sign-in that was left open is no dead end."""
    answer = place.signed_in("ann").get("/sign-in?next=/account")

    assert answer.headers["location"] == "/account"


def test_wrong_passwords_are_followed_by_pauses(place: Place) -> None:
    """Five are free; then even the right one waits, is told how long, and gets in after it."""
    place.with_password("ann")
    for _ in range(5):
        assert tried(place.browser(), "ann", WRONG).status_code == 403

    waiting = tried(place.browser(), "ann", PASSWORD)

    assert waiting.status_code == 429
    assert int(waiting.headers["retry-after"]) >= 1
    assert "Wait" in waiting.text
    place.clock.pass_(1)
    assert tried(place.browser(), "ann", PASSWORD).status_code == 303


def test_nobody_locks_somebody_out_of_a_browser_they_use(place: Place) -> None:
    """Others' wrong tries hold up other browsers, not the one somebody has signed in by."""
    place.with_password("ann")
    browser = place.browser()
    tried(browser, "ann", PASSWORD)
    browser.send(browser.get("/account"), "/sign-out")
    for _ in range(6):
        tried(place.browser(), "ann", WRONG)

    assert tried(place.browser(), "ann", PASSWORD).status_code == 429
    assert tried(browser, "ann", PASSWORD).status_code == 303


def test_tries_are_journalled_and_what_was_typed_is_not(place: Place) -> None:
    """With whose account it was, from where; a password in the wrong field is kept nowhere."""
    place.with_password("ann")
    tried(place.browser(), "ann", WRONG)
    tried(place.browser(), "my secret password", WRONG)

    assert refusals(place) == ["wrong-password", "wrong-password"]
    found = list(place.house.journal.read(REFUSALS))
    assert [one.entry.actor for one in found] == ["ann", "nobody-known"]
    assert "secret" not in str(found)
    assert WRONG not in str(found)


def test_a_flood_of_tries_does_not_fill_the_journal(place: Place) -> None:
    """A few a minute are put down; the rest is counted, and the next entry says how many."""
    place.with_password("ann")
    for _ in range(12):
        tried(place.browser(), "ann", WRONG)
    assert len(refusals(place)) == 5
    place.clock.pass_(2)

    tried(place.browser(), "ann", WRONG)

    newest = list(place.house.journal.read(REFUSALS))[-1]
    assert "7 more before it were not put down" in str(newest.entry.data["message"])


def test_somebody_without_a_role_gets_in_and_sees_nothing(place: Place) -> None:
    """They are told which roles it takes, and can sign out."""
    place.with_password("nobody")
    browser = place.browser()
    tried(browser, "nobody", PASSWORD)

    answer = browser.get("/runs/latest/tonight")

    assert answer.status_code == 403
    assert "Sign out" in answer.text
