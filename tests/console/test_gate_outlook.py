"""What is foreseen of a gate on its page: when it is ready, until when it must decide, the cost."""

from __future__ import annotations

from typing import Any

from console.foreseeing import foreseen_of
from console.gate_outlook import gate_ahead, gate_outlook_data
from console.gate_page import gate_page
from console.standing import standing
from rehearsals.testing import Trial, a_gate, at
from tests.console.nights_ahead import a_night, begun, text, words


def said(trial: Trial, minutes: float) -> str:
    """That part of the page of G1, as one line."""
    state, now = trial.state, at(minutes)
    foreseen = foreseen_of(standing(state, now), "G1")
    return words(*gate_ahead(state, state.runbook.gate_by_id["G1"], now, foreseen))


def data(trial: Trial, minutes: float) -> dict[str, Any] | None:
    """The same as data."""
    state, now = trial.state, at(minutes)
    foreseen = foreseen_of(standing(state, now), "G1")
    return gate_outlook_data(state, state.runbook.gate_by_id["G1"], now, foreseen)


def test_a_gate_ahead_has_its_quantiles_and_its_chance() -> None:
    """Ten minutes late: its planned time is not kept."""
    page = said(Trial(a_night()), 10)
    assert (
        "Planned Mon 12 Jan 09:30 GMT; the chance to be ready by then is 0 %. Ready: P10 P50 P80 "
        "P95 Mon 12 Jan 09:40 GMT Mon 12 Jan 09:40 GMT Mon 12 Jan 09:40 GMT Mon 12 Jan 09:40 GMT"
        in page
    )


def test_it_must_decide_by_a_time_and_then_something_falls() -> None:
    """With what waiting costs until then."""
    page = said(begun(a_night()), 30)
    assert "Ready since Mon 12 Jan 09:30 GMT; planned Mon 12 Jan 09:30 GMT." in page
    assert (
        "The decision is expected Mon 12 Jan 10:00 GMT, and must come by Mon 12 Jan 10:00 GMT "
        "(30 min left). Later, this falls first: Electricity Enquiry Service is back by Mon 12 Jan "
        "10:30 GMT, as announced." in page
    )
    assert (
        "Each further minute of waiting moves the P80 of the finish 1.0 min and that of the end of "
        "the outage of Electricity Enquiry Service 1.0 min." in page
    )


def test_what_is_not_kept_anyhow_is_named() -> None:
    """It hurries nobody any more."""
    page = said(Trial(a_night()), 10)
    assert "NOT KEPT at P80 as it is: OUT-EES (announced Mon 12 Jan 10:30 GMT)." in page
    assert "Later, this falls first: P is finished (not after) by Mon 12 Jan 11:30 GMT." in page


def test_a_criterion_that_asks_the_forecast_has_its_value_now() -> None:
    """Beside what was found when it was last checked."""
    check = {"forecast_p80_before": {"target": "P", "before": "2026-01-12T11:10"}}
    gate = a_gate("G1", "M", criteria=[{"id": "CAST", "owner": "si", "check": check}])
    trial = begun(a_night(gates=[gate]))
    for minutes, found in ((30, "11:00 GMT now, before"), (41, "11:11 GMT now, not before")):
        state, now = trial.state, at(minutes)
        foreseen = foreseen_of(standing(state, now), "G1")
        page = text(*gate_page(state, state.runbook.gate_by_id["G1"], now, foreseen))
        assert f"Its P80 is Mon 12 Jan {found} Mon 12 Jan 11:10 GMT." in " ".join(page.split())
    criteria = (data(trial, 30) or {})["criteria"]
    assert criteria == {"CAST": "Its P80 is Mon 12 Jan 11:00 GMT now, before Mon 12 Jan 11:10 GMT."}


def test_a_gate_that_has_decided_is_not_foreseen() -> None:
    """Its page tells what happened."""
    trial = begun(a_night())
    trial.start(31, "M")
    trial.decide(40, "G1")
    assert said(trial, 45) == ""
    assert data(trial, 45) is None


def test_all_of_it_is_data_too() -> None:
    """In UTC, with minutes of P80 for each minute of waiting."""
    found = data(begun(a_night()), 30)
    assert found is not None
    assert (found["is_ready"], found["ready"]["p80"]) == (True, "2026-01-12T09:30:00Z")
    assert (found["ready"]["probability"], found["trials"]) == (1.0, 10_000)
    assert found["decide_by"] == {
        "gate": "G1",
        "expected": "2026-01-12T10:00:00Z",
        "by": "2026-01-12T10:00:00Z",
        "falls": {"id": "OUT-EES", "kind": "announced", "at": "2026-01-12T10:30:00Z"},
        "missed": [],
        "cost_to_finish": 1.0,
        "outage": "OUT-EES",
        "cost_to_outage": 1.0,
    }
