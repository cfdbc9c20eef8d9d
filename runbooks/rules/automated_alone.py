"""An automated task that needs people: nobody would measure its results or confirm its copies."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.references import tasks_of_all_legs
from runbooks.rules.subject import Subject

RULE = "automated-alone"


def check(subject: Subject) -> Iterator[Finding]:
    """Tasks with `run` that also declare `results` or `for_each`."""
    for path, who, task in tasks_of_all_legs(subject.runbook):
        if task.run is None:
            continue
        if task.results:
            message = f"{who[:1].upper()}{who[1:]} is automated, so nobody measures its results."
            hint = "Give the results to a task that a person does after it, or remove `run`."
            yield error(RULE, (*path, "results"), message, hint)
        if task.for_each is not None:
            message = f"{who[:1].upper()}{who[1:]} is automated, so no party confirms its copy."
            hint = "Let a task after it be confirmed by each party, or remove `run`."
            yield error(RULE, (*path, "for_each"), message, hint)
