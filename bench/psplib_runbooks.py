"""A PSPLIB instance as a runbook, and an independent check of a levelled plan of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.psplib_files import Instance
from dependencies.people.levelled import Levelled
from runbooks.model import Runbook

#: A period lasts so many seconds in the runbook.
PERIOD = 60


def runbook_of(instance: Instance) -> Runbook:
    """A runbook whose tasks are the activities: `A0` up to the last, a minute for each period."""
    return Runbook.model_validate(document_of(instance))


def document_of(instance: Instance) -> dict[str, object]:
    """The same as a document, to be written as YAML."""
    before: list[list[str]] = [[] for _ in instance.durations]
    for number, behind in enumerate(instance.successors):
        for successor in behind:
            before[successor].append(f"A{number}")
    return {
        "runbook": instance.name,
        "title": f"PSPLIB instance {instance.name}",
        "start": "2025-01-06T09:00",
        "parties": {"si": {"name": "Integrator"}},
        "resources": {
            f"R{number}": {"capacity": capacity}
            for number, capacity in enumerate(instance.capacities)
        },
        "tasks": [
            {
                "id": f"A{number}",
                "title": f"Activity {number}",
                "party": "si",
                "after": before[number],
                "duration": f"{duration * PERIOD}s",
                "needs": {f"R{n}": many for n, many in enumerate(instance.demands[number]) if many},
                "end": not instance.successors[number],
            }
            for number, duration in enumerate(instance.durations)
        ],
    }


def starts_of(instance: Instance, levelled: Levelled) -> list[float]:
    """The start of each activity in periods from the start of the plan."""
    return [
        (levelled.tasks[f"A{number}"].start - levelled.start).total_seconds() / PERIOD
        for number in range(len(instance.durations))
    ]


def problems_in(instance: Instance, starts: Sequence[float]) -> Iterator[str]:
    """Every broken precedence and every resource that is overbooked, in words."""
    finishes = [start + instance.durations[n] for n, start in enumerate(starts)]
    for number, behind in enumerate(instance.successors):
        for successor in behind:
            if starts[successor] < finishes[number]:
                yield f"{instance.name}: {successor} starts before {number} is over"
    for at in sorted(set(starts)):
        at_work = [n for n, start in enumerate(starts) if start <= at < finishes[n]]
        for resource, capacity in enumerate(instance.capacities):
            if sum(instance.demands[n][resource] for n in at_work) > capacity:
                yield f"{instance.name}: resource {resource} is overbooked at {at:g}"
