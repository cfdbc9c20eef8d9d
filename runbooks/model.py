"""The runbook: a cutover written down as a dependency DAG of tasks, with its gates and outages.

All records are frozen. Unknown keys, wrong types and malformed values are refused here; everything
that needs two places of the runbook to be compared is a lint rule (`runbooks/rules/`,
`dependencies/rules/`).
"""

from __future__ import annotations

from functools import cached_property

import pendulum
from pydantic import Field, field_validator

from runbooks.blackouts import Blackout
from runbooks.calendars import ALWAYS, BUILT_IN, Calendar
from runbooks.durations import Seconds
from runbooks.errors import TimeError
from runbooks.forecasting import ForecastSettings
from runbooks.gates import Gate
from runbooks.moments import LocalTime, Moment
from runbooks.noticing import Noticing
from runbooks.outages import Outage
from runbooks.parties import Instruction, Party, System
from runbooks.records import Id, Record, Text
from runbooks.resources import Resource
from runbooks.tasks import Task
from runbooks.ways_back import WAYS_BACK, WayBack, WayBackKind


class Follows(Record):
    """The runbook before this one, and the gate there that lets this one begin."""

    runbook: Id
    #: The gate of that runbook which must be passed.
    approval: Id


class Runbook(Record):
    """A whole runbook, in the order in which it was written."""

    runbook: Id
    title: Text
    version: Text = "0"
    #: What readers must know before they rely on it, such as that it is illustrative.
    notice: Text | None = None
    #: Its live run needs a live run of that runbook whose gate is passed; see `callboard cutover`.
    follows: Follows | None = None
    timezone: str = "Europe/London"
    #: T+0 of the plan.
    start: LocalTime
    #: The legacy service must be back by then if the cutover is turned back.
    restore_by: Moment | None = None
    parties: dict[Id, Party] = Field(default_factory=dict)
    #: Named lists of parties, for `for_each` and for gate members.
    groups: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    #: What people outside call a group, such as "LDSOs"; used in notices.
    group_names: dict[Id, Text] = Field(default_factory=dict)
    systems: dict[Id, System] = Field(default_factory=dict)
    #: Phase id to title, in order. Phases that only tasks name come after, in order of use.
    phases: dict[Id, Text] = Field(default_factory=dict)
    resources: dict[Id, Resource] = Field(default_factory=dict)
    calendars: dict[Id, Calendar] = Field(default_factory=dict)
    #: Windows in which some tasks, or all, stand still.
    blackouts: dict[Id, Blackout] = Field(default_factory=dict)
    outages: dict[Id, Outage] = Field(default_factory=dict)
    tasks: tuple[Task, ...]
    gates: tuple[Gate, ...] = ()
    #: Reopening what was closed, while nothing has been changed yet.
    stand_down: WayBack = WayBack()
    #: Restoring what was changed, before the point of no return.
    rollback: WayBack = WayBack()
    instructions: tuple[Instruction, ...] = ()
    notices: Noticing = Noticing()
    forecast: ForecastSettings = ForecastSettings()
    #: Seconds of float to a fixed date below which the plan warns; absent: it does not.
    float_limit: Seconds | None = None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in pendulum.timezones():
            raise ValueError(f"{value!r} is not a time zone; write it like Europe/London")
        return value

    @cached_property
    def task_by_id(self) -> dict[str, Task]:
        """The tasks of the way forward by id, without the ways back."""
        return {task.id: task for task in self.tasks}

    def way_back(self, kind: WayBackKind) -> WayBack:
        """One of the two ways back; empty if the runbook has none of that kind."""
        return self.stand_down if kind == "stand_down" else self.rollback

    @cached_property
    def way_back_of(self) -> dict[str, WayBackKind]:
        """Which way back each of their tasks belongs to, by task id."""
        return {task.id: kind for kind in WAYS_BACK for task in self.way_back(kind).tasks}

    @cached_property
    def gate_by_id(self) -> dict[str, Gate]:
        """The gates by id."""
        return {gate.id: gate for gate in self.gates}

    @cached_property
    def gate_by_meeting(self) -> dict[str, Gate]:
        """The gates by the id of their meeting task."""
        return {gate.meeting: gate for gate in self.gates}

    @cached_property
    def all_phases(self) -> dict[str, str]:
        """Every phase, id to title: the declared ones first, in order."""
        used = {task.phase: task.phase for task in self.tasks}
        return {**self.phases, **{k: v for k, v in used.items() if k not in self.phases}}

    def calendar_of(self, task: Task) -> str | None:
        """The working calendar of a task's duration: its own, else its party's; None if elapsed."""
        party = self.parties.get(task.party)
        name = task.calendar or (party.calendar if party else None)
        return None if name == ALWAYS else name

    def calendar_by_id(self, name: str) -> Calendar:
        """A declared calendar, or a built-in one of that name; raises TimeError for another."""
        found = self.calendars.get(name) or BUILT_IN.get(name)
        if found is None:
            raise TimeError(
                f"{name} is not a calendar of {self.runbook}.",
                hint=f"Declare it under `calendars`, or name one of {', '.join(BUILT_IN)}.",
            )
        return found

    def members_of(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The parties that a mixed list of parties and groups names, each once, in order."""
        parties: dict[str, None] = {}
        for name in ids:
            parties.update(dict.fromkeys(self.groups.get(name, (name,))))
        return tuple(parties)
