"""From trials to what a forecast says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

import numpy as np

from dependencies.forecast.durations import F64
from dependencies.forecast.modelling import Modelled
from dependencies.forecast.order_statistics import half_width, interval, quantile
from dependencies.forecast.records import (
    DeadlineForecast,
    Forecast,
    GateForecast,
    Mover,
    OutageForecast,
    Precision,
    Quantiles,
    TaskForecast,
)
from dependencies.forecast.simulation import SHARE, Stop, Trials
from dependencies.forecast.targets import Row, Rows, row_of
from dependencies.forecast.task_dates import task_forecasts
from dependencies.kernels.arrays import FINISH, I32, START
from dependencies.plan import Deadline, Plan


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Trials of a plan, with what each row of them is."""

    plan: Plan
    modelled: Modelled
    rows: Rows
    trials: Trials
    stop: Stop
    #: When gates should be ready and outages end (UTC), by id; else as the plan has it.
    promised: Mapping[str, datetime] = field(default_factory=dict)

    def forecast(self, movers: tuple[Mover, ...], seed: int) -> Forecast:
        """All that the trials say."""
        target = self._ordered[self.stop.row]
        low, high = interval(target, SHARE)
        return Forecast(
            finish=self._quantiles((-1, FINISH)),
            gates=dict(self._gates()),
            outages=dict(self._outages()),
            deadlines=tuple(self._deadline(deadline) for deadline in self.plan.deadlines),
            tasks=dict(self._tasks()),
            target=self.rows.target,
            target_date=self._quantiles(self.rows.target_row),
            precision=Precision(
                low=self._instant(low),
                high=self._instant(high),
                seconds=half_width(target, SHARE),
                asked=None if self.stop.trials else self.stop.precision,
            ),
            movers=movers,
            trials=self.trials.count,
            sampled=self.trials.samples.shape[-1],
            seed=seed,
            single_points=self.modelled.single_points,
            outrun=self.modelled.outrun,
        )

    @cached_property
    def criticality(self) -> F64:
        """By target (the finish, then the target if that is another) and task: a share."""
        shares: F64 = self.trials.on_chain / self.trials.count
        return shares

    @cached_property
    def _ordered(self) -> I32:
        return np.sort(self.trials.kept, axis=1)

    def _instant(self, seconds: int) -> datetime:
        return self.modelled.network.frame.instant(seconds)

    def _quantiles(self, row: Row) -> Quantiles:
        ordered = self._ordered[self.rows.numbers[row]]
        p10, p50, p80, p95 = (
            self._instant(quantile(ordered, share)) for share in (0.1, 0.5, SHARE, 0.95)
        )
        return Quantiles(p10=p10, p50=p50, p80=p80, p95=p95)

    def _gates(self) -> Iterator[tuple[str, GateForecast]]:
        gate_by_id = self.modelled.network.frame.runbook.gate_by_id
        for gate, row in self.rows.gates.items():
            starts = self.plan.tasks[gate_by_id[gate].meeting].early_start
            planned = self.promised.get(gate, starts)
            ready, in_time = self._quantiles(row), self._share_by(row, planned)
            yield gate, GateForecast(ready=ready, planned=planned, in_time=in_time)

    def _outages(self) -> Iterator[tuple[str, OutageForecast]]:
        for outage, (_, closes) in self.rows.outages.items():
            planned = self.promised.get(outage, self.plan.outages[outage].end)
            end, in_time = self._quantiles(closes), self._share_by(closes, planned)
            yield outage, OutageForecast(end=end, planned=planned, in_time=in_time)

    def _tasks(self) -> Iterator[tuple[str, TaskForecast]]:
        """The tasks; a date that all trials have kept has one figure, wherever it is told."""
        network, kept = self.modelled.network, self.rows.numbers
        for key, task in task_forecasts(network, self.trials, self.criticality).items():
            start, finish = ((network.place[key], end) for end in (START, FINISH))
            found = task
            if start in kept:
                dates = self._quantiles(start)
                found = replace(found, start_p50=dates.p50, start_p80=dates.p80)
            if finish in kept:
                dates = self._quantiles(finish)
                found = replace(found, finish_p50=dates.p50, finish_p80=dates.p80)
            yield key, found

    def _share_by(self, row: Row, at: datetime) -> float:
        """The share of trials that have reached a row by an instant."""
        return float((self._kept(row) <= self.modelled.network.frame.seconds(at)).mean())

    def _deadline(self, deadline: Deadline) -> DeadlineForecast:
        row = row_of(deadline, self.modelled.network, self.rows.outages)
        kept, planned = float(not deadline.missed), self._planned
        if row is not None:
            later = self._kept(row) - planned(row)
            if deadline.kind == "hard_limit" and (opens := self.rows.outages[deadline.id][0]):
                later = later - (self._kept(opens) - planned(opens))
            kept = float((later <= deadline.margin).mean())
        return DeadlineForecast(
            id=deadline.id, kind=deadline.kind, at=deadline.at, probability=kept
        )

    def _planned(self, row: Row) -> int:
        """The same date in the plan, in seconds."""
        place, end = row
        network = self.modelled.network
        task = self.plan.tasks[network.tasks[place].id]
        return network.frame.seconds(task.early_start if end == START else task.early_finish)

    def _kept(self, row: Row) -> I32:
        kept: I32 = self.trials.kept[self.rows.numbers[row]]
        return kept
