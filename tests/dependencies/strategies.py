"""Made runbooks that hold all that a plan looks at: links, times, calendars, windows, gates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from runbooks.model import Runbook
from runbooks.tasks import Task, WayBackTask
from tests.dependencies.factories import a_gate, a_runbook, a_task
from tests.dependencies.strategies_times import MOMENTS, PARTIES, STARTS, SYSTEMS, calendars
from tests.dependencies.strategies_windows import CLOCK_OUTAGES, blackouts, task_outages

_RARELY = st.one_of(st.none(), st.none(), st.none(), MOMENTS)
_LAGS = st.just(0) | st.just(0) | st.integers(-20, 20) | st.integers(-100, 100)
#: Links to one of those before, by number, of any kind, with a lag or a lead or none.
_LINKS = st.lists(
    st.tuples(st.integers(0, 11), st.sampled_from(("FS", "FS", "FS", "SS", "FF", "SF")), _LAGS),
    max_size=3,
)
#: Quarters of an hour of a task's length: every third has none.
_LENGTHS = st.just(0) | st.integers(1, 16) | st.integers(1, 32)
_CALENDARS = (None, None, "england", "scotland", "shift", "turn", "always")
_FIELDS = st.fixed_dictionaries(
    {
        "duration": _LENGTHS.map(lambda quarters: f"{quarters * 15}m"),
        "party": st.sampled_from(PARTIES),
        "calendar": st.sampled_from(_CALENDARS),
        "uses": st.sampled_from(([], ["EES"], ["CSS"], ["EES", "CSS"])),
        "works_on": st.sampled_from(([], [], ["EES"])),
    }
)
_TIMES = st.fixed_dictionaries({"not_before": _RARELY, "not_after": _RARELY, "fixed": _RARELY})
_TASKS = st.lists(st.tuples(_FIELDS, _LINKS, _TIMES), min_size=1, max_size=12)
_PARTY_CALENDARS = st.tuples(*[st.sampled_from((None, None, "england", "shift")) for _ in PARTIES])


@st.composite
def runbooks(draw: st.DrawFn, *, most: int = 12, outages: bool = True) -> Runbook:
    """A runbook of up to so many tasks that can be planned; with outages of tasks or not."""
    start = draw(STARTS)
    made = draw(_TASKS)[:most]
    names = [f"T{number}" for number in range(len(made))]
    tasks = [_task(start, number, *one) for number, one in enumerate(made)]
    windows = {"blackouts": _some(draw, "B", blackouts(names), 2)}
    windows["outages"] = _some(draw, "O", CLOCK_OUTAGES, 1)
    if outages:
        windows["outages"] |= _some(draw, "P", task_outages(names), 3)
    gates = [f"G{n}" for n in range(draw(st.integers(0, min(3, len(names)))))]
    working = zip(PARTIES, draw(_PARTY_CALENDARS), strict=True)
    restore_by = draw(_RARELY)
    order = draw(st.permutations(names))
    return a_runbook(
        *(tasks[names.index(name)] for name in draw(st.permutations(names))),
        start=f"{start:%Y-%m-%dT%H:%M}",
        parties={name: {"name": name, "calendar": calendar} for name, calendar in working},
        systems={name: {"name": name} for name in SYSTEMS},
        calendars={"shift": draw(calendars(start)), "turn": draw(calendars(start))},
        gates=[a_gate(gate, meeting) for gate, meeting in zip(gates, order, strict=False)],
        restore_by=restore_by and restore_by(start),
        rollback=draw(ways_back(gates)) if gates else {},
        **windows,
    )


def _some(
    draw: st.DrawFn, letter: str, made: st.SearchStrategy[dict[str, Any]], most: int
) -> dict[str, dict[str, Any]]:
    return {f"{letter}{n}": one for n, one in enumerate(draw(st.lists(made, max_size=most)))}


def _task(
    start: datetime,
    number: int,
    fields: dict[str, Any],
    links: list[tuple[int, str, int]],
    times: dict[str, Any],
) -> Task:
    after = [
        {"task": f"T{before % number}", "link": kind, "lag": f"{lag * 7}m"}
        for before, kind, lag in links
        if number
    ]
    written = {key: moment and moment(start) for key, moment in times.items()}
    return a_task(f"T{number}", *after, **fields, **written)


def ways_back(gates: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A rollback of up to three tasks from some of the gates."""

    def leg(hours: list[int]) -> list[WayBackTask]:
        names = [f"R{number}" for number in range(len(hours))]
        tasks = [
            a_task(name, *names[:number][-1:], duration=f"{hours[number]}h", calendar="always")
            for number, name in enumerate(names)
        ]
        return [WayBackTask.model_validate(task.model_dump()) for task in tasks]

    return st.fixed_dictionaries(
        {
            "gates": st.lists(st.sampled_from(gates), unique=True),
            "tasks": st.lists(st.integers(0, 9), min_size=1, max_size=3).map(leg),
            "margin": st.integers(0, 3).map(lambda hours: f"{hours}h"),
        }
    )
