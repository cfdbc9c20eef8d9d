"""What tasks measured, against what the runbook expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rehearsals.core.tasks.completing import within_tolerance
from rehearsals.core.tasks.copies import copies_of
from reports.figures.material import Material, once
from runbooks.tasks import ExpectedResult, Task


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultFigures:
    """One figure of one task, or of one party's copy of it."""

    task: str
    task_title: str
    id: str
    title: str
    unit: str
    #: The party whose copy it is; None for a task that is not `for_each`.
    party: str | None
    expected: float | None
    tolerance: float
    #: None until it is measured.
    value: float | None
    difference: float | None
    #: Whether it is within tolerance; None if it was not measured, or nothing was expected.
    within: bool | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultsFigures:
    """Every figure that tasks in scope measure, in runbook order."""

    results: tuple[ResultFigures, ...]


@once
def build_results(material: Material) -> ResultsFigures:
    """The measured results of every task in scope that measures something."""
    return ResultsFigures(
        results=tuple(
            _compare(task, wanted, party, value)
            for task in material.forward.values()
            for wanted in task.results
            for party, value in _measured(material, task, wanted)
        )
    )


def _measured(
    material: Material, task: Task, wanted: ExpectedResult
) -> Iterator[tuple[str | None, float | None]]:
    record = material.state.task(task.id)
    if task.for_each is None:
        yield None, record.results.get(wanted.id)
        return
    for party in copies_of(material.state, task.id):
        copy = record.confirmations.get(party)
        yield material.party_name(party), copy.results.get(wanted.id) if copy else None


def _compare(
    task: Task, wanted: ExpectedResult, party: str | None, value: float | None
) -> ResultFigures:
    judged = value is not None and wanted.expected is not None
    return ResultFigures(
        task=task.id,
        task_title=task.title,
        id=wanted.id,
        title=wanted.title or wanted.id,
        unit=wanted.unit,
        party=party,
        expected=wanted.expected,
        tolerance=wanted.tolerance,
        value=value,
        difference=None if value is None or wanted.expected is None else value - wanted.expected,
        within=within_tolerance(wanted, value) if judged and value is not None else None,
    )
