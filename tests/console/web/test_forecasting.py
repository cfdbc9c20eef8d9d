"""The keeper of forecasts: what is foreseen is worked out once, and nothing fails for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from console.foreseen import NOTHING
from console.web.forecasting import MOST_KEPT
from rehearsals.core import commands as c
from runbooks.errors import PlanError
from tests.console.web.keeping import SOON, Maker, keeping, noted
from tests.console.web.place import Place


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
