"""A check of a result needs one that its task measures, with what it should be."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.near_miss import near_miss
from runbooks.rules.check_names import checks_of
from runbooks.rules.subject import Subject

RULE = "check-result"


def check(subject: Subject) -> Iterator[Finding]:
    """Every check of a result that the task does not measure, or that any figure would meet."""
    numbers = {task.id: number for number, task in enumerate(subject.runbook.tasks)}
    for path, who, made in checks_of(subject):
        looked_at = made.result_within
        if looked_at is None or looked_at.task not in numbers:
            continue  # an unknown task is another rule's to name
        place = ("tasks", numbers[looked_at.task])
        if subject.gaps.hide(place, "results") or subject.gaps.hide_in((*place, "results"), "id"):
            continue
        results = {each.id: each for each in subject.runbook.tasks[place[1]].results}
        found = results.get(looked_at.result)
        if found is None:
            near = near_miss(looked_at.result, tuple(results))
            yield error(
                RULE,
                (*path, "result_within", "result"),
                f"{_capital(who)} looks at {looked_at.result}, which {looked_at.task} does not "
                "measure.",
                f"Did you mean {near}?" if near else "Add it to the `results` of the task.",
            )
        elif found.expected is None:
            yield error(
                RULE,
                (*path, "result_within", "result"),
                f"{_capital(who)} looks at {looked_at.result} of {looked_at.task}, which any "
                "figure would meet.",
                "Give the result its `expected`, and a `tolerance`.",
            )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
