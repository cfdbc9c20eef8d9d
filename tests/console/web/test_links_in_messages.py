"""The links of messages: what a link that is void is told, and that nobody else learns of one."""

from __future__ import annotations

import pytest

from tests.console.web.noticed import route_of, token_of
from tests.console.web.place import Place

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
#: Looks like a token, and is none.
MADE_UP = "A" * 22


@pytest.mark.parametrize("place_of_link", ["u", "m", "c", "a"])
@pytest.mark.parametrize("token", [MADE_UP, "x", "%2e%2e", "é" * 22, "A" * 2_000])
def test_link_that_is_made_up_opens_a_plain_page(
    *, place: Place, place_of_link: str, token: str
) -> None:
    """That says what to do, to whoever reads and whoever writes."""
    # What is done behind the link of a subscription has addresses of its own.
    for method in ("GET", "POST")[: 1 if place_of_link == "m" else 2]:
        answer = place.browser().request(
            method, f"/n/{place_of_link}/{token}", data=ONE_CLICK if method == "POST" else None
        )
        assert answer.status_code == 404
        assert "This link opens nothing" in answer.text or "nothing at this address" in answer.text


def test_token_of_one_purpose_opens_no_other(place: Place) -> None:
    """Whoever reads the feed's address cannot end the route."""
    token = token_of(place, route_of(place), "feed")

    assert place.browser().get(f"/n/u/{token}").status_code == 404
    assert place.browser().get(f"/n/m/{token}").status_code == 404


@pytest.mark.parametrize("letter", ["u", "m", "c"])
def test_address_of_a_link_is_told_to_nobody(place: Place, letter: str) -> None:
    """Neither to other sites, nor to search engines, nor to caches."""
    purposes = {"u": "unsubscribe", "m": "manage", "c": "confirm"}
    token = token_of(place, route_of(place), purposes[letter])  # type: ignore[arg-type]
    headers = place.browser().get(f"/n/{letter}/{token}").headers

    assert headers["referrer-policy"] == "no-referrer"
    assert "noindex" in headers["x-robots-tag"]
    assert headers["cache-control"] == "no-store"


def test_address_of_a_link_is_in_no_log(
    place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even when something goes wrong inside."""
    token = token_of(place, route_of(place), "manage")

    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(place.house.notice_links, "route", broken)
    answer = place.browser().get(f"/n/m/{token}")

    assert answer.status_code == 500
    assert "/n/m/..." in caplog.text
    assert token not in caplog.text
