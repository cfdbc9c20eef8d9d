"""The browser that the tests here share, and the pages they open in it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.axe import Violation, violations
from tests.browser.chromium import SIZES, chromium
from tests.browser.watching import Watch
from tests.conftest import Serving

#: Milliseconds that a page may take for anything.
PATIENCE = 10_000


class OpenPage(Protocol):
    """Opens a page in a session of its own."""

    def __call__(  # noqa: D102 - the class says it
        self,
        base_url: str,
        *,
        javascript: bool = True,
        size: str = "desk",
        dark: bool = False,
        tolerated: tuple[str, ...] = (),
        **more: Any,
    ) -> Page: ...


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests here; it is gone before the first test elsewhere."""
    with chromium() as started:
        yield started


@pytest.fixture
def open_page(browser: Browser, serving: Serving) -> Iterator[OpenPage]:  # noqa: ARG001 - it ends last
    """Opens pages that share nothing: no cookie, no storage, no cache.

    Addresses given to `goto` may be paths below `base_url`. The test fails at its end if a page's
    console complained of anything but what is `tolerated`, or if a page asked another machine.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_(
        base_url: str,
        *,
        javascript: bool = True,
        size: str = "desk",
        dark: bool = False,
        tolerated: tuple[str, ...] = (),
        **more: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=base_url,
            java_script_enabled=javascript,
            viewport=SIZES[size],
            has_touch=size == "phone",
            is_mobile=size == "phone",
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            timezone_id=more.pop("timezone_id", "Europe/London"),
            **more,
        )
        context.set_default_timeout(PATIENCE)
        opened.append((context, Watch(context, tolerated)))
        return context.new_page()

    yield open_
    for context, _ in opened:
        context.close()
    faults = [fault for _, watch in opened for fault in watch.faults]
    assert not faults, "\n".join(faults)


@pytest.fixture
def axe() -> Callable[[Page], list[Violation]]:
    """What axe finds seriously or critically wrong with a page."""
    return violations


@pytest.fixture
def shot(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Path]:
    """Takes a picture of a page, all of it or what the window shows.

    Pictures are kept in the directory that CALLBOARD_SHOTS names, if it names one.
    """

    def take(page: Page, name: str = "", *, whole: bool = True) -> Path:
        words = re.sub(r"[^a-z0-9]+", "-", f"{request.node.name} {name}".lower()).strip("-")
        taken = tmp_path / f"{words}.png"
        page.screenshot(path=taken, full_page=whole, animations="disabled")
        if kept := os.environ.get("CALLBOARD_SHOTS"):
            Path(kept).mkdir(parents=True, exist_ok=True)
            shutil.copy(taken, kept)
        return taken

    return take
