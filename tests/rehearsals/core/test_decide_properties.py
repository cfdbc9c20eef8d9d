"""What no sequence of commands can bring about."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings

from rehearsals.core import events as e
from rehearsals.core.apply import apply, fold
from rehearsals.core.state import RunState
from rehearsals.testing import Trial
from tests.rehearsals.core.sequences import played


def states_before(trial: Trial) -> Iterator[tuple[RunState, e.Fact]]:
    """Each fact after the first, with the state it met."""
    state = fold(trial.facts[:1])
    for fact in trial.facts[1:]:
        yield state, fact
        state = apply(state, fact)


@settings(max_examples=150)
@given(played())
def test_no_task_starts_before_its_predecessors(trial: Trial) -> None:
    """Whenever a task started, each predecessor was done or skipped by then, lag included."""
    for state, fact in states_before(trial):
        if isinstance(fact.event, e.TaskStarted):
            for predecessor, lag in state.index.before[fact.event.task]:
                settled_at = state.task(predecessor).settled_at
                assert settled_at is not None
                assert (fact.at - settled_at).total_seconds() >= lag


@settings(max_examples=150)
@given(played())
def test_no_gate_is_passed_undecided(trial: Trial) -> None:
    """Whatever started behind a gate, even far behind it, found the gate decided go."""
    for state, fact in states_before(trial):
        if isinstance(fact.event, e.TaskStarted):
            for task_id in everything_before(state, fact.event.task):
                gate = state.index.meeting_of.get(task_id)
                assert gate is None or state.gate(gate.id).passed


@settings(max_examples=100)
@given(played())
def test_a_go_rests_on_evidence_and_reasons(trial: Trial) -> None:
    """A plain go found every blocking criterion met, and every decision has a reason."""
    for state, fact in states_before(trial):
        if isinstance(fact.event, e.GateDecided):
            assert fact.event.reason.strip()
            if fact.event.outcome == "go":
                evidence = state.gate(fact.event.gate).evidence
                gate = state.runbook.gate_by_id[fact.event.gate]
                assert all(evidence[criterion.id].met for criterion in gate.criteria)


@settings(max_examples=100)
@given(played())
def test_facts_never_go_back_in_time(trial: Trial) -> None:
    """Facts are in order of happening, whatever the clock did."""
    happened = [fact.at for fact in trial.facts]
    assert happened == sorted(happened)


@settings(max_examples=100)
@given(played())
def test_a_run_is_finished_exactly_when_all_is_settled(trial: Trial) -> None:
    """The run closes with the last task, never before, and leaves no outage open behind it."""
    settled = [trial.state.task(task_id).settled for task_id in trial.state.index.tasks]
    assert trial.state.settled_count == sum(settled)
    assert (trial.state.status == "finished") == all(settled)
    if trial.state.status == "finished":
        assert not any(record.is_open for record in trial.state.outages.values())


def everything_before(state: RunState, task_id: str) -> set[str]:
    """All tasks that come before one, near and far."""
    found: set[str] = set()
    ahead = [task_id]
    while ahead:
        for predecessor, _ in state.index.before[ahead.pop()]:
            if predecessor not in found:
                found.add(predecessor)
                ahead.append(predecessor)
    return found
