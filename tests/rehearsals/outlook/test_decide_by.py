"""Until when a gate must decide, and what waiting costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from dependencies.forecast.forecasting import forecast
from rehearsals.outlook.decide_by import DecideBy, decide_by
from rehearsals.outlook.rest import rest_of
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from runbooks.model import Runbook

#: Durations are as written: what follows can be reckoned by hand.
CERTAIN = {"forecast": {"spread": {"low": 1.0, "high": 1.0}, "correlation": 0.0}}
EDGES = {"opens": {"task": "A", "at": "start"}, "closes": {"task": "B", "at": "finish"}}


def a_book(*more: dict[str, Any], by: str | None = None, **changes: Any) -> Runbook:
    """Half an hour each for A, the meeting M of G1, and B, which must be over by a time."""
    last = a_task("B", "M", **({"not_after": f"2026-01-12T{by}"} if by else {}))
    return a_runbook(
        a_task("A"),
        a_task("M", "A"),
        last,
        *more,
        gates=[a_gate("G1", "M", criteria=[])],
        **{**CERTAIN, **changes},
    )


def looked(
    trial: Trial, minutes: float, announced: Mapping[str, datetime] | None = None
) -> DecideBy:
    """Until when the next gate of a trial must decide, looked at so many minutes in."""
    rest = rest_of(trial.state, at(minutes))
    found = decide_by(rest, announced=announced or {}, seed=1)
    assert found is not None
    return found


def test_a_decision_may_come_as_late_as_the_deadline_behind_it_allows() -> None:
    """B takes half an hour and must be over by 11:00."""
    found = looked(Trial(a_book(by="11:00")), 0)
    assert (found.gate, found.expected, found.by) == ("G1", at(60), at(90))
    assert found.falls is not None
    assert (found.falls.id, found.falls.kind) == ("B", "not_after")


def test_a_meeting_that_sits_may_go_on_until_then() -> None:
    """It is the end of the meeting that counts."""
    trial = Trial(a_book(by="11:00"))
    trial.do(0, 20, "A")
    trial.start(20, "M")
    assert looked(trial, 30).by == at(90)


def test_of_several_deadlines_the_first_to_fall_is_named() -> None:
    """An end that was announced falls before the deadline does."""
    trial = Trial(a_book(by="11:00", outages={"O": {"system": "EES", **EDGES}}))
    found = looked(trial, 0, {"O": at(100)})
    assert found.by == at(70)
    assert found.falls is not None
    assert (found.falls.id, found.falls.kind, found.falls.at) == ("O", "announced", at(100))


def test_what_is_missed_anyhow_is_named_and_hurries_nobody() -> None:
    """The announced end cannot be kept; the deadline still can."""
    trial = Trial(a_book(by="11:00", outages={"O": {"system": "EES", **EDGES}}))
    found = looked(trial, 0, {"O": at(80)})
    assert [promise.id for promise in found.missed] == ["O"]
    assert found.by == at(90)


def test_where_no_fixed_date_hangs_on_a_gate_it_may_decide_whenever_it_likes() -> None:
    """The deadline of another branch is kept whatever it does."""
    other = a_task("C", "A", not_after="2026-01-12T11:00", end=True)
    found = looked(Trial(a_book(other)), 0)
    assert (found.by, found.falls) == (None, None)


def test_turning_back_in_time_and_the_longest_outage_count_too() -> None:
    """The outage may last 110 minutes; the rollback takes 30, and must be over by 11:00."""
    back = {"gates": ["G1"], "tasks": [a_task("R1", always=True)]}
    book = a_book(
        outages={"O": {"system": "EES", "hard_limit": "110m", **EDGES}},
        rollback=back,
        restore_by="2026-01-12T11:00",
    )
    found = looked(Trial(book), 0)
    assert found.by == at(80)
    assert found.falls is not None
    assert (found.falls.id, found.falls.kind) == ("O", "hard_limit")


def test_each_minute_of_waiting_costs_a_minute_where_nothing_takes_it_up() -> None:
    """Of the finish, and of the outage that B ends."""
    found = looked(Trial(a_book(outages={"O": {"system": "EES", **EDGES}})), 0)
    assert (found.cost_to_finish, found.outage, found.cost_to_outage) == (1.0, "O", 1.0)


def test_a_fixed_time_behind_a_gate_takes_up_the_waiting() -> None:
    """B ends the outage late whatever happens; there is an hour to spare before the finish."""
    book = a_book(a_task("C", "B", not_before="2026-01-12T12:00", end=True))
    assert looked(Trial(book), 0).cost_to_finish == 0.0


@pytest.mark.parametrize("sits", [False, True])
def test_waiting_costs_as_much_while_the_meeting_sits(*, sits: bool) -> None:
    """Whatever keeps the decision back."""
    trial = Trial(a_book())
    trial.do(0, 30, "A")
    if sits:
        trial.start(30, "M")
    assert looked(trial, 35).cost_to_finish == 1.0


def test_a_gate_that_has_decided_is_not_waited_for() -> None:
    """Nor one that there is not."""
    trial = Trial(a_book())
    trial.do(0, 20, "A")
    trial.start(20, "M")
    trial.decide(30, "G1")
    rest = rest_of(trial.state, at(35))
    assert decide_by(rest, announced={}, seed=1) is None
    assert decide_by(rest, "G1", announced={}, seed=1) is None
    assert decide_by(rest, "G7", announced={}, seed=1) is None


def test_a_decision_put_off_until_then_keeps_what_it_says_and_later_does_not() -> None:
    """With durations by chance, the forecast of the deferred gate agrees with it."""
    trial = Trial(a_book(by="12:30", forecast={"spread": {"low": 0.8, "high": 2.0}}))
    trial.do(0, 30, "A")
    trial.start(30, "M")
    found = looked(trial, 35)
    assert found.by is not None
    chances = []
    for minutes in (0, 2):
        until = at((found.by - at(0)).total_seconds() / 60 + minutes)
        put_off = Trial(trial.state.runbook)
        put_off.take(trial.facts[1:])
        put_off.decide(35, "G1", "deferred", until=until)
        rest = rest_of(put_off.state, at(35))
        seen = forecast(rest.plan, seed=1, trials=2_000, now=at(35))
        chances += [seen.deadlines[0].probability]
    assert chances[0] >= 0.8 > chances[1]
