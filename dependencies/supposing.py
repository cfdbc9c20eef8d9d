"""What somebody supposes of a task: that it takes longer or shorter, or begins later."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import TypeAdapter, ValidationError

from dependencies.shifting import rebuilt
from runbooks.durations import (
    LONGEST_SECONDS,
    Duration,
    format_seconds,
    parse_seconds,
    parse_signed_seconds,
)
from runbooks.errors import PlanError
from runbooks.model import Runbook
from runbooks.moments import Moment
from runbooks.tasks import Task

_FORM = "write it like M10-052=+90m, M10-052=2h or M10-052@2025-09-20T12:00"
_MOMENT: TypeAdapter[Moment] = TypeAdapter(Moment)
_PARTS = re.compile(r"^\s*([^=@\s]+)\s*([=@])\s*(.+?)\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Supposed:
    """One thing supposed of a task: its length, a change of its length, or its earliest start."""

    task: str
    #: Its likely duration in seconds; working time where it has a calendar.
    length: int | None = None
    #: Seconds by which its likely duration differs.
    by: int | None = None
    #: When it may begin at the earliest; a task with a fixed start begins then.
    begins: Moment | None = None

    def __str__(self) -> str:
        """As it was written: `M10-052=+1h30m`."""
        if self.begins is not None:
            return f"{self.task}@{self.begins}"
        if self.by is not None:
            sign = "-" if self.by < 0 else "+"
            return f"{self.task}={sign}{format_seconds(abs(self.by))}"
        return f"{self.task}={format_seconds(self.length or 0)}"


def read_supposed(text: str) -> Supposed:
    """What `M10-052=+90m`, `=-15m`, `=2h` or `@2025-09-20T12:00` supposes; raises ValueError."""
    parts = _PARTS.match(text)
    if parts is None:
        raise ValueError(f"{text!r} supposes nothing; {_FORM}.")
    task, kind, value = parts.groups()
    try:
        if kind == "@":
            return Supposed(task=task, begins=_MOMENT.validate_python(value))
        if value[0] in "+-":
            return Supposed(task=task, by=parse_signed_seconds(value))
        return Supposed(task=task, length=parse_seconds(value))
    except ValidationError:
        raise ValueError(f"{value!r} is not a time; {_FORM}.") from None
    except ValueError as error:
        raise ValueError(f"{error}; {_FORM}.") from None


def supposing(runbook: Runbook, supposed: Sequence[Supposed], scope: Collection[str]) -> Runbook:
    """The runbook if that were so of tasks in scope, one after the other.

    Raises PlanError for a task that is not in scope, and for a length that is none.
    """
    changed: dict[str, Task] = {}
    for one in supposed:
        if one.task not in scope or one.task not in runbook.task_by_id:
            raise _unknown(runbook, one.task, scope)
        changed[one.task] = _otherwise(changed.get(one.task, runbook.task_by_id[one.task]), one)
    return rebuilt(runbook, tasks=tuple(changed.get(task.id, task) for task in runbook.tasks))


def _otherwise(task: Task, supposed: Supposed) -> Task:
    if supposed.begins is not None:
        field = "fixed" if task.fixed is not None else "not_before"
        return task.model_copy(update={field: supposed.begins})
    now = task.duration.likely
    length = now + supposed.by if supposed.by is not None else supposed.length
    assert length is not None
    if not 0 <= length <= LONGEST_SECONDS:
        how = "less than nothing" if length < 0 else "longer than ten years"
        raise PlanError(
            f"{supposed} leaves a length that is {how}: {task.id} takes {format_seconds(now)}.",
            hint="Suppose less.",
        )
    duration = Duration(low=length, likely=length, high=length)
    return task.model_copy(update={"duration": duration})


def _unknown(runbook: Runbook, task: str, scope: Collection[str]) -> PlanError:
    if task in runbook.task_by_id:
        return PlanError(
            f"{task} is not in the part that is planned.", hint="Leave out --from and --to."
        )
    near = get_close_matches(task, scope, n=3, cutoff=0.6)
    return PlanError(
        f"{runbook.runbook} has no task {task!r}.",
        hint=f"Did you mean {' or '.join(near)}?" if near else "Name one that the plan lists.",
    )
