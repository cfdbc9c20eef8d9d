"""The way around: which pages somebody is shown in the menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.web.policy import KEEPERS
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
    ("notices", "Notices"),
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
#: For those who keep who is told of outages.
_KEPT = (("/subscribers", "Subscribers"),)


def navigation(visitor: Visitor, path: str, run: str | None) -> tuple[NavItem, ...]:
    """The menu: of the run that is looked at, then of the house; nothing for nobody."""
    if visitor.person is None or not visitor.roles:
        return ()
    of_run = [(f"/runs/{run}/{place}", label) for place, label in _OF_A_RUN] if run else []
    kept = _KEPT if visitor.has(KEEPERS.roles) else ()
    places = (*of_run, *_OF_THE_HOUSE[:-1], *kept, _OF_THE_HOUSE[-1])
    here = _nearest(path, [href for href, _ in places], in_a_run=run is not None)
    return tuple(NavItem(href=href, label=label, current=href == here) for href, label in places)


def _nearest(path: str, hrefs: Sequence[str], *, in_a_run: bool) -> str | None:
    """The place of the menu that a page belongs to: itself, or the one it lies below."""
    above = [href for href in hrefs if path == href or path.startswith(f"{href}/")]
    nearest = max(above, key=len, default=None)
    # A page of a run that has no place of its own does not belong to the list of runs.
    below_it = nearest == "/runs" and in_a_run and path != nearest
    return None if below_it else nearest
