"""What drafting looks at: a run at an instant, its plan, what is expected, what is forecast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dependencies.plan import Plan
from notices.core.notice import Window
from notices.drafting.policy import Policy, policy_of
from rehearsals.core.state import OutageRecord, RunState
from rehearsals.outlook.dates import Dates
from runbooks.outages import Edge, Outage


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A run as its notices are drafted from it; instants are the run's, in UTC."""

    state: RunState = field(repr=False)
    #: Of the whole run as last amended.
    plan: Plan = field(repr=False)
    now: datetime
    #: When tasks began and ended, or are to be expected as things stand; empty if nobody can say.
    dates: Mapping[str, Dates] = field(default_factory=dict, repr=False)
    #: The P80 of the ends of outages, as far as they were forecast.
    forecast: Mapping[str, datetime] = field(default_factory=dict)
    #: Since when the forecast of an outage has been back within its announced end.
    within_since: Mapping[str, datetime] = field(default_factory=dict)

    def outage(self, key: str) -> Outage | None:
        """An outage of the runbook as last amended; None if it was taken out."""
        return self.state.runbook.outages.get(key)

    def record(self, key: str) -> OutageRecord:
        """When an outage really opened and closed."""
        return self.state.outage(key)

    def policy(self, key: str) -> Policy:
        """What was agreed on for an outage's notices."""
        return policy_of(self.state.runbook, key)

    def planned(self, key: str) -> Window | None:
        """The window of the plan, None for an outage that is not in it.

        An end that the run does not play is left out.
        """
        found = self.plan.outages.get(key)
        if found is None:
            return None
        return Window(
            start=found.start if found.opens_in_scope else None,
            end=found.end if found.closes_in_scope else None,
        )

    def expected(self, edge: Edge | None) -> datetime | None:
        """When an end of a task is to be expected as things stand; None if nobody can say."""
        dates = self.dates.get(edge.task) if edge else None
        if dates is None or edge is None:
            return None
        return dates.start if edge.at == "start" else dates.finish

    def is_fixed(self, key: str) -> bool:
        """Whether the clock opens and closes it, and no task."""
        return key in self.state.index.fixed_outages
