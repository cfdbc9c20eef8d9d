"""The shipped runbooks for tests, read and planned once, beside their skeletons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dependencies.plan import Plan
from dependencies.planner import plan
from runbooks.library import source_of
from runbooks.model import Runbook
from runbooks.reading import parse
from runbooks.tasks import Task
from tests.runbooks.skeletons import Row, rows


@cache
def shipped(name: str) -> Runbook:
    """A runbook of the library; fails the test if its form has any finding."""
    source = source_of(name)
    parsed = parse(source.text, source.name)
    assert parsed.findings == ()
    assert parsed.runbook is not None
    return parsed.runbook


@cache
def planned(name: str) -> Plan:
    """The plan of a runbook of the library."""
    return plan(shipped(name))


def every_task(runbook: Runbook) -> tuple[Task, ...]:
    """The tasks of a runbook, then those of its ways back."""
    return (*runbook.tasks, *runbook.stand_down.tasks, *runbook.rollback.tasks)


def beside_skeleton(name: str) -> Iterator[tuple[Task, Row]]:
    """Each task of a runbook with the row it was made from."""
    yield from zip(shipped(name).tasks, rows(f"{name}_runbook"), strict=True)
    if name == "m10":
        yield from zip(shipped(name).rollback.tasks, rows("m10_rollback"), strict=True)


def links(task: Task) -> frozenset[str]:
    """The predecessors of a task."""
    return frozenset(link.task for link in task.after)
