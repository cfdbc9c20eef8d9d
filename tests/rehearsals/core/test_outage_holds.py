"""The outages that keep a task of a run from starting are those for which its plan has it wait."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dependencies.links import links_of
from dependencies.outage_holds import outage_holds
from rehearsals.testing import a_runbook, a_state, a_task
from runbooks.model import Runbook

NAMES = ("A", "B", "C", "D", "E", "F")
SYSTEMS = ("EES", "CSS")


@st.composite
def runbooks(draw: st.DrawFn) -> Runbook:
    """Tasks in some order that use systems, which others of them take out and bring back."""
    tasks = [
        a_task(name, *draw(st.sets(st.sampled_from(NAMES[:place]), max_size=1) if place else NONE))
        for place, name in enumerate(NAMES)
    ]
    used = [{**task, "uses": sorted(draw(st.sets(st.sampled_from(SYSTEMS))))} for task in tasks]
    outages = {f"O{number}": draw(outage()) for number in range(draw(st.integers(1, 4)))}
    systems = {key: {"name": key} for key in SYSTEMS}
    return a_runbook(*used, systems=systems, outages=outages)


NONE = st.just(set[str]())


@st.composite
def outage(draw: st.DrawFn) -> dict[str, Any]:
    """An outage between two ends of any two tasks."""
    ends = st.fixed_dictionaries(
        {"task": st.sampled_from(NAMES), "at": st.sampled_from(("start", "finish"))}
    )
    impact = draw(st.sampled_from(("unavailable", "unavailable", "degraded")))
    system = draw(st.sampled_from(SYSTEMS))
    return {"system": system, "opens": draw(ends), "closes": draw(ends), "impact": impact}


@settings(deadline=None)
@given(runbooks())
def test_a_run_waits_for_what_its_plan_waits_for(runbook: Runbook) -> None:
    """By one rule: nobody waits for what waits for them, through whatever circle."""
    place = {task.id: number for number, task in enumerate(runbook.tasks)}
    links = links_of(runbook.tasks, place, place)
    planned: dict[str, set[str]] = {}
    for hold in outage_holds(runbook, runbook.tasks, place, links):
        planned.setdefault(runbook.tasks[hold.task].id, set()).add(hold.outage)
    kept = a_state(runbook).index.kept_by
    assert {task: set(outages) for task, outages in kept.items()} == planned
