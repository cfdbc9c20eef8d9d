"""What `callboard forecast` was asked: of a runbook from its start, or of a run as it is. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.console import RenderableType

from console.forecast_data import forecast_data
from console.forecast_page import forecast_page
from console.standing import looked_at
from dependencies.chain_to import check_target
from dependencies.forecast.forecasting import forecast
from dependencies.forecast.records import Forecast
from dependencies.plan import Plan
from dependencies.planner import plan
from rehearsals.core.state import RunState
from rehearsals.outlook.outlook import TRIALS, outlook
from runbooks.clocktime import local, rfc3339
from runbooks.errors import CallboardError
from runbooks.model import Runbook

#: Seconds to which the P80 of a runbook's target is known, where nothing else is asked for.
PRECISION = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What somebody wants to be forecast, and how well."""

    #: A gate, an outage, a task or `finish`; None: the next gate.
    target: str | None = None
    trials: int | None = None
    seed: int | None = None
    #: Seconds of the target's P80.
    precision: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecasted:
    """A forecast, and what it is of."""

    book: Runbook
    plan: Plan
    found: Forecast
    wanted: Wanted
    #: The run, and the instant (UTC) it is looked at; None of a runbook.
    run: str | None = None
    now: datetime | None = None
    #: The tasks that are over.
    over: frozenset[str] = frozenset()
    #: When all was to be over, as the run was last amended (UTC); None: as `plan` has it.
    finish: datetime | None = None

    def page(self) -> Iterator[RenderableType]:
        """The page for people; what is over is left out of it."""
        said = []
        if self.run is not None and self.now is not None:
            at, over = local(self.now, self.book.timezone), len(self.over)
            of = f"{over} of {len(self.plan.tasks)} tasks done"
            said.append(f"Run {self.run} as it stands {at}: {of}.")
        return forecast_page(
            self.book,
            self.plan,
            self.found,
            *said,
            finish=self.finish,
            chosen=self.wanted.target is not None,
            begun=self.run is not None,
            over=self.over,
        )

    def data(self) -> dict[str, Any]:
        """The same for programs, whole."""
        now = None if self.now is None else rfc3339(self.now)
        data = forecast_data(self.book, self.plan, self.found, finish=self.finish)
        return {"run": self.run, "at": now} | data


def of_runbook(book: Runbook, wanted: Wanted) -> Forecasted:
    """The forecast of a whole runbook from its start; raises PlanError and TimeError."""
    planned = plan(book)
    if wanted.target is not None:
        check_target(book, planned, wanted.target)
    found = forecast(
        planned,
        target=wanted.target,
        seed=wanted.seed or 0,
        trials=wanted.trials,
        precision=PRECISION if wanted.precision is None else wanted.precision,
        movers=True,
    )
    return Forecasted(book=book, plan=planned, found=found, wanted=wanted)


def of_run(state: RunState, now: datetime, wanted: Wanted) -> Forecasted:
    """The forecast of what is left of a run at an instant (aware); raises as `outlook` does.

    A simulation has a time of its own: it is forecast from its last event. With no trials and no
    precision asked for it is the forecast that the run's pages show. Raises CallboardError for a
    run that is over.
    """
    if state.status != "open":
        raise CallboardError(
            f"Run {state.run} is over: nothing is left to forecast.",
            hint=f"See `callboard report {state.run}`.",
        )
    now = looked_at(state, now)
    seen = outlook(state, now, seed=wanted.seed)
    rest = seen.rest
    book = rest.network.frame.runbook
    if wanted.target is not None:
        check_target(book, rest.plan, wanted.target)
    found = forecast(
        rest.plan,
        target=wanted.target,
        seed=seen.seed,
        trials=TRIALS if wanted.trials is None and wanted.precision is None else wanted.trials,
        precision=PRECISION if wanted.precision is None else wanted.precision,
        now=now,
        promised=seen.promised,
        movers=True,
    )
    over = frozenset(task for task, record in state.tasks.items() if record.settled)
    return Forecasted(
        book=book,
        plan=rest.plan,
        found=found,
        wanted=wanted,
        run=state.run,
        now=now,
        over=over,
        finish=seen.finish,
    )
