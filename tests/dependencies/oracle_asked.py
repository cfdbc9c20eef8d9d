"""What the slow planner is asked: a runbook, a scope, what has happened, and the time it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from dependencies.progress import Progress
from runbooks.model import Runbook
from runbooks.moments import LocalTime, Moment
from runbooks.tasks import Link, Task
from tests.dependencies.oracle_hours import ELAPSED, Hours, hours_of, works_on

#: Days of calendars that are written down before and after the start of a plan.
_BEFORE, _AFTER = 60, 300


def seconds(instant: datetime) -> int:
    """An aware instant as seconds since 1970."""
    return int(instant.timestamp())


@dataclass(frozen=True)
class Asked:
    """One question to the planner; instants are seconds since 1970."""

    runbook: Runbook
    scope: Collection[str] | None = None
    facts: Mapping[str, Progress] = field(default_factory=dict)
    now: int | None = None

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """The tasks in scope, as the runbook has them."""
        wanted = self.runbook.task_by_id if self.scope is None else self.scope
        return {task.id: task for task in self.runbook.tasks if task.id in wanted}

    @cached_property
    def start(self) -> int:
        """T+0 of the plan."""
        return self.at(self.runbook.start)

    def links(self, task_id: str) -> list[Link]:
        """The links of a task to tasks in scope, as written."""
        return [link for link in self.tasks[task_id].after if link.task in self.tasks]

    def successors(self, task_id: str) -> list[tuple[str, Link]]:
        """The tasks that are linked behind a task, each with its link."""
        return [
            (key, link) for key in self.tasks for link in self.links(key) if link.task == task_id
        ]

    def at(self, moment: Moment) -> int:
        """When a moment of the runbook is."""
        zone = ZoneInfo(self.runbook.timezone)
        if isinstance(moment, LocalTime):
            wall = datetime.fromisoformat(moment.wall)
            if moment.offset is not None:
                wall -= timedelta(minutes=moment.offset)
            return seconds(
                wall.replace(tzinfo=ZoneInfo("UTC") if moment.offset is not None else zone)
            )
        if not moment.working_days:
            return self.start + moment.seconds
        then = datetime.fromtimestamp(self.start, zone)
        calendar = self.runbook.calendar_by_id(moment.calendar)
        step = timedelta(days=1 if moment.working_days > 0 else -1)
        left = abs(moment.working_days)
        while left:
            then += step
            left -= works_on(calendar, then.date())
        return seconds(then)

    def hours(self, task: Task) -> Hours:
        """The working time of a task: its calendar's, else its party's, else all the time."""
        party = self.runbook.parties.get(task.party)
        return self.hours_named(task.calendar or (party and party.calendar) or "always")

    def hours_named(self, name: str) -> Hours:
        """The working time of a calendar."""
        if name == "always":
            return ELAPSED
        zone = self.runbook.timezone
        first = datetime.fromtimestamp(self.start, ZoneInfo(zone)).date() - timedelta(days=_BEFORE)
        return hours_of(self.runbook.calendar_by_id(name), zone, first, _BEFORE + _AFTER)
