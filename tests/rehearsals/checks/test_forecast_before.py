"""The check that a forecast comes before a time, and when its finding is news."""

from __future__ import annotations

from typing import Any

from rehearsals.checks.evaluate import evaluate_run
from rehearsals.checks.found import Found
from rehearsals.core import commands as c
from rehearsals.engine.gate_checks import GateChecks
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from runbooks.checks import Check
from runbooks.model import Runbook

#: Durations are as written: what the forecast says can be reckoned by hand.
CERTAIN = {"forecast": {"spread": {"low": 1.0, "high": 1.0}, "correlation": 0.0}}


def a_book(before: str = "2026-01-12T11:00", target: str = "finish", **more: Any) -> Runbook:
    """Half an hour each for A, the meeting M and B; the finish at 10:30 must be before a time."""
    check = {"forecast_p80_before": {"target": target, "before": before}}
    criteria = [{"id": "FORECAST", "owner": "si", "check": check}]
    return a_runbook(
        a_task("A"),
        a_task("M"),
        a_task("B", "A", "M", end=True),
        gates=[a_gate("G1", "M", criteria=criteria)],
        **{**CERTAIN, **more},
    )


def look(trial: Trial, minutes: float) -> Found:
    """What the check of a trial finds so many minutes in."""
    check = trial.state.runbook.gates[0].criteria[0].check
    assert check is not None
    found = evaluate_run(check, trial.state, at(minutes))
    assert found is not None
    return found


def recorded(trial: Trial, checks: GateChecks, minutes: float) -> list[str]:
    """Record what the engine records by itself, and give back the values."""
    due = list(checks.due(trial.state, at(minutes)))
    for command in due:
        fields = {"gate": command.gate, "criterion": command.criterion, "met": command.met}
        more = {"value": command.value, "digest": command.digest, "id": command.id}
        assert not isinstance(trial.ask(minutes, c.RecordCheck, **fields, **more), c.Refusal)
    return [command.value for command in due]


def test_it_is_met_by_a_p80_before_the_time() -> None:
    """It says both."""
    found = look(Trial(a_book()), 0)
    assert (found.met, found.value) == (True, "P80 Mon 12 Jan 10:00 GMT, before 11:00 GMT")


def test_it_is_not_met_by_a_p80_at_the_time_or_behind_it() -> None:
    """Another day is named."""
    late = Trial(a_book("2026-01-12T10:00"))
    assert look(late, 0).value == "P80 Mon 12 Jan 10:00 GMT, not before 10:00 GMT"
    assert not look(late, 0).met
    words = "P80 Mon 12 Jan 10:00 GMT, not before Fri 09 Jan 18:00 GMT"
    assert look(Trial(a_book("2026-01-09T18:00")), 0).value == words


def test_a_time_may_be_reckoned_from_the_start() -> None:
    """As any moment of a runbook."""
    assert look(Trial(a_book("T+61m")), 0).value.endswith("before 10:01 GMT")


def test_what_is_out_of_scope_was_not_looked_at() -> None:
    """A rehearsal of a stretch cannot say when the rest is over."""
    trial = Trial(a_book(target="A"), scope=("M", "B"))
    found = look(trial, 0)
    assert (found.met, found.looked) == (False, False)
    assert found.value == "A is out of this run's scope; nothing was forecast."


def test_a_sitting_meeting_gets_its_finding_once() -> None:
    """It is recorded by the engine, as what the run can answer by itself."""
    trial, checks = Trial(a_book()), GateChecks()
    assert recorded(trial, checks, 0) == []
    trial.start(0, "M")
    assert recorded(trial, checks, 0) == ["P80 Mon 12 Jan 10:00 GMT, before 11:00 GMT"]
    assert recorded(trial, checks, 0) == []


def test_a_small_move_is_no_news_and_a_quarter_of_an_hour_is() -> None:
    """As time goes by and A is not begun, the finish moves with the clock."""
    trial, checks = Trial(a_book()), GateChecks()
    trial.start(0, "M")
    recorded(trial, checks, 0)
    assert recorded(trial, checks, 14) == []
    assert recorded(trial, checks, 15) == ["P80 Mon 12 Jan 10:15 GMT, before 11:00 GMT"]
    assert recorded(trial, checks, 29) == []


def test_a_move_past_the_time_is_news_however_small() -> None:
    """It is met no longer."""
    trial, checks = Trial(a_book("2026-01-12T10:05")), GateChecks()
    trial.start(0, "M")
    recorded(trial, checks, 0)
    assert recorded(trial, checks, 4) == []
    assert recorded(trial, checks, 6) == ["P80 Mon 12 Jan 10:06 GMT, not before 10:05 GMT"]


def test_the_finding_is_the_same_for_all_who_look() -> None:
    """Its digest is made of the figures to the minute."""
    first, second = look(Trial(a_book()), 0), look(Trial(a_book()), 0)
    assert first == second
    assert look(Trial(a_book()), 1).digest != first.digest
    assert look(Trial(a_book("2026-01-12T11:01")), 0).digest != first.digest


def test_with_durations_by_chance_it_looks_at_four_trials_in_five() -> None:
    """Later than the likely finish."""
    book = a_book("2026-01-12T10:05", forecast={"spread": {"low": 0.9, "high": 1.4}})
    assert not look(Trial(book), 0).met
    check = Check.model_validate(
        {"forecast_p80_before": {"target": "finish", "before": "2026-01-12T10:40"}}
    )
    found = evaluate_run(check, Trial(book).state, at(0))
    assert found is not None
    assert found.met


def test_a_night_that_cannot_be_forecast_proves_nothing() -> None:
    """B was to be over before a freeze that now holds it for longer than any forecast reaches."""
    freeze = {
        "title": "Freeze",
        "tasks": ["B"],
        "windows": [{"from": "T+2h", "to": "2190-01-01T00:00"}],
    }
    trial = Trial(a_book(blackouts={"FREEZE": freeze}))
    assert look(trial, 10).looked
    found = look(trial, 90)
    assert (found.met, found.looked) == (False, False)
    assert "It cannot be forecast: " in found.value
