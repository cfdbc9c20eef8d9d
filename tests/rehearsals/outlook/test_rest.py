"""What is left of a run by plan: what holds, what is in doubt, and what drives it."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.outlook.rest import rest_of
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at

CHAIN = a_runbook(a_task("A"), a_task("B", "A"), a_task("C", "B", end=True))


def test_an_event_moves_what_rests_on_it() -> None:
    """A ran ten minutes over: everything behind it is ten minutes later."""
    trial = Trial(CHAIN)
    trial.do(0, 40, "A")
    rest = rest_of(trial.state, at(40))
    assert (rest.dates["B"].start, rest.plan.finish) == (at(40), at(100))


def test_links_of_every_kind_count() -> None:
    """B may begin ten minutes after A has, and ends no earlier than five minutes after it."""
    after = [
        {"task": "A", "link": "SS", "lag": "10m"},
        {"task": "A", "link": "FF", "lag": "5m"},
    ]
    book = a_runbook(a_task("A"), a_task("B", duration="10m", after=after, end=True))
    trial = Trial(book)
    trial.start(5, "A")
    dates = rest_of(trial.state, at(6)).dates
    assert (dates["B"].start, dates["B"].finish) == (at(30), at(40))


def test_what_waits_for_its_hours_waits_in_a_run_too() -> None:
    """An office that opens at ten begins at ten."""
    late = {"hours": "10:00-17:00"}
    book = a_runbook(a_task("A", calendar="late", end=True), calendars={"late": late})
    assert rest_of(Trial(book).state, at(5)).dates["A"].start == at(60)


def test_a_second_attempt_takes_its_likely_time_from_its_own_start() -> None:
    """The task began with the first."""
    trial = Trial(CHAIN)
    trial.start(0, "A")
    trial.ask(10, c.FailTask, task="A", reason="no space")
    trial.start(20, "A")
    dates = rest_of(trial.state, at(25)).dates["A"]
    assert (dates.start, dates.finish) == (at(0), at(50))


def test_a_date_that_a_hold_keeps_back_is_in_doubt() -> None:
    """Of the task itself, and of what it lets go last."""
    trial = Trial(CHAIN)
    trial.ask(0, c.HoldTask, task="A", reason="wait for the vendor")
    rest = rest_of(trial.state, at(5))
    assert rest.dates["A"].start == at(5)
    assert (rest.doubt("A", "start"), rest.doubt("B", "start")) == ("held", "after what is held")


def test_a_running_task_that_is_blocked_has_begun_without_doubt() -> None:
    """Its end is in doubt."""
    trial = Trial(CHAIN)
    trial.start(0, "A")
    trial.ask(5, c.BlockTask, task="A", reason="no disk", needs="storage team")
    rest = rest_of(trial.state, at(10))
    assert (rest.doubt("A", "start"), rest.doubt("A")) == ("", "blocked")
    assert rest.doubt("C") == "after what is blocked"


def test_what_waits_longer_for_its_hour_does_not_hang_on_the_overdue() -> None:
    """The wait may take up the delay."""
    book = a_runbook(a_task("A"), a_task("B", "A", not_before="2026-01-12T12:00", end=True))
    trial = Trial(book)
    trial.start(0, "A")
    rest = rest_of(trial.state, at(60))
    assert (rest.overdue, rest.hanging) == (frozenset({"A"}), frozenset())


def test_what_may_begin_beside_an_overdue_task_does_not_hang_on_it() -> None:
    """A start-to-start link looks at its start alone."""
    book = a_runbook(a_task("A"), a_task("B", after=[{"task": "A", "link": "SS"}], end=True))
    trial = Trial(book)
    trial.start(0, "A")
    assert rest_of(trial.state, at(60)).hanging == frozenset()


def test_what_waits_for_the_end_of_an_outage_hangs_on_the_task_that_ends_it() -> None:
    """It uses the system, and no link says so."""
    edges = {"opens": {"task": "A", "at": "start"}, "closes": {"task": "A", "at": "finish"}}
    book = a_runbook(
        a_task("A"), a_task("B", uses=["EES"], end=True), outages={"O": {"system": "EES", **edges}}
    )
    trial = Trial(book)
    trial.start(0, "A")
    rest = rest_of(trial.state, at(60))
    assert rest.doubt("B", "start") == "after what is overdue"


def test_the_chain_leads_to_gates_outages_tasks_and_the_finish() -> None:
    """By their names."""
    edges = {"opens": {"task": "A", "at": "start"}, "closes": {"task": "B", "at": "finish"}}
    book = a_runbook(
        a_task("A"),
        a_task("B", "A"),
        a_task("M", "A", end=True),
        gates=[a_gate("G1", "M")],
        outages={"O": {"system": "EES", **edges}},
    )
    rest = rest_of(Trial(book).state, at(0))
    assert rest.chain_to("G1") == ("A", "M")
    assert rest.chain_to("O") == rest.chain_to("B") == rest.chain_to("finish") == ("A", "B")


def test_looking_at_a_past_moment_gives_what_was_to_be_expected_then() -> None:
    """The rest is a function of the facts up to then, and of the instant."""
    trial = Trial(CHAIN)
    trial.start(0, "A")
    then, before = trial.state, rest_of(trial.state, at(10)).dates
    trial.done(90, "A")
    assert rest_of(then, at(10)).dates == before
