"""Asking axe-core, the accessibility checker, about a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

#: WCAG 2.2, levels A and AA, with all that came before it.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
#: What may not be found on any page.
GRAVE = frozenset({"serious", "critical"})
OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": list(TAGS)},
    "rules": {"target-size": {"enabled": True}},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Violation:
    """A rule that a page breaks, and where."""

    rule: str
    impact: str
    what: str
    where: tuple[str, ...]


def violations(page: Page) -> list[Violation]:
    """What is seriously or critically wrong with the page as it stands."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        Violation(
            rule=violation["id"],
            impact=violation["impact"],
            what=violation["help"],
            where=tuple(" ".join(map(str, node["target"])) for node in violation["nodes"]),
        )
        for violation in found
        if violation["impact"] in GRAVE
    ]
