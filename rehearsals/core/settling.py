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

    A live run stands open even then, until somebody closes it: once it is closed, what was entered
    wrongly last could not be put right any more.
    """
    if state.mode == "live" or not is_all_settled(state, happening, settled=settled):
        return happening
    return (*happening, e.RunClosed(outcome=outcome_of(state)))


def is_all_settled(
    state: RunState, happening: tuple[e.Event, ...] = (), *, settled: int = 0
) -> bool:
    """Whether nothing is left to do, once what is happening has settled so many more tasks.

    What was given up is nothing to do; the tasks of a way back that was taken are.
    """
    if state.settled_count + settled + len(state.given_up) < len(state.index.tasks):
        return False
    # An outage that a task would have closed has had its chance, or ends after this scope.
    still_open = {key for key in state.index.fixed_outages if state.outage(key).is_open}
    return still_open <= {ev.outage for ev in happening if isinstance(ev, e.OutageClosed)}


def outcome_of(state: RunState) -> e.RunOutcome:
    """How a run ends in which all is settled.

    Turned back if the whole was, or no end of the way forward was reached any more.
    """
    if any(not back.what.systems for back in state.turned_back):
        return "turned_back"
    ends = [task_id for task_id in state.index.forward if not state.index.behind[task_id]]
    lost = bool(state.given_up) and all(task_id in state.given_up for task_id in ends)
    return "turned_back" if lost else "finished"
