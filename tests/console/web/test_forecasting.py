"""The keeper of forecasts: what is foreseen is worked out once, outside the way of whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from console.web.forecasting import MOST_KEPT, Forecasts
from console.web.foreseen import NOTHING, Foreseen
from console.web.reading import Look
from rehearsals.core import commands as c
from runbooks.errors import PlanError
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


def test_a_small_run_is_worked_out_by_whoever_first_asks(place: Place) -> None:
    """And the same thing is there for whoever asks next."""
    look, maker = place.house.look(place.opened()), Maker()
    with keeping(maker) as keeper:
        first = keeper.of(look)

        assert keeper.of(look) is first
    assert (first.seq, first.at, first.newer) == (1, look.now, False)
    assert maker.asked == [(1, None)]


def test_many_who_ask_at_once_cost_one_working_out(place: Place) -> None:
    """The others wait for the one that is under way."""
    look, maker = place.house.look(place.opened()), Maker(waits=True)
    with keeping(maker) as keeper, ThreadPoolExecutor(max_workers=4) as threads:
        asked = [threads.submit(keeper.of, look) for _ in range(4)]
        assert maker.begun.wait(SOON)
        maker.let_go.set()

        assert len({id(one.result(SOON)) for one in asked}) == 1
    assert maker.asked == [(1, None)]


def test_each_event_and_each_minute_is_worked_out_anew(place: Place) -> None:
    """Within a minute in which nothing happens it stays."""
    run, maker = place.opened(), Maker()
    with keeping(maker) as keeper:
        keeper.of(place.house.look(run))
        place.clock.pass_(0.5)
        keeper.of(place.house.look(run))
        place.clock.pass_(1)
        keeper.of(place.house.look(run))
        keeper.of(noted(place, run))

    assert maker.asked == [(1, None), (1, None), (2, None)]


def test_an_older_look_gets_the_newest_that_there_is(place: Place) -> None:
    """Nobody brings back what was foreseen before."""
    run, maker = place.opened(), Maker()
    old = place.house.look(run)
    with keeping(maker) as keeper:
        newest = keeper.of(noted(place, run))

        assert keeper.of(old) is newest
    assert maker.asked == [(2, None)]


def test_a_gate_is_kept_apart(place: Place) -> None:
    """What moves its readiness is worked out for its own page."""
    look, maker = place.house.look(place.opened()), Maker()
    with keeping(maker) as keeper:
        assert keeper.of(look, "G1") is not keeper.of(look)

    assert maker.asked == [(1, "G1"), (1, None)]


def test_nothing_is_foreseen_of_a_run_that_is_over(place: Place) -> None:
    """It is not worked out either."""
    run, maker = place.opened(), Maker()
    place.done(run, c.AbandonRun, "max", reason="Called off.")
    with keeping(maker) as keeper:
        assert keeper.of(place.house.look(run)) is NOTHING

    assert maker.asked == []
    assert not NOTHING.is_told


def test_nobody_waits_for_a_large_run(place: Place) -> None:
    """Who asks first is told that it is being worked out; then pages are to be shown anew."""
    look, maker, told = place.house.look(place.opened()), Maker(waits=True), Told()
    with keeping(maker, told, at_once=0) as keeper:
        first = keeper.of(look)
        assert (first.outlook, first.newer, first.is_told) == (None, True, True)
        assert maker.begun.wait(SOON)
        assert keeper.of(look).newer

        maker.let_go.set()
        told.wait()
        found = keeper.of(look)

        assert (found.seq, found.newer, keeper.made(look.run)) == (1, False, 1)
    assert maker.asked == [(1, None)]
    assert told.times == 1


def test_of_a_large_run_the_newest_state_wins(place: Place) -> None:
    """What came in between is passed over; meanwhile there is the one before."""
    run, maker, told = place.opened(), Maker(waits=True), Told()
    with keeping(maker, told, at_once=0) as keeper:
        keeper.of(place.house.look(run))
        assert maker.begun.wait(SOON)
        for text in ("one", "two", "three"):
            keeper.of(noted(place, run, text))

        maker.let_go.set()
        told.wait()
        while keeper.of(place.house.look(run)).newer:
            told.wait()

        assert keeper.of(place.house.look(run)).seq == 4
    assert maker.asked == [(1, None), (4, None)]


def test_a_page_knows_how_many_were_made_when_it_was_shown(place: Place) -> None:
    """So that its stream tells it of the next, however it falls between the two."""
    look, maker, told = place.house.look(place.opened()), Maker(), Told()
    with keeping(maker, told, at_once=0) as keeper:
        before = keeper.of(look)
        told.wait()

        assert (before.made, keeper.of(look).made) == (0, 1)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PlanError("Nothing fits.", hint="Free the calendar."), "Nothing fits. Free the calendar."),
        (ZeroDivisionError("a fault of ours"), "the log of the console"),
    ],
)
def test_what_cannot_be_worked_out_says_why(place: Place, error: Exception, words: str) -> None:
    """Once for a state, and no page fails for it."""
    run, maker = place.opened(), Maker(fails=error)
    with keeping(maker) as keeper:
        found = keeper.of(place.house.look(run))

        assert words in found.why_not
        assert (found.outlook, found.seq, found.is_told) == (None, 1, True)
        assert keeper.of(place.house.look(run)) is found
        maker.fails = None
        assert keeper.of(noted(place, run)).why_not == ""
    assert len(maker.asked) == 2


def test_as_much_is_kept_as_there_is_room_for(place: Place) -> None:
    """What nobody has asked for longest goes first."""
    look, maker = place.house.look(place.opened()), Maker()
    with keeping(maker) as keeper:
        kept = keeper.of(look)
        for number in range(MOST_KEPT - 1):
            keeper.of(look, f"G{number}")
        assert keeper.of(look) is kept
        keeper.of(look, "one more")

        assert keeper.of(look) is kept
        keeper.of(look, "G0")
    assert maker.asked.count((1, None)) == 1
    assert maker.asked.count((1, "G0")) == 2


def test_a_console_that_stops_works_nothing_out_any_more(place: Place) -> None:
    """Whoever still asks gets what there is."""
    look, maker = place.house.look(place.opened()), Maker()
    with keeping(maker, at_once=0) as keeper:
        keeper.close()

        assert not keeper.of(look).is_told
    assert maker.asked == []
