"""What happened to a task, in a sentence."""

from __future__ import annotations

from typing import assert_never

from console.telling_words import because, named, needed, party, task_name
from rehearsals.core import events as e
from rehearsals.core.state import RunState
from rehearsals.core.tasks.completing import within_tolerance


def task_sentence(event: e.TaskEvent, state: RunState) -> str:  # noqa: C901, PLR0911 - one case each
    """What an event on a task says."""
    name = task_name(state, event.task)
    match event:
        case e.TaskStarted():
            return f"{name}: {_running(event)}"
        case e.TaskFinished():
            return f"{name}: done{_figures(event.results)}.{_amiss(state, event)}"
        case e.CopyConfirmed():
            by = f"{party(state, event.party)}{_figures(event.results)}"
            return f"{name}: confirmed by {by}.{_amiss(state, event)}"
        case e.TaskFailed():
            return f"{name}: FAILED (attempt {event.attempt}): {event.reason}"
        case e.TaskOutcomeUnknown():
            return f"{name}: outcome UNKNOWN (attempt {event.attempt}); somebody must look."
        case e.RetryAsked():
            return f"{name}: will be started again by the engine."
        case e.TaskSkipped():
            return f"{name}: skipped: {event.reason}"
        case e.TaskHeld() | e.TaskReleased() | e.BranchHeld() | e.BranchReleased():
            return _held(event, name)
        case e.CopyWithdrawn() | e.TaskReopened() | e.EntryUndone():
            return f"{name}: {_taken_back(event, state)}: {event.reason}"
        case e.TaskBlocked() | e.TaskUnblocked():
            return _blocked(event, name, state)
        case e.TaskReassigned():
            return f"{name}: owned by {party(state, event.party)} from now on: {event.reason}"
        case _:
            assert_never(event)


_WAS: dict[e.Undone, str] = {
    "started": "was started",
    "finished": "was done",
    "failed": "failed",
    "skipped": "was skipped",
}


def _taken_back(event: e.CopyWithdrawn | e.TaskReopened | e.EntryUndone, state: RunState) -> str:
    match event:
        case e.CopyWithdrawn():
            return f"what {party(state, event.party)} confirmed is WITHDRAWN"
        case e.TaskReopened():
            return "REOPENED, to be done again"
        case e.EntryUndone():
            attempt = f" (attempt {event.attempt})" if event.attempt else ""
            return f"the entry that it {_WAS[event.what]}{attempt} is UNDONE"
        case _:
            assert_never(event)


def _running(event: e.TaskStarted) -> str:
    again = f" (attempt {event.attempt})" if event.attempt > 1 else ""
    early = f", OUT OF SEQUENCE: {event.out_of_sequence}" if event.out_of_sequence else "."
    return f"running{again}{early}"


def _held(event: e.TaskHeld | e.TaskReleased | e.BranchHeld | e.BranchReleased, name: str) -> str:
    match event:
        case e.TaskHeld():
            return f"{name}: HELD: {event.reason}"
        case e.TaskReleased():
            return f"{name}: released{because(event.reason)}"
        case e.BranchHeld():
            return f"Behind {name} nothing new starts, HELD: {named(event.held)}: {event.reason}"
        case e.BranchReleased():
            return f"Behind {name} released: {named(event.released)}{because(event.reason)}"
        case _:
            assert_never(event)


def _blocked(event: e.TaskBlocked | e.TaskUnblocked, name: str, state: RunState) -> str:
    whose = ", ".join(party(state, one) for one in event.parties)
    of = f" (for {whose})" if whose else ""
    if isinstance(event, e.TaskUnblocked):
        return f"{name}{of}: can go on again{because(event.reason)}"
    return f"{name}{of}: BLOCKED: {event.reason}{needed(event.needs)}"


def _figures(results: dict[str, float]) -> str:
    shown = ", ".join(f"{key} = {value:,.15g}" for key, value in results.items())
    return f" ({shown})" if shown else ""


def _amiss(state: RunState, event: e.TaskFinished | e.CopyConfirmed) -> str:
    """What was measured and is not as expected."""
    task = state.index.tasks.get(event.task)
    return "".join(
        f" {wanted.id} is NOT AS EXPECTED ({wanted.expected:,.15g})."
        for wanted in (task.results if task else ())
        if wanted.id in event.results and not within_tolerance(wanted, event.results[wanted.id])
    )
