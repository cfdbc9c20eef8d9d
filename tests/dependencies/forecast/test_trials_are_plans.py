"""Each trial is the plan with the durations that it drew, for all that a plan looks at."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from dependencies.forecast.modelling import model_of
from dependencies.forecast.simulation import Model
from dependencies.forecast.watching import watch_of
from dependencies.kernels.arrays import FF, FINISH, I64, OPEN, RUNNING, SF, Arrays
from dependencies.kernels.forward import (
    BY_CALENDAR,
    BY_LINK,
    BY_OUTAGE,
    Early,
    bound_of,
    forward,
    no_dates,
)
from dependencies.kernels.trials_arrays import LANES
from dependencies.kernels.working import next_open
from dependencies.planner import plan
from runbooks.errors import PlanError
from tests.dependencies.factories import a_runbook, a_task
from tests.dependencies.forecast.factories import lengths, some_arrays, trials_of
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.strategies import runbooks
from tests.dependencies.strategies_facts import under_way

PLENTY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
#: The hours begin on Monday at 09:00, 32 hours later, for the clocks go forward. The freeze ends
#: just then, or goes on until after the hours of that day, when the second task could go at noon.
_FREEZES = [
    Asked(
        a_runbook(
            a_task("T0", duration=duration),
            a_task("T1", "T0", duration="0m", calendar="england"),
            start="2025-03-30T00:00",
            blackouts={"B0": {"title": "Freeze", "tasks": ["T1"], "windows": [window]}},
        )
    )
    for duration, window in [
        ("0m", {"from": "T+2h", "to": "T+32h"}),
        ("12h", {"from": "T+2h", "to": "T+32h"}),
        ("35h", {"from": "T+33h", "to": "T+42h"}),
    ]
]
#: Both links let C go at once; the first counts, although it is to the end.
_TIED = Asked(
    a_runbook(
        a_task("A", duration="0m"),
        a_task("B", duration="0m"),
        a_task("C", {"task": "A", "link": "FF"}, "B", duration="0m"),
        a_task("D", "C"),
    )
)


@PLENTY
@given(asked=runbooks().map(Asked) | under_way(runbooks()))
def test_the_dates_of_a_trial_are_those_of_its_plan(asked: Asked) -> None:
    """To the second, in every trial of a block: the slow way round, one trial at a time."""
    model = a_model_of(asked)
    drawn, made = durations_of(model), trials_of(model, LANES)

    assume(made.within)
    for trial in range(LANES):
        early = no_dates(len(drawn))
        net = model.net._replace(duration=np.ascontiguousarray(drawn[:, trial]))
        forward(net, early)
        assert early.start.tolist() == made.samples[0, :, trial].tolist()
        assert early.finish.tolist() == made.samples[1, :, trial].tolist()
        assert early.finish.max() == made.kept[0, trial]


@PLENTY
@given(asked=runbooks().map(Asked) | under_way(runbooks()))
@example(asked=_TIED)
@example(asked=_FREEZES[0])
@example(asked=_FREEZES[1])
@example(asked=_FREEZES[2])
def test_what_drives_in_the_trials_is_what_drives_their_plans(asked: Asked) -> None:
    """The tasks are counted that drive the finish, back to where the clock holds one."""
    model = a_model_of(asked)
    drawn, made = durations_of(model), trials_of(model, LANES)
    last = watch_of(model.net, [(-1, FINISH)], []).last.tolist()

    assume(made.within)
    counted = np.zeros(len(drawn), np.int64)
    for trial in range(LANES):
        early = no_dates(len(drawn))
        net = model.net._replace(duration=np.ascontiguousarray(drawn[:, trial]))
        forward(net, early)
        end = early.finish.max()
        task = next(task for task in last if early.finish[task] == end)
        while task >= 0:
            counted[task] += 1
            task = driver_in(net, early, task)
    assert counted.tolist() == made.on_chain[0].tolist()


@PLENTY
@given(asked=under_way(runbooks()), data=st.data())
def test_nothing_that_is_left_ends_before_now(asked: Asked, data: st.DataObject) -> None:
    """What runs is conditioned on that it has not ended yet."""
    model, now = a_model_of(asked), asked.now
    assert now is not None
    made = trials_of(model, LANES)

    assume(made.within)
    task = data.draw(st.sampled_from(range(len(model.net.duration))))
    if model.net.standing[task] != 2:
        assert made.samples[1, task].min() >= now - asked.start


def driver_in(net: Arrays, early: Early, task: int) -> int:
    """What lets a task of a plan go, or keeps what runs from ending; -1 if the clock does."""
    if net.standing[task] == RUNNING:
        links = range(net.first[task], net.first[task + 1])
        holds = (link for link in links if net.kind[link] in (FF, SF))
        ends = (link for link in holds if bound_of(net, link, *early[:2]) == early.finish[task])
        return next((int(net.source[link]) for link in ends), -1)
    let_go = early.cause[task] in (BY_LINK, BY_OUTAGE) or waits_for_hours_alone(net, early, task)
    return int(early.driver[task]) if net.standing[task] == OPEN and let_go else -1


def waits_for_hours_alone(net: Arrays, early: Early, task: int) -> bool:
    """Whether no time or window held a task of a plan after its driver had let it go."""
    if early.cause[task] != BY_CALENDAR or early.released[task] < net.earliest[task]:
        return False
    opens = next_open(net.hours, int(net.calendar[task]), int(early.released[task]))
    return bool(early.start[task] == opens)


def a_model_of(asked: Asked) -> Model:
    """What trials of a runbook run on."""
    now = None if asked.now is None else datetime.fromtimestamp(asked.now, UTC)
    try:
        network = plan(asked.runbook, facts=asked.facts, now=now).network
        assert network is not None
        return model_of(network, now, 1).model
    except PlanError:
        assume(condition=False)
        raise


def durations_of(model: Model) -> I64:
    """What each task draws, by trial: with nothing in its way it begins at once."""
    bare = some_arrays([[] for _ in model.net.duration])
    alone = Model(net=bare, hours=model.hours, draws=model.draws)
    return lengths(trials_of(alone, LANES)).astype(np.int64)
