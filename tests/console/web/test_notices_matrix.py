"""One notice on the operator's page: whom it reached over which channel, and seeing to it."""

from __future__ import annotations

import pytest

from notices.outbox.delivery import Delivery
from tests.console.web import notices_told as told
from tests.console.web.noticed import a_told, route_of, say
from tests.console.web.place import Place

PAGE = "/runs/DR1/notices/DR1-OUT-EES"


def delivery(place: Place, route: str) -> Delivery:
    """The delivery of the newest revision over a route."""
    return place.house.notices.deliveries("DR1").deliveries[told.key_of(route)]


def test_each_subscriber_has_a_row_and_each_channel_a_column(place: Place) -> None:
    """With what became of it there; addresses stand nowhere."""
    told.published(place)
    told.attempted(place, told.key_of("acme-1"), "accepted", status=250, answer="queued as 7F")
    told.failing(place, told.key_of("acme-2"))
    page = place.signed_in("vic").get(PAGE).text

    assert "1 of 2 reached, 0 acknowledged" in page
    assert 'data-label="E-mail"' in page
    assert 'data-label="Webhook"' in page
    assert "accepted by the mail server" in page
    assert "FAILING" in page
    assert "acme.example" not in page


def test_attempts_unfold_with_times_and_answers(place: Place) -> None:
    """By HTML alone, no script is needed."""
    told.published(place)
    told.attempted(place, told.key_of("acme-2"), "failed", status=503, answer="busy", took=1200)
    page = place.signed_in("com").get(PAGE).text

    assert "<code>503: busy</code>" in page
    assert "1200 ms" in page
    assert "<details" in page


def test_only_who_may_sees_buttons(place: Place) -> None:
    """Everybody else reads."""
    told.published(place)
    told.failing(place, told.key_of("acme-2"))

    assert "Send again" in place.signed_in("com").get(PAGE).text
    assert "Send again" not in place.signed_in("vic").get(PAGE).text


def test_delivery_is_made_again_under_the_same_id(place: Place) -> None:
    """Now, whatever was to come."""
    told.published(place)
    told.attempted(place, told.key_of("acme-2"))
    client = place.signed_in("com")
    answer = client.send(
        client.get(PAGE), f"{PAGE}/redeliver", **{"deliveries[]": told.key_of("acme-2")}
    )

    assert answer.status_code == 303
    assert "made once more" in client.get(answer.headers["location"]).text
    assert delivery(place, "acme-2").redeliveries == 1


def test_form_that_is_sent_twice_is_done_once(place: Place) -> None:
    """Whoever presses twice at three in the morning."""
    told.published(place)
    told.attempted(place, told.key_of("acme-2"))
    client = place.signed_in("com")
    page = client.get(PAGE)
    for _ in range(2):
        client.send(page, f"{PAGE}/redeliver", **{"deliveries[]": told.key_of("acme-2")})

    assert delivery(place, "acme-2").redeliveries == 1


def test_all_that_failed_is_made_again_at_once(place: Place) -> None:
    """And nothing else."""
    told.published(place)
    told.attempted(place, told.key_of("borealis-1"))
    told.failing(place, told.key_of("acme-1"))
    told.failing(place, told.key_of("acme-2"))
    client = place.signed_in("com")
    client.send(client.get(PAGE), f"{PAGE}/redeliver", failed="yes")

    again = [delivery(place, one).redeliveries for one in ("acme-1", "acme-2", "borealis-1")]
    assert again == [1, 1, 0]


def test_what_was_said_on_the_telephone_is_noted(place: Place) -> None:
    """By whom, too."""
    told.published(place)
    client = place.signed_in("com")
    fields = {"delivery": told.key_of("acme-1")}
    answer = client.send(client.get(PAGE), f"{PAGE}/acknowledge", **fields)

    page = client.get(answer.headers["location"]).text
    assert "1 of 2 reached, 1 acknowledged" in page
    assert "Acknowledged on the telephone, noted by Com Webb." in page
    assert delivery(place, "acme-1").acknowledged_who == "com"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("redeliver", {"deliveries[]": told.key_of("acme-2")}),
        ("acknowledge", {"delivery": told.key_of("acme-2")}),
    ],
)
def test_who_may_not_is_refused(place: Place, path: str, fields: dict[str, str]) -> None:
    """Whatever form they have made for themselves; the refusal is journalled."""
    told.published(place)
    vic = place.signed_in("vic")
    csrf = vic.get("/account").text.partition('name="csrf" value="')[2].partition('"')[0]
    answer = vic.post(f"{PAGE}/{path}", {"csrf": csrf, **fields})
    assert answer.status_code == 409
    assert "communications approver" in answer.text


def test_older_revision_keeps_its_matrix(place: Place) -> None:
    """To be looked at; nothing is sent of it any more."""
    told.published(place)
    told.attempted(place, told.key_of("acme-1"), "accepted", status=250)
    told.approve(place, told.draft(place, "rescheduled", content={"cause": "Another night."}))
    client = place.signed_in("com")
    older = client.get(f"{PAGE}?revision=0").text

    assert "0 of 2 reached" in client.get(PAGE).text
    assert "1 of 2 reached" in older
    assert "An older revision" in older
    assert "Send again" not in older
    assert client.get(f"{PAGE}?revision=9").status_code == 404


def test_every_revision_is_shown_in_its_words(place: Place) -> None:
    """The text as it was sent, the HTML of its mail by itself."""
    told.published(place)
    client = place.signed_in("vic")
    mail = client.get(f"{PAGE}/as-mail?revision=0")

    assert "DR1-OUT-EES rev 0" in client.get(PAGE).text
    assert "EES out of service" in mail.text
    assert "sandbox" in mail.headers["content-security-policy"]
    assert "/n/" not in mail.text


def test_hostile_words_are_shown_as_words(place: Place) -> None:
    """Titles, answers and labels come from outside."""
    told.published(place)
    evil = "<script>alert(1)</script>"
    told.attempted(place, told.key_of("acme-2"), "failed", status=500, answer=evil)
    say(place, a_told(run="DR1", id="DR1-X", content={"title": evil}))
    client = place.signed_in("com")

    for path in (
        PAGE,
        "/runs/DR1/notices",
        "/runs/DR1/notices/DR1-X",
        "/runs/DR1/notices/DR1-X/as-mail",
    ):
        assert "<script>alert" not in client.get(path).text


def test_notice_that_there_is_not_is_not_found(place: Place) -> None:
    """Nor its draft, nor its form."""
    place.opened()
    client = place.signed_in("com")

    for path in ("", "/draft", "/update", "/as-mail"):
        assert client.get(f"/runs/DR1/notices/NONE{path}").status_code == 404


def test_whoever_has_confirmed_nothing_counts_as_not_reached(place: Place) -> None:
    """With why."""
    told.published(place)
    route_of(place, "carbon", to="c@carbon.example", test=True, confirmed=False)
    page = place.signed_in("com").get(PAGE).text

    assert "Carbon" in page
    assert "0 of 3 reached" in page
    assert "no route is confirmed yet" in page
