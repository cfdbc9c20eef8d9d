"""Whether an outage still lies ahead, or will not come at all."""

from __future__ import annotations

from notices.drafting.case import Case


def is_ahead(case: Case) -> bool:
    """Whether it has not begun, and is still to."""
    return case.record.opened_at is None and not will_not_come(case)


def will_not_come(case: Case) -> str:
    """Why an outage that has not begun never will; empty if it may."""
    state = case.view.state
    outage = case.view.outage(case.subject.outage)
    if case.record.opened_at is not None:
        return ""
    if state.status == "abandoned":
        return "The cutover was abandoned."
    if any(not back.what.systems for back in state.turned_back):
        return "The cutover was turned back before this outage began."
    if outage is None:
        return "It was taken out of the plan."
    if outage.opens is None:
        return "" if state.status == "open" else "The run ended before this outage began."
    task = outage.opens.task
    if task in state.given_up:
        return "The cutover of this system was turned back before the outage began."
    if task not in state.index.tasks:
        return "It was taken out of the plan."
    if state.task(task).progress == "skipped" or state.status != "open":
        return "What would have begun it was not done."
    return ""
