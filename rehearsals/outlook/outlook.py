"""The outlook of a run at an instant: what is left by plan and by chance, and the way back.

A forecast is never stored. It follows from the facts, the instant and the run's seed alone, so that
what it said at any past event can be worked out again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from dependencies.forecast.forecasting import forecast
from dependencies.forecast.records import Forecast
from dependencies.plan import Plan
from rehearsals.core.apply import fold
from rehearsals.core.events import Fact
from rehearsals.core.state import RunState
from rehearsals.outlook.decide_by import DecideBy, decide_by
from rehearsals.outlook.network import planned_of
from rehearsals.outlook.rest import Rest, rest_of
from rehearsals.outlook.turning import Turning, turning_of

#: Trials of a run's forecast, where nothing else is asked for: always as many, so that two looks
#: at one moment agree.
TRIALS = 10_000


# No slots: what it works out when first asked for is kept on it.
@dataclass(frozen=True, kw_only=True, eq=False)
class Outlook:
    """What is to be expected of a run; what nobody asks for is not worked out."""

    rest: Rest
    seed: int
    trials: int
    target: str | None
    #: The ends of outages that were announced (UTC); of the others, the planned ones hold.
    told: Mapping[str, datetime] | None = field(default=None, repr=False)
    #: The plan of the whole run as last amended, where it is at hand.
    whole: Plan | None = field(default=None, repr=False)
    #: Whether the tasks that move the target most are tried out.
    movers: bool = False

    @cached_property
    def forecast(self) -> Forecast:
        """The trials of what is left; raises PlanError and TimeError."""
        return forecast(
            self.rest.plan,
            target=self.target,
            seed=self.seed,
            trials=self.trials,
            now=self.rest.now,
            promised=self.promised,
            movers=self.movers,
        )

    @cached_property
    def promised(self) -> Mapping[str, datetime]:
        """When gates were to be ready, as planned, and outages to end, as announced (UTC); by id.

        Against these "in time" is reckoned: what slips must not become its own measure.
        """
        tasks = self._planned.tasks
        gates = (gate for gate in self.rest.state.runbook.gates if gate.meeting in tasks)
        return {**self.announced, **{gate.id: tasks[gate.meeting].early_start for gate in gates}}

    @cached_property
    def turning(self) -> Turning:
        """Rolling back from here."""
        return turning_of(self.rest, seed=self.seed)

    @cached_property
    def announced(self) -> Mapping[str, datetime]:
        """The announced ends of outages (UTC); the planned ones as long as nothing else is told."""
        ends = self._planned.outages
        planned = {key: out.end for key, out in ends.items() if out.closes_in_scope}
        return {**planned, **(self.told or {})}

    @property
    def finish(self) -> datetime:
        """When all was to be over, by the plan as last amended (UTC)."""
        return self._planned.finish

    @cached_property
    def _planned(self) -> Plan:
        return self.whole or planned_of(self.rest.state)

    @cached_property
    def decide_by(self) -> DecideBy | None:
        """Until when the next gate must decide; None without one."""
        return self.decide_by_of(None)

    def decide_by_of(self, gate: str | None) -> DecideBy | None:
        """Until when a gate must decide, by default the next; None if it is not ahead."""
        return decide_by(self.rest, gate, announced=self.announced, seed=self.seed)


def outlook(
    state: RunState,
    now: datetime,
    *,
    seed: int | None = None,
    trials: int | None = None,
    target: str | None = None,
    announced: Mapping[str, datetime] | None = None,
    whole: Plan | None = None,
    movers: bool = False,
) -> Outlook:
    """The outlook of a run at an instant (aware); raises what `rest_of` does.

    `target` is what the forecast's criticality is about: a gate, an outage, a task or `finish`; by
    default the next gate. `announced` holds the announced ends of outages (UTC). `whole` is the
    plan of the whole run as last amended, if it is at hand. With `movers` the tasks that move the
    target most are tried out.
    """
    return Outlook(
        rest=rest_of(state, now),
        seed=seed_of(state) if seed is None else seed,
        trials=TRIALS if trials is None else trials,
        target=target,
        told=announced,
        whole=whole,
        movers=movers,
    )


def outlook_at(
    facts: Sequence[Fact], seq: int, *, trials: int | None = None, target: str | None = None
) -> Outlook:
    """The outlook of a run as it stood when the fact of a sequence number (from 1) was entered.

    Raises ValueError for a number that no fact has, and what `outlook` does.
    """
    if not 1 <= seq <= len(facts):
        raise ValueError(f"There is no fact {seq}: the run has {len(facts)}.")
    return outlook(fold(facts[:seq]), facts[seq - 1].recorded_at, trials=trials, target=target)


def seed_of(state: RunState) -> int:
    """The seed of a run's forecasts: its own, or one that follows from its name."""
    if state.seed is not None:
        return state.seed
    return int.from_bytes(sha256(state.run.encode()).digest()[:4], "big")
