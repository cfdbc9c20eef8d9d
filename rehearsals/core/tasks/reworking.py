"""Having a task done again, and taking a wrong entry back: new facts, never a deletion.

Neither is possible once something that relied on the task has happened, or once the entry has moved
an outage: suppliers have been told, and the system is out or back whatever the journal says. What a
link holds relies on the end from which it counts: the start of a task (FS, SS) once it has begun,
its finish (FF, SF) once it is settled. Where only that a task was done is taken back, what relies
on its start alone stands.
"""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.letting_go import from_start, holds_start
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.core.state import RunState, TaskRecord
from rehearsals.core.tasks.locks import begun_behind_lock
from rehearsals.core.tasks.starting import is_held
from runbooks.tasks import Link

Answer = tuple[e.Event, ...] | c.Refusal

_UNDOES: dict[str, e.Undone] = {
    "running": "started",
    "done": "finished",
    "failed": "failed",
    "skipped": "skipped",
}


def reopen(state: RunState, command: c.ReopenTask) -> Answer:
    """The events of having a done or skipped task done again, or some parties' copies of it."""
    task_id = command.task
    if refusal := check_reason(f"Reopening {task_id}", command.reason):
        return refusal
    if refusal := _check_no_meeting(state, task_id):
        return refusal
    if command.parties:
        return _withdraw_copies(state, command)
    record = state.task(task_id)
    if not record.settled:
        return refuse(
            "not-settled",
            f"{task_id} is {_word(record)}; only what is done or skipped is reopened.",
            f"Take back a wrong entry with `callboard undo {state.run} {task_id} --reason ...`.",
        )
    if refusal := _check_alone(state, task_id, tuple(record.confirmations)):
        return refusal
    return (e.TaskReopened(task=task_id, reason=command.reason.strip()),)


def undo(state: RunState, command: c.UndoEntry) -> Answer:
    """The event of taking back the newest entry about a task."""
    task_id, record = command.task, state.task(command.task)
    if refusal := check_reason(f"Undoing an entry on {task_id}", command.reason):
        return refusal
    if refusal := _check_no_meeting(state, task_id):
        return refusal
    what = _UNDOES.get(record.progress)
    if what is None or (what == "failed" and record.attempts[-1].outcome != "failed"):
        return refuse(
            "nothing-to-undo",
            f"{task_id} is {_word(record)}; there is no entry of a person to take back.",
            f"See `callboard show {state.run}`.",
        )
    if refusal := _check_by_hand(state, task_id, what):
        return refusal
    if what == "failed" and record.held is not None:
        # It would run, and end, under a hold that says that it does not.
        return is_held(state, task_id, record.held)
    begun = what != "finished"
    if refusal := _check_alone(state, task_id, (), begun=begun) or _check_outages(
        state, task_id, what
    ):
        return refusal
    attempt = 0 if what == "skipped" else record.attempts[-1].number
    return (e.EntryUndone(task=task_id, what=what, attempt=attempt, reason=command.reason.strip()),)


def _withdraw_copies(state: RunState, command: c.ReopenTask) -> Answer:
    task_id, record = command.task, state.task(command.task)
    if not state.index.tasks[task_id].for_each:
        return refuse(
            "not-for-each",
            f"{task_id} is one task, not a copy for each party.",
            "Leave out --for.",
        )
    parties = tuple(dict.fromkeys(command.parties))
    for party in parties:
        if party not in record.confirmations:
            known = ", ".join(record.confirmations) or "none"
            return refuse(
                "not-confirmed",
                f"{party} has not confirmed {task_id}; there is nothing to take back.",
                f"Confirmed are: {known}.",
            )
        if party in state.left:
            return refuse(
                "party-left",
                f"{party} has left the run; it cannot be asked again.",
                f"Reopen the whole task: `callboard reopen {state.run} {task_id} --reason ...`.",
            )
    if refusal := _check_alone(state, task_id, parties, begun=False):
        return refusal
    reason = command.reason.strip()
    return tuple(e.CopyWithdrawn(task=task_id, party=party, reason=reason) for party in parties)


def _check_no_meeting(state: RunState, task_id: str) -> c.Refusal | None:
    if task_id not in state.index.meeting_of:
        return None
    gate = state.index.meeting_of[task_id].id
    return refuse(
        "meeting",
        f"{task_id} is the meeting of gate {gate}; a decision is not undone, a go is withdrawn.",
        f"Withdraw it: `callboard gate {state.run} {gate} withdraw --by ... --reason ...`.",
    )


def _check_by_hand(state: RunState, task_id: str, what: e.Undone) -> c.Refusal | None:
    """What a machine did is not a wrong entry; copies are taken back by party."""
    if state.index.tasks[task_id].run and what != "skipped":
        return refuse(
            "automated",
            f"{task_id} is automated; what the engine recorded really happened.",
            f"Have it done again with `callboard reopen {state.run} {task_id} --reason ...` once "
            "it is done.",
        )
    if what in ("started", "finished") and state.task(task_id).confirmations:
        one = next(iter(state.task(task_id).confirmations))
        return refuse(
            "copies-confirmed",
            f"{task_id} has confirmed copies; they are taken back party by party.",
            f"For one: `callboard reopen {state.run} {task_id} --for {one} --reason ...`.",
        )
    return None


def _check_alone(
    state: RunState, task_id: str, parties: tuple[str, ...], *, begun: bool = True
) -> c.Refusal | None:
    """Nothing relies on the task yet: no successor, no lock that it opened, no outage.

    `begun`: that it has begun is taken back too, and not only that it was done.
    """
    relying = [
        successor
        for successor in state.index.behind[task_id]
        for link in state.index.before[successor]
        if link.task == task_id and (begun or not from_start(link))
        if _relies(state, successor, link)
    ]
    relying = list(dict.fromkeys(relying))
    if not state.index.tasks[task_id].for_each:
        parties = (state.owner(task_id),)
    relying += [t for t in begun_behind_lock(state, task_id, parties) if t not in relying]
    if relying:
        return refuse(
            "successors-begun",
            f"{', '.join(relying)} came after {task_id} and has begun or is settled.",
            f"Undo or reopen {relying[0]} first, or write it down: "
            f"`callboard note {state.run} {task_id} ...`.",
        )
    if state.task(task_id).progress == "done":
        return _check_outages(state, task_id, "finished")
    return None


def _relies(state: RunState, successor: str, link: Link) -> bool:
    if holds_start(link):
        return _has_begun(state, successor)
    return state.task(successor).settled


def _has_begun(state: RunState, task_id: str) -> bool:
    record = state.task(task_id)
    if record.progress != "open":
        return True
    return bool(record.attempts) and record.attempts[-1].outcome not in ("reopened", "undone")


def _check_outages(state: RunState, task_id: str, what: e.Undone) -> c.Refusal | None:
    ends = {"started": ("start",), "finished": ("finish",)}.get(what, ())
    moved = [
        key
        for end in ends
        for key in (*_opened_by(state, task_id, end), *_closed_by(state, task_id, end))
    ]
    if not moved:
        return None
    return refuse(
        "moved-outage",
        f"That {task_id} was {what} opened or closed outage {', '.join(moved)}; that has happened.",
        f"Write it down: `callboard note {state.run} {task_id} ...`, and amend the plan if "
        "something must be done again.",
    )


def _opened_by(state: RunState, task_id: str, end: str) -> list[str]:
    opens = state.index.opens.get((task_id, end), ())
    return [key for key in opens if state.outage(key).opened_at is not None]


def _closed_by(state: RunState, task_id: str, end: str) -> list[str]:
    closes = state.index.closes.get((task_id, end), ())
    return [key for key in closes if state.outage(key).closed_at is not None]


def _word(record: TaskRecord) -> str:
    return "yet to start" if record.progress == "open" else record.progress
