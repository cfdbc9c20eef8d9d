"""How a task stands, as people see it: its state, since when, how late, and why."""

from __future__ import annotations

from datetime import datetime

from console.web.reading import Look
from console.web.views.moments import WORTH_TELLING, late_text
from rehearsals.core.readiness import ready_at

#: What is said before the time at which a task came to be as it is.
AT_WORDS = {
    "waiting": "expected to start",
    "ready": "ready since",
    "held": "held",
    "running": "running since",
    "failed": "failed",
    "unknown": "unknown since",
    "blocked": "since",
    "done": "done",
    "skipped": "left out",
}


def task_page(look: Look, task_id: str) -> str:
    """The address of a task's page."""
    return f"/runs/{look.run}/tasks/{task_id}"


def stands_as(look: Look, task_id: str) -> str:
    """The state of a task as people see it; one that cannot go on is blocked, whatever else."""
    if look.state.task(task_id).blocks:
        return "blocked"
    return look.standing.states.get(task_id, "given_up")


def since_when(look: Look, task_id: str) -> datetime | None:
    """Since when a task is as it is; None of one that waits."""
    record = look.state.task(task_id)
    word = stands_as(look, task_id)
    if record.settled:
        return record.settled_at
    if word == "blocked":
        return record.blocks[0].at
    if word == "ready":
        return ready_at(look.state, task_id)
    if record.progress in ("running", "failed", "unknown") and record.attempts:
        last = record.attempts[-1]
        return last.ended_at or last.started_at
    return None


def late_words(look: Look, task_id: str) -> str:
    """How late it is, or began; empty if it is not worth telling."""
    late = look.standing.late(task_id)
    if late >= WORTH_TELLING:
        return late_text(late)
    began = look.standing.began_late(task_id)
    return f"began {late_text(began)}" if began >= WORTH_TELLING else ""


def why_so(look: Look, task_id: str) -> str:
    """Why it is held, was left out, or has failed; empty if there is nothing to say."""
    record = look.state.task(task_id)
    if record.held is not None:
        branch = record.held_for
        whose = f" (with the branch behind {branch})" if branch and branch != task_id else ""
        return f"Held{whose}: {record.held}"
    if record.progress == "failed":
        return record.attempts[-1].reason
    if record.progress == "skipped":
        return record.skip_reason
    if record.progress == "unknown":
        return "Nobody knows how it ended: look at what it did, then say."
    return ""
