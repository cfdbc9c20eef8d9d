"""The rows of the timeline: gates, outages, then the tasks by phase, each planned above actual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from rehearsals.core.state import Attempt
from reports.drawing.axis import Axis
from reports.drawing.marks import Bar, BarKind, Lane, Point, Wait
from reports.figures.decisions import DecisionFigures
from reports.figures.gates import GateFigures, build_gates
from reports.figures.lived import made
from reports.figures.material import Material
from reports.figures.outages import OutageFigures, build_outages
from reports.figures.tasks import TaskFigures, build_tasks
from reports.figures.way_back import LegTask, build_way_back
from runbooks.clocktime import local_short
from runbooks.ways_back import WAY_BACK_NAMES

#: The narrowest bar that can be seen, and the room of a gate's label, in pixels.
_LEAST = 2.0
_LABEL = 19.0


def build_lanes(material: Material, axis: Axis) -> Iterator[Lane]:
    """All rows in order, not yet placed."""
    artist = _Artist(material, axis)
    gates = build_gates(material).gates
    if gates:
        yield artist.gates(gates)
    for outage in build_outages(material).outages:
        yield artist.outage(outage)
    tasks = build_tasks(material).tasks
    for phase, title in material.runbook.all_phases.items():
        members = [task for task in tasks if task.phase == phase]
        if members:
            yield Lane(kind="heading", label=title, title=title)
            yield from map(artist.task, members)
    for turning in build_way_back(material).turned_back:
        label = f"Way back from {turning.gate}: {WAY_BACK_NAMES[turning.kind]}"
        yield Lane(kind="heading", label=label, title=label)
        yield from map(artist.leg_task, turning.leg)


class _Artist:
    """Places figures on an axis."""

    def __init__(self, material: Material, axis: Axis) -> None:
        self._axis = axis
        self._zone = material.runbook.timezone
        self._now = material.as_of
        self._state = material.state

    def gates(self, gates: tuple[GateFigures, ...]) -> Lane:
        """Diamonds: hollow where each decision was planned, filled where it was taken."""
        planned = tuple(
            Point(
                kind="gate-planned",
                x=self._axis.x(gate.planned_decision),
                title=f"{gate.id} {gate.title}: planned {self._when(gate.planned_decision)}",
                label=gate.id,
            )
            for gate in sorted(gates, key=lambda gate: gate.planned_decision)
        )
        actual = tuple(self._decision(gate, step) for gate in gates for step in gate.decisions)
        return Lane(
            kind="gates",
            label="Gates",
            title="Gates: planned and taken decisions",
            planned=_labels_apart(planned),
            actual=actual,
        )

    def outage(self, outage: OutageFigures) -> Lane:
        """A band from opening to closing; open at its end while the system is out."""
        planned: tuple[Bar, ...] = ()
        if outage.planned_start and outage.planned_end:
            planned = (
                self._bar("planned", outage.planned_start, outage.planned_end, "planned outage"),
            )
        actual: tuple[Bar, ...] = ()
        if outage.opened_at:
            kind: BarKind = "outage" if outage.closed_at else "outage-open"
            end = outage.closed_at or self._now
            actual = (self._bar(kind, outage.opened_at, end, f"{outage.system} {outage.standing}"),)
        label = f"{outage.system} out"
        return Lane(kind="outage", label=label, title=outage.title, planned=planned, actual=actual)

    def task(self, task: TaskFigures) -> Lane:
        """The planned bar; below it the wait, every attempt, and a ring if it was skipped."""
        marks: list[Bar | Wait | Point] = []
        given_up = task.given_up_at
        if task.ready_at and task.state not in ("waiting", "skipped"):
            until = task.started_at or given_up
            if until is None or task.ready_at < until:
                marks.append(self._wait(task.ready_at, until, over=given_up is not None))
        marks += self._attempts(task.id, given_up)
        if given_up:
            words = f"given up {self._when(given_up)}"
            marks.append(Point(kind="given-up", x=self._axis.x(given_up), title=words))
        if task.skipped_at:
            marks.append(
                Point(
                    kind="skipped",
                    x=self._axis.x(task.skipped_at),
                    title=f"skipped {self._when(task.skipped_at)}: {task.skip_reason}",
                )
            )
        return Lane(
            kind="task",
            label=f"{task.id} {task.title}",
            title=f"{task.id} {task.title} ({task.party_name}): {task.state}",
            planned=(self._bar("planned", task.planned_start, task.planned_finish, "planned"),),
            actual=tuple(marks),
        )

    def _decision(self, gate: GateFigures, step: DecisionFigures) -> Point:
        go = step.outcome in ("go", "go_with_conditions")
        put_off = step.outcome in ("deferred", "withdrawn")
        return Point(
            kind="gate-go" if go else "gate-deferred" if put_off else "gate-no_go",
            x=self._axis.x(step.at),
            title=f"{gate.id} {step.outcome.replace('_', ' ')} {self._when(step.at)}",
        )

    def leg_task(self, task: LegTask) -> Lane:
        """A task of a way back: planned from the decision on, and as it happened."""
        marks: list[Bar | Wait | Point] = []
        if task.ready_at and task.state not in ("waiting", "skipped"):
            marks.append(self._wait(task.ready_at, task.started_at))
        marks += self._attempts(task.id)
        return Lane(
            kind="task",
            label=f"{task.id} {task.title}",
            title=f"{task.id} {task.title} ({task.party_name}): {task.state}",
            planned=(self._bar("planned", task.planned_start, task.planned_finish, "planned"),),
            actual=tuple(marks),
        )

    def _attempts(self, task: str, stopped: datetime | None = None) -> list[Bar]:
        """The attempts that were really made; one that was running when it was given up ends."""
        return [self._attempt(one, stopped) for one in made(self._state.task(task))]

    def _attempt(self, attempt: Attempt, stopped: datetime | None) -> Bar:
        kinds: dict[str, BarKind] = {"done": "done", "failed": "failed", "unknown": "unknown"}
        words = f"attempt {attempt.number} {attempt.outcome}"
        return self._bar(
            kinds.get(attempt.outcome, "running"),
            attempt.started_at,
            attempt.ended_at or stopped or self._now,
            f"{words}: {attempt.reason}" if attempt.reason else words,
        )

    def _wait(self, ready: datetime, started: datetime | None, *, over: bool = False) -> Wait:
        left, right = self._axis.x(ready), self._axis.x(started or self._now)
        return Wait(
            x=left,
            width=max(right - left, 0.0),
            title=f"ready {self._when(ready)}",
            open=started is None and not over,
        )

    def _bar(self, kind: BarKind, start: datetime, end: datetime, words: str) -> Bar:
        left = self._axis.x(start)
        return Bar(
            kind=kind,
            x=left,
            width=max(self._axis.x(end) - left, _LEAST),
            title=f"{words}, {self._when(start)} to {self._when(end)}",
        )

    def _when(self, instant: datetime) -> str:
        return local_short(instant, self._zone)


def _labels_apart(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points, from left to right, with labels that do not lie over each other."""
    apart: list[Point] = []
    for point in points:
        least = apart[-1].label_x + _LABEL if apart else point.x
        apart.append(replace(point, label_x=max(point.x, least)))
    return tuple(apart)
