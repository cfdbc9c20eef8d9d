"""Which part of a runbook a rehearsal from one gate to another covers."""

from __future__ import annotations

from difflib import get_close_matches

from dependencies.graph import Graph, build_graph
from dependencies.plan import Plan
from runbooks.errors import AnchorError
from runbooks.model import Runbook


def scope_between(
    runbook: Runbook, plan: Plan, from_gate: str | None, to_gate: str | None
) -> tuple[str, ...]:
    """The tasks from one gate's meeting to another's, in the order of the runbook.

    In scope is the first meeting and all that depends on it, without what depends on the last
    meeting, and without what is planned to start once that has ended. Raises AnchorError for an
    unknown gate, or a last gate that does not depend on the first.
    """
    graph = build_graph(runbook)
    scope = set(graph)
    if from_gate is not None:
        first = meeting_of(runbook, from_gate)
        scope = {first} | _behind(graph, {first})
    if to_gate is not None:
        last = meeting_of(runbook, to_gate)
        if last not in scope:
            raise AnchorError(
                f"{to_gate} ({last}) does not come after {from_gate}: no scope lies between them.",
                hint="Choose a gate that depends on the first one, or swap the two.",
            )
        end = plan.tasks[last].early_finish
        late = {task.id for task in plan.tasks.values() if task.early_start >= end}
        late -= {last} | _behind(graph.reverse(copy=False), {last})
        scope -= late | _behind(graph, {last, *late})
    return tuple(task.id for task in runbook.tasks if task.id in scope)


def _behind(graph: Graph, task_ids: set[str]) -> set[str]:
    """All tasks that depend on any of these."""
    found: set[str] = set()
    frontier = list(task_ids)
    while frontier:
        fresh = set(graph.successors(frontier.pop())) - found
        found |= fresh
        frontier += fresh
    return found


def meeting_of(runbook: Runbook, gate_id: str) -> str:
    """The task that is a gate's meeting; raises AnchorError naming gates that it may have been."""
    gate = runbook.gate_by_id.get(gate_id)
    if gate is None:
        near = get_close_matches(gate_id, runbook.gate_by_id, n=3, cutoff=0.4)
        known = ", ".join(near or runbook.gate_by_id) or "none"
        raise AnchorError(
            f"{runbook.runbook} has no gate {gate_id!r}.",
            hint=f"Did you mean one of {known}?" if near else f"Its gates are: {known}.",
        )
    return gate.meeting
