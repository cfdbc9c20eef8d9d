"""The way around: which pages somebody is shown in the menu."""

from __future__ import annotations

from dataclasses import dataclass

from console.web.visitor import Visitor


@dataclass(frozen=True, kw_only=True, slots=True)
class NavItem:
    """A line of the menu."""

    href: str
    label: str
    current: bool = False


_OF_A_RUN = (
    ("tonight", "Tonight"),
    ("mine", "My tasks"),
    ("plan", "Plan"),
    ("gates", "Gates"),
    ("outages", "Outages"),
    ("control", "Control"),
    ("journal", "Journal"),
    ("wall", "Wall"),
)
_OF_THE_HOUSE = (
    ("/runs", "Runs"),
    ("/runbooks", "Runbooks"),
    ("/readiness", "Readiness"),
    ("/people", "People"),
    ("/for", "For you"),
)


def navigation(visitor: Visitor, path: str, run: str | None) -> tuple[NavItem, ...]:
    """The menu: of the run that is looked at, then of the house; nothing for nobody."""
    if visitor.person is None or not visitor.roles:
        return ()
    of_run = [(f"/runs/{run}/{place}", label) for place, label in _OF_A_RUN] if run else []
    return tuple(
        NavItem(href=href, label=label, current=path == href)
        for href, label in (*of_run, *_OF_THE_HOUSE)
    )
