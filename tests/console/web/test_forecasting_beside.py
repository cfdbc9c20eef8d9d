"""The forecasts of large runs are worked out beside the pages, which wait for none."""

from __future__ import annotations

from tests.console.web.keeping import SOON, Maker, Told, keeping, noted
from tests.console.web.place import Place


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


def test_a_console_that_stops_works_nothing_out_any_more(place: Place) -> None:
    """Whoever still asks gets what there is."""
    look, maker = place.house.look(place.opened()), Maker()
    with keeping(maker, at_once=0) as keeper:
        keeper.close()

        assert not keeper.of(look).is_told
    assert maker.asked == []
