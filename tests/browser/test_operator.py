"""What whoever answers for the notices does in a browser: lets a draft out, sees who has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import play_notices as notices
from tests.browser.conftest import OpenPage
from tests.browser.looking import SIDEWAYS
from tests.browser.play import RUN
from tests.browser.play_operator import with_deliveries
from tests.browser.play_place import Stage, a_stage
from tests.console.web import notices_told as told

Shot = Callable[..., object]
PAGE = f"/runs/{RUN}/notices"


@pytest.fixture
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A rehearsal that is told to everybody, with a draft that waits."""
    home = tmp_path_factory.mktemp("operator")
    with a_stage(home / "home", home / "shelf") as made:
        made.place.opened(run=RUN)
        notices.with_notices(made.place)
        with_deliveries(made.place)
        yield made


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_draft_is_put_right_read_over_and_let_out(
    *, stage: Stage, open_page: OpenPage, shot: Shot, javascript: bool
) -> None:
    """On a telephone of 360 pixels, with and without a script; and the matrix says who has it."""
    page = open_page(stage.url, size="phone", dark=True, javascript=javascript)
    page.set_viewport_size({"width": 360, "height": 740})
    stage.lets_in(page, "com")
    page.goto(PAGE)
    _looked_at(page, shot, "list")
    page.get_by_role("link", name="Look at it, then approve or reject").click()
    page.get_by_label("Announced end").fill("2026-01-12 14:00")
    _looked_at(page, shot, "draft")
    page.get_by_role("button", name="Read it over, then publish").click()
    expect(page.get_by_role("heading", name="Read it over")).to_be_visible()
    _looked_at(page, shot, "confirm")
    page.get_by_role("button", name="Yes: publish it").click()
    expect(page.get_by_text("It is out.")).to_be_visible()
    expect(page.get_by_text("Who was told of revision 1")).to_be_visible()
    _looked_at(page, shot, "matrix")

    newest = stage.place.house.notices.book(RUN).threads[told.EES].newest
    assert newest is not None
    assert (newest.revision, newest.approved_by) == (1, "com")


def test_new_draft_shows_itself_on_an_open_page(stage: Stage, open_page: OpenPage) -> None:
    """Nobody loads it again at three in the morning."""
    page = open_page(stage.url)
    stage.lets_in(page, "com")
    page.goto(PAGE)
    expect(page.get_by_text("The load of the meter points")).to_have_count(0)
    told.draft(stage.place, "rescheduled", because="It is later still.")

    expect(page.get_by_text("It is later still.")).to_be_visible()


def _looked_at(page: Page, shot: Shot, name: str) -> None:
    shot(page, name)
    assert not page.evaluate(SIDEWAYS), name
