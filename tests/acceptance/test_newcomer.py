"""A newcomer, from the link that `callboard up` prints to a rehearsal, by the README alone."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import expect

from rehearsals.engine.settings import Settings
from tests.browser.chromium import chromium
from tests.flows.upkept import upkept

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CALLBOARD = str(Path(sys.executable).with_name("callboard"))
#: What a newcomer is asked, and gives.
GIVEN = {
    "Your full name": "Nora New",
    "Your id": "nora",
    "Your organisation": "New Grid Ltd",
    "A password": "four plain words here",
    "The same again": "four plain words here",
}
#: Seconds from the link to tasks that are done by others.
SOON = 120
PATIENCE = 60_000


def said_by_the_readme() -> list[str]:
    """What the README says to press, in order."""
    section = README.partition("## In the browser")[2].partition("\n## ")[0]
    return re.findall(r"\*\*(.+?)\*\*", section)


@pytest.mark.browser
def test_newcomer_is_at_a_running_rehearsal_within_two_minutes(tmp_path: Path) -> None:
    """Without a word but the README's: the board moves by itself, and simulated people act."""
    settings = Settings(home=tmp_path / "home")
    with (
        upkept(settings, CALLBOARD, "up", "--port", "0", "--executor", "local") as kept,
        chromium() as browser,
    ):
        link = kept.says("Set Callboard up").split()[-1]
        kept.says("Callboard is at ")
        began = monotonic()
        page = browser.new_page(locale="en-GB")
        page.goto(link)
        for label, words in GIVEN.items():
            page.get_by_label(label, exact=True).fill(words)
        for words in said_by_the_readme():
            page.get_by_role("button", name=words, exact=True).click()

        expect(page).to_have_title(re.compile("^REHEARSAL: Tonight - M10"), timeout=PATIENCE)
        expect(page.locator("#live-tasks")).to_contain_text("running", timeout=PATIENCE)
        expect(page.locator("#live-events")).to_contain_text("(simulated)", timeout=PATIENCE)
        assert monotonic() - began < SOON
        assert kept.end() == 0
