"""What somebody can do now whose form was refused, since others were quicker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from console.web.reading import Look
from console.web.views.mine import own_parties
from console.web.views.task_actions import Acting, actions_of
from console.web.views.task_may import TaskMay
from console.web.visitor import Visitor

_MOST = 6


def what_next(
    look: Look, visitor: Visitor, given: Mapping[str, Any], back: str, action: str
) -> tuple[tuple[str, str], ...]:
    """Addresses and words: the page of what was meant, and what can be done about it.

    Not `action`, the form itself: its bare link would lose what was typed there.
    """
    state, task, gate = look.state, given.get("task"), given.get("gate")
    if isinstance(task, str) and task in state.index.tasks:
        acting = Acting(
            look=look,
            may=TaskMay(look=look, visitor=visitor),
            task=state.index.tasks[task],
            parties=own_parties(look, visitor),
            back=back,
        )
        found = actions_of(acting)
        others = [one for one in (*found.work, *found.steer) if urlsplit(one.href).path != action]
        links = [(one.href, one.label) for one in others][:_MOST]
        return ((f"/runs/{look.run}/tasks/{task}", f"See {task}"), *links)
    if isinstance(gate, str) and gate in state.runbook.gate_by_id:
        return ((f"/runs/{look.run}/gates/{gate}", f"See {gate}"),)
    return ()
