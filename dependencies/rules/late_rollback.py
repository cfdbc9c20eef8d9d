"""After the point of no return a no-go cannot mean turning back."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.findings import Finding, error

RULE = "rollback-after-no-return"


def check(order: Order) -> Iterator[Finding]:
    """Gates with `on_no_go: rollback` whose meeting follows a point of no return."""
    for _, last in order.points_of_no_return():
        later = order.after(last.meeting)
        for number, gate in enumerate(order.runbook.gates):
            if gate.on_no_go == "rollback" and gate.meeting in later:
                yield error(
                    RULE,
                    ("gates", number, "on_no_go"),
                    f"Gate {gate.id} turns back on a no-go, after {last.id}, the point of no "
                    "return.",
                    "Use hold or replan there.",
                )
