"""Every page of the console, for somebody with all roles: usable by everybody, on any window."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Page, expect

from console.web.app import create_app
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.looking import DOWNWARDS, FOCUS, SIDEWAYS, SMALL
from tests.browser.play import RUN
from tests.browser.play_half import half_played
from tests.browser.play_notices import with_notices
from tests.browser.play_operator import with_deliveries
from tests.browser.play_pages import HOUSE, NO_PAGES, OF_A_RUN, OUTSIDE, REPORT
from tests.browser.play_place import Stage, a_stage
from tests.console.web.walking import routes_of

#: Pixels that a target has at least.
TARGET = {"phone": 44, "desk": 24, "wall": 24}
Shot = Callable[..., object]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A console with a run that is half played; nothing here changes it."""
    home = tmp_path_factory.mktemp("pages")
    with a_stage(home / "home", home / "shelf") as made:
        half_played(made.place)
        with_notices(made.place)
        with_deliveries(made.place)
        yield made


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("pages", [HOUSE, OF_A_RUN], ids=["house", "run"])
def test_pages_can_be_used_by_everybody(
    stage: Stage,
    open_page: OpenPage,
    shot: Shot,
    pages: Mapping[str, tuple[str, ...]],
    size: str,
) -> None:
    """The checker finds nothing, nothing is cut off at the side, fingers find what they tap.

    Phones are looked at by night, desks by day; whatever a console complains of fails the test.
    """
    page = open_page(stage.url, size=size, dark=size == "phone")
    stage.lets_in(page, "sue")

    assert faults_of(page, pages, size, shot) == {}


def test_doors_can_be_used_by_everybody(stage: Stage, open_page: OpenPage, shot: Shot) -> None:
    """By whoever is not in yet."""
    page = open_page(stage.url, size="phone")
    for_all = {"/for": ("/for",), "/for/{audience}": ("/for/supplier",)}

    assert faults_of(page, {**OUTSIDE, **for_all}, "phone", shot) == {}


def test_wall_fits_its_screen(stage: Stage, open_page: OpenPage, shot: Shot) -> None:
    """All of it is seen at once, however much there is to say."""
    page = open_page(stage.url, size="wall")
    stage.lets_in(page, "vic")

    assert faults_of(page, {"": (f"/runs/{RUN}/wall",)}, "wall", shot) == {}
    assert not page.evaluate(DOWNWARDS)


def test_report_can_be_read_by_everybody(stage: Stage, open_page: OpenPage, shot: Shot) -> None:
    """The file of it, for where it is shown nothing may run in it, not even the checker."""
    page = open_page(stage.url, size="phone")
    stage.lets_in(page, "vic")
    text = page.request.get(f"/runs/{RUN}/report").text()
    page.set_content(text)
    shot(page)

    assert violations(page) == []
    assert not page.evaluate(SIDEWAYS)


@pytest.mark.parametrize(
    ("person", "address", "status"), [("sue", "/runs/DR9", 404), ("vic", "/new-person", 403)]
)
def test_page_that_is_not_to_be_had_says_so_to_everybody(
    *, stage: Stage, open_page: OpenPage, shot: Shot, person: str, address: str, status: int
) -> None:
    """With a way on."""
    page = open_page(stage.url, size="phone", tolerated=(f"status of {status}",))
    stage.lets_in(page, person)
    faults = faults_of(page, {"": (address,)}, "phone", shot)

    assert faults == {address: [f"status {status}"]}
    expect(page.get_by_role("link", name="To the start")).to_be_visible()


def test_pages_can_be_used_by_keyboard_alone(stage: Stage, open_page: OpenPage) -> None:
    """Past the menu at once, and what has the focus always shows it."""
    page = open_page(stage.url, size="desk")
    stage.lets_in(page, "sue")
    page.goto(f"/runs/{RUN}/mine")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the page")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    hidden = []
    for _ in range(20):
        page.keyboard.press("Tab")
        if not page.evaluate(FOCUS):
            hidden.append(page.evaluate("document.activeElement.outerHTML"))

    assert hidden == []


def test_menu_on_a_phone_can_be_used_by_keyboard_alone(stage: Stage, open_page: OpenPage) -> None:
    """It opens, leads on, and says where one is."""
    page = open_page(stage.url, size="phone")
    stage.lets_in(page, "vic")
    page.goto(f"/runs/{RUN}/mine")
    page.locator("summary", has_text="Menu").focus()
    page.keyboard.press("Enter")
    menu = page.locator(".menu-sheet")
    expect(menu.get_by_role("link", name="My tasks")).to_have_attribute("aria-current", "page")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Tonight")).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url("**/tonight")


def test_no_page_is_forgotten(stage: Stage) -> None:
    """A new page is looked at here, or said to be none."""
    known = {*HOUSE, *OF_A_RUN, *OUTSIDE, *REPORT, *NO_PAGES}
    routes = routes_of(create_app(stage.place.house))
    found = {route.removeprefix("GET ") for route in routes if route.startswith("GET ")}

    assert {route for route in found if not route.startswith("/api/")} == known


def faults_of(
    page: Page, pages: Mapping[str, tuple[str, ...]], size: str, shot: Shot
) -> dict[str, list[str]]:
    """What is wrong with pages, by address."""
    addresses = [address for some in pages.values() for address in some]
    found = {address: list(_faults(page, address, size, shot)) for address in addresses}
    return {address: faults for address, faults in found.items() if faults}


def _faults(page: Page, address: str, size: str, shot: Shot) -> Iterator[str]:
    answer = page.goto(address)
    assert answer is not None
    # Of so many pages there are pictures only for whoever wants to look at them.
    if os.environ.get("CALLBOARD_SHOTS"):
        shot(page, address)
    if answer.status != 200:
        yield f"status {answer.status}"
    for one in violations(page):
        yield f"{one.rule} ({one.impact}): {one.what}: {', '.join(one.where)}"
    if page.evaluate(SIDEWAYS):
        yield "is wider than the window"
    for html in page.evaluate(SMALL, TARGET[size]):
        yield f"is too small: {html}"
