"""Keepers of forecasts for tests, and makers that work nothing out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from console.foreseen import Foreseen
from console.web.forecasting import Forecasts
from console.web.reading import Look
from rehearsals.core import commands as c
from tests.console.web.place import Place

#: Seconds within which another thread does its part.
SOON = 30


class Maker:
    """Works nothing out, and notes what it was asked; it may wait to be let go, or fail."""

    def __init__(self, *, waits: bool = False, fails: Exception | None = None) -> None:
        self.asked: list[tuple[int, str | None]] = []
        self.begun, self.let_go = Event(), Event()
        self.fails = fails
        if not waits:
            self.let_go.set()

    def __call__(self, look: Look, gate: str | None) -> Foreseen:
        """What is foreseen: nothing but what it stands on."""
        self.asked.append((look.seq, gate))
        self.begun.set()
        assert self.let_go.wait(SOON)
        if self.fails is not None:
            raise self.fails
        return Foreseen(seq=look.seq, at=look.now)


class Told:
    """Counts how often pages were to be shown anew, and lets a test wait for it."""

    def __init__(self) -> None:
        self.times = 0
        self._news = Event()

    def __call__(self) -> None:
        """One more was worked out."""
        self.times += 1
        self._news.set()

    def wait(self) -> None:
        """Wait for one that nobody has waited for."""
        assert self._news.wait(SOON)
        self._news.clear()


@contextmanager
def keeping(maker: Maker, told: Told | None = None, at_once: int = 500) -> Iterator[Forecasts]:
    """A keeper, for as long as the block lasts."""
    keeper = Forecasts(told or Told(), make=maker, at_once=at_once)
    try:
        yield keeper
    finally:
        maker.let_go.set()
        keeper.close()


def noted(place: Place, run: str, text: str = "News.") -> Look:
    """A look at a run after one more event."""
    place.done(run, c.AddNote, "ann", text=text)
    return place.house.look(run)
