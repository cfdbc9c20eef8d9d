"""What a gate's page foresees: when it is ready, what moves that, until when it must decide."""

from __future__ import annotations

import pytest

from console.web.views.gate_foreseen import GateForeseen, gate_foreseen
from rehearsals.core import commands as c
from rehearsals.testing import a_gate
from tests.console.web.foreseen_nights import WIDE, a_night, looked
from tests.console.web.place import Place


def test_a_gate_has_its_readiness_and_the_chance_of_it_in_time(place: Place) -> None:
    """Against the time its meeting is planned."""
    found = _foreseen(place)

    assert found.ready
    assert found.planned
    assert found.chance
    assert (found.ready.p50.text, found.ready.p80.text) == ("09:30 GMT", "09:30 GMT")
    assert (found.planned.text, found.chance.text) == ("10:00 GMT", "100 %")


def test_what_moves_its_p80_most_is_named_with_what_it_costs(place: Place) -> None:
    """Without the doubt about A the gate would be ready at 09:30."""
    found = _foreseen(place, a={"duration": WIDE})

    (mover,) = found.movers
    assert (mover.id, mover.drives, mover.href) == ("A", "100 %", "/runs/DR1/tasks/A")
    assert 44 <= int(mover.costs.removesuffix(" min")) <= 50


def test_it_must_decide_in_time_for_what_falls_first(place: Place) -> None:
    """Behind the decision lie 60 minutes, and the outage was announced to be over at 11:30."""
    decide = _foreseen(place).decide

    assert decide
    assert decide.by
    assert (decide.by.text, decide.left, decide.past) == ("10:30 GMT", "1 h 30 min", False)
    assert decide.falls.startswith("Electricity Enquiry Service is back by Mon 12 Jan 11:30 GMT")
    assert "the finish 1.0 min" in decide.cost


def test_what_is_not_kept_anyhow_is_told_apart(place: Place) -> None:
    """It hurries nobody; what comes after it does."""
    decide = _foreseen(place, c={"duration": "45m", "not_after": "2026-01-12T11:40"}).decide

    assert decide
    assert decide.missed == ("C is finished (not after) by Mon 12 Jan 11:40 GMT",)
    assert decide.by


def test_nothing_is_foreseen_of_a_gate_that_is_passed(place: Place) -> None:
    """Its page says what was decided."""
    look = looked(place, a_night(gates=[a_gate("G1", "M", criteria=[])]))
    place.done(look.run, c.StartTask, "ann", task="A")
    place.done(look.run, c.CompleteTask, "ann", task="A")
    place.clock.pass_(60)
    place.done(look.run, c.StartTask, "bob", task="M")
    place.done(
        look.run, c.DecideGate, "bob", gate="G1", outcome="go", decided_by="sro", reason="Yes."
    )
    after = place.house.look(look.run)
    gate = after.state.runbook.gate_by_id["G1"]

    assert gate_foreseen(after, gate, place.house.foreseen(after, "G1")) is None


@pytest.mark.parametrize(
    ("before", "words"), [("2026-01-12T09:40", "before"), ("2026-01-12T09:20", "not before")]
)
def test_a_criterion_that_asks_the_forecast_says_what_it_is_now(
    place: Place, before: str, words: str
) -> None:
    """Beside what a machine found when it looked."""
    check = {"forecast_p80_before": {"target": "G1", "before": before}}
    gate = a_gate("G1", "M", criteria=[{"id": "SOON", "owner": "si", "check": check}])
    run = looked(place, a_night(gates=[gate])).run

    page = place.signed_in("vic").get(f"/runs/{run}/gates/G1").text

    assert f"Its P80 is Mon 12 Jan 09:30 GMT now, {words} Mon 12 Jan" in page
    assert "that the forecast P80 of gate G1" in page


def test_the_page_of_a_gate_shows_it(place: Place) -> None:
    """And no more that there is no forecast."""
    run = looked(place, a_night(a={"duration": WIDE})).run

    page = place.signed_in("vic").get(f"/runs/{run}/gates/G1").text

    assert "What moves its P80 most" in page
    assert "Until when it must decide" in page
    assert "not part of this version" not in page


def _foreseen(place: Place, **changes: object) -> GateForeseen:
    look = looked(place, a_night(**changes))
    gate = look.state.runbook.gate_by_id["G1"]
    found = gate_foreseen(look, gate, place.house.foreseen(look, "G1"))
    assert found is not None
    return found
