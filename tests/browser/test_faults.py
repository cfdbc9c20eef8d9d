"""Faults of a night as people meet them at their pages: nothing is lost, nothing false is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from console.web.doors import COOKIE
from console.web.pages import live
from rehearsals.core import commands as c
from tests.browser.conftest import OpenPage
from tests.browser.kept_console import a_kept_console
from tests.console.web.client import forms_in
from tests.console.web.place import Moment, Place, a_place
from tests.console.web.serving import free_port, served
from tests.waiting import until

RUN = "DR1"
BOARD, NOTE = f"/runs/{RUN}/tonight", f"/runs/{RUN}/do/add-note"
NO_LINE = ("Failed to load resource", "net::ERR")
#: Milliseconds after which a page takes its line for broken, and something more.
SILENCE = 14_000


class Console:
    """A served place whose server can be stopped under open pages, and come back."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.url = place.house.url
        self._running = ExitStack()

    def start(self) -> None:
        """Serve it, at the same address each time."""
        self._running.enter_context(served(self.place.house, int(self.url.rpartition(":")[2])))

    def stop(self) -> None:
        """Stop serving; what is in the house stays."""
        self._running.close()


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    """The console of a place with a run, served."""
    with a_place(tmp_path / "home", url=f"http://127.0.0.1:{free_port()}") as place:
        place.opened()
        made = Console(place)
        made.start()
        yield made
        made.stop()


def sign_in(page: Page, url: str, session: str) -> None:
    """Give a page the cookie of a session."""
    page.context.new_cdp_session(page).send(
        "Network.setCookie",
        {"name": COOKIE, "value": session, "url": url, "path": "/", "secure": True},
    )


def test_lost_line_is_said_with_its_time_and_caught_up(
    console: Console, open_page: OpenPage
) -> None:
    """The server goes and comes back; what happened meanwhile is on the page by itself."""
    page = open_page(console.url, tolerated=NO_LINE)
    sign_in(page, console.url, console.place.session("vic"))
    page.clock.install()
    with page.expect_response(re.compile("/live/")):
        page.goto(BOARD)
    console.stop()
    page.clock.run_for(SILENCE)
    banner = page.locator("[data-connection]")
    expect(banner).to_contain_text(re.compile(r"No connection since \d\d:\d\d (BST|GMT)"))
    console.place.done(RUN, c.StartTask, "ann", task="T1")
    console.start()

    def caught_up() -> bool:
        page.clock.run_for(1_000)
        return "Connected again" in banner.inner_text()

    until(caught_up)
    expect(page.locator("#live-tasks")).to_contain_text("running")


@pytest.mark.parametrize("reloaded", [False, True], ids=["same page", "reloaded"])
def test_note_without_an_answer_is_kept_and_sent_once(
    console: Console, open_page: OpenPage, *, reloaded: bool
) -> None:
    """It was taken, and the answer lost: from the page or after a reload, it is the same note."""
    page = open_page(console.url, tolerated=NO_LINE)
    sign_in(page, console.url, console.place.session("ann"))
    page.goto(NOTE)
    page.get_by_label("The note").fill("The queue is empty.")
    page.route("**/do/add-note", lambda route: (route.fetch(max_redirects=0), route.abort()))
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("alert")).to_contain_text("No answer: the connection broke.")
    page.unroute("**/do/add-note")
    if reloaded:
        page.reload()
    expect(page.get_by_label("The note")).to_have_value("The queue is empty.")
    page.get_by_role("button", name="Write it down").click()

    expect(page.get_by_role("status").filter(has_text="The queue is empty.").first).to_be_visible()
    assert console.place.house.look(RUN).seq == 2


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata"])
def test_readers_clock_and_zone_do_not_matter(
    console: Console, open_page: OpenPage, zone: str
) -> None:
    """The page shows the run's time in its zone, and counts by the server's clock."""
    console.place.done(RUN, c.StartTask, "ann", task="T1")
    console.place.clock.pass_(25)
    page = open_page(console.url, timezone_id=zone)
    sign_in(page, console.url, console.place.session("vic"))
    page.clock.set_fixed_time(console.place.clock.now() + timedelta(hours=3))
    page.goto(BOARD)

    expect(page.locator(".band [data-clock]")).to_have_text(
        re.compile(r"Mon 12 Jan 2026 09:25:\d\d GMT")
    )
    expect(page.locator("#tasks-running tbody")).to_contain_text("09:00 GMT 25 min")


def test_session_that_ends_while_somebody_writes_keeps_what_is_typed(
    console: Console, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says so; signed in again elsewhere in the browser, it goes on by itself."""
    monkeypatch.setattr(live, "ASKED_AGAIN", 0.0)
    page = open_page(console.url, tolerated=("status of 401",))
    sign_in(page, console.url, console.place.session("max"))
    with page.expect_response(re.compile("/live/")):
        page.goto(f"/runs/{RUN}/control")
    page.locator("summary", has_text="Stop all starts").click()
    why = page.get_by_label("Why everybody waits")
    why.fill("half a reason")
    console.place.clock.pass_(24 * 60)
    banner = page.locator("[data-connection]")
    expect(banner).to_contain_text("You are signed out. What you typed is still here.")

    sign_in(page, console.url, console.place.session("max"))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(banner).to_contain_text("Connected again")
    expect(why).to_have_value("half a reason")
    page.get_by_role("button", name="Stop all starts").click()
    until(lambda: console.place.house.look(RUN).seq == 2)


def test_console_that_is_killed_leaves_everybody_signed_in_and_forgets_nothing(
    tmp_path: Path, open_page: OpenPage
) -> None:
    """Pages catch up when it is back; what was half typed is there, what was just sent is once."""
    clock = Moment(at=datetime.now(UTC))
    with (
        a_kept_console(tmp_path / "home") as kept,
        a_place(tmp_path / "home", clock=clock, url=kept.url) as place,
    ):
        place.opened()
        kept.start()
        ann, vic = (open_page(kept.url, tolerated=NO_LINE) for _ in range(2))
        for page, person in ((ann, "ann"), (vic, "vic")):
            sign_in(page, kept.url, place.session(person))
            with page.expect_response(re.compile("/live/")):
                page.goto(BOARD)
        ann.goto(NOTE)
        ann.get_by_label("The note").fill("half a")
        sent = _just_sent(place, kept.url)
        kept.kill()
        place.done(RUN, c.StartTask, "ann", task="T1")
        kept.start()

        assert sent().status_code == 303
        expect(vic.locator("#live-tasks")).to_contain_text("running", timeout=20_000)
        ann.reload()
        expect(ann.get_by_label("The note")).to_have_value("half a")
        notes = [one for one in place.house.look(RUN).facts if "Just sent." in str(one.event)]
        assert len(notes) == 1


def _just_sent(place: Place, url: str) -> Callable[[], httpx.Response]:
    """Send a note; returns what sends the same form again."""
    cookies = {COOKIE: place.session("ann")}

    def asked(method: str, **more: Any) -> httpx.Response:
        headers = {"Origin": url}
        return httpx.request(
            method, f"{url}{NOTE}", cookies=cookies, headers=headers, trust_env=False, **more
        )

    form = next(one for one in forms_in(asked("GET").text) if one.action == NOTE)
    fields = form.fields | {"text": "Just sent."}
    assert asked("POST", data=fields).status_code == 303
    return lambda: asked("POST", data=fields)
