"""The outages of a run: what was announced, what is expected and what happened, kept apart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from console.standing import standing
from console.web.views.outages import OutageView, outages
from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from runbooks.model import Runbook
from tests.console.web.nights import m10_night


def a_book(**outage: Any) -> Runbook:
    """EES goes out with A and comes back with C, planned at 09:00 and 10:30."""
    edges = {"opens": {"task": "A", "at": "start"}, "closes": {"task": "C", "at": "finish"}}
    return a_runbook(
        a_task("A"),
        a_task("B", "A"),
        a_task("C", "B"),
        outages={"OUT-EES": {"system": "EES", "audience": ["supplier"], **edges, **outage}},
    )


def seen(trial: Trial, minutes: float, **told: Any) -> OutageView:
    """The one outage of a trial."""
    (view,) = outages(standing(trial.state, at(minutes)), announced=told.get("announced"))
    return view


def test_an_outage_that_has_not_begun_is_expected_as_planned() -> None:
    """With what it means for those it concerns."""
    view = seen(Trial(a_book(data_handling="queued", action_required="Hold.")), 0)
    assert (view.state, view.opened_at, view.over) == ("not yet", None, 0)
    assert (view.expected_start, view.expected_end) == (at(0), at(90))
    assert (view.announced_end, view.data_handling, view.action_required) == (
        at(90),
        "queued",
        "Hold.",
    )
    assert [one.name for one in view.audience] == ["Suppliers"]


def test_the_announced_end_stays_when_the_expected_one_moves() -> None:
    """Only who announces it anew moves it."""
    trial = Trial(a_book())
    trial.start(0, "A")
    view = seen(trial, 60)
    assert (view.state, view.announced_end, view.expected_end) == ("open", at(90), at(120))
    assert (view.expected_over, view.over) == (30 * 60, 0)
    assert seen(trial, 60, announced={"OUT-EES": at(125)}).expected_over == -5 * 60


def test_an_outage_past_its_announced_end_says_by_how_much() -> None:
    """While it is open up to now; then as it ended."""
    trial = Trial(a_book())
    trial.do(0, 40, "A")
    trial.do(40, 80, "B")
    trial.start(80, "C")
    assert seen(trial, 100).over == 10 * 60
    trial.done(110, "C")
    view = seen(trial, 500)
    assert (view.state, view.closed_at, view.over) == ("over", at(110), 20 * 60)


def test_the_hard_limit_says_how_near_it_is() -> None:
    """By the expected end; broken once the outage is open longer."""
    trial = Trial(a_book(hard_limit="100m"))
    trial.start(0, "A")
    limits = {minutes: seen(trial, minutes).hard_limit for minutes in (10, 60, 101)}
    assert all(limit is not None for limit in limits.values())
    standings = [limit.standing for limit in limits.values() if limit]
    assert standings == ["near", "will be broken", "broken"]
    first = limits[10]
    assert first is not None
    assert (first.length, first.at, first.left) == (6000, at(100), 600)


def test_an_outage_that_was_turned_back_is_restored_and_replaced_by_nothing() -> None:
    """What it was for has not happened; its end is that of the way back."""
    trial = Trial(
        a_runbook(
            a_task("A", undo="R1"),
            a_task("M", "A"),
            a_task("C", "M"),
            gates=[a_gate("G1", "M", criteria=[], on_no_go="rollback")],
            systems={"EES": {"name": "Enquiries"}, "NEW": {"name": "New"}},
            outages={
                "OUT-EES": {
                    "system": "EES",
                    "opens": {"task": "A", "at": "start"},
                    "closes": {"task": "C", "at": "finish"},
                    "rollback_closes": {"task": "R1", "at": "finish"},
                    "returns": "retired",
                    "replaced_by": "NEW",
                    "still_closed_for": ["supplier"],
                }
            },
            rollback={
                "gates": ["G1"],
                "authority": "sro",
                "tasks": [{"id": "R1", "title": "Restore", "party": "si", "duration": "40m"}],
            },
        )
    )
    trial.do(0, 10, "A")
    trial.start(10, "M")
    trial.ask(20, c.TurnBack, kind="rollback", gate="G1", decided_by="sro", reason="no")
    view = seen(trial, 30)
    assert (view.state, view.turned_back, view.returns) == ("open", True, "restored")
    assert (view.replaced_by, view.still_closed_for) == (None, ())
    assert view.expected_end == at(30) + timedelta(minutes=40)


def test_what_is_open_comes_first() -> None:
    """Of a night with outages at every stage."""
    states = [view.state for view in outages(m10_night(0.9))]
    assert states == sorted(states, key=lambda state: state != "open")
    assert {"open", "over"} <= set(states)
