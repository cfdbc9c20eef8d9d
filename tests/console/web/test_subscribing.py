"""`/subscribe` and the way to a confirmed route: a form, a message, a button."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from notices.outbox.rows import SUBSCRIPTIONS
from tests.console.web.client import Client
from tests.console.web.noticed import route_of, token_of
from tests.console.web.place import Place

TYPED: dict[str, Any] = {
    "organisation": "Acme Energy",
    "roles[]": "supplier",
    "kind": "email",
    "address": "desk@acme.example",
}


def _ask(browser: Client, **changes: Any) -> httpx.Response:
    return browser.send(browser.get("/subscribe"), "/subscribe", **{**TYPED, **changes})


def _routes(place: Place) -> list[Any]:
    return list(place.house.notices.subscriptions().routes.values())


def _messages(place: Place) -> int:
    return len(place.house.journal.queued(SUBSCRIPTIONS))


def test_who_signs_up_is_asked_to_confirm_and_sent_nothing_else(place: Place) -> None:
    """A guest whom no operator knows yet."""
    answer = _ask(place.browser())
    subs = place.house.notices.subscriptions()

    assert answer.status_code == 200
    assert "desk@acme.example" in answer.text
    assert [one.state for one in _routes(place)] == ["pending"]
    assert not subs.subscribers[_routes(place)[0].subscriber].listed
    assert _messages(place) == 1


def test_answer_does_not_say_whether_an_address_is_known(place: Place) -> None:
    """Word for word, but for what was typed."""
    route_of(place, to="known@acme.example")
    new = _ask(place.browser(), address="fresh@acme.example")
    known = _ask(place.browser(), address="known@acme.example")

    assert new.status_code == known.status_code
    assert new.text.replace("fresh@", "") == known.text.replace("known@", "")


def test_known_webhook_is_answered_with_a_secret_that_signs_nothing(place: Place) -> None:
    """Nobody learns from outside which machines are told, nor gets at theirs."""
    real = route_of(place, kind="webhook", to="https://hooks.acme.example/known")
    known, new = (
        _ask(place.browser(), kind="webhook", address=f"https://hooks.acme.example/{path}")
        for path in ("known", "fresh")
    )
    shape = re.compile(r"whsec_[A-Za-z0-9+/=]+|/n/m/[\w-]{22}")

    assert shape.sub("-", known.text) == shape.sub("-", new.text)
    assert place.house.notice_links.vault.webhook_secret(real.id, 1) not in known.text
    assert token_of(place, real, "manage") not in known.text


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("address", "no address", "e-mail address"),
        ("address", "", "nothing was typed"),
        ("organisation", "", "A name has 1 to"),
        ("roles[]", "", "No role is given"),
        ("mpids", "TOOLONG", "no market participant id"),
        ("kind", "pigeon", "Choose one of these"),
    ],
)
def test_what_was_mistyped_comes_back_with_all_that_was_typed(
    *, place: Place, field: str, wrong: str, said: str
) -> None:
    """And says what is wrong, beside the field."""
    answer = _ask(place.browser(), **{"label": "Service <desk>", field: wrong})

    assert answer.status_code == 422
    assert said in answer.text
    assert "Service &lt;desk&gt;" in answer.text
    assert _routes(place) == []


@pytest.mark.parametrize("url", ["http://hooks.acme.example/", "https://127.0.0.1/x"])
def test_webhook_within_is_refused_when_it_is_typed(place: Place, url: str) -> None:
    """By the rules that count when it is sent."""
    assert _ask(place.browser(), kind="webhook", address=url).status_code == 422


def test_form_of_another_page_is_refused(place: Place) -> None:
    """What a page elsewhere sends carries no token of this browser."""
    answer = place.browser().post("/subscribe", TYPED)

    assert answer.status_code == 403
    assert _routes(place) == []


def test_one_place_cannot_ask_without_end(place: Place) -> None:
    """After some it has to wait, and nothing typed is lost."""
    browser = place.browser()
    answers = [_ask(browser, address=f"desk{n}@acme.example") for n in range(11)]

    assert [one.status_code for one in answers[:10]] == [200] * 10
    assert answers[10].status_code == 429
    assert int(answers[10].headers["retry-after"]) > 0
    assert "desk10@acme.example" in answers[10].text


def test_one_address_is_not_sent_messages_without_end(place: Place) -> None:
    """Whoever asks: the same address is told once that somebody asked."""
    for _ in range(4):
        _ask(place.browser())

    assert _messages(place) == 1


def test_opening_the_link_confirms_nothing(place: Place) -> None:
    """Programs that look through mail open every link."""
    route = route_of(place, confirmed=False)
    path = f"/n/c/{token_of(place, route, 'confirm')}"
    answer = place.browser().get(path)

    assert "Yes, send notices here" in answer.text
    assert _routes(place)[0].state == "pending"


def test_button_confirms_and_once_more_changes_nothing(place: Place) -> None:
    """From a mail program's own browser too, which may say nothing of the page."""
    route = route_of(place, confirmed=False)
    path = f"/n/c/{token_of(place, route, 'confirm')}"
    first = place.browser().request("POST", path, data={"confirm": "yes"})
    head = place.house.journal.head("subscriptions").seq
    again = place.browser().request("POST", path, data={"confirm": "yes"})

    assert _routes(place)[0].state == "active"
    assert "Notices come here from now on." in first.text
    assert again.status_code == 200
    assert place.house.journal.head("subscriptions").seq == head


def test_request_that_is_too_old_is_not_confirmed(place: Place) -> None:
    """After seven days it is forgotten; the page leads to the form."""
    route = route_of(place, confirmed=False)
    place.clock.pass_(minutes=7 * 24 * 60 + 1)
    path = f"/n/c/{token_of(place, route, 'confirm')}"
    answer = place.browser().request("POST", path, data={"confirm": "yes"})

    assert answer.status_code == 409
    assert 'href="/subscribe"' in answer.text
    assert _routes(place)[0].state == "pending"


def test_form_offers_systems_and_roles_of_the_plans(place: Place) -> None:
    """Those of the shipped runbooks; nothing of a rehearsal's."""
    text = place.browser().get("/subscribe").text

    assert 'value="EES"' in text
    assert 'value="supplier"' in text
