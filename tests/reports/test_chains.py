"""Tests of the driving chains, planned and actual."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from reports.figures.chain_records import ActualChain, ChainFigures
from reports.figures.chains import build_chains
from tests.reports.factories import (
    a_finished_night,
    a_small_night,
    an_outage,
    material_of,
    page_of,
)


def _chain(trial: Trial, target: str) -> ChainFigures:
    return build_chains(material_of(trial)).chains[target]


def _actual(trial: Trial, target: str) -> ActualChain:
    actual = _chain(trial, target).actual
    assert actual is not None
    return actual


def _fork() -> Trial:
    """SHORT (30 min) and LONG (1 h) before END: LONG drives the plan."""
    return Trial(
        a_runbook(a_task("SHORT"), a_task("LONG", duration="1h"), a_task("END", "SHORT", "LONG"))
    )


def test_there_is_a_chain_for_the_finish_every_gate_and_every_outage() -> None:
    """The small night has one of each."""
    chains = build_chains(material_of(a_small_night())).chains

    assert list(chains) == ["finish", "G1", "OUT-EES"]
    assert [chain.kind for chain in chains.values()] == ["finish", "gate", "outage"]


def test_the_actual_chain_follows_what_really_released_each_task() -> None:
    """LONG was quick and SHORT slow, so SHORT drove END; the plan said LONG."""
    trial = _fork()
    trial.start(0, "SHORT")
    trial.start(0, "LONG")
    trial.done(40, "LONG")
    trial.done(70, "SHORT")
    trial.do(80, 110, "END")

    chain = _chain(trial, "finish")

    assert [step.task for step in chain.planned.steps] == ["LONG", "END"]
    assert chain.actual is not None
    assert [(step.task, step.as_planned) for step in chain.actual.steps] == [
        ("SHORT", False),
        ("END", True),
    ]


def test_waiting_and_work_stand_apart_in_each_step() -> None:
    """END was released at 70, waited 10 and took 30."""
    trial = _fork()
    trial.start(0, "SHORT")
    trial.start(0, "LONG")
    trial.done(40, "LONG")
    trial.done(70, "SHORT")
    trial.do(80, 110, "END")

    end = _actual(trial, "finish").steps[-1]

    assert (at(70), 10, 30, "link") == (
        end.released_at,
        end.waiting_minutes,
        end.work_minutes,
        end.driven_by,
    )


def test_a_fixed_time_shows_as_slack_and_the_chain_goes_on() -> None:
    """A is done at 20, B may not start before 60: 40 minutes of slack behind A."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A", not_before="2026-01-12T10:00")))
    trial.do(0, 20, "A")
    trial.do(65, 90, "B")

    chain = _chain(trial, "finish")

    assert chain.actual is not None
    last = chain.actual.steps[-1]
    assert (last.driven_by, last.slack_minutes, last.waiting_minutes) == ("not_before", 40, 5)
    assert [step.task for step in chain.actual.steps] == ["A", "B"]
    assert chain.planned.steps[-1].slack_minutes == 30


def test_what_a_chain_spent_adds_up_to_its_length() -> None:
    """From the opening to the finish at 115: waiting 5 + 5 + 5, work 40 + 35 + 25."""
    spent = _actual(a_finished_night(), "finish").spent

    assert (spent.slack_minutes, spent.waiting_minutes, spent.work_minutes) == (0, 15, 100)


def test_a_gates_chain_ends_when_its_meeting_may_begin() -> None:
    """A let the meeting go at 45; the meeting's own wait and length are not in the sums."""
    actual = _actual(a_finished_night(), "G1")

    assert (at(45), at(50)) == (actual.ready_at, actual.at)
    assert (actual.spent.waiting_minutes, actual.spent.work_minutes) == (5, 40)


def test_an_outages_chain_ends_when_it_closed() -> None:
    """C closed EES at 115, planned 90."""
    chain = _chain(a_finished_night(), "OUT-EES")

    assert chain.actual is not None
    assert (at(90), at(115)) == (chain.planned.at, chain.actual.at)
    assert [step.task for step in chain.actual.steps] == ["A", "M", "C"]


def test_a_target_that_nothing_has_released_has_no_actual_chain() -> None:
    """Before A is done nothing leads to the gate."""
    assert _chain(a_small_night(), "G1").actual is None


def test_an_unfinished_run_shows_the_chain_so_far() -> None:
    """A is done, the rest is not: the chain ends with A and the finish has no time."""
    trial = a_small_night()
    trial.do(0, 30, "A")

    actual = _actual(trial, "finish")

    assert ([step.task for step in actual.steps], actual.at) == (["A"], None)


def test_a_run_without_anything_done_has_no_chain_to_the_finish() -> None:
    """Nothing has happened, so nothing drove anything."""
    assert _chain(a_small_night(), "finish").actual is None


def test_a_skipped_task_is_a_step_without_work() -> None:
    """B was skipped at 40; C was released by that."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A"), a_task("C", "B")))
    trial.do(0, 30, "A")
    trial.ask(40, c.SkipTask, task="B", reason="not needed")
    trial.do(45, 75, "C")

    _, skipped, last = _actual(trial, "finish").steps

    assert (True, None, at(40)) == (skipped.skipped, skipped.work_minutes, skipped.settled_at)
    assert last.released_at == at(40)


def test_of_predecessors_settled_together_the_first_written_drives() -> None:
    """As in the plan, so that equal times do not look like a difference."""
    trial = Trial(a_runbook(a_task("A"), a_task("B"), a_task("C", "B", "A")))
    trial.start(0, "A")
    trial.start(0, "B")
    trial.done(30, "B")
    trial.done(30, "A")
    trial.do(30, 60, "C")

    chain = _chain(trial, "finish")

    assert chain.actual is not None
    assert (
        ["A", "C"] == [s.task for s in chain.actual.steps] == [s.task for s in chain.planned.steps]
    )


def test_an_outage_by_the_clock_has_no_chain() -> None:
    """No task closes it, so nothing drives its end."""
    outage = {"system": "EES", "from": "2026-01-12T09:00", "to": "2026-01-12T11:00"}
    book = a_runbook(a_task("A"), outages={"OUT-EES": outage})

    assert "OUT-EES" not in build_chains(material_of(Trial(book))).chains


def test_a_gate_behind_an_outages_end_has_its_own_chain() -> None:
    """Chains of several targets do not mix."""
    book = a_runbook(
        a_task("A"),
        a_task("C", "A"),
        a_task("M", "C", party="sro"),
        gates=[a_gate("G1", "M")],
        outages={"OUT-EES": an_outage()},
    )
    trial = Trial(book)
    trial.do(0, 30, "A")
    trial.do(30, 60, "C")

    assert [
        [step.task for step in _actual(trial, target).steps] for target in ("G1", "OUT-EES")
    ] == [["A", "C", "M"], ["A", "C"]]


def test_the_last_leg_begins_at_the_last_gate_on_the_way() -> None:
    """To the finish from G1, with the sums of what lies behind it; the chain itself is whole."""
    chain = _chain(a_finished_night(), "finish")

    leg = chain.actual_leg
    assert leg is not None
    assert (leg.gate, [step.task for step in leg.steps]) == ("G1", ["C"])
    assert (leg.spent.waiting_minutes, leg.spent.work_minutes) == (5, 25)
    assert [step.task for step in chain.planned.steps] == ["A", "M", "C"]


def test_the_leg_to_a_gate_does_not_begin_at_that_gate() -> None:
    """Its own meeting is the end of its chain."""
    leg = _chain(a_finished_night(), "G1").planned_leg

    assert (leg.gate, [step.task for step in leg.steps]) == (None, ["A", "M"])


def test_a_gate_whose_meeting_is_locked_has_a_chain_all_the_same() -> None:
    """Its predecessors have let the meeting go; that it waits for an activation is no slack."""
    meeting = a_task("MEET", "A", locked_until_activated=True)
    trial = Trial(a_runbook(a_task("A"), meeting, a_task("B"), gates=[a_gate("G", "MEET")]))
    trial.do(0, 30, "A")

    steps = _actual(trial, "G").steps

    assert [step.task for step in steps] == ["A", "MEET"]
    assert steps[-1].ready_at == at(30)


def test_working_hours_blackouts_and_fixed_starts_hold_a_planned_chain() -> None:
    """A to 17:30; B in office hours from Tuesday 09:00; C past a blackout; D on the dot."""
    book = a_runbook(
        a_task("A", duration="8h30m"),
        a_task("B", "A", calendar="england"),
        a_task("C", "B"),
        a_task("D", "C", fixed="2026-01-13T18:00"),
        blackouts={
            "FREEZE": {
                "title": "No changes",
                "windows": [{"from": "2026-01-13T09:15", "to": "2026-01-13T12:00"}],
                "tasks": ["C"],
            }
        },
    )
    trial = Trial(book)

    steps = _chain(trial, "finish").planned.steps

    assert [(step.task, step.driven_by, step.slack_minutes) for step in steps] == [
        ("A", "start", 0),
        ("B", "calendar", 15.5 * 60),
        ("C", "blackout", 2.5 * 60),
        ("D", "fixed", 5.5 * 60),
    ]
    page = " ".join(page_of(trial).split())
    for words in ("by its working hours", "by a blackout", "by its fixed start"):
        assert words in page


def test_a_fixed_start_that_held_a_task_is_told_from_a_not_before() -> None:
    """B was let go at 20 and fixed to 60; it began at 65."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A", fixed="2026-01-12T10:00")))
    trial.do(0, 20, "A")
    trial.do(65, 90, "B")

    last = _actual(trial, "finish").steps[-1]

    assert (last.driven_by, last.slack_minutes, last.waiting_minutes) == ("fixed", 40, 5)
