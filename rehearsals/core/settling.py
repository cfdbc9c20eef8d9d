"""What follows when a task starts or is settled: outages open and close, and the run may end."""

from __future__ import annotations

from rehearsals.core import events as e
from rehearsals.core.state import RunState


def edges(state: RunState, task_id: str, end: str) -> tuple[e.Event, ...]:
    """Outages that the start or the finish of a task opens and closes, unless they already are."""
    opened = (
        e.OutageOpened(outage=key)
        for key in state.index.opens.get((task_id, end), ())
        if state.outage(key).opened_at is None
    )
    closed = (
        e.OutageClosed(outage=key)
        for key in state.index.closes.get((task_id, end), ())
        if state.outage(key).is_open
    )
    return (*opened, *closed)


def settle(state: RunState, task_id: str, event: e.Event) -> tuple[e.Event, ...]:
    """A task is done or skipped: the event, what it closes, and the end of the run if it is one."""
    at_finish = edges(state, task_id, "finish") if isinstance(event, e.TaskFinished) else ()
    return with_end(state, (event, *at_finish), settled=1)


def with_end(
    state: RunState, happening: tuple[e.Event, ...], *, settled: int
) -> tuple[e.Event, ...]:
    """The events, and `RunClosed` if nothing is left to do, for people or for the clock.

    What was given up is nothing to do; the tasks of a way back that was taken are.
    """
    if state.settled_count + settled + len(state.given_up) < len(state.index.tasks):
        return happening
    # An outage that a task would have closed has had its chance, or ends after this scope.
    still_open = {key for key in state.index.fixed_outages if state.outage(key).is_open}
    still_open -= {event.outage for event in happening if isinstance(event, e.OutageClosed)}
    return happening if still_open else (*happening, e.RunClosed(outcome=_outcome(state)))


def _outcome(state: RunState) -> e.RunOutcome:
    """Turned back if the whole was, or no end of the way forward was reached any more."""
    if any(not back.what.systems for back in state.turned_back):
        return "turned_back"
    ends = [task_id for task_id in state.index.forward if not state.index.behind[task_id]]
    lost = bool(state.given_up) and all(task_id in state.given_up for task_id in ends)
    return "turned_back" if lost else "finished"
