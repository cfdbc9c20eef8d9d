"""Every link of every message opens: followed through the pages, for real notices and for tests."""

from __future__ import annotations

import email
import json
import re
from datetime import timedelta
from email.policy import default
from html import unescape
from urllib.parse import urlsplit

import pytest

from notices.channels.blocks import blocks_of
from notices.channels.mail import mail_of
from notices.channels.port import Message
from notices.outbox.letters import Letters
from notices.outbox.rows import POST
from rehearsals.core.words import Communications
from tests.console.web.client import URL, Client
from tests.console.web.noticed import a_told, queue, route_of, say, token_of
from tests.console.web.notices_told import EES, RUN, published
from tests.console.web.place import Place
from tests.notices.channels.mail_server import settings_for

_ADDRESS = re.compile(re.escape(URL) + r"[^\s\"<>|\\]*")


def messages(place: Place, topic: str) -> list[Message]:
    """What is composed of all that is due of a run."""
    journal, now = place.house.journal, place.clock.now() + timedelta(minutes=1)
    letters = Letters(journal, place.house.notice_links.vault, URL)
    claims = journal.claim(POST, "test", now=now, seconds=60, limit=50)
    made = [letters.message(claim, now) for claim in claims if claim.topic == topic]
    return [one for one in made if isinstance(one, Message)]


def of_kind(found: list[Message], kind: str) -> Message:
    """The first message over a kind of route."""
    return next(one for one in found if one.route.kind == kind)


def addresses_in(mail: bytes) -> set[str]:
    """All that a mail leads to in our house: its headers, its text, its HTML, its calendar file."""
    parsed = email.message_from_bytes(mail, policy=default)
    texts = [str(value) for value in parsed.values()]
    texts += [part.get_content() for part in parsed.walk() if not part.is_multipart()]
    # RFC 5545 folds long lines.
    text = unescape("\n".join(texts).replace("\r\n ", "").replace("\n ", ""))
    return set(_ADDRESS.findall(text))


def dead(browser: Client, addresses: set[str]) -> list[str]:
    """Those that do not open."""
    paths = (urlsplit(one).path for one in sorted(addresses))
    return [path for path in paths if browser.get(path).status_code != 200]


def test_every_link_of_a_mail_of_a_test_opens(place: Place) -> None:
    """Though no page for everybody has such a notice."""
    published(place)
    mail = mail_of(of_kind(messages(place, RUN), "email"), settings_for(25))
    found = addresses_in(mail)

    assert len(found) == 6
    assert dead(place.browser(), found) == []
    assert place.browser().get(f"/outages/{EES}").status_code == 404


def test_the_calendar_file_of_a_test_leads_back_too(place: Place) -> None:
    """Attached to a mail, or asked for."""
    published(place)
    route = route_of(place, "cumulus", to="desk@cumulus.example", test=True, calendar=True)
    queue(place, place.house.notices.book(RUN).revisions[0].notice, route)
    found = messages(place, RUN)
    ours = next(one for one in found if one.route.id == route.id)
    attached = addresses_in(mail_of(ours, settings_for(25)))
    asked_for = place.browser().get(urlsplit(ours.links.ics).path)

    assert dead(place.browser(), attached) == []
    assert asked_for.headers["content-type"].startswith("text/calendar")
    assert ours.links.html in asked_for.text.replace("\r\n ", "")


def test_every_link_that_machines_are_sent_of_a_test_opens(place: Place) -> None:
    """In the payload; and the data behind it is the same but for what is that message's own."""
    published(place)
    message = of_kind(messages(place, RUN), "webhook")
    sent = json.loads(message.payload)
    links = sent["data"]["links"]

    assert dead(place.browser(), set(links.values())) == []
    kept = place.browser().get(urlsplit(links["json"]).path).json()
    del links["ack"]
    assert kept == sent


def test_every_link_of_a_post_of_a_test_opens(place: Place) -> None:
    """Slack has them below the text."""
    published(place)
    message = of_kind(messages(place, RUN), "webhook")
    found = set(_ADDRESS.findall(json.dumps(blocks_of(message))))

    assert found
    assert dead(place.browser(), found) == []


@pytest.mark.parametrize("name", ["outages.json", "outages.atom", "outages.ics"])
def test_every_link_of_a_feed_with_a_test_opens(place: Place, name: str) -> None:
    """That is the route's own."""
    published(place)
    token = token_of(place, place.house.notices.subscriptions().routes["acme-1"], "feed")
    text = place.browser().get(f"/n/f/{token}/{name}").text.replace("\r\n ", "")
    found = set(_ADDRESS.findall(text))

    assert any(EES in one for one in found)
    assert dead(place.browser(), found) == []


def test_a_notice_for_real_leads_to_the_page_for_everybody(place: Place) -> None:
    """Which may be passed on."""
    notice = a_told()
    say(place, notice)
    route = route_of(place, calendar=True)
    queue(place, notice, route)
    token = token_of(place, route, "feed")

    assert dead(place.browser(), {f"{URL}/n/f/{token}/outages/{notice.id}"}) == []
    (item,) = place.browser().get(f"/n/f/{token}/outages.json").json()["items"]
    assert item["data"]["links"]["html"] == f"{URL}/outages/{notice.id}"


@pytest.mark.parametrize("mode", ["test", "on"])
def test_a_page_of_ones_own_tells_nobody_its_address(place: Place, mode: Communications) -> None:
    """Its own links stay below it."""
    place.opened(communications=mode)
    say(place, a_told(run=RUN, id=EES, test=True, live=False, published_at=place.clock.now()))
    token = token_of(place, route_of(place, test=True), "feed")
    answer = place.browser().get(f"/n/f/{token}/outages/{EES}")

    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert f'href="/n/f/{token}/outages/{EES}.ics"' in answer.text
    assert f'href="/outages/{EES}' not in answer.text


def test_what_is_for_somebody_else_is_on_nobodys_own_page(place: Place) -> None:
    """Neither a notice that there is not, nor one that the route is not for, nor a void token."""
    published(place)
    real = token_of(place, route_of(place, "delta", to="desk@delta.example"), "feed")
    mine = token_of(place, place.house.notices.subscriptions().routes["acme-1"], "feed")
    browser = place.browser()

    for path in (f"{real}/outages/{EES}", f"{mine}/outages/DR1-NO", f"{'A' * 22}/outages/{EES}"):
        for form in ("", ".ics", ".json"):
            assert browser.get(f"/n/f/{path}{form}").status_code == 404
