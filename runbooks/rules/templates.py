"""Instructions are Jinja2 templates: one that cannot be parsed would fail in the night."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from runbooks.findings import Finding, Path, error
from runbooks.model import Runbook
from runbooks.rules.references import tasks_of_all_legs
from runbooks.rules.subject import Subject

RULE = "template-syntax"


def check(subject: Subject) -> Iterator[Finding]:
    """Every text of instructions whose template syntax is wrong."""
    environment = SandboxedEnvironment(autoescape=True)
    for path, who, text in _texts(subject.runbook):
        problem = _problem(environment, text) if "{" in text else None
        if problem:
            message = f"The instructions of {who} are not a template: {problem}."
            yield error(
                RULE, path, message, "Close what is open; write {{ '{{' }} for bare braces."
            )


def _texts(runbook: Runbook) -> Iterator[tuple[Path, str, str]]:
    for path, who, task in tasks_of_all_legs(runbook):
        if task.instructions:
            yield (*path, "instructions"), who, task.instructions
    for number, instruction in enumerate(runbook.instructions):
        who = f"audience {instruction.audience}"
        yield ("instructions", number, "text"), who, instruction.text


def _problem(environment: SandboxedEnvironment, text: str) -> str | None:
    try:
        environment.parse(text)
    except TemplateSyntaxError as problem:
        return (
            f"{(problem.message or 'it cannot be parsed').rstrip('.')} (its line {problem.lineno})"
        )
    except RecursionError:
        return "it is nested too deep"
    return None
