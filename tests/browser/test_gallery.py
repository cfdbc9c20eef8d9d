"""The console's visual language: every part of it, in each window, light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from playwright.sync_api import Page

from console.web.security import CONTENT_SECURITY_POLICY
from tests.browser.axe import Violation
from tests.browser.conftest import OpenPage
from tests.browser.looking import DOWNWARDS, SIDEWAYS, SMALL
from tests.conftest import Serving
from tests.console.web.gallery import STATIC, gallery, wall


@pytest.fixture
def app() -> FastAPI:
    """The gallery's pages, under the console's own policy for content."""
    made = FastAPI()
    made.mount("/static", StaticFiles(directory=STATIC))
    headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}

    @made.get("/{mode}")
    async def page(mode: str) -> HTMLResponse:
        text = wall() if mode == "wall" else gallery(mode)
        return HTMLResponse(text, headers=headers)

    return made


@pytest.mark.parametrize(
    ("path", "size", "dark"),
    [
        ("/rehearsal", "phone", True),
        ("/live", "desk", False),
        ("/wall", "wall", True),
    ],
)
def test_parts_can_be_used_by_everybody(
    *,
    serving: Serving,
    app: FastAPI,
    open_page: OpenPage,
    axe: Callable[[Page], list[Violation]],
    shot: Callable[..., object],
    path: str,
    size: str,
    dark: bool,
) -> None:
    """The checker finds nothing, nothing is cut off at the side, and fingers find the buttons."""
    page = open_page(serving(app), size=size, dark=dark)
    page.goto(path)
    shot(page)

    assert axe(page) == []
    assert not page.evaluate(SIDEWAYS)
    assert page.evaluate(SMALL, 44 if size == "phone" else 24) == []
    if size == "wall":
        assert not page.evaluate(DOWNWARDS)


def test_menu_opens_on_a_phone_without_a_script(
    serving: Serving, app: FastAPI, open_page: OpenPage
) -> None:
    """It leads to all pages, and to the way out."""
    page = open_page(serving(app), size="phone", javascript=False)
    page.goto("/rehearsal")
    page.locator("summary", has_text="Menu").click()

    assert page.get_by_role("link", name="My tasks").is_visible()
    assert page.get_by_role("button", name="Sign out").is_visible()
