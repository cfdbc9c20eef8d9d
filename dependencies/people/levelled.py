"""What a levelled plan is: dates that the people there are can keep, and who waits for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: What gave the order of a levelled plan: a priority rule, chance, or two good orders crossed.
Rule = Literal[
    "latest_finish",
    "latest_start",
    "least_slack",
    "most_successors",
    "rank_weight",
    "sampling",
    "crossing",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """Why a task starts later than its links, calendar and windows would let it."""

    #: The resource that is free for it last.
    resource: str
    #: Seconds that it waits.
    seconds: int
    #: The tasks that let the resource go at its start; none where a shift begins.
    behind: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelledTask:
    """The dates (UTC) of a task in a levelled plan."""

    id: str
    start: datetime
    finish: datetime
    #: None if it waits for nobody.
    held_by: Held | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Levelled:
    """A plan that no resource is booked beyond its capacity in (instants in UTC)."""

    #: The earliest start of any task without levelling.
    start: datetime
    #: The latest finish of any task, levelled.
    finish: datetime
    #: The same without levelling: what links, calendars and windows ask for alone.
    unlevelled_finish: datetime
    #: By task id, in the order of the runbook.
    tasks: Mapping[str, LevelledTask]
    #: None if the runbook has no tasks.
    rule: Rule | None
    #: How many orders of work were tried.
    tried: int

    @property
    def makespan(self) -> int:
        """Seconds from start to finish."""
        return round((self.finish - self.start).total_seconds())
