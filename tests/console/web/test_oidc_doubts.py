"""What an identity provider may say wrongly, and how little of it is believed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from console.web.house import opened_house
from console.web.signing_in.pending import LIFE
from console.web.signing_in.provider_settings import provider_settings
from rehearsals.people.asked import ChangePerson
from runbooks.errors import SettingsError
from tests.console.web.client import URL, Client
from tests.console.web.liar import SECRET, Liar, a_liar
from tests.console.web.place import Moment, Place, a_place

ANN = {"email": "ann@one.example", "email_verified": True}


@pytest.fixture(scope="module")
def _answering() -> Iterator[Liar]:
    with a_liar(Moment()) as made:
        yield made


@pytest.fixture
def liar(_answering: Liar) -> Liar:
    """A provider that says the truth until a test changes that."""
    fresh = Liar(Moment(), issuer=_answering.issuer)
    for name in (
        "clock",
        "claims",
        "userinfo",
        "signed",
        "metadata",
        "status",
        "published",
        "forms",
    ):
        setattr(_answering, name, getattr(fresh, name))
    return _answering


@pytest.fixture
def place(tmp_path: Path, liar: Liar) -> Iterator[Place]:
    """A console that goes by it, in which only ann has an address."""
    with a_place(tmp_path / "home", clock=liar.clock, environ=liar.environ) as made:
        _with_address(made, "ann", "Ann@One.example")
        yield made


def _with_address(place: Place, person: str, email: str) -> None:
    place.house.writer.people(
        ChangePerson(id=f"mail-{person}", actor="adm", person=person, email=email)
    )


def _is_in(browser: Client) -> bool:
    return browser.get("/account").status_code == 200


def test_a_verified_address_lets_its_person_in_and_is_needed_once_only(
    place: Place, liar: Liar
) -> None:
    """The first time the address finds who it is; from then on the identity itself does."""
    liar.claims = ANN
    browser = place.browser()
    assert browser.get(liar.sent_back(browser)).status_code == 303
    assert _is_in(browser)

    liar.claims = {"email": "other@one.example", "email_verified": True}
    other = place.browser()
    other.get(liar.sent_back(other))

    assert "Ann Lee" in other.get("/account").text


def test_the_console_shows_who_it_is_and_proves_that_it_began(place: Place, liar: Liar) -> None:
    """The code goes with the console's secret and the verifier of the challenge (PKCE)."""
    liar.claims = ANN
    browser = place.browser()
    browser.get(liar.sent_back(browser))

    form = liar.forms[-1]
    assert form["authorization"].startswith("Basic ")
    assert len(form["code_verifier"]) >= 43
    assert form["redirect_uri"] == f"{URL}/sign-in/oidc/return"
    assert SECRET not in str({key: form[key] for key in form if key != "authorization"})


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody-else"},
        {"aud": ["callboard", "somebody-else"]},
        {"azp": "somebody-else"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"exp": None},
        {"iat": 4_000_000_000, "exp": 4_000_000_300},
        {"sub": None},
        {"sub": 7},
        {"at_hash": "of-another-token"},
    ],
    ids=str,
)
def test_claims_that_do_not_hold_let_nobody_in(
    place: Place, liar: Liar, claims: dict[str, Any]
) -> None:
    """Whoever says it of whom, when, or in answer to what: one part that is wrong is enough."""
    liar.claims = {**ANN, **claims}
    browser = place.browser()

    answer = browser.get(liar.sent_back(browser))

    assert answer.status_code == 403
    assert not _is_in(browser)


@pytest.mark.parametrize("signed", ["none", "HS256", "forged"])
def test_a_token_that_is_not_signed_by_the_provider_lets_nobody_in(
    place: Place, liar: Liar, signed: str
) -> None:
    """No signature, one with what everybody knows, or one by another key under the same name."""
    liar.claims, liar.signed = ANN, signed
    browser = place.browser()

    assert browser.get(liar.sent_back(browser)).status_code == 403
    assert not _is_in(browser)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "ann@one.example"},
        {"email": "ann@one.example", "email_verified": False},
        {"email": "ann@one.example", "email_verified": "true"},
        {"email": "nobody@one.example", "email_verified": True},
        {},
    ],
    ids=str,
)
def test_an_address_that_is_not_verified_or_not_known_lets_nobody_in(
    place: Place, liar: Liar, claims: dict[str, Any]
) -> None:
    """They are told what to tell an administrator: the issuer, and their id there."""
    liar.claims = claims
    browser = place.browser()

    answer = browser.get(liar.sent_back(browser))

    assert answer.status_code == 403
    assert "s-1" in answer.text
    assert liar.issuer in answer.text
    assert not _is_in(browser)


def test_an_address_of_two_people_lets_neither_in(place: Place, liar: Liar) -> None:
    """Nobody is guessed at."""
    _with_address(place, "bob", "ann@one.example")
    liar.claims = ANN
    browser = place.browser()

    assert browser.get(liar.sent_back(browser)).status_code == 403


def test_what_the_provider_says_elsewhere_must_be_of_the_same_person(
    place: Place, liar: Liar
) -> None:
    """An address from its userinfo counts only under the same subject."""
    liar.userinfo = {"sub": "another", **ANN}
    browser = place.browser()
    assert browser.get(liar.sent_back(browser)).status_code == 403

    liar.userinfo = {"sub": "s-1", **ANN}
    assert browser.get(liar.sent_back(browser)).status_code == 303


def test_an_answer_to_nothing_that_was_asked_is_refused(place: Place, liar: Liar) -> None:
    """Another state, another browser, or too late: nobody is signed in as somebody else."""
    liar.claims = ANN
    browser = place.browser()
    back = liar.sent_back(browser)

    assert browser.get(f"{back}x").status_code == 403
    assert place.browser().get(back).status_code == 403
    place.clock.at += LIFE
    assert browser.get(back).status_code == 403
    assert liar.forms == []


def test_an_answer_of_another_issuer_is_refused(place: Place, liar: Liar) -> None:
    """The provider says who it is in what it sends back; it must be the one that was asked."""
    browser = place.browser()
    back = liar.sent_back(browser, iss="https://elsewhere.example")

    assert browser.get(back).status_code == 403
    assert liar.forms == []


def test_who_refuses_at_the_provider_is_told_so(place: Place, liar: Liar) -> None:
    """An error comes back instead of a code; what it says is not repeated."""
    browser = place.browser()
    back = liar.sent_back(browser, error="access_denied", error_description="Call 0900")

    answer = browser.get(back)

    assert answer.status_code == 403
    assert "0900" not in answer.text


@pytest.mark.parametrize(
    ("metadata", "status"),
    [
        ({}, 500),
        ({"issuer": "https://elsewhere.example"}, 200),
        ({"token_endpoint": "http://elsewhere.example/token"}, 200),
        ({"jwks_uri": None}, 200),
    ],
    ids=str,
)
def test_a_provider_that_is_not_itself_is_not_gone_to(
    place: Place, liar: Liar, metadata: dict[str, Any], status: int
) -> None:
    """What it says of itself must be complete, its own, and by https."""
    liar.metadata, liar.status = metadata, status

    answer = place.browser().get("/sign-in/oidc")

    assert answer.status_code == 503
    assert "cannot be reached" in answer.text


def test_a_provider_that_is_down_is_said_to_be(tmp_path: Path) -> None:
    """A clear page, with the other way in; and signing in by password goes on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    environ = {
        "CALLBOARD_OIDC_ISSUER": f"http://127.0.0.1:{port}",
        "CALLBOARD_OIDC_CLIENT_ID": "callboard",
    }
    with a_place(tmp_path / "home", environ=environ) as place:
        answer = place.browser().get("/sign-in/oidc")

        assert answer.status_code == 503
        assert "Sign in another way" in answer.text
        assert place.browser().get("/sign-in").status_code == 200


def test_a_step_up_needs_that_somebody_signed_in_just_now(place: Place, liar: Liar) -> None:
    """An `auth_time` of an hour ago, or none, is no step-up; one of now is."""
    liar.claims = ANN
    browser = place.browser()
    browser.get(liar.sent_back(browser))
    now = int(place.clock.now().timestamp())
    visitor_page = "/step-up"

    for stale in (now - 3600, None, "now", True):
        liar.claims = {**ANN, "auth_time": stale}
        assert browser.get(liar.sent_back(browser, "/step-up/oidc")).status_code == 403
        assert "You have just" not in browser.get(visitor_page).text

    liar.claims = ANN
    assert browser.get(liar.sent_back(browser, "/step-up/oidc")).status_code == 303
    assert "You have just" in browser.get(visitor_page).text


def test_a_step_up_of_somebody_else_is_none(place: Place, liar: Liar) -> None:
    """Whoever else signs in at the provider does not decide for who is signed in here."""
    liar.claims = ANN
    browser = place.browser()
    browser.get(liar.sent_back(browser))

    liar.claims = {**ANN, "sub": "s-2"}
    answer = browser.get(liar.sent_back(browser, "/step-up/oidc"))

    assert answer.status_code == 403
    assert "Somebody else than Ann Lee" in answer.text


def test_a_step_up_ends_with_the_session(place: Place, liar: Liar) -> None:
    """Whoever signs in again begins without one."""
    liar.claims = ANN
    browser = place.browser()
    browser.get(liar.sent_back(browser))
    browser.get(liar.sent_back(browser, "/step-up/oidc"))

    browser.get(liar.sent_back(browser))

    assert "You have just" not in browser.get("/step-up").text


def test_who_signed_in_by_password_has_no_step_up_by_the_provider(place: Place) -> None:
    """They are asked for the password where they decide."""
    ann = place.signed_in("ann")

    assert ann.get("/step-up/oidc").headers["location"] == "/step-up"
    assert "asks for it where you decide" in ann.get("/step-up").text


@pytest.mark.parametrize(
    "environ",
    [
        {"CALLBOARD_OIDC_ISSUER": "https://login.example"},
        {"CALLBOARD_OIDC_CLIENT_ID": "callboard"},
        {"CALLBOARD_OIDC_ISSUER": "http://login.example", "CALLBOARD_OIDC_CLIENT_ID": "callboard"},
    ],
    ids=str,
)
def test_a_provider_that_is_set_by_half_is_no_provider(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    """Whoever starts the console is told what is missing, or that it is not of https."""
    with (
        pytest.raises(SettingsError, match="CALLBOARD_OIDC"),
        opened_house(tmp_path, Moment().now, url=URL, environ=environ),
    ):
        raise AssertionError("it opened")


def test_the_secret_of_the_console_is_never_shown() -> None:
    """Not by a record of the settings, which may come into a log."""
    found = provider_settings(
        {
            "CALLBOARD_OIDC_ISSUER": "https://login.example",
            "CALLBOARD_OIDC_CLIENT_ID": "callboard",
            "CALLBOARD_OIDC_CLIENT_SECRET": SECRET,
        }
    )

    assert found is not None
    assert found.client_secret == SECRET
    assert SECRET not in repr(found)


def test_keys_that_changed_are_asked_for_again(place: Place, liar: Liar) -> None:
    """A provider that changes its keys does not lock people out for an hour."""
    liar.claims, liar.published = ANN, "another"
    browser = place.browser()
    assert browser.get(liar.sent_back(browser)).status_code == 403
    liar.published = "own"
    place.clock.at += timedelta(minutes=2)

    assert browser.get(liar.sent_back(browser)).status_code == 303
