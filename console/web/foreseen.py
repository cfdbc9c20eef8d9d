"""Working out what is foreseen of a run for the pages."""

from __future__ import annotations

from console.foreseen import Foreseen
from console.web.reading import Look
from rehearsals.outlook.outlook import outlook


def foreseen_of(look: Look, gate: str | None) -> Foreseen:
    """What is foreseen of a run at a look, worked out whole; raises PlanError and TimeError.

    With a gate: what moves its readiness most, and until when it must decide. Without one
    criticality is about the next gate.
    """
    made = outlook(
        look.state,
        look.now,
        target=gate,
        announced=look.standing.announced.ends,
        whole=look.standing.plan,
        movers=gate is not None,
    )
    found = Foreseen(
        outlook=made,
        decide_by=None if gate is None else made.decide_by_of(gate),
        seq=look.seq,
        at=look.now,
    )
    # Whatever pages show of it is worked out here: they do not wait for it.
    _ = (made.rest.plan, made.forecast, made.turning)
    return found
