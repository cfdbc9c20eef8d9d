"""A task that runs across the end of a shift needs a handover, and somebody to hand over to."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.people.handovers import handovers
from dependencies.rules.people_findings import named, rota_of
from dependencies.rules.subject import Order
from runbooks.clocktime import local_short
from runbooks.findings import Finding, warning

RULE = "shift-handover"


def check(order: Order) -> Iterator[Finding]:
    """Each handover in the middle of a task that the plan, which counts nobody, makes needed."""
    rota = rota_of(order)
    if rota is None:
        return
    places = {task.id: number for number, task in enumerate(order.runbook.tasks)}
    for found in handovers(rota.duty, rota.booked):
        at = local_short(found.at, order.runbook.timezone)
        going = f"the shift of {named(found.leaving)} ends {at}"
        verb = "is" if len(found.taking_over) == 1 else "are"
        who = f"{named(found.taking_over)} {verb}" if found.taking_over else "nobody is"
        yield warning(
            RULE,
            ("tasks", places[found.task], "needs", found.resource),
            f"In the middle of task {found.task} {going}; {who} there to take over.",
            "Plan the handover as a task of its own, or move the task or the shift.",
        )
