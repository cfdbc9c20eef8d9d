"""A task cannot need more of a resource than there is: it would wait for ever."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.references import tasks_of_all_legs
from runbooks.rules.subject import Subject

RULE = "overbooked-needs"


def check(subject: Subject) -> Iterator[Finding]:
    """Every need above the capacity of its resource."""
    resources = subject.runbook.resources
    hidden = {
        name
        for name in resources
        if subject.gaps.hide(("resources", name), "capacity", "members")
        or subject.gaps.hide_in(("resources", name, "members"))
    }
    for path, who, task in tasks_of_all_legs(subject.runbook):
        for name, wanted in task.needs.items():
            resource = resources.get(name)
            if resource is None or name in hidden or wanted <= resource.most:
                continue
            message = f"{who[:1].upper()}{who[1:]} needs {wanted} of {name}, which has "
            message += f"{resource.most}."
            hint = "Correct the need, or the `capacity` or `members` of the resource."
            yield error(RULE, (*path, "needs", name), message, hint)
