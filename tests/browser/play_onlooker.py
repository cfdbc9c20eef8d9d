"""Those who look on in the play: at a board, at the Wall."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

#: Milliseconds within which they must see what somebody did.
SOON = 2_500


@dataclass(frozen=True, kw_only=True, slots=True)
class Onlooker:
    """Somebody who looks at a page that is open all the time, and touches nothing."""

    page: Page
    live: bool

    def begins(self) -> None:
        """Leave a mark in the page that is gone if it is ever loaded again."""
        self.page.evaluate("() => { window.loaded = 'once'; }")

    def shows(self, *words: str, where: str = "main") -> None:
        """Soon it shows words; without JavaScript once it is loaded again."""
        if not self.live:
            self.page.reload()
        for one in words:
            wanted = re.compile(one, re.DOTALL | re.IGNORECASE)
            expect(self.page.locator(where)).to_contain_text(wanted, timeout=SOON)

    def was_loaded_once(self) -> bool:
        """Whether all that was shown came without loading the page again."""
        return bool(self.page.evaluate("window.loaded === 'once'"))
