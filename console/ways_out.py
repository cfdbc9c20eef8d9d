"""What to type for a task that is stuck."""

from __future__ import annotations

from rehearsals.core.state import TaskState


def way_out(run: str, task: str, state: TaskState) -> str:
    """The commands that take a task on which has failed, or whose outcome nobody knows."""
    again, skip = f"`callboard start {run} {task}`", f"`callboard skip {run} {task} --reason ...`"
    if state == "failed":
        return f"try again with {again}, or leave it out with {skip}."
    done, fail = f"`callboard done {run} {task}`", f"`callboard fail {run} {task} --reason ...`"
    return f"if it was done, {done}; if it failed, {fail}; to do it again, {again}."
