"""Made runbooks that hold all that a plan looks at, and what has happened of them so far."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from runbooks.model import Runbook
from runbooks.tasks import Task, WayBackTask
from tests.dependencies.factories import a_gate, a_runbook, a_task
from tests.dependencies.strategies_times import (
    PARTIES,
    SYSTEMS,
    blackouts,
    calendars,
    moments,
    spans,
    starts,
)

_KINDS = ("FS", "FS", "FS", "SS", "FF", "SF")


@st.composite
def runbooks(draw: st.DrawFn, *, most: int = 12, outages: bool = True) -> Runbook:
    """A runbook of up to so many tasks that can be planned; with outages of tasks or not."""
    start = draw(starts())
    names = [f"T{number}" for number in range(draw(st.integers(1, most)))]
    windows = {"blackouts": _some(draw, "B", blackouts(names), 2)}
    windows["outages"] = _some(draw, "O", clock_outages(), 1)
    if outages:
        windows["outages"] |= _some(draw, "P", task_outages(names), 3)
    gates = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    party = st.sampled_from((None, None, "england", "shift", "always"))
    return a_runbook(
        *draw(
            st.permutations([draw(tasks(start, names[:n], name)) for n, name in enumerate(names)])
        ),
        start=f"{start:%Y-%m-%dT%H:%M}",
        parties={name: {"name": name, "calendar": draw(party)} for name in PARTIES},
        systems={name: {"name": name} for name in SYSTEMS},
        calendars={"shift": draw(calendars(start)), "turn": draw(calendars(start))},
        gates=[a_gate(f"G{n}", meeting) for n, meeting in enumerate(gates)],
        restore_by=draw(st.none() | moments(start)),
        rollback=draw(ways_back([f"G{n}" for n in range(len(gates))])),
        **windows,
    )


def _some(
    draw: st.DrawFn, letter: str, made: st.SearchStrategy[dict[str, Any]], most: int
) -> dict[str, dict[str, Any]]:
    return {f"{letter}{n}": one for n, one in enumerate(draw(st.lists(made, max_size=most)))}


@st.composite
def tasks(draw: st.DrawFn, start: datetime, before: list[str], name: str) -> Task:
    """A task with links to some of those before it; every fifth has no length."""
    linked = draw(st.lists(st.sampled_from(before), max_size=3)) if before else []
    calendar = draw(st.sampled_from((None, None, "england", "scotland", "shift", "turn", "always")))
    longest = 32 if calendar in {None, "shift", "turn"} else 80
    rarely = st.none() | st.none() | st.none() | moments(start)
    return a_task(
        name,
        *[draw(links(task)) for task in linked],
        duration=f"{draw(st.just(0) | st.integers(1, 16) | st.integers(1, longest)) * 15}m",
        party=draw(st.sampled_from(PARTIES)),
        calendar=calendar,
        not_before=draw(rarely),
        not_after=draw(rarely),
        fixed=draw(rarely),
        uses=draw(st.sampled_from(([], ["EES"], ["CSS"], ["EES", "CSS"]))),
        works_on=draw(st.just([]) | st.just([]) | st.just(["EES"])),
    )


@st.composite
def links(draw: st.DrawFn, task: str) -> dict[str, Any]:
    """A link of any kind, with a lag or a lead of some minutes or hours, or none."""
    lag = draw(st.just(0) | st.just(0) | st.integers(-20, 20) | st.integers(-100, 100))
    return {"task": task, "link": draw(st.sampled_from(_KINDS)), "lag": f"{lag * 7}m"}


@st.composite
def clock_outages(draw: st.DrawFn) -> dict[str, Any]:
    """An outage fixed by the clock."""
    return {**draw(spans()), **draw(_outage_fields())}


@st.composite
def task_outages(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    """An outage from either end of a task to either end of another, or of the same."""
    ends = st.fixed_dictionaries(
        {"task": st.sampled_from(names), "at": st.sampled_from(("start", "finish"))}
    )
    return {"opens": draw(ends), "closes": draw(ends), **draw(_outage_fields())}


def _outage_fields() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "system": st.sampled_from(SYSTEMS),
            "impact": st.sampled_from(("unavailable",) * 4 + ("degraded",)),
            "hard_limit": st.none() | st.integers(1, 60).map(lambda hours: f"{hours}h"),
        }
    )


@st.composite
def ways_back(draw: st.DrawFn, gates: list[str]) -> dict[str, Any]:
    """A rollback of up to three tasks from some of the gates."""
    if not gates:
        return {}
    names = ["R1", "R2", "R3"][: draw(st.integers(1, 3))]
    made = [
        a_task(name, *names[:n][-1:], duration=f"{draw(st.integers(0, 9))}h")
        for n, name in enumerate(names)
    ]
    leg = [WayBackTask(**{**one.model_dump(), "calendar": "always"}) for one in made]
    chosen = draw(st.lists(st.sampled_from(gates), unique=True))
    return {"gates": chosen, "tasks": leg, "margin": f"{draw(st.integers(0, 3))}h"}
