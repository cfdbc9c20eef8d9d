"""The trials of what is left, run again and again with the same draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dependencies.forecast.modelling import model_of
from dependencies.forecast.simulation import Stop, simulate
from dependencies.forecast.targets import FINISH_NAME, Rows, rows_of
from dependencies.forecast.watching import watch_of
from dependencies.kernels.arrays import I32, Arrays
from rehearsals.outlook.rest import Rest


class Tried:
    """The trials of what is left, to be run again with a change that leaves durations alone."""

    def __init__(self, rest: Rest, *, seed: int, trials: int) -> None:
        self._modelled = model_of(rest.network, rest.now, seed)
        self.rows: Rows = rows_of(rest.plan, self._modelled.network, FINISH_NAME)
        self._stop = Stop(trials=trials)

    def run(self, change: Callable[[Arrays], Arrays]) -> I32:
        """What is kept of each trial; raises PlanError for what fits nowhere."""
        while True:
            model = replace(self._modelled.model, net=change(self._modelled.model.net))
            watch = watch_of(model.net, list(self.rows.numbers), [])._replace(samples=0)
            done = simulate(model, watch, self._stop)
            if done.within:
                return done.kept
            self._modelled = self._modelled.reaching_further()
