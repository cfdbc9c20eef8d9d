"""What everybody outside does in a browser: looks at the board, signs up, looks after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from notices.subscriptions.links import route_token
from tests.browser import play_notices as notices
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.looking import SIDEWAYS
from tests.browser.play import RUN
from tests.browser.play_place import Stage, a_stage

Shot = Callable[..., object]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A console in which something was said."""
    home = tmp_path_factory.mktemp("outside")
    with a_stage(home / "home", home / "shelf") as made:
        made.place.opened(run=RUN)
        notices.with_notices(made.place)
        yield made


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_board_can_be_read_by_everybody(
    *, stage: Stage, open_page: OpenPage, shot: Shot, size: str, dark: bool
) -> None:
    """Without a script, on any window, by day and by night."""
    page = open_page(stage.url, size=size, dark=dark, javascript=False)
    page.goto("/outages")
    shot(page)
    expect(page.locator("#now")).to_be_visible()
    expect(page.locator(f"article#{notices.OUT}")).to_contain_text("out of service")
    checked = open_page(stage.url, size=size, dark=dark)
    checked.goto("/outages")

    assert violations(checked) == []
    assert not checked.evaluate(SIDEWAYS)


def test_board_fits_the_narrowest_telephone(stage: Stage, open_page: OpenPage, shot: Shot) -> None:
    """360 px wide; nothing is cut off at the side."""
    page = open_page(stage.url, size="phone")
    page.set_viewport_size({"width": 360, "height": 740})
    for address in ("/outages", f"/outages/{notices.OUT}", "/subscribe"):
        page.goto(address)
        shot(page, address)
        assert not page.evaluate(SIDEWAYS), address


def test_somebody_signs_up_confirms_and_looks_after_it(
    stage: Stage, open_page: OpenPage, shot: Shot
) -> None:
    """Without a script and without an account: a form, the link of a message, a button."""
    page = open_page(stage.url, size="phone", javascript=False)
    page.goto("/outages")
    page.get_by_role("link", name="Be told", exact=True).first.click()
    _sign_up(page)
    expect(page.get_by_text("A message is on its way to new@beta.example")).to_be_visible()
    shot(page, "asked")
    page.goto(_link(stage))
    page.get_by_role("button", name="Yes, send notices here").click()
    expect(page.get_by_text("Notices come here from now on.")).to_be_visible()
    shot(page, "confirmed")
    page.get_by_role("link", name="Look after it").click()
    page.get_by_text("Change what is sent").click()
    shot(page, "changing")
    page.locator("form[action$='/change']").get_by_label("What to call it").fill("Service desk")
    page.get_by_role("button", name="Keep this").click()

    expect(page.get_by_text("It is kept as you said.")).to_be_visible()
    expect(page.locator("#route")).to_have_text("Service desk")


def _sign_up(page: Page) -> None:
    page.get_by_label("Your organisation").fill("Beta Power")
    page.get_by_label("Suppliers", exact=True).check()
    page.get_by_label("Where to").fill("new@beta.example")
    page.get_by_role("button", name="Ask to be told").click()


def _link(stage: Stage) -> str:
    """What the message would carry."""
    house = stage.place.house
    route = list(house.notices.subscriptions().routes.values())[-1]
    return f"/n/c/{route_token(house.notice_links.vault, route, 'confirm')}"
