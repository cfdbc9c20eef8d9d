"""How far tasks may slip as things stand, and what lets each go last; in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.foreseen import Foreseen
from console.plan_words import wait_words
from console.web.views.moments import WORTH_TELLING
from dependencies.floats import float_to
from dependencies.plan import ChainStep, Plan, PlannedTask
from rehearsals.outlook.decide_by import next_gate
from rehearsals.outlook.outlook import Outlook
from runbooks.clocktime import minutes_text
from runbooks.model import Runbook

_DAY = 86_400


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskFloats:
    """How far a task may slip, and what lets it go last; in words."""

    #: Before the finish, before anything behind it, and before the next gate does.
    total: str
    free: str
    #: Empty if the task is on no way to it.
    gate: str
    #: `M10-049`, `M10-049 (wait 2h: calendar office)`.
    driven: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Floats:
    """The floats of a run's tasks as it stood at its newest outlook."""

    book: Runbook
    plan: Plan
    #: The next gate; empty if none is ahead.
    gate: str
    #: Seconds before the next gate moves, by task.
    to_gate: Mapping[str, int]
    over: frozenset[str]

    def of(self, task: str) -> TaskFloats | None:
        """Those of a task; None of one that is over, or not in the plan."""
        planned = self.plan.tasks.get(task)
        if planned is None or task in self.over:
            return None
        gate = self.to_gate.get(task)
        return TaskFloats(
            total=float_words(planned.total_float),
            free=float_words(planned.free_float),
            gate="" if gate is None else float_words(gate),
            driven=self._driven(planned),
        )

    def _driven(self, planned: PlannedTask) -> str:
        if planned.driven_by == "begun":
            return ""
        step = ChainStep(
            task=planned.id,
            start=planned.early_start,
            finish=planned.early_finish,
            wait=planned.wait,
            driven_by=planned.driven_by,
        )
        if planned.driven_by == "link":
            return planned.driver or ""
        words = wait_words(self.book, step) if planned.wait else _REASONS[planned.driven_by]
        return f"{planned.driver} ({words})" if planned.driver else words


_REASONS = {
    "not_before": "its not-before time",
    "fixed": "its fixed time",
    "start": "the start of the plan",
    "now": "nothing any more",
    "calendar": "its calendar",
    "outage": "an outage",
    "blackout": "a blackout",
}


def floats_of(foreseen: Foreseen, gate: str = "") -> Floats | None:
    """The floats of a run as foreseen, towards a gate ahead, by default the next.

    None as long as nothing is foreseen.
    """
    ahead = foreseen.outlook
    if ahead is None:
        return None
    plan, following = ahead.rest.plan, next_gate(ahead.rest)
    gate = gate or (following.id if following else "")
    return Floats(
        book=ahead.rest.network.frame.runbook,
        plan=plan,
        gate=gate,
        to_gate=float_to(plan, gate) if gate in plan.chains else {},
        over=_over(ahead),
    )


def float_words(seconds: int) -> str:
    """`none`, `1 h 05 min`, `late by 20 min`; in whole hours from a day on."""
    if seconds < 0:
        return f"late by {float_words(-seconds)}"
    if seconds >= _DAY:
        return f"{seconds // _DAY} d {seconds % _DAY // 3600} h"
    return minutes_text(seconds) if seconds >= WORTH_TELLING else "none"


def _over(ahead: Outlook) -> frozenset[str]:
    state = ahead.rest.state
    return frozenset(task for task, record in state.tasks.items() if record.settled)
