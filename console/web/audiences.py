"""What audiences are told, from the runs and plans that concern them.

People outside see the real nights alone: open ones, those that ended lately, and the plan of one
that is to come. Whoever is signed in sees open rehearsals as well, which are marked as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from threading import Lock

from console.naming import know_people
from console.web.reading import Look, Reader
from console.web.runbook_shelf import from_library
from console.web.views.for_you import ForYou, Source, audiences, for_you, planned_source
from runbooks.errors import JournalError, RunNotFound
from runbooks.library import library_names
from runbooks.model import Runbook

#: Real time for which a real night that is over is still told of.
_TOLD_FOR = timedelta(days=14)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What somebody may be told of now."""

    looks: tuple[Look, ...]
    #: Plans of which there is no real night yet.
    plans: tuple[Source, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Runs, then plans."""
        return (*(Source(stands=look.standing) for look in self.looks), *self.plans)

    @property
    def books(self) -> tuple[Runbook, ...]:
        """The runbooks of all of them."""
        return tuple(source.stands.state.runbook for source in self.sources)


@dataclass(slots=True)
class Audiences:
    """What each audience is told; worked out once for all who ask at the same time."""

    reader: Reader
    #: Real time (UTC).
    now: Callable[[], datetime]
    #: Runs that nobody is told of any more.
    _past: set[str] = field(default_factory=set)
    _kept: dict[tuple[str, bool], tuple[Told, ForYou]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def known(self, *, inside: bool) -> tuple[tuple[str, str], ...]:
        """The audiences, with their names: of what can be told, and of the shipped runbooks."""
        shipped = tuple(from_library(name).book for name in library_names())
        return audiences((*self.told(inside=inside).books, *shipped))

    def page(self, audience: str, *, inside: bool) -> tuple[Told, ForYou]:
        """What an audience is told; raises RunNotFound for one that no runbook speaks to."""
        if audience not in dict(self.known(inside=inside)):
            raise RunNotFound(
                f"No runbook speaks to {audience[:60]!r}.", hint="Choose one of the list at /for."
            )
        told = self.told(inside=inside)
        with self._lock:
            kept = self._kept.get((audience, inside))
            if kept is not None and _same(kept[0], told):
                return kept
        made = (told, for_you(audience, told.sources))
        with self._lock:
            self._kept[audience, inside] = made
        return made

    def told(self, *, inside: bool) -> Told:
        """What can be told to people inside, or outside, now."""
        looks = tuple(self._looks(inside=inside))
        live = {look.state.runbook.runbook for look in looks if look.state.mode == "live"}
        return Told(looks=looks, plans=tuple(self._plans(live)))

    def _looks(self, *, inside: bool) -> Iterator[Look]:
        for run in self.reader.runs():
            if run in self._past:
                continue
            try:
                look = self.reader.look(run)
            except JournalError:
                # One journal that cannot be read keeps nobody from being told of the others.
                continue
            know_people(look.names)
            state = look.state
            if state.status != "open" and not self._lately(look):
                self._past.add(run)
            elif state.mode == "live" or (inside and state.status == "open"):
                yield look

    def _lately(self, look: Look) -> bool:
        """Whether it is a real night that ended not long ago."""
        ended = look.state.closed_at
        live = look.state.mode == "live"
        return live and ended is not None and self.now() - ended < _TOLD_FOR

    def _plans(self, live: set[str]) -> Iterator[Source]:
        """The shipped plans that are still to come and of which there is no real night."""
        for name in library_names():
            source = _planned(name)
            book = source.stands.state.runbook
            if book.runbook not in live and source.stands.plan.finish > self.now():
                yield source


@cache
def _planned(name: str) -> Source:
    return planned_source(from_library(name).book)


def _same(one: Told, other: Told) -> bool:
    """Whether two are of the same looks: then what they say is the same."""
    return (
        len(one.looks) == len(other.looks)
        and all(mine is theirs for mine, theirs in zip(one.looks, other.looks, strict=True))
        and one.plans == other.plans
    )
