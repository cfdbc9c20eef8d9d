"""Levelled plans of made runbooks with every kind of link, calendar and window."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dependencies.people.levelled import Levelled
from dependencies.people.levelling import level
from dependencies.planner import plan
from runbooks.errors import NoRoom
from runbooks.model import Runbook
from tests.dependencies.oracle import instant
from tests.dependencies.oracle_asked import Asked, seconds
from tests.dependencies.people.checker import demands, earliest_behind_others, instants, on_duty
from tests.dependencies.people.strategies import needy_runbooks
from tests.dependencies.strategies_facts import scoped, under_way


def _levelled(asked: Asked) -> Levelled:
    now = None if asked.now is None else instant(asked.now)
    try:
        return level(asked.runbook, asked.scope, facts=asked.facts, now=now, tries=8)
    except NoRoom:
        assume(False)  # noqa: FBT003 - hypothesis has it so
        raise


def _questions() -> st.SearchStrategy[Asked]:
    return needy_runbooks().map(Asked) | scoped(needy_runbooks()) | under_way(needy_runbooks())


@given(asked=_questions())
@settings(max_examples=40, deadline=None)
def test_each_task_starts_as_early_as_links_windows_and_people_allow(asked: Asked) -> None:
    """A task that waits for nobody starts when the oracle says; the others, as long after."""
    levelled = _levelled(asked)
    for key, dates in earliest_behind_others(asked, levelled).items():
        held = levelled.tasks[key].held_by
        waited = held.seconds if held else 0
        assert seconds(levelled.tasks[key].start) == dates.start + waited, key


@given(asked=needy_runbooks().map(Asked) | scoped(needy_runbooks()))
@settings(max_examples=40, deadline=None)
def test_nobody_is_at_work_twice_or_off_duty(asked: Asked) -> None:
    """At no instant is more asked of a resource than is on duty."""
    levelled = _levelled(asked)
    for at in instants(asked, levelled):
        for name, many in demands(asked, levelled, at).items():
            assert many <= on_duty(asked, name, at), (name, at)


@given(runbook=needy_runbooks())
@settings(max_examples=30, deadline=None)
def test_without_needs_a_levelled_plan_is_the_plan(runbook: Runbook) -> None:
    """Nobody is waited for, so that all dates are the early dates."""
    tasks = tuple(task.model_copy(update={"needs": {}}) for task in runbook.tasks)
    idle = runbook.model_copy(update={"tasks": tasks})
    levelled, early = level(idle, tries=3).tasks, plan(idle).tasks
    dates = {key: (each.start, each.finish) for key, each in levelled.items()}
    assert dates == {key: (each.early_start, each.early_finish) for key, each in early.items()}
