"""What may be out of service at a gate where the cutover can be stood down, that must return."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.findings import Finding, error

RULE = "outage-stand-down"


def check(order: Order) -> Iterator[Finding]:
    """Outages that can be open then and that no stand-down task closes.

    One that is fixed by the clock ends by itself. From a gate the way back may be taken until the
    meeting of a later gate begins, so an outage behind that one does not matter.
    """
    gaps = order.subject.gaps
    if not order.runbook.stand_down.tasks or order.has_hidden_links:
        return
    if gaps.hide(("stand_down",), "gates") or gaps.hide_in(("gates",), "id", "meeting"):
        return
    for key, outage in order.runbook.outages.items():
        if gaps.hide(("outages", key), "stand_down_closes", "opens", "to"):
            continue
        if outage.stand_down_closes or outage.to is not None or outage.opens is None:
            continue
        if gate := _gate_with_it_open(order, outage.opens.task):
            yield error(
                RULE,
                ("outages", key),
                f"No stand-down task closes outage {key}, which may be open at {gate}.",
                "Add `stand_down_closes: {task: ID, at: finish}`.",
            )


def _gate_with_it_open(order: Order, opener: str) -> str | None:
    """The first gate of the stand-down from which it can be decided once a task has begun."""
    gates = [g for g in order.runbook.gates if g.id in order.runbook.stand_down.gates]
    meetings = {gate.meeting for gate in order.runbook.gates}
    for gate in gates:
        later = meetings & order.after(gate.meeting)
        behind = later.union(*(order.after(meeting) for meeting in later))
        if opener not in behind:
            return gate.id
    return None
