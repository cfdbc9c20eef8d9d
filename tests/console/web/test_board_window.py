"""The band on the board that says whether the window is still made."""

from __future__ import annotations

import pytest

from console.foreseen import NOTHING, Foreseen
from console.web.views.board_window import WindowView, window
from console.web.views.chances import Chance
from rehearsals.core import commands as c
from tests.console.web.foreseen_nights import WIDE, a_night, looked
from tests.console.web.place import Place


def test_the_band_says_when_what_is_next_and_how_likely_in_time(place: Place) -> None:
    """The gate, the outage's end, the finish and the deadlines; here all is certain."""
    found = _window(place)

    assert found.stands_on == "As of 09:00 GMT, event 1."
    assert found.gate
    assert found.outage
    assert found.finish
    assert found.deadline
    assert (found.gate.title, found.gate.when.p80.text) == ("G1 Go on", "09:30 GMT")
    assert (found.gate.by.text, found.gate.chance) == ("10:00 GMT", SURE)
    assert (found.outage.by.text, found.outage.when.p50.text) == ("11:30 GMT", "11:30 GMT")
    assert (found.finish.p80.text, found.deadlines) == ("11:30 GMT", 3)
    assert found.deadline.title == "C is finished (not after)"


def test_what_varies_has_two_dates_and_a_chance_in_words(place: Place) -> None:
    """A triangle of 10, 30 and 120 minutes is over by 60 in 1 - 60²/(110*90) = 64 of 100."""
    found = _window(place, a={"duration": WIDE})

    assert found.gate
    assert found.gate.chance
    assert 62 <= int(found.gate.chance.text.removesuffix(" %")) <= 66
    assert found.gate.chance.word == "uncertain"
    assert found.gate.when.p50.text < found.gate.when.p80.text


def test_a_gate_is_measured_by_its_plan_and_not_by_what_became_of_it(place: Place) -> None:
    """What has slipped is not in time because all of it has slipped."""
    look = looked(place)
    place.clock.pass_(90)
    late = place.house.look(look.run)
    found = window(late, place.house.foreseen(late))

    assert found
    assert found.gate
    assert found.outage
    assert (found.gate.by.text, found.gate.chance) == ("10:00 GMT", NEVER)
    assert (found.outage.by.text, found.outage.when.p80.text) == ("11:30 GMT", "12:30 GMT")


def test_a_gate_that_is_ready_says_since_when(place: Place) -> None:
    """There is no chance in it any more."""
    look = looked(place)
    place.done(look.run, c.StartTask, "ann", task="A")
    place.clock.pass_(20)
    place.done(look.run, c.CompleteTask, "ann", task="A")
    after = place.house.look(look.run)
    found = window(after, place.house.foreseen(after))

    assert found
    assert found.gate
    assert found.gate.since
    assert (found.gate.since.text, found.gate.chance) == ("09:20 GMT", None)


def test_the_least_likely_deadline_is_the_one_that_is_shown(place: Place) -> None:
    """With a chance of nothing, if it cannot be kept."""
    found = _window(place, c={"not_after": "2026-01-12T11:15"})

    assert found.deadline
    assert found.deadline.by
    assert (found.deadline.by.text, found.deadline.chance) == ("11:15 GMT", NEVER)


@pytest.mark.parametrize(
    ("foreseen", "words", "failed"),
    [
        (Foreseen(newer=True), "The first forecast is being worked out.", False),
        (Foreseen(seq=1, why_not="No room."), "There is no forecast. No room.", True),
    ],
)
def test_without_a_forecast_the_band_says_why(
    place: Place, foreseen: Foreseen, words: str, *, failed: bool
) -> None:
    """It is on its way, or cannot be worked out."""
    look = looked(place)

    assert window(look, foreseen) == WindowView(stands_on=words, failed=failed)
    assert window(look, NOTHING) is None


def test_what_the_forecast_takes_for_granted_is_said_where_it_matters(place: Place) -> None:
    """A hold has no length that anybody knows."""
    look = looked(place)
    place.done(look.run, c.HoldTask, "max", task="A", reason="Wait for the call.")
    held = place.house.look(look.run)
    found = window(held, place.house.foreseen(held))

    assert found
    assert found.stands_on.endswith("held, blocked or failed is taken to go on now.")


def test_the_page_shows_the_band_until_the_run_is_over(place: Place) -> None:
    """With words beside every colour."""
    run = looked(place, a_night(a={"duration": WIDE})).run
    page = place.signed_in("vic").get(f"/runs/{run}/tonight").text
    assert "Do we still make the window?" in page
    assert "%, uncertain" in page
    assert "2 h 00 min left" in page

    place.done(run, c.AbandonRun, "max", reason="Called off.")
    assert "make the window" not in place.signed_in("vic").get(f"/runs/{run}/tonight").text


SURE, NEVER = Chance(text="100 %", word="likely"), Chance(text="0 %", word="unlikely")


def _window(place: Place, **changes: object) -> WindowView:
    look = looked(place, a_night(**changes))
    found = window(look, place.house.foreseen(look))
    assert found is not None
    return found
