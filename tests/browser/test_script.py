"""The console's script: news without a jump, nothing typed is lost, and the line may break."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.script_app import Place, script_app
from tests.conftest import Serving

NO_LINE = ("Failed to load resource",)
#: Milliseconds after which a page takes its line for broken, and something more.
SILENCE = 14_000


@pytest.fixture
def place() -> Place:
    """What the pages show."""
    return Place()


@pytest.fixture
def opened(serving: Serving, open_page: OpenPage, place: Place) -> Callable[..., Page]:
    """Opens a page of the place whose stream is open; `timed`: its time is the test's."""

    def open_(path: str = "/board", *, timed: bool = False, **more: object) -> Page:
        page = open_page(serving(script_app(place)), **more)  # type: ignore[arg-type]
        if timed:
            page.clock.install()
        with page.expect_response(re.compile("/live/")):
            page.goto(path)
        # The script has heard the first word: what is late then would pass for news.
        expect(page.locator("body[data-heard]")).to_have_count(1)
        return page

    return open_


def _top(page: Page, row: str) -> float:
    """How far down the window a row is."""
    box = page.get_by_role("button", name=row, exact=True).bounding_box()
    assert box is not None
    return box["y"]


def test_clock_shows_the_servers_time_with_seconds_and_zone(opened: Callable[..., Page]) -> None:
    """The reader's clock, years away from it, does not matter; counters go by it too."""
    page = opened()

    expect(page.locator(".clock")).to_have_text("Sat 20 Sep 2025 02:14:07 BST")
    expect(page.locator("[data-since]")).to_have_text("25 min")


def test_news_keep_focus_and_what_is_typed(opened: Callable[..., Page], place: Place) -> None:
    """In the regions that are made anew around them."""
    page = opened()
    page.get_by_label("Note").fill("half a")
    page.get_by_role("button", name="Start T-2", exact=True).focus()
    place.rows.insert(0, "T-new")
    place.word = "new"
    place.news()

    expect(page.locator("#live-ready li").first).to_have_text("Start T-new")
    expect(page.get_by_role("button", name="Start T-2", exact=True)).to_be_focused()
    expect(page.get_by_label("Note")).to_have_value("half a")


def test_form_says_that_it_has_changed_underneath(
    opened: Callable[..., Page], place: Place
) -> None:
    """What is typed in it stays, and so does the form around it."""
    page = opened()
    page.get_by_label("Note").fill("half a")
    page.get_by_role("button", name="Start T-2", exact=True).focus()
    place.about = "For nobody"
    place.news()

    expect(page.locator(".changed-note")).to_have_text("This has changed since you opened it.")
    expect(page.locator(".hint")).to_have_text("For everybody")
    expect(page.get_by_label("Note")).to_have_value("half a")


def test_row_under_the_pointer_stays_where_it_is(opened: Callable[..., Page], place: Place) -> None:
    """Though rows come and go above it, at the top of the page too."""
    page = opened()
    page.get_by_role("button", name="Start T-9", exact=True).hover()
    before = _top(page, "Start T-9")
    place.rows[0:0] = ["T-a", "T-b", "T-c"]
    place.news()
    expect(page.locator("#live-ready li").first).to_have_text("Start T-a")
    assert _top(page, "Start T-9") == pytest.approx(before, abs=1)

    del place.rows[0:7]
    place.news()
    expect(page.locator("#live-ready li").first).to_have_text("Start T-4")
    assert _top(page, "Start T-9") == pytest.approx(before, abs=1)


def test_news_wait_while_a_finger_is_down(opened: Callable[..., Page], place: Place) -> None:
    """They are shown a moment after it was lifted."""
    page = opened(timed=True)
    page.get_by_role("button", name="Start T-2", exact=True).hover()
    page.mouse.down()
    place.word = "news"
    with page.expect_event("console", lambda said: said.text == "heard"):
        page.evaluate(HEARD)
        place.news()
    page.clock.run_for(3_000)
    assert page.get_by_text("as first sent").is_visible()
    page.mouse.up()
    page.clock.run_for(2_000)

    expect(page.get_by_text("news", exact=True)).to_be_visible()


def test_news_wait_while_somebody_writes_and_can_be_called(
    opened: Callable[..., Page], place: Place
) -> None:
    """By the word over the page; what is being written stays."""
    page = opened(timed=True)
    page.get_by_label("Note").fill("half a")
    place.rows = []
    place.sent["other"] = "somebody else's"
    place.news()
    expect(page.locator("#live-ready li")).to_have_count(0)
    page.clock.run_for(3_000)
    assert page.get_by_text("0 notes").is_visible()
    page.get_by_role("button", name="Newer: show").click()

    expect(page.get_by_text("1 notes")).to_be_visible()
    expect(page.get_by_label("Note")).to_have_value("half a")
    expect(page.get_by_role("button", name="Newer: show")).to_have_count(0)


def test_broken_line_is_said_and_caught_up(opened: Callable[..., Page], place: Place) -> None:
    """With the time of the run as of which the page is; a new stream begins where it ended."""
    page = opened(timed=True, tolerated=NO_LINE)
    page.route("**/live/**", lambda route: route.abort())
    page.clock.run_for(SILENCE)
    expect(page.locator("[data-connection]")).to_contain_text("No connection since 02:14 BST")
    place.word = "missed"
    place.seq += 1
    page.unroute("**/live/**")
    for _ in range(SILENCE // 500):
        if page.get_by_text("missed").is_visible():
            break
        page.clock.run_for(1_000)

    expect(page.get_by_text("missed")).to_be_visible()
    expect(page.locator("[data-connection]")).to_contain_text("Connected again")
    assert place.opened == ["43", "43"]


def test_page_of_ones_own_fetches_itself(opened: Callable[..., Page], place: Place) -> None:
    """When the stream says that something happened."""
    page = opened("/mine")
    place.word = "mine is new"
    place.news()

    expect(page.get_by_text("mine is new")).to_be_visible()


def test_signed_out_is_said_and_nothing_typed_is_lost(
    opened: Callable[..., Page], place: Place
) -> None:
    """The way to sign in leads back here."""
    page = opened("/mine", tolerated=("status of 401",))
    page.get_by_label("Note").fill("half a")
    place.signed_in = False
    place.news()

    expect(page.locator("[data-connection]")).to_contain_text("You are signed out")
    link = page.get_by_role("link", name="Sign in again")
    expect(link).to_have_attribute("href", "/sign-in?next=%2Fmine")
    expect(page.get_by_label("Note")).to_have_value("half a")


def test_draft_outlives_the_page_until_it_is_sent(
    opened: Callable[..., Page], place: Place
) -> None:
    """It is restored with a word, and forgotten once the form was taken."""
    page = opened()
    page.get_by_label("Note").fill("all of it")
    page.reload()
    expect(page.get_by_label("Note")).to_have_value("all of it")
    expect(page.get_by_text("Restored from this device")).to_be_visible()
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("status").filter(has_text="The note was written.")).to_be_visible()
    expect(page.get_by_label("Note")).to_have_value("")
    page.reload()
    expect(page.get_by_label("Note")).to_have_value("")
    assert place.sent == {"key-0": "all of it"}


def test_form_that_could_not_be_sent_is_sent_again_under_its_key(
    opened: Callable[..., Page], place: Place
) -> None:
    """So that twice is once; news in between change nothing of it."""
    page = opened(tolerated=NO_LINE)
    page.get_by_label("Note").fill("late word")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Not sent: no connection. Nothing is lost")
    page.context.set_offline(False)
    place.sent["other"] = "somebody else's"
    place.news()
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("2 notes")).to_be_visible()
    assert place.sent["key-0"] == "late word"


def test_refused_form_comes_back_with_its_errors_in_focus(
    opened: Callable[..., Page], place: Place
) -> None:
    """The page is not loaded anew; the draft is kept."""
    page = opened(tolerated=("status of 422",))
    page.get_by_label("Note").fill("refused")
    page.get_by_role("button", name="Send").click()

    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#errors")).to_contain_text("Say more.")
    assert place.sent == {}


#: Tells the test when the page has heard of news: regions are offered before the clock is set.
HEARD = """() => {
  const source = new EventSource('/live/board?after=43');
  source.addEventListener('regions', () => { console.log('heard'); source.close(); });
}"""
