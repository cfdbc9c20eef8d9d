"""Before the point of no return there must be a way back, and a gate at which to take it."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.findings import Finding, error
from runbooks.gates import Gate

RULE = "no-return-without-rollback"


def check(order: Order) -> Iterator[Finding]:
    """Points of no return in a runbook without rollback tasks, or with no gate to turn back at."""
    for number, gate in order.points_of_no_return():
        problem = _problem(order, gate)
        if problem:
            message, hint = problem
            text = f"Gate {gate.id} is the point of no return, but {message}."
            yield error(RULE, ("gates", number), text, hint)


def _problem(order: Order, gate: Gate) -> tuple[str, str] | None:
    rollback, gaps = order.runbook.rollback, order.subject.gaps
    if not rollback.tasks:
        if gaps.hide((), "rollback"):
            return None
        return "there are no rollback tasks", "Add `rollback: {gates: [...], tasks: [...]}`."
    if gaps.hide(("rollback",), "gates") or gaps.hide_in(("gates",), "id", "meeting"):
        return None
    if order.has_hidden_links:
        return None
    meetings = (g.meeting for g in order.runbook.gates if g.id in rollback.gates)
    if any(m == gate.meeting or gate.meeting in order.after(m) for m in meetings):
        return None
    if any(name not in order.runbook.gate_by_id for name in rollback.gates):
        return None
    return (
        "turning back may not be decided at any gate up to it",
        "Name such a gate in `rollback: {gates: [...]}`.",
    )
