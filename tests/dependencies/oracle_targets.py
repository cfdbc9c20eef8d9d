"""What plans are made for: the ends that dates and floats are asked towards, and the deadlines."""

from __future__ import annotations

from dataclasses import dataclass

from runbooks.model import Runbook
from runbooks.outages import Edge
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.oracle_dates import Early, early_dates
from tests.dependencies.oracle_late import Limit, Target


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: what must have come by then, and when it is expected, in seconds since 1970."""

    kind: str
    task: str | None
    at: int
    expected: int

    @property
    def margin(self) -> int:
        """Seconds to spare; below zero it is missed."""
        return self.at - self.expected


def targets(early: Early) -> dict[str, Target]:
    """Each gate's meeting, each outage's end, and the last gate for turning back."""
    tasks, runbook = early.asked.tasks, early.asked.runbook
    found = {
        gate.id: target(early, Edge(task=gate.meeting, at="start"))
        for gate in runbook.gates
        if gate.meeting in tasks
    }
    for key, outage in runbook.outages.items():
        if outage.closes and outage.closes.task in tasks:
            found[key] = target(early, outage.closes)
    for due in _restore_by(early):
        assert due.task is not None
        found["restore_by"] = Target(
            due.task, Limit(of_start=False, at=early.dates[due.task].finish + due.margin)
        )
    return found


def target(early: Early, edge: Edge) -> Target:
    """An end of a task, which is not to move."""
    at = early.dates[edge.task].end(edge)
    return Target(edge.task, Limit(of_start=edge.at == "start", at=at))


def last_meeting(early: Early) -> str | None:
    """The meeting that ends last of the gates from which a rollback may be taken."""
    meetings = [
        gate.meeting
        for gate in early.asked.runbook.gates
        if gate.id in early.asked.runbook.rollback.gates and gate.meeting in early.asked.tasks
    ]
    if early.asked.runbook.restore_by is None:
        return None
    return max(meetings, key=lambda task: early.dates[task].finish, default=None)


def deadlines(early: Early) -> list[Due]:
    """Every deadline of the tasks in scope, whether it is met or not."""
    asked = early.asked
    found = [
        Due("not_after", task.id, asked.at(task.not_after), early.dates[task.id].finish)
        for task in asked.tasks.values()
        if task.not_after is not None
    ]
    found += [
        Due("fixed", task.id, asked.at(task.fixed), early.dates[task.id].start)
        for task in asked.tasks.values()
        if task.fixed is not None
    ]
    return found + _hard_limits(early) + _restore_by(early)


def _hard_limits(early: Early) -> list[Due]:
    asked, found = early.asked, []
    for outage in asked.runbook.outages.values():
        if outage.hard_limit is None:
            continue
        if outage.opens and outage.closes:
            if {outage.opens.task, outage.closes.task} <= asked.tasks.keys():
                opening = early.dates[outage.opens.task].end(outage.opens)
                closing = early.dates[outage.closes.task].end(outage.closes)
                limit = opening + outage.hard_limit.likely
                found.append(Due("hard_limit", outage.closes.task, limit, closing))
        elif outage.from_ and outage.to:
            limit = asked.at(outage.from_) + outage.hard_limit.likely
            found.append(Due("hard_limit", None, limit, asked.at(outage.to)))
    return found


def _restore_by(early: Early) -> list[Due]:
    last, runbook = last_meeting(early), early.asked.runbook
    if last is None or runbook.restore_by is None:
        return []
    end = early.dates[last].finish
    back = end + rollback_length(runbook) + runbook.rollback.margin
    return [Due("restore_by", last, early.asked.at(runbook.restore_by), back)]


def rollback_length(runbook: Runbook) -> int:
    """Seconds from one end of the leg back to the other, in elapsed time."""
    if not runbook.rollback.tasks:
        return 0
    tasks = [task.model_dump(exclude={"always", "undoes"}) for task in runbook.rollback.tasks]
    leg = {"runbook": "back", "title": "Back", "start": runbook.start, "tasks": tasks}
    early = early_dates(Asked(Runbook.model_validate(leg)))
    return early.finish - early.asked.start
