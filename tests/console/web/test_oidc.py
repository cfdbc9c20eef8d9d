"""Signing in by a real identity provider: who is let in, and signing in anew for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from rehearsals.engine.clock import SystemClock
from rehearsals.people.asked import LinkIdentity
from tests.console.web.client import URL, Client, forms_in
from tests.console.web.place import Moment, Place, a_place
from tests.identity import PASSWORD, Provider, Someone, identity_provider

BACK = f"{URL}/sign-in/oidc/return"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """A provider that knows ann and somebody else."""
    ann = Someone(name="ann-there", email="ann@one.example", given_name="Ann", family_name="Lee")
    with identity_provider(ann, Someone(name="eve", email="eve@elsewhere.example")) as made:
        made.admit(BACK)
        yield made


@pytest.fixture
def place(tmp_path: Path, provider: Provider) -> Iterator[Place]:
    """A console that knows the provider, by the clock that the provider goes by."""
    environ = {
        "CALLBOARD_OIDC_ISSUER": provider.issuer,
        "CALLBOARD_OIDC_CLIENT_ID": provider.client_id,
        "CALLBOARD_OIDC_CLIENT_SECRET": provider.client_secret,
        "CALLBOARD_OIDC_NAME": "the house login",
    }
    clock = Moment(SystemClock().now())
    with a_place(tmp_path / "home", clock=clock, environ=environ) as made:
        made.house.writer.people(
            LinkIdentity(
                id="link", actor="adm", person="ann", issuer=provider.issuer, subject="ann-there"
            )
        )
        yield made


def through(address: str, name: str, there: httpx.Client) -> str:
    """Sign in at the provider as a browser does; the path it sends back to."""
    answer = there.get(address)
    for _ in range(12):
        if answer.is_redirect:
            onwards = str(answer.url.join(answer.headers["location"]))
            if onwards.startswith(BACK):
                return onwards.removeprefix(URL)
            answer = there.get(onwards)
            continue
        form = forms_in(answer.text)[-1]
        typed = {"login": name, "password": PASSWORD, "answer": "accept"}
        known = {key: typed[key] for key in typed if key in form.fields or key == "answer"}
        answer = there.post(answer.url.join(form.action), data={**form.fields, **known})
    raise AssertionError(answer.text)


def signed_in(place: Place, name: str, there: httpx.Client) -> tuple[Client, httpx.Response]:
    """A browser that has come back from the provider, and the answer it got."""
    browser = place.browser()
    away = browser.get("/sign-in/oidc?next=/account")
    return browser, browser.get(through(away.headers["location"], name, there))


def test_somebody_who_is_linked_is_signed_in(place: Place) -> None:
    """Who signs in there is signed in here, and led to where they wanted to go."""
    with httpx.Client() as there:
        browser, answer = signed_in(place, "ann-there", there)

    assert answer.headers["location"] == "/account"
    page = browser.get("/account")
    assert "Ann Lee" in page.text
    assert "Known at" in page.text


def test_somebody_unknown_is_refused_and_told_what_to_do(place: Place) -> None:
    """The provider does not say that the address is verified, so nobody is found by it."""
    with httpx.Client() as there:
        browser, answer = signed_in(place, "eve", there)

    assert answer.status_code == 403
    assert "Tell an administrator" in answer.text
    assert "eve" in answer.text
    assert browser.get("/account").status_code == 303


def test_a_code_is_good_for_one_time(place: Place) -> None:
    """Whoever sees the address that somebody came back by gets nowhere with it."""
    browser = place.browser()
    away = browser.get("/sign-in/oidc")
    with httpx.Client() as there:
        back = through(away.headers["location"], "ann-there", there)

    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 403


def test_signing_in_anew_is_a_step_up(place: Place) -> None:
    """The provider asks again although it knows who it is; after that decisions are let through."""
    with httpx.Client() as there:
        browser, _ = signed_in(place, "ann-there", there)
        assert "Sign in once more with the house login" in browser.get("/step-up").text
        place.clock.at = SystemClock().now()
        away = browser.get("/step-up/oidc?next=/account")
        first = there.get(away.headers["location"])
        assert first.is_redirect, "it asks again"
        assert not first.headers["location"].startswith(BACK)

        answer = browser.get(through(away.headers["location"], "ann-there", there))

    assert answer.headers["location"] == "/account"
    assert "You have just signed in once more" in browser.get("/step-up").text
    place.clock.pass_(6)
    assert "You have just signed in once more" not in browser.get("/step-up").text
