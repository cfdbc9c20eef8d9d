"""Every outage begins and ends, in one way: by tasks, or by the clock."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.outages import Outage
from runbooks.rules.subject import Subject

RULE = "outage-edges"


def check(subject: Subject) -> Iterator[Finding]:
    """Outages that are never opened or never closed, or that mix tasks and fixed times."""
    for key, outage in subject.runbook.outages.items():
        problem = _problem(outage)
        if problem and not subject.gaps.hide(("outages", key), "opens", "closes", "from", "to"):
            message, hint = problem
            yield error(RULE, ("outages", key), f"Outage {key} {message}.", hint)


def _problem(outage: Outage) -> tuple[str, str] | None:
    by_tasks = outage.opens is not None or outage.closes is not None
    by_clock = outage.from_ is not None or outage.to is not None
    if by_tasks and by_clock:
        return (
            "is set both by tasks and by the clock",
            "Use `opens` and `closes`, or `from` and `to`.",
        )
    if outage.opens is None and outage.from_ is None:
        both = outage.closes is None and outage.to is None
        what = "is never opened or closed" if both else "is never opened"
        return what, "Add `opens: {task: ID, at: start}`, or `from:` a time."
    if outage.closes is None and outage.to is None:
        return "is never closed", "Add `closes: {task: ID, at: finish}`, or `to:` a time."
    return None
