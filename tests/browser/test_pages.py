"""Every page of the console, for somebody with all roles: usable by everybody, on any window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from console.web.app import create_app
from tests.browser.axe import Violation
from tests.browser.chromium import SIZES
from tests.browser.conftest import OpenPage
from tests.browser.play import RUN
from tests.browser.play_half import half_played
from tests.browser.play_pages import NO_PAGES, PAGES
from tests.browser.play_place import Stage, a_stage
from tests.browser.test_gallery import SIDEWAYS, SMALL
from tests.console.web.walking import routes_of

ADDRESSES = [address for addresses in PAGES.values() for address in addresses]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A console with a run that is half played; nothing here changes it."""
    home = tmp_path_factory.mktemp("pages")
    with a_stage(home / "home", home / "shelf") as made:
        half_played(made.place)
        yield made


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_can_be_used_by_everybody(
    stage: Stage,
    open_page: OpenPage,
    axe: Callable[[Page], list[Violation]],
    shot: Callable[..., object],
    address: str,
) -> None:
    """On a phone and at a desk, by day and by night."""
    import time
    t0=time.perf_counter()
    page = open_page(stage.url, size="phone")
    stage.lets_in(page, "sue")
    t1=time.perf_counter()
    answer = page.goto(address)
    t2=time.perf_counter()
    shot(page, "phone")
    t3=time.perf_counter()
    found=axe(page)
    t4=time.perf_counter()
    page.emulate_media(color_scheme="dark")
    f2=axe(page)
    t5=time.perf_counter()
    side=page.evaluate(SIDEWAYS)
    small=page.evaluate(SMALL, 44)
    page.set_viewport_size(SIZES["desk"])
    page.emulate_media(color_scheme="light")
    shot(page, "desk")
    t6=time.perf_counter()
    f3=axe(page)
    t7=time.perf_counter()
    print(f"{t1-t0:.2f} {t2-t1:.2f} {t3-t2:.2f} {t4-t3:.2f} {t5-t4:.2f} {t6-t5:.2f} {t7-t6:.2f}", address, answer.status)
    for f in (found,f2,f3):
        for v in f: print('   AXE', v)
    if side: print("   SIDEWAYS")
    if page.evaluate(SIDEWAYS): print("   SIDEWAYS desk")
    for one in small: print("   SMALL", one[:200])
