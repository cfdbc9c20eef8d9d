"""What the person who does a task reads: its instructions, rendered in Jinja2's sandbox."""

from __future__ import annotations

from runbooks.model import Runbook
from runbooks.tasks import Task


def instructions_of(task: Task, runbook: Runbook) -> str:
    """The instructions of a task as plain text; empty if it has none.

    A template sees plain words only: `task.id`, `task.title`, `party`, `runbook`. One that cannot
    be rendered is shown as it was written: in the night, raw words are better than none.
    """
    if not task.instructions:
        return ""
    # Most tasks have none, and Jinja2 takes long to import.
    from jinja2 import StrictUndefined, TemplateError  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    owner = runbook.parties.get(task.party)
    # Plain text for a terminal or a page, which escapes for itself.
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    try:
        return environment.from_string(task.instructions).render(
            task={"id": task.id, "title": task.title},
            party=owner.name if owner else task.party,
            runbook=runbook.title,
        )
    except (TemplateError, ArithmeticError, TypeError, ValueError):
        return task.instructions
