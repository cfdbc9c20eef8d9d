"""The browser of the tests: the machine's own Chromium, and how it is started."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    # Nobody but this machine is ever asked, whatever a page refers to.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
#: The windows in which pages are looked at, in CSS pixels.
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1366, "height": 900},
    "wall": {"width": 1920, "height": 1080},
}


def find_chromium() -> str:
    """Where Chromium is; without one the test is skipped, or failed where CI runs."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    why = f"no browser: none of {', '.join(NAMES)} is on PATH; install Debian's package chromium"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window, for as long as the block lasts.

    While it runs, no other event loop can be run in the same thread.
    """
    path = find_chromium()
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=path, headless=True, args=list(ARGUMENTS), chromium_sandbox=False
        ) as browser,
    ):
        yield browser
