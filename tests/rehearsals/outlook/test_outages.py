"""When outages open and end ahead."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.outlook.outages import OutageAhead, outage_of
from rehearsals.outlook.rest import rest_of
from rehearsals.testing import Trial, a_runbook, a_task, at
from tests.rehearsals.outlook.nights import a_book, turned_back

EDGES = {"opens": {"task": "A", "at": "start"}, "closes": {"task": "B", "at": "finish"}}
FIXED = {"from": "2026-01-12T09:30", "to": "2026-01-12T10:00"}


def ahead(trial: Trial, minutes: float, outage: str = "O") -> OutageAhead:
    """An outage of a trial, looked at so many minutes after that was opened."""
    return outage_of(rest_of(trial.state, at(minutes)), outage)


def test_an_outage_is_over_when_it_was_over() -> None:
    """What has happened does not move."""
    outage = {"system": "EES", **EDGES}
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A", end=True), outages={"O": outage}))
    trial.do(5, 20, "A")
    trial.do(20, 30, "B")
    assert ahead(trial, 200) == OutageAhead(id="O", opens_at=at(5), ends_at=at(30))


def test_an_outage_of_the_clock_that_nobody_opened_is_expected_now() -> None:
    """Its hour is past, and the engine has not said so."""
    book = a_runbook(a_task("A", end=True), outages={"O": {"system": "EES", **FIXED}})
    late = ahead(Trial(book), 40)
    assert (late.opens_at, late.opens_doubt, late.ends_at) == (at(40), "overdue", at(60))


def test_an_outage_that_nothing_in_scope_ends_has_no_end() -> None:
    """The run ends before it does."""
    book = a_runbook(a_task("A", end=True), a_task("B", "A", end=True))
    book = book.model_copy(
        update={"outages": a_runbook(outages={"O": {"system": "EES", **EDGES}}).outages}
    )
    trial = Trial(book, scope=("A",))
    assert ahead(trial, 0).ends_at is None


def test_turned_back_it_ends_with_the_way_back_or_is_called_off() -> None:
    """The one that is open ends with R3; the one that was to come does not come."""
    later = {"opens": {"task": "B", "at": "start"}, "closes": {"task": "P", "at": "finish"}}
    first = {"system": "EES", **EDGES, "rollback_closes": {"task": "R3", "at": "finish"}}
    trial = Trial(a_book(outages={"O": first, "L": {"system": "EES", **later}}))
    trial.do(0, 20, "A")
    trial.start(30, "M")
    turned_back(trial, 40)
    first_ahead, later_ahead = ahead(trial, 45), ahead(trial, 45, "L")
    assert (first_ahead.opens_at, first_ahead.ends_at) == (at(0), at(105))
    assert (later_ahead.opens_at, later_ahead.ends_at) == (None, None)


def test_of_a_run_that_is_over_no_end_is_expected() -> None:
    """It stays open until somebody sees to it."""
    outage = {"system": "EES", **EDGES}
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A", end=True), outages={"O": outage}))
    trial.start(0, "A")
    trial.ask(10, c.AbandonRun, reason="enough")
    assert ahead(trial, 20) == OutageAhead(id="O", opens_at=at(0), ends_at=None)
