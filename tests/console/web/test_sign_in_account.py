"""One's own ways in: invitations, the password, and where one is signed in."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from rehearsals.people.asked import IssueToken, NewToken
from rehearsals.people.secrets import mint_token
from rehearsals.people.words import Scope
from tests.console.web.client import Client
from tests.console.web.place import PASSWORD, Place

NEW = "another four plain words"


def invitation(place: Place, person: str = "ann", scope: Scope = "password") -> str:
    """What an administrator hands over."""
    minted = mint_token()
    token = NewToken(
        token=minted.id,
        hash=minted.hash,
        scopes=(scope,),
        expires_at=place.clock.now() + timedelta(hours=24),
    )
    place.house.writer.people(
        IssueToken(id=f"invite-{minted.id}", actor="adm", person=person, token=token)
    )
    return minted.secret


def accepted(browser: Client, secret: str, password: str = NEW) -> httpx.Response:
    """Fill in the form of the invitation, and send it."""
    page = browser.get("/invitation")
    return browser.send(page, "/invitation", invitation=secret, password=password, again=password)


def test_an_invitation_sets_the_first_password_and_signs_in(place: Place) -> None:
    """And opens once: whoever finds it later gets nowhere."""
    secret = invitation(place)
    browser = place.browser()

    assert accepted(browser, secret).status_code == 303
    assert "Ann Lee" in browser.get("/account").text

    again = accepted(place.browser(), secret, PASSWORD)
    assert again.status_code == 422
    assert "has been used" in again.text


def test_a_token_of_another_kind_sets_no_password(place: Place) -> None:
    """A lost token of a script is not enough; nor is anything made up."""
    for secret in (invitation(place, scope="act"), "callboard_abc_def", ""):
        answer = accepted(place.browser(), secret)
        assert answer.status_code == 422
        assert "That is no invitation" in answer.text
    assert place.house.register().people["ann"].password is None


def test_an_invitation_runs_out(place: Place) -> None:
    """A link that lies about is worth nothing after its time."""
    secret = invitation(place)
    place.clock.pass_(25 * 60)

    assert accepted(place.browser(), secret).status_code == 422


def test_an_invitation_is_in_no_address(place: Place) -> None:
    """It stands behind the #, which browsers send nowhere; a script of ours takes it from there."""
    page = place.browser().get("/invitation")

    assert 'method="post" action="/invitation"' in page.text
    assert "/invitation.js" in page.text


def changed(browser: Client, **fields: str) -> httpx.Response:
    """Fill in the form of the password, and send it."""
    typed = {"password": PASSWORD, "new": NEW, "again": NEW, **fields}
    return browser.send(browser.get("/account"), "/account/password", **typed)


def test_a_new_password_ends_all_other_sessions(place: Place) -> None:
    """Whoever has got hold of one is out; whoever changes it stays in."""
    here, elsewhere = place.signed_in("ann"), place.signed_in("ann")

    answer = changed(here)

    assert answer.headers["location"] == "/account?done=password"
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"password": "not the old one"}, "The password is wrong"),
        ({"again": "something else, typed"}, "not the same"),
        ({"new": "short", "again": "short"}, "fewer than 12"),
    ],
    ids=str,
)
def test_a_password_is_not_changed_by_mistake(
    place: Place, fields: dict[str, str], said: str
) -> None:
    """It takes the old one, and the new one twice; nothing typed comes back."""
    browser = place.signed_in("ann")
    before = place.house.register().people["ann"].password

    answer = changed(browser, **fields)

    assert answer.status_code == 422
    assert said in answer.text
    assert NEW not in answer.text
    assert place.house.register().people["ann"].password == before


def test_wrong_old_passwords_are_followed_by_pauses(place: Place) -> None:
    """A browser that was left open gives nobody endless guesses."""
    browser = place.signed_in("ann")
    for _ in range(5):
        changed(browser, password="not the old one")  # noqa: S106

    assert "too many wrong tries" in changed(browser).text


def test_one_signs_out_everywhere(place: Place) -> None:
    """All sessions end, this one too."""
    here, elsewhere = place.signed_in("ann"), place.signed_in("ann")

    answer = here.send(here.get("/account"), "/account/sign-out-everywhere")

    assert answer.headers["location"] == "/sign-in?said=everywhere"
    for browser in (here, elsewhere):
        assert browser.get("/account").status_code == 303


def test_one_ends_a_session_of_ones_own_and_nobody_elses(place: Place) -> None:
    """Somebody else's id ends nothing."""
    here, elsewhere, bob = (place.signed_in(one) for one in ("ann", "ann", "bob"))
    page = here.get("/account")
    (bobs,) = place.house.register().sessions_of("bob", place.clock.now())

    assert here.send(page, "/account/end-session", session=bobs.id).status_code == 422
    assert bob.get("/account").status_code == 200
    assert here.send(page, "/account/end-session").status_code == 303
    assert elsewhere.get("/account").status_code == 303
    assert here.get("/account").status_code == 200
