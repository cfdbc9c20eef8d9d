"""Instructions are rendered for the person who reads them, and can do nothing else."""

from __future__ import annotations

import pytest

from rehearsals.testing import a_runbook, a_task
from runbooks.instructions import instructions_of


def shown(text: str) -> str:
    """The instructions of a task A of RECCo, as they are shown."""
    runbook = a_runbook(a_task("A", party="recco", instructions=text))
    return instructions_of(runbook.tasks[0], runbook)


def test_instructions_know_their_task() -> None:
    """Words of the runbook can be used in them."""
    assert shown("{{ party }}: {{ task.id }}, {{ task.title }}") == "RECCO: A, Do A"


@pytest.mark.parametrize(
    "text",
    ["{{ nothing }}", "{{ 1 / 0 }}", "{{ ''.__class__.__mro__ }}", "{{ task.update({}) }}", "{{"],
)
def test_instructions_that_cannot_be_rendered_are_shown_as_written(text: str) -> None:
    """Undefined names, errors, and what the sandbox forbids: raw words are better than none."""
    assert shown(text) == text
