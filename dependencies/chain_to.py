"""The driving chain to whatever somebody asks for: a gate, an outage, a task, or the finish."""

from __future__ import annotations

from difflib import get_close_matches

from dependencies.chains import driving_chain
from dependencies.floats import FINISH, RESTORE_BY
from dependencies.plan import ChainStep, Plan
from runbooks.errors import PlanError
from runbooks.model import Runbook


def chain_to(runbook: Runbook, plan: Plan, target: str) -> tuple[ChainStep, ...]:
    """The tasks that drive a target, first task first; none to an outage that the clock ends.

    Raises PlanError for what is not planned.
    """
    check_target(runbook, plan, target)
    if target in plan.chains:
        return plan.chains[target].steps
    if target == FINISH:
        last = plan.critical_path[-1:]
        return driving_chain(plan.tasks, last[0]) if last else ()
    return driving_chain(plan.tasks, target)


def check_target(runbook: Runbook, plan: Plan, target: str, *others: str) -> None:
    """Raise PlanError, with what may have been meant, for no gate, outage or task of a plan.

    `finish` is one too, and so are `others`.
    """
    known = (*plan.chains, *plan.tasks, FINISH, *others)
    if target in known:
        return
    near = get_close_matches(target, known, n=3, cutoff=0.6)
    everything = f"Name one of them, or {' or '.join((FINISH, *others))}."
    raise PlanError(
        f"{target} is no gate, outage or task of this plan of {runbook.runbook}.",
        hint=f"Did you mean {' or '.join(near)}?" if near else everything,
    )


def restore_by_too(runbook: Runbook) -> tuple[str, ...]:
    """`restore_by`, where a runbook has such a time."""
    return (RESTORE_BY,) if runbook.restore_by else ()
