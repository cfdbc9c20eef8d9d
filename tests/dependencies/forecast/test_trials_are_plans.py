"""Each trial is the plan with the durations that it drew, for all that a plan looks at."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dependencies.forecast.modelling import model_of
from dependencies.forecast.simulation import Model
from dependencies.kernels.arrays import I64
from dependencies.kernels.forward import forward, no_dates
from dependencies.kernels.trials_arrays import LANES
from dependencies.planner import plan
from runbooks.errors import PlanError
from tests.dependencies.forecast.factories import lengths, some_arrays, trials_of
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.strategies import runbooks
from tests.dependencies.strategies_facts import under_way

PLENTY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


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
